//! The map of a scenario: the same every time, sound, harmless, its words apart from each other,
//! and as dots with its words on it.

use std::fs;

use joint_patrol::io::shipped;
use joint_patrol::report::preview;
use joint_patrol::report::words::Words;
use resvg::tiny_skia::Pixmap;

use crate::util::{self, Exercise, errors, program, root};

fn words(exercise: &Exercise, lang: &str, neutral: bool) -> Words {
    Words::of(lang, &exercise.scenario, neutral).expect("the language is there")
}

fn drawn(exercise: &Exercise, lang: &str, neutral: bool) -> String {
    preview::svg(&exercise.scenario, &words(exercise, lang, neutral))
}

fn exercise(name: &str) -> Exercise {
    util::exercise(&util::shipped(name))
}

/// `UPDATE_DOCS=1 cargo test maps` draws the maps anew.
#[test]
fn the_maps_in_the_documents_are_as_they_are_drawn() {
    let folder = root().join("docs/previews");
    for name in shipped::scenarios() {
        let svg = drawn(&exercise(&name), "en", false);
        let path = folder.join(format!("{name}.svg"));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::create_dir_all(&folder).expect("made");
            fs::write(&path, &svg).expect("written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept.replace("\r\n", "\n") == svg,
            "{}: run `UPDATE_DOCS=1 cargo test maps`",
            path.display()
        );
        let readme = root().join("scenarios").join(&name).join("README.md");
        let readme = fs::read_to_string(readme).expect("each scenario has one");
        let link = format!("(../../docs/previews/{name}.svg)");
        assert!(readme.contains(&link), "{name}: its page shows no map");
    }
}

/// Faults of a picture: not sound, not by itself, or with a program in it.
fn sound(svg: &str) {
    let tree = roxmltree::Document::parse(svg).expect("well-formed");
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        let known = [
            "svg", "title", "style", "defs", "pattern", "rect", "path", "circle", "g", "clipPath",
            "text",
        ];
        assert!(known.contains(&name), "an element `{name}`");
        for a in node.attributes() {
            assert!(
                !a.name().starts_with("on") && a.name() != "href",
                "an attribute `{}`",
                a.name()
            );
            let outside = a.value().contains("url(") && !a.value().starts_with("url(#");
            assert!(!outside, "{}=\"{}\"", a.name(), a.value());
        }
    }
    let style = tree.descendants().find(|n| n.has_tag_name("style"));
    let style = style.and_then(|n| n.text()).unwrap_or_default();
    let whole = svg.replace("http://www.w3.org/2000/svg", "");
    assert!(!style.contains("url(") && !style.contains("@import"));
    assert!(!whole.contains("//"), "an address");
}

#[test]
fn maps_are_sound_and_the_same_every_time() {
    for name in shipped::scenarios() {
        let exercise = exercise(&name);
        for (lang, neutral) in [("en", false), ("ru", false), ("ru", true)] {
            let svg = drawn(&exercise, lang, neutral);
            sound(&svg);
            assert!(svg == drawn(&exercise, lang, neutral), "{name}");
            assert!(
                !svg.contains("preview-"),
                "{name}, {lang}: a text is missing"
            );
            if neutral {
                for state in ["KAZ", "KGZ", "TJK", "UZB"] {
                    assert!(!svg.contains(state), "{name} names {state}");
                }
            }
        }
    }
}

#[test]
fn words_lie_on_no_others() {
    let apart = |a: (f64, f64, f64, f64), b: (f64, f64, f64, f64)| {
        a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1
    };
    for name in shipped::scenarios() {
        let exercise = exercise(&name);
        for lang in ["en", "ru"] {
            let labels = preview::labels(&exercise.scenario, &words(&exercise, lang, false));
            assert!(labels.len() > 6, "{name}");
            for (i, (map, a)) in labels.iter().enumerate() {
                for (other, b) in &labels[i + 1..] {
                    assert!(map != other || apart(*a, *b), "{name}: {a:?}, {b:?}");
                }
            }
        }
    }
}

#[test]
fn every_post_has_its_name() {
    for name in shipped::scenarios() {
        let exercise = exercise(&name);
        let svg = drawn(&exercise, "en", false);
        for (_, site) in exercise.scenario.sites.iter() {
            if site.sensors.is_empty() && site.staff == 0 {
                continue;
            }
            let shown = format!(">{}", site.display);
            assert!(svg.contains(&shown), "{name}: {}", site.display);
        }
    }
}

