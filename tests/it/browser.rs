//! The report in a real browser: `tests/browser`, by Node and headless Chromium.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::util::root;

/// Where Debian's package puts it.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Says that a test is skipped, also where the output of tests is held back.
fn skipped(why: &str) {
    let line = format!("browser test skipped: {why}\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
}

#[test]
fn the_report_works_in_a_browser() {
    let folder = root().join("tests/browser");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| CHROMIUM.to_owned());
    if !Path::new(&chromium).exists() {
        return skipped("there is no Chromium (Debian: apt-get install chromium)");
    }
    if !folder.join("node_modules/playwright-core").is_dir() {
        return skipped("its packages are missing (npm ci in tests/browser)");
    }
    let run = Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .current_dir(&folder)
        .env("JOINT_PATROL", env!("CARGO_BIN_EXE_joint-patrol"))
        .env("CHROMIUM", &chromium)
        .output();
    let Ok(run) = run else {
        return skipped("there is no Node");
    };
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}");
}
