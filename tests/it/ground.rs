//! Ground, light and weather at work: ways that close, rivers, cover, rain and snow, sun and moon.

use joint_patrol::base::plane::LonLat;
use joint_patrol::base::time::{Calendar, SimDuration, SimTime};
use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;
use joint_patrol::scenario::file::Light;
use joint_patrol::scenario::light::{self, Illumination};

use crate::util::{Exercise, exercise, over_seeds, place, scene};

/// Walkers from south to north: over a ford, or round by a bridge.
fn walkers(more: &str) -> Exercise {
    exercise(&scene(
        "20h",
        &format!(
            "sites: [(id: \"south\", kind: village, at: ({})), (id: \"north\", kind: village, at: ({})), \
                (id: \"bank\", kind: ford, at: ({})), (id: \"far-bank\", kind: ford, at: ({})), \
                (id: \"bridge\", kind: junction, at: ({}))], \
             rivers: [(id: \"r\", line: [({}), ({})], crossing: \"3h\")], \
             arrivals: [(id: \"w\", kind: lawful_crossing, from: [\"south\"], to: [\"north\"], \
                at: [\"1h\"])], \
             legs: [(from: \"south\", to: \"bank\"), (from: \"far-bank\", to: \"north\"), \
                (from: \"south\", to: \"bridge\"), (from: \"bridge\", to: \"north\"), {more}",
            place(0.0, -3000.0),
            place(0.0, 3000.0),
            place(0.0, -50.0),
            place(0.0, 50.0),
            place(4000.0, 0.0),
            place(-9000.0, 0.0),
            place(9000.0, 0.0),
        ),
    ))
}

/// How long the first group was on its way, in minutes.
fn minutes(journal: &Journal) -> f64 {
    let at = |wanted: fn(&Event) -> bool| {
        let entry = journal.entries.iter().find(|e| wanted(&e.event));
        entry.expect("it happened").at
    };
    (at(|e| matches!(e, Event::GroupArrived(_))) - at(|e| matches!(e, Event::Arrival(_)))).minutes()
}

const FORD: &str = "(from: \"bank\", to: \"far-bank\", surface: ford)]";

#[test]
fn high_water_closes_a_ford_and_people_go_round() {
    let dry = minutes(&walkers(FORD).run(1));
    let wet = walkers(&format!(
        "{FORD}, weather: [(at: \"0h\", high_water: true)]"
    ))
    .run(1);
    let closed = wet.entries.iter().any(|e| {
        matches!(&e.event,
        Event::WayClosed(w) if w.from == *"bank" && w.to == *"far-bank")
    });
    assert!(closed, "the journal says that the ford is closed");
    // 6 km at 5.04 km/h with a wade; 10 km round by the bridge.
    assert!((dry - 75.0).abs() < 3.0, "{dry}");
    assert!(
        (minutes(&wet) - 10.0 / 5.036 * 60.0).abs() < 1.0,
        "{}",
        minutes(&wet)
    );
}

#[test]
fn a_way_that_closes_ahead_is_gone_round_from_where_they_are() {
    let plan = "(from: \"bank\", to: \"far-bank\", surface: ford, \
                closed: [(from: \"1h20min\", until: Some(\"9h\"))])]";
    let journal = walkers(plan).run(1);
    let kinds = |wanted: &str| {
        journal
            .entries
            .iter()
            .filter(|e| e.event.kind() == wanted)
            .count()
    };
    assert_eq!((kinds("way_closed"), kinds("way_opened")), (1, 1));
    assert!(
        minutes(&journal) > 120.0,
        "back and round: {}",
        minutes(&journal)
    );
}

#[test]
fn a_season_closes_a_way() {
    let winter = "(from: \"bank\", to: \"far-bank\", months: Some((11, 3)))]";
    let summer = "(from: \"bank\", to: \"far-bank\", months: Some((5, 10)))]";
    assert!(minutes(&walkers(winter).run(1)) > 115.0);
    assert!(minutes(&walkers(summer).run(1)) < 75.0);
}

