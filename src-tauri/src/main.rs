//! The desktop's windows: implements [`konsil_app::Shell`] with Tauri and hands what the agent does to the controller.
//! No rule of the contact centre and no view model lives here.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod addresses;
mod attention;
mod closing;
mod commands;
mod controller;
mod files;
mod idle;
mod log;
mod means;
mod notifications;
mod os;
mod own_pages;
mod places;
mod sanitize;
mod shell;
mod shortcut;
mod size;
mod sound;
mod start;
mod terminal;
mod tray;
mod window_events;
mod windows;

use std::process::ExitCode;

use konsil_app::AppOptions;
use tauri::{Manager, RunEvent};

use crate::shell::WindowShell;
use crate::start::Start;
use crate::terminal::say;
use crate::windows::Windows;

fn main() -> ExitCode {
    match start::read(std::env::args_os()) {
        Ok(start) => match run(start) {
            Ok(code) => code,
            Err(error) => {
                tracing::error!("{error:#}");
                say(&format!("konsil: {error:#}"));
                ExitCode::FAILURE
            }
        },
        // Help and version as well: they end with 0, what is wrong with 2.
        Err(answer) => {
            let _ = answer.print();
            ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2))
        }
    }
}

fn run(start: Start) -> anyhow::Result<ExitCode> {
    let mut context = tauri::generate_context!();
    if let Some(profile) = &start.profile {
        // Before anything is built: single instance, folders and the key store all derive from the identifier.
        let identifier = &mut context.config_mut().identifier;
        *identifier = format!("{identifier}-{profile}");
    }
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _args, _folder| windows::to_front(app)))
        .invoke_handler(tauri::generate_handler![
            commands::attach,
            commands::execute,
            commands::find_targets,
            commands::find_team,
            commands::decisions,
            commands::read_clipboard,
            #[cfg(target_os = "linux")]
            commands::learn_word,
            commands::find_lines,
            commands::transcript,
            commands::save_text,
            commands::open_address,
            commands::drafts_sent,
        ])
        .on_window_event(window_events::on_event)
        .setup(move |app| {
            if let Err(error) = set_up(app, start) {
                tracing::error!("cannot start: {error:#}");
                say(&format!("konsil: {error:#}"));
                app.handle().exit(1);
            }
            Ok(())
        })
        .build(context)?;
    let code = app.run_return(|app, event| {
        if let RunEvent::ExitRequested { api, .. } = &event
            && !closing::may_exit(app)
        {
            api.prevent_exit();
            closing::quit(app);
        }
    });
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

fn set_up(app: &mut tauri::App, start: Start) -> anyhow::Result<()> {
    let data_dir = app.path().app_data_dir()?;
    let config_dir = app.path().app_config_dir()?;
    log::start(&data_dir)?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), profile = start.profile.as_deref(), "started");
    let options = AppOptions {
        data_dir,
        config_dir: config_dir.clone(),
        profile: start.profile,
        system_language: start::language_of(sys_locale::get_locale().as_deref()),
        start_in: start.start_in,
        practice_port: AppOptions::PRACTICE_PORT,
    };
    let handle = app.handle().clone();
    app.manage(Windows::new(config_dir));
    app.manage(size::Size::default());
    let shell = WindowShell::start(handle.clone())?;
    let first = shell.clone();
    let controller = tauri::async_runtime::block_on(konsil_app::start(options, shell))?;
    app.manage(controller);
    // Only from now on there is something to stop before the end.
    app.manage(closing::Closing::default());
    first.open_main();
    means::report(&handle);
    os::watch(&handle, os::Reactions { program_left: attention::left, button_made: attention::opened });
    #[cfg(target_os = "linux")]
    os::watch_texts(&handle, size::set_texts);
    idle::watch(&handle);
    closing::on_signal(handle);
    Ok(())
}
