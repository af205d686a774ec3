//! Maps: out and in again, what QGIS writes, and every fault in its place.

mod faults;

use std::fs;
use std::path::Path;

use joint_patrol::base::diag::{Diagnostics, Severity, Sources};
use joint_patrol::io::load::Loader;
use joint_patrol::io::shipped;
use joint_patrol::notation::decode::Decode;
use joint_patrol::scenario::file::{
    AreaFile, IncludeFile, LegFile, RiverFile, ScenarioFile, SectionFile, SiteFile, SiteKind,
};
use joint_patrol::scenario::geo;
use proptest::prelude::*;

use crate::util::{errors, program, ron, root, shipped as shipped_text};

/// A fault: slug, line and column, message and help.
type Found = (String, usize, usize, String);

fn read(text: &str) -> (Option<IncludeFile>, Vec<Found>) {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let file = sources.add("map.geojson", text);
    let value = geo::read(&sources, file, &mut diags);
    let found = diags.sorted().into_iter().map(|d| {
        let (line, column) = sources.line_column(d.span.file, d.span.start);
        assert!(!d.help.is_empty(), "{}", d.message);
        assert!(d.span.end as usize <= text.len().max(1), "{}", d.message);
        let slug = match d.severity {
            Severity::Error => d.slug.to_owned(),
            Severity::Warning | Severity::Note => format!("warning {}", d.slug),
        };
        (slug, line, column, format!("{}\n{}", d.message, d.help))
    });
    (value, found.collect())
}

/// Out and in again.
fn same(file: &ScenarioFile) {
    let text = geo::write(file);
    serde_json::from_str::<serde_json::Value>(&text).expect("it is JSON");
    text.parse::<geojson::GeoJson>().expect("it is GeoJSON");
    let (back, found) = read(&text);
    assert!(found.is_empty(), "{found:?}\n{text}");
    let back = back.expect("it reads back");
    assert_eq!(back.sections, file.sections);
    assert_eq!(back.sites, file.sites);
    assert_eq!(back.legs, file.legs);
    assert_eq!(back.areas, file.areas);
    assert_eq!(back.rivers, file.rivers);
}

#[test]
fn shipped_ground_comes_back_as_it_was() {
    let mut drawn = 0;
    for name in shipped::scenarios() {
        let loaded = Loader::default().scenario(Path::new(&name), &[]);
        let file = loaded.expect("it is sound").inputs.scenario;
        drawn += file.sections.len() + file.sites.len() + file.legs.len();
        same(&file);
    }
    assert!(drawn > 100, "{drawn} features");
}

/// A scenario without ground.
fn empty() -> ScenarioFile {
    let text = "(format: 1, title: \"A \\\"map\\\"\", start: \"2022-06-27T06:00:00+06:00\", \
                duration: \"2h\", origin: (lon: 72.0, lat: 40.0))";
    ron(text).expect("it is sound")
}

fn record<T: Decode>(text: &str) -> T {
    ron(text).unwrap_or_else(|| panic!("{text}"))
}

fn lon_lat() -> impl Strategy<Value = String> {
    (-180.0..=180.0_f64, -89.0..=89.0_f64).prop_map(|(lon, lat)| format!("lon: {lon}, lat: {lat}"))
}

fn line(least: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(lon_lat().prop_map(|p| format!("({p})")), least..8)
        .prop_map(|p| format!("[{}]", p.join(", ")))
}

fn section() -> impl Strategy<Value = String> {
    let settled =
        line(2).prop_map(|l| format!("status: demarcated, line: {l}, pursuit_annex: true"));
    let open = (line(2), line(2), 0.0..=20_000.0_f64).prop_map(|(a, b, m)| {
        format!("status: undefined, claims: {{\"KGZ\": {a}, \"T K\": {b}}}, band_m: {m}")
    });
    let more = (any::<bool>(), 1..=100_u32, 0.0..=100_000.0_f64);
    (prop_oneof![settled, open], more).prop_map(|(shape, (joint, cap, m))| {
        format!("between: (\"KGZ\", \"7\"), joint: {joint}, patrol_cap: {cap}, heavy_setback_m: {m}, {shape}")
    })
}

