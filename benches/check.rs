//! `check` on the largest shipped scenario and on a generated one of 10,000 units and 1,000 km of
//! sections, from the file to the last warning; beside it one plain look at each byte.
//!
//!     cargo bench --bench check

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use joint_patrol::io::load::Loader;
use joint_patrol::notation::token::tokens;

/// Sections of 25 km along a straight border, with posts and sites on both sides.
const SECTIONS: usize = 40;
/// Units at each of the posts.
const UNITS_A_POST: usize = 25;
/// Posts along a section on each side.
const POSTS: usize = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!(
        "what                            bytes        ms   aim ms   a plain look at each byte, times"
    );
    let largest = root.join("scenarios/four_services/scenario.ron");
    report("four_services", &largest, 50.0, 21);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scenario.ron");
    std::fs::write(&path, generated()).expect("written");
    report("10,000 units, 1,000 km", &path, 2_000.0, 3);
}

fn report(what: &str, path: &Path, aim: f64, times: usize) {
    let text = std::fs::read_to_string(path).expect("it is there");
    let mut all: Vec<f64> = (0..times).map(|_| once(path)).collect();
    all.sort_by(f64::total_cmp);
    let start = Instant::now();
    let count = tokens(&text).len();
    let plain = start.elapsed().as_secs_f64() * 1000.0;
    assert!(count > 100);
    let median = all[times / 2];
    println!(
        "{what:<26} {:>10} {median:>9.1} {aim:>8.0} {:>8.0}",
        text.len(),
        median / plain
    );
}

/// Checks a file; in milliseconds.
fn once(path: &Path) -> f64 {
    let start = Instant::now();
    let mut loader = Loader::default();
    loader.check(path);
    assert!(
        !loader.diags.has_errors(),
        "{}",
        joint_patrol::io::render::text(&loader.sources, &loader.diags, false)
    );
    start.elapsed().as_secs_f64() * 1000.0
}

/// A border of 1,000 km from west to east, wound a little, between two states.
fn generated() -> String {
    let mut out = String::from(
        "(\n    format: 1, title: \"Generated\", start: \"2022-06-27T06:00:00+06:00\", duration: \"24h\",\n    \
         origin: (lon: 70.0, lat: 41.0),\n    \
         objectives: [(id: \"inform\", text: \"The neighbour knows\", metrics: [\"M1\"])],\n    \
         states: [(id: \"KAZ\"), (id: \"UZB\")],\n    sections: [\n",
    );
    let lon = |x: f64| 64.0 + x / 84.0;
    let lat = |x: f64| 41.0 + 0.01 * (x / 7.0).sin();
    for s in 0..SECTIONS {
        let points: Vec<String> = (0..=100)
            .map(|i| (s as f64 + f64::from(i) / 100.0) * 25.0)
            .map(|x| format!("(lon: {:.6}, lat: {:.6})", lon(x), lat(x)))
            .collect();
        let _ = writeln!(
            out,
            "        (id: \"s-{s}\", between: (\"KAZ\", \"UZB\"), status: delimited, joint: true, line: [{}]),",
            points.join(", ")
        );
    }
    out.push_str("    ],\n    sites: [\n");
    let (mut legs, mut units, mut patrols) = (String::new(), String::new(), String::new());
    for n in 0..SECTIONS * POSTS {
        let x = (n as f64 + 0.5) * 25.0 / POSTS as f64;
        for (side, state, sign) in [("k", "KAZ", 1.0), ("u", "UZB", -1.0)] {
            let hotline = if side == "k" {
                format!(", hotline: [\"post-u-{n}\"]")
            } else {
                String::new()
            };
            let _ = writeln!(
                out,
                "        (id: \"post-{side}-{n}\", kind: post, state: \"{state}\", at: (lon: {:.6}, lat: {:.6}), staff: 120{hotline}),\n        \
                 (id: \"farm-{side}-{n}\", kind: village, state: \"{state}\", at: (lon: {:.6}, lat: {:.6})),",
                lon(x),
                lat(x) + sign * 0.03,
                lon(x + 1.0),
                lat(x) + sign * 0.05
            );
            let _ = writeln!(
                legs,
                "        (from: \"post-{side}-{n}\", to: \"farm-{side}-{n}\", surface: road),\n        \
                 (from: \"post-{side}-{n}\", to: \"line-{n}\"),"
            );
            if n > 0 {
                let _ = writeln!(
                    legs,
                    "        (from: \"farm-{side}-{}\", to: \"farm-{side}-{n}\", surface: track),",
                    n - 1
                );
            }
            for u in 0..UNITS_A_POST {
                let _ = writeln!(
                    units,
                    "        (id: \"{side}-{n}-{u}\", state: \"{state}\", home: \"post-{side}-{n}\"),"
                );
            }
        }
        let _ = writeln!(
            out,
            "        (id: \"line-{n}\", kind: junction, at: (lon: {:.6}, lat: {:.6})),",
            lon(x),
            lat(x)
        );
        for u in 0..UNITS_A_POST {
            let hour = u % 12;
            let _ = writeln!(
                patrols,
                "        (id: \"p-{n}-{u}\", form: parallel, units: [\"k-{n}-{u}\", \"u-{n}-{u}\"], route: [\"line-{n}\"], \
                 depart: [\"{hour}h10min\"], meet: (at: \"line-{n}\")),"
            );
        }
    }
    let _ = write!(
        out,
        "    ],\n    legs: [\n{legs}    ],\n    units: [\n{units}    ],\n    patrols: [\n{patrols}    ],\n    \
         arrivals: [(id: \"couriers\", kind: drug_trafficking, from: [\"farm-k-3\"], to: [\"farm-u-3\"], per_day: 4.0)],\n)\n"
    );
    out
}
