//! `judge` on logs of 10⁴, 10⁵ and 10⁶ events with all shipped rules: from the CSV file to the
//! verdicts, and the memory at the end.
//!
//!     cargo bench --bench judge

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use joint_patrol::conduct::RuleSet;
use joint_patrol::conduct::monitor::Monitor;
use joint_patrol::io::load::Loader;
use joint_patrol::journal::fact::{Fact, FieldValue};
use joint_patrol::scenario::Scenario;
use joint_patrol::sim::{self, Seeds};

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    let rules = Loader::default().shipped_rules().expect("they are sound");
    println!("  events     seconds  events a second  findings   memory at the end");
    for size in SIZES {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.csv");
        write_log(&rules, size, &path);
        let start = Instant::now();
        let mut loader = Loader::default();
        let mut monitor = Monitor::new(&rules)
            .expect("the values are there")
            .count_satisfied();
        let ended = loader
            .log(&path, &rules, &mut |fact| monitor.see(fact))
            .unwrap_or_else(|| {
                panic!(
                    "{}",
                    joint_patrol::io::render::text(&loader.sources, &loader.diags, false)
                )
            });
        let judgement = monitor.finish(ended.horizon, ended.complete);
        let s = start.elapsed().as_secs_f64();
        assert_eq!(ended.facts as usize, size);
        println!(
            "{size:>8} {s:>11.3} {:>16.0} {:>9} {:>13} kB",
            size as f64 / s,
            judgement.obligations.len(),
            resident_kb()
        );
    }
}

/// Memory of this process now, where the system tells it.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// A log of so many facts: what rules hear of in runs of `four_services`, one after the other.
fn write_log(rules: &RuleSet, size: usize, path: &std::path::Path) {
    let mut loader = Loader::default();
    let loaded = loader
        .scenario(std::path::Path::new("four_services"), &[])
        .expect("it is shipped");
    let scenario: Scenario = loaded.inputs.lower(&mut loader.diags).expect("it is sound");
    let scenario = std::sync::Arc::new(scenario);
    let heard = rules.facts();
    let fields = [
        "actor",
        "track",
        "to",
        "class",
        "line_distance_m",
        "message",
        "channel",
        "unit",
        "section",
        "status",
        "joint",
        "part",
        "patrol",
        "departure",
        "on_joint_section",
        "encounter",
        "planned",
        "incident",
        "case",
        "group",
        "outcome",
        "lawful",
    ];
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    writeln!(out, "time,fact,{}", fields.join(",")).expect("written");
    let (mut written, mut seed, mut line) = (0, 1, String::new());
    while written < size {
        let length = 2 * scenario.end().0; // plans are told days before
        for entry in sim::run(&scenario, Seeds::both(seed), &[], |_, _| {}) {
            if written == size || !heard.contains(entry.event.kind()) {
                continue;
            }
            line.clear();
            let ms = entry.at.0 + length * (seed as i64 - 1);
            write!(line, "{}ms,{}", ms, entry.event.kind()).expect("text");
            for field in fields {
                line.push(',');
                match entry.get(field) {
                    // Names of later runs are their own.
                    Some(FieldValue::Text(t))
                        if matches!(
                            field,
                            "track" | "message" | "encounter" | "incident" | "group" | "case"
                        ) =>
                    {
                        write!(line, "{seed}/{t}").expect("text");
                    }
                    Some(FieldValue::Text(t)) => line.push_str(t),
                    Some(FieldValue::Number(x)) => write!(line, "{x}").expect("text"),
                    Some(FieldValue::Bool(b)) => write!(line, "{b}").expect("text"),
                    Some(FieldValue::List(_)) | None => {}
                }
            }
            writeln!(out, "{line}").expect("written");
            written += 1;
        }
        seed += 1;
    }
}