fn site() -> impl Strategy<Value = String> {
    let words = (0..SiteKind::WORDS.len()).prop_map(|i| SiteKind::WORDS[i]);
    let name = prop_oneof![
        Just(String::new()),
        Just("name: \"\", ".to_owned()),
        "[a-zА-я0-9 ,;\\[\\](:)']{1,12}".prop_map(|n| format!("name: \"{n}\", "))
    ];
    let lists = prop_oneof![
        Just("languages: []"),
        Just("hotline: [\"1\", \"b\"], sensors: [\"x\"]"),
        Just("languages: [\"ky\", \"2\"], kept_free: true, state: \"KGZ\"")
    ];
    (
        words,
        name,
        lists,
        lon_lat(),
        -400.0..=8000.0_f64,
        0..=500_u32,
    )
        .prop_map(|(kind, name, lists, at, alt, staff)| {
            format!("{name}kind: {kind}, at: ({at}, alt_m: {alt}), staff: {staff}, {lists}")
        })
}

fn leg(sites: usize) -> impl Strategy<Value = String> {
    let alt = prop_oneof![
        Just(String::new()),
        Just(", alt_m: 0".to_owned()),
        (-400.0..=8000.0_f64).prop_map(|a| format!(", alt_m: {a}"))
    ];
    let corner = (lon_lat(), alt).prop_map(|(at, alt)| format!("({at}{alt})"));
    let more = prop_oneof![
        Just("surface: road"),
        Just("surface: ford, modes: [foot, boat], months: Some((5, 10))"),
        Just("closed: [(from: \"1h\"), (from: \"2h30min\", until: \"1.5s\")]")
    ];
    // One beyond the last is a site that there is not.
    (
        0..=sites,
        0..sites,
        prop::collection::vec(corner, 0..5),
        more,
    )
        .prop_map(|(from, to, via, more)| {
            let via = via.join(", ");
            format!("(from: \"s{from}\", to: \"s{to}\", via: [{via}], {more})")
        })
}

fn numbered<T: Decode>(kind: &str, texts: &[String]) -> Vec<T> {
    let one = |(i, t): (usize, &String)| record(&format!("(id: \"{kind}{i}\", {t})"));
    texts.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_ground_comes_back_as_it_was(
        sections in prop::collection::vec(section(), 0..4),
        (sites, legs) in (1..6_usize).prop_flat_map(|n| (
            prop::collection::vec(site(), n..=n), prop::collection::vec(leg(n), 0..6),
        )),
        areas in prop::collection::vec((0.0..=1.0_f64, line(3)), 0..3),
        rivers in prop::collection::vec((0..1_000_000_i64, line(2)), 0..3),
    ) {
        let mut file = empty();
        file.sections = numbered::<SectionFile>("x", &sections);
        file.sites = numbered::<SiteFile>("s", &sites);
        file.legs = legs.iter().map(|t| record::<LegFile>(t)).collect();
        let areas: Vec<_> = areas.iter().map(|(c, l)| format!("cover: {c}, outline: {l}")).collect();
        file.areas = numbered::<AreaFile>("a", &areas);
        let rivers: Vec<_> = rivers.iter().map(|(s, l)| format!("crossing: \"{s}s\", line: {l}")).collect();
        file.rivers = numbered::<RiverFile>("r", &rivers);
        same(&file);
    }

    #[test]
    fn parts_in_any_order_make_the_line(
        places in prop::collection::vec((-170.0..170.0_f64, -80.0..80.0_f64), 3..12),
        cuts in prop::collection::vec(any::<bool>(), 12),
        turns in prop::collection::vec(any::<bool>(), 12),
        seed in any::<prop::sample::Index>(),
    ) {
        let mut parts: Vec<Vec<(f64, f64)>> = vec![vec![places[0]]];
        for (i, place) in places.iter().enumerate().skip(1) {
            let last = parts.len() - 1;
            parts[last].push(*place);
            if cuts[i] && i + 1 < places.len() {
                parts.push(vec![*place]);
            }
        }
        for (part, turn) in parts.iter_mut().zip(&turns) {
            if *turn {
                part.reverse();
            }
        }
        let first = seed.index(parts.len());
        parts.rotate_left(first);
        let text = |part: &Vec<(f64, f64)>| {
            let all: Vec<String> = part.iter().map(|p| format!("[{}, {}]", p.0, p.1)).collect();
            format!("[{}]", all.join(", "))
        };
        let all: Vec<String> = parts.iter().map(text).collect();
        let (value, found) = read(&one(RIVER, &drawn("MultiLineString", &format!("[{}]", all.join(", ")))));
        prop_assert_eq!(found, []);
        let line = value.expect("read").rivers[0].line.clone();
        let mut line: Vec<(f64, f64)> = line.iter().map(|p| (p.lon.0, p.lat.0)).collect();
        if line[0] != places[0] {
            line.reverse();
        }
        prop_assert_eq!(line, places);
    }

    #[test]
    fn a_pasture_lies_within_its_outline(
        radii in prop::collection::vec(0.01..1.0_f64, 3..40),
        hole in any::<bool>(),
    ) {
        let n = radii.len() as f64;
        let ring = |share: f64| {
            let corner = |(i, r): (usize, &f64)| {
                let turn = i as f64 / n * std::f64::consts::TAU;
                (70.0 + share * r * turn.cos(), 40.0 + share * r * turn.sin())
            };
            let mut ring: Vec<(f64, f64)> = radii.iter().enumerate().map(corner).collect();
            ring.push(ring[0]);
            ring
        };
        let mut rings = vec![ring(1.0)];
        if hole {
            rings.push(ring(0.5));
        }
        let text = |ring: &Vec<(f64, f64)>| {
            let all: Vec<String> = ring.iter().map(|p| format!("[{}, {}]", p.0, p.1)).collect();
            format!("[{}]", all.join(", "))
        };
        let all: Vec<String> = rings.iter().map(text).collect();
        let geometry = drawn("Polygon", &format!("[{}]", all.join(", ")));
        let (value, found) = read(&one("\"what\": \"pasture\", \"id\": \"p\", \"alt_m\": 1200", &geometry));
        prop_assert_eq!(found, []);
        let at = value.expect("read").sites[0].at.clone();
        let mut inside = false;
        for side in rings.iter().flat_map(|r| r.windows(2)) {
            let ((ax, ay), (bx, by)) = (side[0], side[1]);
            if (ay > at.lat.0) != (by > at.lat.0) && at.lon.0 < ax + (at.lat.0 - ay) / (by - ay) * (bx - ax) {
                inside = !inside;
            }
        }
        prop_assert!(inside, "{at:?} {rings:?}");
        prop_assert_eq!(at.alt_m.0, 1200.0);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}", cut in 0..3000_usize) {
        read(&text);
        let whole = geo::write(&with_some());
        let mut at = cut.min(whole.len());
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        let (value, found) = read(&whole[..at]);
        prop_assert!(value.is_some() == found.iter().all(|f| f.0.starts_with("warning")));
        read(&format!("{}{text}{}", &whole[..at], &whole[at..]));
    }
}

