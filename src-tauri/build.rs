//! Embeds the built pages. In a fresh clone they are missing: a debug build then shows a page that names the command,
//! so that `cargo check` works at once; a release build stops.

use std::path::Path;

fn main() {
    let pages = Path::new("../ui/dist");
    if !pages.join("index.html").exists() {
        assert!(
            std::env::var("PROFILE").as_deref() != Ok("release"),
            "ui/dist is missing: run `cargo xtask run` once, or `npm run build` in ui/"
        );
        let page = "<!doctype html><meta charset=utf-8><title>Konsil</title><p>ui/dist is missing: run <code>cargo xtask run</code>.";
        std::fs::create_dir_all(pages)
            .and_then(|()| std::fs::write(pages.join("index.html"), page))
            .expect("ui/dist can be written");
    }
    println!("cargo:rerun-if-changed=../ui/dist");
    tauri_build::build();
}