#[test]
fn a_river_holds_up_whoever_crosses_it_off_the_ways() {
    let front = |river: &str| {
        let text = scene(
            "20h",
            &format!(
                "sites: [(id: \"s\", kind: junction, at: ({})), (id: \"n\", kind: junction, at: ({}))], \
                 {river} arrivals: [(id: \"w\", kind: lawful_crossing, from: [\"s\"], to: [\"n\"], \
                    at: [\"1h\"], front_km: 1)]",
                place(0.0, -2000.0),
                place(0.0, 2000.0),
            ),
        );
        minutes(&exercise(&text).run(3))
    };
    let line = format!(
        "line: [({}), ({})]",
        place(-3000.0, 0.0),
        place(3000.0, 0.0)
    );
    let plain = front("");
    let usual = front(&format!(
        "rivers: [(id: \"r\", {line}, crossing: \"25min\")],"
    ));
    let high = front(&format!(
        "rivers: [(id: \"r\", {line}, crossing: \"25min\")], \
         weather: [(at: \"0h\", high_water: true)],"
    ));
    assert!((usual - plain - 25.0).abs() < 0.1, "{usual} {plain}");
    assert!((high - plain - 75.0).abs() < 0.1, "{high} {plain}");
}

/// Walkers who pass a post with a certain sensor of 1 km at a given distance.
fn seen_at(offset_m: f64, more: &str) -> usize {
    let text = scene(
        "10h",
        &format!(
            "sensors: [(id: \"disc\", law: definite, day_km: 1, night_km: 1)], \
             sites: [(id: \"post\", kind: post, state: \"KGZ\", at: ({}), sensors: [\"disc\"]), \
                (id: \"s\", kind: junction, at: ({})), (id: \"n\", kind: junction, at: ({}))], \
             {more} arrivals: [(id: \"w\", kind: lawful_crossing, from: [\"s\"], to: [\"n\"], \
                at: [\"1h\"], front_km: 0.001)]",
            place(0.0, 0.0),
            place(offset_m, -3000.0),
            place(offset_m, 3000.0),
        ),
    );
    let journal = exercise(&text).unmoved().run(1);
    let hits = journal.entries.iter();
    hits.filter(|e| matches!(e.event, Event::ContactDetected(_)))
        .count()
}

#[test]
fn cover_rain_snow_and_dust_shorten_sight_by_what_they_say() {
    let wood = |cover: f64| {
        let corners = [
            (-2000.0, -2000.0),
            (2000.0, -2000.0),
            (2000.0, 2000.0),
            (-2000.0, 2000.0),
        ];
        let outline: Vec<String> = corners
            .iter()
            .map(|&(x, y)| format!("({})", place(x, y)))
            .collect();
        format!(
            "areas: [(id: \"w\", cover: {cover}, outline: [{}])],",
            outline.join(", ")
        )
    };
    let sky = |what: &str| format!("weather: [(at: \"0h\", {what}: true)],");
    for (more, reach_m) in [
        (String::new(), 1000.0),
        (wood(0.4), 400.0),
        (sky("rain"), 700.0),
        (sky("snow"), 500.0),
        (sky("dust"), 400.0),
    ] {
        assert_eq!(seen_at(reach_m - 5.0, &more), 1, "within {reach_m}: {more}");
        assert_eq!(seen_at(reach_m + 5.0, &more), 0, "beyond {reach_m}: {more}");
    }
}

#[test]
fn people_are_hidden_only_while_they_are_in_cover() {
    // A wood to the south of the post alone: they are seen when they come out of it.
    let corners = [
        (-3000.0, -4000.0),
        (3000.0, -4000.0),
        (3000.0, 100.0),
        (-3000.0, 100.0),
    ];
    let outline: Vec<String> = corners
        .iter()
        .map(|&(x, y)| format!("({})", place(x, y)))
        .collect();
    let wood = format!(
        "areas: [(id: \"w\", cover: 0.1, outline: [{}])],",
        outline.join(", ")
    );
    assert_eq!(seen_at(900.0, &wood), 1);
    assert_eq!(
        seen_at(998.0, &wood),
        0,
        "out of reach before the wood ends"
    );
}

const BISHKEK: LonLat = LonLat {
    lon: 74.5698,
    lat: 42.8746,
};
const DUSHANBE: LonLat = LonLat {
    lon: 68.7870,
    lat: 38.5598,
};