fn with_some() -> ScenarioFile {
    let mut file = empty();
    file.sites = numbered("s", &["kind: ford, at: (lon: 70.5, lat: 40.0)".to_owned()]);
    file.rivers = numbered(
        "r",
        &["line: [(lon: 70, lat: 40), (lon: 71, lat: 40)]".to_owned()],
    );
    file
}

fn data(name: &str) -> String {
    let path = root().join("tests/data/geojson").join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn expected<T: Decode>(texts: &[&str]) -> Vec<T> {
    texts.iter().map(|t| record(t)).collect()
}

#[test]
fn what_qgis_writes_is_read() {
    let (sections, found) = read(&data("sections.geojson"));
    assert_eq!(found.len(), 0, "{found:?}");
    assert_eq!(
        sections.expect("read").sections,
        expected::<SectionFile>(&[
            "(id: \"headrace\", between: (\"KGZ\", \"TJK\"), status: delimited, joint: true, sensitive: true, patrol_cap: 4, line: [(lon: 70.64, lat: 39.852), (lon: 70.68, lat: 39.849), (lon: 70.72, lat: 39.851), (lon: 70.77, lat: 39.8485)])",
            "(id: \"east\", between: (\"KGZ\", \"TJK\"), status: undefined, band_m: 250, claims: {\"KGZ\": [(lon: 70.77, lat: 39.848), (lon: 70.80, lat: 39.847)], \"TJK\": [(lon: 70.77, lat: 39.849), (lon: 70.80, lat: 39.849)]})",
        ])
    );
    let (sites, found) = read(&data("sites.geojson"));
    assert_eq!(found, []);
    assert_eq!(
        sites.expect("read").sites[..3],
        expected::<SiteFile>(&[
            "(id: \"orto\", name: \"Orto post\", kind: post, state: \"KGZ\", staff: 26, hotline: [\"chashma\"], sensors: [\"optics\"], languages: [\"ky\", \"ru\"], at: (lon: 70.69, lat: 39.885, alt_m: 1130.5))",
            "(id: \"chashma\", name: \"Chashma post\", kind: post, state: \"TJK\", hotline: [\"orto\"], at: (lon: 70.712, lat: 39.813, alt_m: 1090))",
            "(id: \"7\", kind: ford, at: (lon: 70.70, lat: 39.85, alt_m: 1100))",
        ])
    );
    let (ground, found) = read(&data("ground.geojson"));
    assert_eq!(found, []);
    let ground = ground.expect("read");
    assert_eq!(
        ground.legs,
        expected::<LegFile>(&[
            "(from: \"orto\", to: \"7\", surface: track, modes: [foot, mounted], months: Some((4, 10)), closed: [(from: \"2h\", until: \"3h\")], via: [(lon: 70.695, lat: 39.87, alt_m: 1120)])",
            "(from: \"chashma\", to: \"7\", closed: [(from: \"1h\")])",
            "(from: \"orto\", to: \"meadow\", via: [(lon: 70.671, lat: 39.881)])",
            "(from: \"meadow\", to: \"village\", via: [(lon: 70.671, lat: 39.881)])",
        ])
    );
    assert_eq!(ground.areas[0].outline.len(), 3);
    assert_eq!(ground.rivers[0].crossing.0, 1_200_000);
    let meadow = &ground.sites[0];
    assert_eq!((*meadow.kind, meadow.at.alt_m.0), (SiteKind::Pasture, 0.0));
    assert!((meadow.at.lon.0 - 70.662).abs() < 1e-9 && (meadow.at.lat.0 - 39.886).abs() < 1e-9);
}

const AROUND: &str = r#"(
    format: 1, title: "Drawn", start: "2022-06-27T06:00:00+06:00", duration: "4h",
    origin: (lon: 70.7, lat: 39.85),
    include: ["sections.geojson", "sites.geojson", "ground.geojson"],
    states: [(id: "KGZ"), (id: "TJK")],
    units: [(id: "kgz-1", state: "KGZ", home: "orto"), (id: "tjk-1", state: "TJK", home: "chashma")],
    patrols: [(id: "jp", form: parallel, units: ["kgz-1", "tjk-1"], route: ["orto", "7"], depart: ["10min"], meet: (at: "7"))],
    civilians: [(id: "herders", kind: herder, state: "KGZ", home: "village", work: "meadow", people: 3, herd: 50, leave: "30min", hours: "2h")],
)"#;

