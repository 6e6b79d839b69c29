//! Embeds the built page of contacts, so that the server is one file. Where it was not built, a debug build embeds a
//! page that names the command, and a release build fails.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

const NOT_BUILT: &str = "the contact's page is not built. Build it with `cargo xtask run`, or in the folder `ui` with \
    `npm ci --ignore-scripts && npm run build:contact`, and then build this again";

fn main() -> io::Result<()> {
    let pages = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../ui/dist-contact");
    let out = PathBuf::from(variable("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", pages.display());
    println!("cargo::rerun-if-changed=build.rs");

    let mut assets = Vec::new();
    if pages.join("index.html").is_file() {
        collect(&pages, &pages, &mut assets)?;
        assets.sort();
    } else if variable("PROFILE")? == "release" {
        println!("cargo::error={NOT_BUILT}");
        return Ok(());
    } else {
        println!("cargo::warning={NOT_BUILT}");
        let page = out.join("index.html");
        fs::write(&page, not_built_page())?;
        assets.push(("index.html".to_owned(), page));
    }
    write_list(&out, &assets)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("{name}: {error}")))
}

fn not_built_page() -> String {
    let text = NOT_BUILT.replace('&', "&amp;");
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Not built</title>\n<p>In this server {text}.</p>\n</html>\n"
    )
}

/// All files below `folder`, with their names relative to `root`, with slashes.
fn collect(root: &Path, folder: &Path, assets: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, assets)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let parts: Vec<_> = name.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            assets.push((parts.join("/"), path.canonicalize()?));
        }
    }
    Ok(())
}

/// `assets.rs`: a slice of all files, each plain and as gzip.
fn write_list(out: &Path, assets: &[(String, PathBuf)]) -> io::Result<()> {
    let mut list = fs::File::create(out.join("assets.rs"))?;
    writeln!(list, "&[")?;
    for (index, (name, path)) in assets.iter().enumerate() {
        let packed = out.join(format!("{index}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(&packed)?, Compression::best());
        encoder.write_all(&fs::read(path)?)?;
        encoder.finish()?;
        writeln!(
            list,
            "    Asset {{ name: {name:?}, plain: include_bytes!({:?}), gzip: include_bytes!({:?}) }},",
            path.display().to_string(),
            packed.display().to_string()
        )?;
    }
    writeln!(list, "]")
}