#[test]
fn hostile_names_do_no_harm() {
    let evil = [
        "</text><script>alert(1)</script><image href=\"http://x/\"/>",
        "a\u{202e}b\u{2066}c\u{feff}\u{ffff}\u{0}",
        "]]><!--<![CDATA[ & &amp; &#0; \"'",
        "🦅🛂\u{fe0f}\u{200d}👮",
        "\n\t  ",
    ];
    let long = "Ж".repeat(10_000);
    let exercise = util::with(&util::shipped("first_patrol"), &[], |loaded| {
        let file = &mut loaded.inputs.scenario;
        file.title = evil[0].to_owned();
        file.summary = format!("{} {long}", evil[2]);
        for (i, site) in file.sites.iter_mut().enumerate() {
            let name = match i % 6 {
                5 => long.clone(),
                i => evil[i].to_owned(),
            };
            site.name = Some(name);
        }
        for state in &mut file.states {
            state.neutral = Some(evil[0].to_owned());
            state.name = Some(long.clone());
        }
    });
    for neutral in [false, true] {
        let svg = drawn(&exercise, "ru", neutral);
        sound(
            &svg.replace("//", "/ /")
                .replace("http:/ /www.w3.org/2000/svg", "http://www.w3.org/2000/svg"),
        );
        assert!(!svg.contains('\u{202e}') && !svg.contains('\u{ffff}'));
        assert!(svg.len() < 200_000, "{} bytes", svg.len());
        let dots = preview::png(&svg).expect("it can be drawn");
        assert!(!dots.is_empty());
    }
}

#[test]
fn a_scenario_with_nothing_in_it_has_a_map() {
    let exercise = util::exercise(&util::scene("1h", ""));
    let svg = drawn(&exercise, "en", false);
    sound(&svg);
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    assert!(preview::png(&svg).is_ok());
}

/// How many dots of a picture differ from another.
fn differ(a: &Pixmap, b: &Pixmap) -> usize {
    let pairs = a.pixels().iter().zip(b.pixels());
    pairs.filter(|(x, y)| x != y).count()
}

#[test]
fn dots_show_the_map_with_its_words() {
    let svg = drawn(&exercise("first_lesson"), "ru", false);
    let dots = |svg: &str| {
        let png = preview::png(svg).expect("it can be drawn");
        Pixmap::decode_png(&png).expect("a picture")
    };
    let whole = dots(&svg);
    let tree = roxmltree::Document::parse(&svg).expect("well-formed");
    let side = |name: &str| {
        let value = tree.root_element().attribute(name);
        value.and_then(|v| v.parse::<u32>().ok()).expect("a number")
    };
    assert_eq!(
        (whole.width(), whole.height()),
        (2 * side("width"), 2 * side("height"))
    );
    let colours: std::collections::BTreeSet<[u8; 3]> = whole
        .pixels()
        .iter()
        .map(|p| [p.red(), p.green(), p.blue()])
        .collect();
    assert!(colours.len() > 50, "{} colours", colours.len());
    // Without its words the picture is another; Cyrillic letters are no empty boxes.
    let texts = |node: &roxmltree::Node<'_, '_>| node.has_tag_name("text");
    let mut bare = svg.clone();
    for node in tree
        .descendants()
        .filter(texts)
        .collect::<Vec<_>>()
        .iter()
        .rev()
    {
        bare.replace_range(node.range(), "");
    }
    assert!(differ(&whole, &dots(&bare)) > 5_000);
    let one = |text: &str| {
        dots(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\" font-family=\"Noto Sans\"><text x=\"5\" y=\"30\" font-size=\"24\">{text}</text></svg>"
        ))
    };
    for (a, b) in [("Ж", "Щ"), ("қ", "ғ"), ("ӯ", "ҳ"), ("ң", "ө"), ("ў", "ҷ")] {
        assert!(differ(&one(a), &one(b)) > 20, "{a} and {b} look the same");
    }
}

#[test]
fn the_command_draws_or_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let here = root();
    let run = |args: &[&str]| program(&here, args);
    for name in ["a.svg", "b.PNG"] {
        let done = run(&[
            "preview",
            "first_lesson",
            "--out",
            &at(name),
            "--lang",
            "ru",
        ]);
        assert!(done.status.success(), "{}", errors(&done));
        let bytes = fs::read(at(name)).expect("written");
        assert!(bytes.starts_with(b"<svg ") || bytes.starts_with(b"\x89PNG"));
    }
    let faulty = at("faulty.ron");
    fs::write(&faulty, "(format: 1, title: \"x\")").expect("written");
    for (args, part) in [
        (
            vec!["preview", "first_lesson", "--out", "map.gif"],
            "`.svg` or `.png`",
        ),
        (
            vec!["preview", "first_lesson", "--out", "map"],
            "`.svg` or `.png`",
        ),
        (vec!["preview", "first_lesson"], "--out"),
        (vec!["preview", "nowhere", "--out", "map.svg"], "nowhere"),
        (
            vec!["preview", faulty.as_str(), "--out", &at("a.svg")],
            "start",
        ),
    ] {
        let failed = run(&args);
        assert_eq!(failed.status.code(), Some(2), "{args:?}");
        let said = errors(&failed);
        assert!(said.contains(part), "{args:?}: {said}");
    }
    let kept = fs::read(at("a.svg")).expect("still there");
    assert!(
        kept.starts_with(b"<svg "),
        "the older picture is left alone"
    );
}