/// A folder with the maps and a scenario that includes them.
fn folder(scenario: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["sections.geojson", "sites.geojson", "ground.geojson"] {
        fs::write(folder.path().join(name), data(name)).expect("written");
    }
    fs::write(folder.path().join("drawn.ron"), scenario).expect("written");
    folder
}

#[test]
fn a_scenario_on_drawn_ground_runs() {
    let folder = folder(AROUND);
    let run = |scenario: &str, out: &str| {
        let out = program(
            folder.path(),
            &["run", scenario, "--out", out, "--format", "json"],
        );
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        out.stdout
    };
    let drawn = run("drawn.ron", "kept");
    let convert = |from: &str, to: &str| {
        let out = program(folder.path(), &["convert", from, "--out", to]);
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    };
    convert("drawn.ron", "whole.ron");
    for name in ["sections", "sites", "ground"] {
        convert(&format!("{name}.geojson"), &format!("{name}.ron"));
    }
    fs::write(
        folder.path().join("parts.ron"),
        AROUND.replace(".geojson", ".ron"),
    )
    .expect("written");
    convert("drawn.ron", "again.geojson");
    let ground = AROUND.replace(
        "\"sections.geojson\", \"sites.geojson\", \"ground.geojson\"",
        "\"again.geojson\"",
    );
    fs::write(folder.path().join("again.ron"), ground).expect("written");
    let score = |bytes: &[u8]| {
        let value: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
        value["overall"].clone()
    };
    for other in ["whole.ron", "parts.ron", "again.ron"] {
        assert_eq!(
            score(&run(other, other.trim_end_matches(".ron"))),
            score(&drawn),
            "{other}"
        );
    }
}

