//! What is wrong with a map, each fault in its place: the table of all of them.

use super::{AREA, Found, LINE, POINT, RIVER, SECTION, SITE, drawn, one, read};
use crate::util;

#[test]
fn every_fault_is_told_in_its_place() {
    let polygon = drawn("Polygon", "[[[70, 40], [71, 40], [71, 41], [70, 40]]]");
    let crs = |crs: &str| {
        format!("{{\"type\": \"FeatureCollection\", \"features\": [],\n\"crs\": {crs}}}")
    };
    let cases: Vec<(String, &str, usize, usize, &str)> = vec![
        (String::new(), "geojson-syntax", 1, 1, "EOF"),
        (
            "{\"type\": \"FeatureCollection\",\n \"features\": [}".to_owned(),
            "geojson-syntax",
            2,
            15,
            "expected value",
        ),
        ("[1]".to_owned(), "geojson-syntax", 1, 1, "no JSON object"),
        (
            "{\"type\": \"Feature\"}".to_owned(),
            "geojson-syntax",
            1,
            1,
            "FeatureCollection",
        ),
        (
            one("\"what\": \"\\ud800\"", LINE),
            "geojson-unknown-kind",
            3,
            1,
            "column `what`",
        ),
        (
            one("\"\\ud800\": 1", LINE),
            "geojson-syntax",
            3,
            24,
            "hex escape",
        ),
        (
            crs(
                "{\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:EPSG::32642\"}}",
            ),
            "geojson-crs",
            2,
            48,
            "EPSG:4326",
        ),
        (crs("7"), "geojson-crs", 2, 8, "EPSG:4326"),
        (
            one("", LINE),
            "geojson-unknown-kind",
            3,
            1,
            "`sections`, `sites`",
        ),
        (
            one("\"What\": \"sitte\"", LINE),
            "geojson-unknown-kind",
            3,
            25,
            "did you mean `site`?",
        ),
        (
            one("\"kind\": \"ford\", \"what\": null", LINE),
            "geojson-unknown-kind",
            3,
            1,
            "does not say what it is",
        ),
        (
            one(RIVER, "null"),
            "geojson-geometry",
            4,
            13,
            "the river `r` has no geometry",
        ),
        (
            one(
                RIVER,
                "{\"type\": \"GeometryCollection\", \"geometries\": []}",
            ),
            "geojson-geometry",
            4,
            13,
            "GeometryCollection",
        ),
        (
            one(RIVER, &drawn("LineString", "[]")),
            "geojson-geometry",
            4,
            51,
            "empty geometry",
        ),
        (
            one(RIVER, &drawn("LineString", "[[70, 40]]")),
            "geojson-geometry",
            4,
            51,
            "one corner",
        ),
        (
            one(RIVER, &drawn("LineString", "[[70, 40], [71]]")),
            "geojson-geometry",
            4,
            62,
            "two or three numbers",
        ),
        (
            one(RIVER, &drawn("LineString", "[[70, 40], [71, \"40\"]]")),
            "geojson-geometry",
            4,
            62,
            "two or three numbers",
        ),
        (
            one(
                RIVER,
                &drawn(
                    "MultiLineString",
                    "[[[70, 40], [71, 40]], [[72, 40], [73, 40]]]",
                ),
            ),
            "geojson-geometry",
            4,
            56,
            "2 parts that do not make one line",
        ),
        (
            one(RIVER, POINT),
            "geojson-geometry",
            4,
            13,
            "a river is drawn as a LineString",
        ),
        (
            one(RIVER, &drawn("LineString", "[[40, 70], [40, 170.5]]")),
            "out-of-range",
            4,
            67,
            "latitude and longitude are swapped",
        ),
        (
            one(RIVER, &drawn("LineString", "[[500000, 44], [71, 40]]")),
            "out-of-range",
            4,
            53,
            "metres and not degrees",
        ),
        (
            one(RIVER, &drawn("LineString", "[[70, 40], [71, 1e999]]")),
            "out-of-range",
            4,
            67,
            "not a finite number",
        ),
        (
            one(SITE, &polygon),
            "geojson-geometry",
            4,
            13,
            "a site is drawn as a Point",
        ),
        (
            one(SITE, &drawn("MultiPoint", "[[70, 40], [71, 40]]")),
            "geojson-geometry",
            4,
            62,
            "has 2 parts",
        ),
        (
            one(SITE, &drawn("Point", "[70, 40, 9000]")),
            "out-of-range",
            4,
            55,
            "9000",
        ),
        (
            one(SITE, &drawn("Point", "[70, 40, \"high\"]")),
            "geojson-geometry",
            4,
            55,
            "height",
        ),
        (
            one(&SITE.replace("ford", "frod"), POINT),
            "unknown-choice",
            3,
            52,
            "did you mean `ford`?",
        ),
        (
            one(&SITE.replace("\"id\": \"s\"", "\"fid\": 4"), POINT),
            "geojson-property",
            3,
            1,
            "`fid` only numbers the rows",
        ),
        (
            one(&SITE.replace("\"ford\"", "null"), POINT),
            "geojson-property",
            3,
            1,
            "fill the column `kind`",
        ),
        (
            one(&SITE.replace("\"s\"", "\"a b\""), POINT),
            "out-of-range",
            3,
            39,
            "the site `a b`",
        ),
        (
            one(&format!("{SITE}, \"staff\": \"many\""), POINT),
            "wrong-type",
            3,
            69,
            "the site `s`",
        ),
        (
            one(&format!("{SITE}, \"staff\": 501"), POINT),
            "out-of-range",
            3,
            69,
            "0 to 500",
        ),
        (
            one(&format!("{SITE}, \"kept_free\": 2"), POINT),
            "wrong-type",
            3,
            73,
            "`true` or `false`",
        ),
        (
            one(&format!("{SITE}, \"hotline\": [\"a\", \"b c\"]"), POINT),
            "out-of-range",
            3,
            71,
            "cannot be an id",
        ),
        (
            one(&format!("{SITE}, \"hotline\": \"[1,\""), POINT),
            "geojson-property",
            3,
            71,
            "no JSON",
        ),
        (
            one(&format!("{SITE}, \"ID\": \"t\""), POINT),
            "duplicate-field",
            3,
            61,
            "stands twice",
        ),
        (
            one(&format!("{SITE}, \"hotlin\": \"b\""), POINT),
            "warning geojson-unknown-column",
            3,
            61,
            "did you mean `hotline`?",
        ),
        (
            one(&format!("{SITE}, \"cover\": 0.5"), POINT),
            "warning geojson-unknown-column",
            3,
            61,
            "a site has",
        ),
        (
            one(AREA, &drawn("Polygon", "[[[70, 40], [71, 40], [70, 40]]]")),
            "geojson-geometry",
            4,
            13,
            "fewer than three corners",
        ),
        (
            one(
                AREA,
                &drawn(
                    "Polygon",
                    "[[[70, 40], [71, 40], [71, 41], [70, 40]], [[70, 40], [71, 40], [71, 41], [70, 40]]]",
                ),
            ),
            "geojson-geometry",
            4,
            13,
            "has a hole",
        ),
        (
            one(
                "\"what\": \"pasture\", \"id\": \"p\"",
                &drawn("Polygon", "[[[70, 40], [71, 40], [70, 40]]]"),
            ),
            "geojson-geometry",
            4,
            13,
            "without extent",
        ),
        (
            one(&SECTION.replace("A,B", "A"), LINE),
            "geojson-property",
            3,
            58,
            "it holds 1 and not two values",
        ),
        (
            one(&SECTION.replace("\"delimited\"", "\"\""), LINE),
            "geojson-property",
            3,
            1,
            "has no `status`",
        ),
        (
            one("\"what\": \"leg\", \"from\": \"a\"", LINE),
            "geojson-property",
            3,
            1,
            "has no `to`",
        ),
        (
            one(
                "\"surface\": \"road\", \"from\": \"a\", \"to\": \"b\", \"closed\": [{\"until\": \"1h\"}]",
                LINE,
            ),
            "missing-field",
            3,
            70,
            "the leg `a – b`",
        ),
        (
            one(
                "\"surface\": \"road\", \"from\": \"a\", \"to\": \"b\", \"months\": [5, 13]",
                LINE,
            ),
            "out-of-range",
            3,
            70,
            "1 to 12",
        ),
        (
            one(&format!("{RIVER}, \"crossing\": 20"), LINE),
            "wrong-type",
            3,
            57,
            "duration",
        ),
    ];
    let mut wrong = Vec::new();
    for (text, slug, line, column, word) in cases {
        let (value, found) = read(&text);
        let hit =
            |f: &Found| (f.0.as_str(), f.1, f.2) == (slug, line, column) && f.3.contains(word);
        let sound = value.is_some() == slug.starts_with("warning");
        if !(sound && found.iter().any(hit) && found.len() == 1) {
            let at = |f: &Found| {
                text.lines()
                    .nth(f.1 - 1)
                    .and_then(|l| l.get(f.2 - 1..))
                    .map(str::to_owned)
            };
            let told: Vec<_> = found
                .iter()
                .map(|f| (&f.0, f.1, f.2, at(f), &f.3))
                .collect();
            wrong.push(format!("{slug} {line}:{column} {word}\n{text}\n{told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn all_faults_of_a_map_come_at_once() {
    let text = "{\"type\": \"FeatureCollection\", \"name\": \"sections\",\n\"crs\": {\"properties\": {\"name\": \"EPSG:3857\"}}, \"features\": [\n\
        {\"properties\": {\"id\": \"x\", \"between\": \"A,B\", \"status\": \"agreed\"}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[70, 95], [71, -95]]}},\n\
        {\"properties\": {\"id\": \"x\", \"between\": \"A,C\", \"joint\": 3}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[70, 40], [71, 41]]}},\n\
        {\"properties\": {\"id\": \"x\"}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[70, 40], [71, 41]]}},\n\
        {\"properties\": null, \"geometry\": null}\n]}";
    let (_, found) = read(text);
    let told: Vec<(&str, usize)> = found.iter().map(|f| (f.0.as_str(), f.1)).collect();
    for wanted in [
        ("geojson-crs", 2),
        ("unknown-choice", 3),
        ("out-of-range", 3),
        ("geojson-property", 4),
        ("wrong-type", 4),
        ("duplicate-id", 5),
        ("geojson-geometry", 6),
    ] {
        assert!(told.contains(&wanted), "{wanted:?}\n{found:#?}");
    }
    assert_eq!(
        told.iter().filter(|t| t.0 == "out-of-range").count(),
        2,
        "{found:#?}"
    );
}

#[test]
fn bombs_are_refused_at_once() {
    let deep = "[".repeat(4_000_000) + &"]".repeat(4_000_000);
    let many = |one: &str, n: usize| vec![one; n].join(",");
    let all =
        |features: &str| format!("{{\"type\": \"FeatureCollection\", \"features\": [{features}]}}");
    let columns: Vec<String> = (0..500_000).map(|i| format!("\"c{i}\": 1")).collect();
    let bombs = [
        ("open brackets", "[".repeat(8_000_000)),
        ("open objects", "{\"a\":".repeat(1_500_000)),
        ("deep coordinates", one(RIVER, &drawn("LineString", &deep))),
        (
            "deep property",
            one(
                &format!("\"what\": \"leg\", \"from\": \"a\", \"to\": \"b\", \"closed\": {deep}"),
                LINE,
            ),
        ),
        ("too large", "x".repeat(100_000_000)),
        (
            "corners",
            one(
                RIVER,
                &drawn("LineString", &format!("[{}]", many("[1,1]", 1_300_000))),
            ),
        ),
        (
            "infinite corners",
            one(
                RIVER,
                &drawn("LineString", &format!("[{}]", many("[1e999,1]", 90_000))),
            ),
        ),
        (
            "parts",
            one(
                RIVER,
                &drawn(
                    "MultiLineString",
                    &format!("[{}]", many("[[1,1],[2,2]]", 500_000)),
                ),
            ),
        ),
        (
            "rings",
            one(
                AREA,
                &drawn("Polygon", &format!("[{}]", many("[]", 2_000_000))),
            ),
        ),
        ("features", all(&many("{}", 2_500_000))),
        ("features without kind", all(&many("{}", 9_000))),
        ("columns", one(&columns.join(","), LINE)),
        ("columns twice", one(&many("\"id\": 1", 1_000_000), LINE)),
        (
            "a long word",
            one(
                &format!(
                    "\"what\": \"site\", \"id\": \"s\", \"kind\": \"{}\"",
                    "f".repeat(7_000_000)
                ),
                POINT,
            ),
        ),
        (
            "a long kind",
            one(&format!("\"what\": \"{}\"", "f".repeat(7_000_000)), POINT),
        ),
        (
            "a long list",
            one(
                &format!("{SITE}, \"hotline\": [{}]", many("1", 3_500_000)),
                POINT,
            ),
        ),
        (
            "a huge number",
            one(
                &AREA.replace("0.5", "1e999"),
                &drawn("Polygon", "[[[70, 40], [71, 40], [71, 41]]]"),
            ),
        ),
    ];
    for (what, text) in bombs {
        let (value, found) = util::soon(2, what, || read(&text));
        assert!(
            value.is_none() && !found.is_empty() && found.len() <= 250,
            "{what}"
        );
        assert!(found.iter().all(|f| f.3.len() < 3000), "{what}");
    }
}
