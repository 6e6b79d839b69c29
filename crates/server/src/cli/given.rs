//! What the operator gives with the command: the centre file and the data folder, and what is wrong with them.

use std::{fs, path::Path};

use anyhow::Context;
use konsil_server::{
    StartError,
    centre_file::{Centre, NotACentre},
};

/// Mistakes go out line by line, as `FILE:LINE: …`; the error then only counts them.
pub fn read_centre(file: &Path) -> anyhow::Result<Centre> {
    Centre::read(file).map_err(|error| match error {
        NotACentre::Unreadable { .. } => anyhow::anyhow!("{error}"),
        NotACentre::Mistaken { ref mistakes, .. } => {
            eprintln!("{error}");
            let count = mistakes.len();
            let plural = if count == 1 { "" } else { "s" };
            anyhow::anyhow!("{count} mistake{plural} in {}", file.display())
        }
    })
}

/// Makes the data folder, readable for its owner only: chats of contacts are in it.
pub fn make_data_folder(data: &Path) -> anyhow::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(data).with_context(|| format!("the data folder {} cannot be made", data.display()))
}

/// One line that says what is wrong, where, and what to do about it.
pub fn explained(error: StartError, data: &Path) -> anyhow::Error {
    let data = data.display();
    match error {
        StartError::PortInUse(address) => {
            anyhow::anyhow!(
                "something else is listening on {address} already; stop it, or choose another port with --listen"
            )
        }
        StartError::DatabaseLocked => anyhow::anyhow!("{data}: another konsil-server is using this data folder"),
        StartError::DiskFull => anyhow::anyhow!("{data}: the disk is full"),
        StartError::SchemaNewer { found, known } => anyhow::anyhow!(
            "{data}: written by a newer konsil-server (schema {found}; this one knows up to {known}); \
             start the newer one, or restore a backup"
        ),
        error @ StartError::RowNewer { .. } => {
            anyhow::anyhow!("{data}: {error}; start the newer one, or restore a backup")
        }
        error @ (StartError::CannotListen { .. } | StartError::NoThread(_)) => error.into(),
        error @ (StartError::DataNotWritable(_) | StartError::Store(_) | StartError::Accounts(_)) => {
            anyhow::anyhow!("{data}: {error}")
        }
    }
}