#[test]
fn names_in_a_map_are_looked_up_in_their_places() {
    let folder = folder(&AROUND.replace("\"ground.geojson\"", "\"bad.geojson\""));
    let bad = data("ground.geojson").replace("\"to\": \"meadow\"", "\"to\": \"meadwo\"");
    fs::write(folder.path().join("bad.geojson"), bad).expect("written");
    let out = program(folder.path(), &["check", "drawn.ron"]);
    assert_eq!(out.status.code(), Some(2));
    let said = errors(&out) + &String::from_utf8_lossy(&out.stdout);
    assert!(
        said.contains("meadwo") && said.contains("bad.geojson:9:86"),
        "{said}"
    );
}

#[test]
fn conversions_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("map.geojson"), data("sites.geojson")).expect("written");
    fs::write(at.join("there.ron"), "mine").expect("written");
    for (args, word) in [
        (
            ["map.geojson", "map.txt"],
            "neither in .ron nor in .geojson",
        ),
        (["map.geojson", "other.geojson"], "a map already"),
        (["map.geojson", "there.ron"], "--force"),
        (["none.geojson", "new.ron"], "no such file"),
        (["none.ron", "new.ron"], "none.ron"),
    ] {
        let out = program(at, &["convert", args[0], "--out", args[1]]);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(errors(&out).contains(word), "{args:?}: {}", errors(&out));
    }
    assert_eq!(
        fs::read_to_string(at.join("there.ron")).expect("it is there"),
        "mine"
    );
    assert_eq!(
        fs::read_dir(at).expect("a folder").count(),
        2,
        "something was left behind"
    );
    let out = program(
        at,
        &["convert", "map.geojson", "--out", "there.ron", "--force"],
    );
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let text = fs::read_to_string(at.join("there.ron")).expect("it is there");
    assert!(
        text.starts_with("// Made by `joint-patrol convert` from map.geojson."),
        "{text}"
    );
    assert!(ron::<IncludeFile>(&text).is_some_and(|f| f.sites.len() == 4));
}

