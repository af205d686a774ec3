//! `joint-patrol list`.

use crate::cli::{Outcome, new, say};
use crate::io::load::Loader;
use crate::io::shipped;

/// Lists what is shipped.
pub fn list() -> Outcome {
    let mut out = String::from("Scenarios (joint-patrol run NAME)\n");
    for name in shipped::scenarios() {
        let mut loader = Loader::default();
        let summary = loader
            .scenario(std::path::Path::new(&name), &[])
            .map_or_else(String::new, |l| l.inputs.scenario.title);
        out.push_str(&format!("  {name:<20} {summary}\n"));
    }
    out.push_str("\nTemplates (joint-patrol new DIR --template NAME)\n");
    for name in shipped::templates() {
        out.push_str(&format!("  {name:<20} {}\n", new::title_of(&name)));
    }
    out.push_str("\nDoctrines (--doctrine STATE=NAME)\n");
    for name in shipped::files("doctrines") {
        let mut loader = Loader::default();
        let title = loader
            .shipped_doctrine(&name)
            .map_or_else(String::new, |d| d.title);
        out.push_str(&format!("  {name:<20} {title}\n"));
    }
    for (what, folder) in [
        ("Rules (--rules FILE)", "conduct"),
        ("Agreed values (--values FILE)", "values"),
        ("Score profiles (--profile FILE)", "profiles"),
        (
            "Scripted staffs (--doctrine STATE=staffs/NAME.ron)",
            "staffs",
        ),
    ] {
        out.push_str(&format!("\n{what}\n"));
        for name in shipped::files(folder) {
            out.push_str(&format!("  {folder}/{name}.ron\n"));
        }
    }
    say(&out);
    Outcome::Done
}