/// The greatest altitude of the sun on a day of local time.
fn noon_deg(day: &str, offset: &str, place: LonLat) -> f64 {
    let calendar = Calendar::parse(&format!("{day}T00:00:00{offset}")).unwrap();
    (0..24 * 60)
        .map(|min| light::altitude_deg(calendar, place, SimTime(min * 60_000)))
        .fold(f64::MIN, f64::max)
}

/// Noon altitude is 90° less latitude plus declination. The declinations at local noon follow from
/// the published instants of the equinoxes and solstices of 2022 (20 March 15:33, 21 June 09:14,
/// 23 September 01:04, 21 December 21:48 UT), the obliquity of 23.44°, and the published change of
/// 0.0165° an hour at the equinoxes.
#[test]
fn the_suns_altitude_agrees_with_published_values() {
    let hours_to_noon = |place: LonLat| 12.0 - place.lon / 15.0;
    for (place, offset) in [(BISHKEK, "+06:00"), (DUSHANBE, "+05:00")] {
        let noon_ut = hours_to_noon(place);
        let spring = 0.0165 * (noon_ut + 0.12 - 15.55);
        let autumn = -0.0162 * (noon_ut - 0.13 - 1.07);
        for (day, declination) in [
            ("2022-03-20", spring),
            ("2022-06-21", 23.436),
            ("2022-09-23", autumn),
            ("2022-12-21", -23.436),
        ] {
            let expected = 90.0 - place.lat + declination;
            let got = noon_deg(day, offset, place);
            assert!(
                (got - expected).abs() < 0.03,
                "{day} {place:?}: {got}, {expected}"
            );
        }
    }
}

/// Published phases of 2022 (UT): full moon 14 June 11:52, new moon 29 June 02:52.
#[test]
fn the_moon_lights_the_night_when_it_is_full_and_up() {
    let nights = |start: &str| {
        let calendar = Calendar::parse(start).unwrap();
        let all = light::changes(
            Light::Sun,
            calendar,
            BISHKEK,
            SimDuration::from_min(12 * 60),
        );
        all.into_iter().any(|(_, l)| l == Illumination::Moonlight)
    };
    assert!(nights("2022-06-14T20:00:00+06:00"));
    assert!(!nights("2022-06-28T20:00:00+06:00"));
    let lit = |at: &str| light::moon_lit(Calendar::parse(at).unwrap(), SimTime::START);
    assert!(lit("2022-06-14T11:52:00+00:00") > 0.99);
    assert!(lit("2022-06-29T02:52:00+00:00") < 0.01);
}

#[test]
fn what_each_light_leaves_of_sight() {
    let spots = |light: &str, more: &str| {
        let text = scene(
            "10h",
            &format!(
                "sensors: [(id: \"e\", law: definite, day_km: 1, moon_km: Some(0.6), night_km: 0.2)], \
                 sites: [(id: \"post\", kind: post, state: \"KGZ\", at: ({}), sensors: [\"e\"]), \
                    (id: \"s\", kind: junction, at: ({})), (id: \"n\", kind: junction, at: ({}))], \
                 {more} arrivals: [(id: \"w\", kind: lawful_crossing, from: [\"s\"], to: [\"n\"], \
                    at: [\"1h\"], front_km: 0.001)]",
                place(0.0, 0.0),
                place(500.0, -1500.0),
                place(500.0, 1500.0),
            ),
        );
        let text = text
            .replace("light: day,", &format!("light: {light},"))
            .replace("2022-06-27T06:00:00+06:00", "2022-06-14T22:30:00+06:00");
        let journal = exercise(&text).unmoved().run(1);
        journal
            .entries
            .iter()
            .any(|e| matches!(e.event, Event::ContactDetected(_)))
    };
    assert!(spots("day", ""));
    assert!(spots("sun", ""), "a full moon");
    assert!(!spots("night", ""));
}

#[test]
fn seeds_do_not_move_the_ground() {
    let exercise = walkers(FORD);
    let all = over_seeds(0..20, |seed| minutes(&exercise.run(seed)));
    assert!(all.iter().all(|m| *m == all[0]), "{all:?}");
}