#[test]
fn a_whole_scenario_names_its_files_from_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let rules = fs::read_to_string(root().join("scenarios/conduct/line_of_conduct.ron"));
    fs::create_dir_all(at.join("in")).expect("made");
    fs::write(at.join("in/own.ron"), rules.expect("shipped")).expect("written");
    let text = shipped_text("first_patrol");
    let text = text.replace("../conduct/line_of_conduct.ron", "own.ron");
    assert!(text.contains("\"own.ron\""), "{text}");
    fs::write(at.join("in/scenario.ron"), text).expect("written");
    let out = program(at, &["convert", "in", "--out", "out/whole.ron"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let whole = fs::read_to_string(at.join("out/whole.ron")).expect("written");
    assert!(whole.contains("\"../in/own.ron\""), "{whole}");
    let load = |path: &str| {
        Loader::default()
            .scenario(&at.join(path), &[])
            .expect("sound")
            .inputs
    };
    let (mut before, after) = (load("in"), load("out/whole.ron"));
    before.scenario.conduct.clone_from(&after.scenario.conduct);
    assert_eq!(before, after);
}

/// A collection of one feature, on line 3.
fn one(properties: &str, geometry: &str) -> String {
    format!(
        "{{\"type\": \"FeatureCollection\",\n\"features\": [\n{{\"properties\": {{{properties}}},\n\"geometry\": {geometry}}}\n]}}"
    )
}

const RIVER: &str = r#""what": "river", "id": "r""#;
const SITE: &str = r#""what": "site", "id": "s", "kind": "ford""#;
const AREA: &str = r#""what": "area", "id": "a", "cover": 0.5"#;
const SECTION: &str = r#""what": "section", "id": "x", "between": "A,B", "status": "delimited""#;
const LINE: &str = r#"{"type": "LineString", "coordinates": [[70, 40], [71, 40]]}"#;
const POINT: &str = r#"{"type": "Point", "coordinates": [70, 40]}"#;

fn drawn(kind: &str, coordinates: &str) -> String {
    format!("{{\"type\": \"{kind}\", \"coordinates\": {coordinates}}}")
}

#[test]
fn ends_of_legs_are_their_sites() {
    let site = |id: &str, lon: f64| {
        format!(
            "{{\"properties\": {{\"id\": \"{id}\", \"kind\": \"ford\"}}, \"geometry\": {{\"type\": \"Point\", \"coordinates\": [{lon}, 40]}}}}"
        )
    };
    // A degree of longitude has 85.2 km here: 0.0005 are 43 m, 0.0008 are 68 m.
    for (properties, corners, legs) in [
        (
            "\"from\": \"a\", \"to\": \"b\"",
            "[[70.0005, 40], [70.05, 40], [70.0995, 40]]",
            "(from: \"a\", to: \"b\", via: [(lon: 70.05, lat: 40)])",
        ),
        (
            "\"from\": \"a\", \"to\": \"b\"",
            "[[70.1, 40], [70.07, 40], [70.05, 40], [70, 40]]",
            "(from: \"a\", to: \"b\", via: [(lon: 70.05, lat: 40), (lon: 70.07, lat: 40)])",
        ),
        (
            "\"from\": \"a\", \"to\": \"b\"",
            "[[70.0008, 40], [70.1, 40]]",
            "(from: \"a\", to: \"b\", via: [(lon: 70.0008, lat: 40)])",
        ),
        (
            "\"from\": \"a\", \"to\": \"far\"",
            "[[70, 40], [70.05, 40], [71, 40]]",
            "(from: \"a\", to: \"far\", via: [(lon: 70.05, lat: 40)])",
        ),
        (
            "\"surface\": \"road\"",
            "[[70.0008, 40], [70.1, 40]]",
            "(from: \"a\", to: \"b\", surface: road, via: [(lon: 70.0008, lat: 40)])",
        ),
        (
            "\"to\": \"b\"",
            "[[70, 40], [70.1, 40]]",
            "(from: \"a\", to: \"b\")",
        ),
    ] {
        let leg = format!(
            "{{\"properties\": {{{properties}}}, \"geometry\": {{\"type\": \"LineString\", \"coordinates\": {corners}}}}}"
        );
        let text = format!(
            "{{\"type\": \"FeatureCollection\", \"features\": [{leg}, {}, {}]}}",
            site("a", 70.0),
            site("b", 70.1)
        );
        let (value, found) = read(&text);
        assert_eq!(found, [], "{text}");
        assert_eq!(
            value.expect("read").legs,
            [record::<LegFile>(legs)],
            "{text}"
        );
    }
}

/// QGIS writes 0 for what has no height.
#[test]
fn a_height_of_nought_is_none_unless_said() {
    let read_one = |heights: &str| {
        let line = drawn(
            "LineString",
            "[[70, 40, 5], [70.1, 40, 0], [70.2, 40, 7], [71, 40, 0.0]]",
        );
        let (value, found) = read(&one(
            &format!("\"from\": \"a\", \"to\": \"b\", \"heights\": {heights}"),
            &line,
        ));
        assert_eq!(found, [], "{heights}");
        let via = value.expect("read").legs[0].via.clone();
        via.iter().map(|v| v.alt_m.map(|a| a.0)).collect::<Vec<_>>()
    };
    assert_eq!(read_one("null"), [None, Some(7.0)]);
    assert_eq!(read_one("1"), [Some(0.0), Some(7.0)]);
    assert_eq!(read_one("false"), [None, None]);
    let (value, found) = read(&one(
        &format!("{SITE}, \"alt_m\": 900"),
        &drawn("Point", "[70, 40, 0]"),
    ));
    assert_eq!(found, []);
    assert_eq!(value.expect("read").sites[0].at.alt_m.0, 900.0);
}

/// What QGIS makes of a map that has heights somewhere: z everywhere.
#[test]
fn heights_that_qgis_adds_change_nothing() {
    let mut file = empty();
    file.sites = numbered(
        "s",
        &[
            "kind: ford, at: (lon: 70, lat: 40, alt_m: 9)".to_owned(),
            "kind: ford, at: (lon: 71, lat: 40)".to_owned(),
        ],
    );
    let via = [
        "(lon: 70.5, lat: 40)",
        "(lon: 70.5, lat: 40, alt_m: 3), (lon: 70.6, lat: 40)",
        "",
    ];
    file.legs = via
        .map(|v| record::<LegFile>(&format!("(from: \"s0\", to: \"s1\", via: [{v}])")))
        .into();
    let mut map: serde_json::Value = serde_json::from_str(&geo::write(&file)).expect("JSON");
    for feature in map["features"].as_array_mut().expect("a list") {
        let corners = feature["geometry"]["coordinates"]
            .as_array_mut()
            .expect("a list");
        for corner in corners.iter_mut().filter_map(|c| c.as_array_mut()) {
            if corner.len() == 2 {
                corner.push(serde_json::json!(0.0));
            }
        }
    }
    let (back, found) = read(&map.to_string());
    assert_eq!(found, []);
    let back = back.expect("read");
    assert_eq!((back.sites, back.legs), (file.sites, file.legs));
}
