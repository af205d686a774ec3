//! A scenario made of numbers: whatever they are, it is sound; fewer numbers make a smaller one.

use std::fmt::Write;

use joint_patrol::scenario::file as f;

use crate::random::draw::Draw;
use crate::util::place;

const STATES: [&str; 4] = ["KAZ", "KGZ", "TJK", "UZB"];
/// Width of a state's land, and how far the lines go, in metres.
const LAND_M: f64 = 7_000.0;
const ALONG_M: f64 = 9_000.0;

/// A place of the scenario.
struct Site {
    id: String,
    /// Whose land it is on, by number.
    state: usize,
}

/// What is written so far.
struct Draft<'n> {
    draw: Draw<'n>,
    out: String,
    states: usize,
    hours: usize,
    posts: Vec<Site>,
    gates: Vec<Site>,
    places: Vec<Site>,
    units: Vec<(String, usize, &'static str)>,
}

/// The text of a scenario.
pub fn scenario(numbers: &[u16]) -> String {
    let mut draw = Draw::new(numbers);
    draw.below(1); // the first number is the seed
    let states = 2 + draw.below(3);
    let hours = 2 + draw.below(40);
    let mut draft = Draft {
        draw,
        out: String::new(),
        states,
        hours,
        posts: Vec::new(),
        gates: Vec::new(),
        places: Vec::new(),
        units: Vec::new(),
    };
    draft.head();
    draft.sections();
    draft.sites();
    draft.legs();
    draft.ground();
    draft.units();
    draft.patrols();
    draft.arrivals();
    draft.civilians();
    draft.incidents();
    draft.weather_and_injects();
    draft.out.push(')');
    draft.out
}

impl Draft<'_> {
    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        self.out.write_fmt(text).expect("text");
        self.out.push('\n');
    }

    /// A time of the exercise.
    fn time(&mut self) -> String {
        format!("{}min", self.draw.below(self.hours * 60 - 1))
    }

    /// Any site: on a side's land or on a line.
    fn any_site(&mut self) -> String {
        let n = self.posts.len() + self.gates.len() + self.places.len();
        let i = self.draw.below(n);
        let mut all = self.posts.iter().chain(&self.gates).chain(&self.places);
        all.nth(i).expect("one of them").id.clone()
    }

    fn place_of(&mut self, state: usize) -> String {
        let own: Vec<&Site> = self.places.iter().filter(|p| p.state == state).collect();
        own[self.draw.below(own.len())].id.clone()
    }

    fn head(&mut self) {
        let start = self.draw.pick(&[
            "2022-06-27T06:00:00+06:00",
            "2022-12-21T18:00:00+05:00",
            "2023-03-05T23:30:00+06:00",
        ]);
        let light = self.draw.pick(&["sun", "day", "night"]);
        let (hours, tick) = (self.hours, 10 + self.draw.below(300));
        self.line(format_args!(
            "(format: 1, title: \"Random\", start: \"{start}\", duration: \"{hours}h\", \
             tick: \"{tick}s\", origin: (lon: 72.0, lat: 40.0), light: {light},"
        ));
        if self.draw.chance(0.5) {
            let reach = self.draw.range(0.05, 1.0);
            self.line(format_args!("radio_reach: {reach:.3},"));
        }
        let doctrines = ["isolated", "notify", "joint", "ideal"];
        let states: Vec<String> = (0..self.states)
            .map(|s| {
                let doctrine = self.draw.pick(&doctrines);
                format!("(id: \"{}\", doctrine: \"{doctrine}\")", STATES[s])
            })
            .collect();
        self.line(format_args!("states: [{}],", states.join(", ")));
        if self.draw.chance(0.5) {
            let (a, b) = (self.draw.range(0.02, 1.0), self.draw.range(0.02, 1.0));
            let (tries, retry) = (1 + self.draw.below(30), 5 + self.draw.below(300));
            self.line(format_args!(
                "channels: [(id: radio, success: {a:.3}, retry: \"{retry}s\", attempts: {tries}), \
                 (id: hotline, success: {b:.3})],"
            ));
        }
    }

    /// A line across the whole exercise from south to north, near an easting.
    fn northward(&mut self, x: f64) -> String {
        let points: Vec<String> = (0..4)
            .map(|i| {
                let y = -ALONG_M + f64::from(i) / 3.0 * 2.0 * ALONG_M;
                let x = x + self.draw.range(-400.0, 400.0);
                format!("({})", place(x, y))
            })
            .collect();
        format!("[{}]", points.join(", "))
    }

    fn sections(&mut self) {
        self.line(format_args!("sections: ["));
        for s in 1..self.states {
            let (x, a, b) = (s as f64 * LAND_M, STATES[s - 1], STATES[s]);
            let status = self.draw.pick(f::Status::WORDS);
            let (joint, annex) = (self.draw.chance(0.5), self.draw.chance(0.3));
            let geometry = if status == "undefined" {
                let west = self.northward(x - 450.0);
                let east = self.northward(x + 450.0);
                let band = self.draw.range(0.0, 700.0);
                format!("band_m: {band:.1}, claims: {{\"{a}\": {east}, \"{b}\": {west}}}")
            } else {
                format!("line: {}", self.northward(x))
            };
            let (setback, cap) = (self.draw.below(4000), 1 + self.draw.below(6));
            let sensitive = self.draw.chance(0.3);
            self.line(format_args!(
                "(id: \"line-{s}\", between: (\"{a}\", \"{b}\"), status: {status}, joint: {joint}, \
                 pursuit_annex: {annex}, setback_m: {setback}, heavy_setback_m: {setback}, \
                 sensitive: {sensitive}, patrol_cap: {cap}, {geometry}),"
            ));
        }
        self.line(format_args!("],"));
    }

    fn sites(&mut self) {
        self.line(format_args!("sites: ["));
        for (s, state) in STATES.iter().enumerate().take(self.states) {
            let posts = 1 + self.draw.below(2);
            for n in 0..posts {
                self.post(s, n);
            }
            let places = 1 + self.draw.below(4);
            for n in 0..places {
                let kinds = [
                    "village",
                    "market",
                    "pasture",
                    "intake",
                    "junction",
                    "pass",
                    "height",
                    "relay",
                    "headquarters",
                ];
                let kind = self.draw.pick(&kinds);
                let at = self.inside(s);
                let free = kind == "height" && self.draw.chance(0.5);
                let id = format!("place-{s}-{n}");
                self.line(format_args!(
                    "(id: \"{id}\", kind: {kind}, state: \"{state}\", at: ({at}), kept_free: {free}),"
                ));
                self.places.push(Site { id, state: s });
            }
        }
        for s in 1..self.states {
            let gates = 1 + self.draw.below(3);
            for n in 0..gates {
                let kind = self
                    .draw
                    .pick(&["ford", "pass", "crossing_point", "junction"]);
                let aside = 40.0 * self.gates.len() as f64;
                let y = self.draw.range(-0.9 * ALONG_M, 0.9 * ALONG_M) + aside;
                let x = s as f64 * LAND_M + self.draw.range(-300.0, 300.0);
                let (at, id) = (place(x, y), format!("gate-{s}-{n}"));
                self.line(format_args!("(id: \"{id}\", kind: {kind}, at: ({at})),"));
                self.gates.push(Site { id, state: s });
            }
        }
        self.line(format_args!("],"));
    }

    /// A place on a side's land.
    fn inside(&mut self, s: usize) -> String {
        // No two sites are at one place.
        let aside = 40.0 * (self.posts.len() + self.places.len()) as f64;
        let x = s as f64 * LAND_M + self.draw.range(700.0, LAND_M - 700.0);
        let y = self.draw.range(-ALONG_M, ALONG_M) + aside;
        format!(
            "{}, alt_m: {:.0}",
            place(x, y),
            self.draw.range(200.0, 3500.0)
        )
    }

    fn post(&mut self, s: usize, n: usize) {
        let (at, id) = (self.inside(s), format!("post-{s}-{n}"));
        let (staff, officers) = (1 + self.draw.below(50), 1 + self.draw.below(3));
        let sensor = self
            .draw
            .pick(&["", "\"optics\"", "\"radar\"", "\"camera\"", "\"thermal\""]);
        let language = self.draw.pick(&["ru", "ky", "uz"]);
        let interpreters = self.draw.below(2);
        let line = if s > 0 && self.draw.chance(0.9) {
            format!("\"post-{}-0\"", s - 1)
        } else {
            String::new()
        };
        self.line(format_args!(
            "(id: \"{id}\", kind: post, state: \"{}\", at: ({at}), staff: {staff}, \
             officers: {officers}, hotline: [{line}], sensors: [{sensor}], \
             languages: [\"{language}\"], interpreters: {interpreters}),",
            STATES[s]
        ));
        self.posts.push(Site { id, state: s });
    }

    /// Every side's sites in a chain, from gate to gate, and some legs beside.
    fn legs(&mut self) {
        self.line(format_args!("legs: ["));
        let mut pairs: Vec<(String, String)> = Vec::new();
        for s in 0..self.states {
            let own = |all: &[Site]| -> Vec<String> {
                let of = all.iter().filter(|x| x.state == s);
                of.map(|x| x.id.clone()).collect()
            };
            let mut chain = own(&self.gates);
            chain.extend(own(&self.posts));
            chain.extend(own(&self.places));
            let beyond: Vec<String> = self
                .gates
                .iter()
                .filter(|g| g.state == s + 1)
                .map(|g| g.id.clone())
                .collect();
            chain.extend(beyond);
            for pair in chain.windows(2).map(|w| (w[0].clone(), w[1].clone())) {
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
        for _ in 0..self.draw.below(5) {
            let pair = (self.any_site(), self.any_site());
            let known = |p: &(String, String)| *p == pair || (p.0 == pair.1 && p.1 == pair.0);
            if pair.0 != pair.1 && !pairs.iter().any(known) {
                pairs.push(pair);
            }
        }
        for (from, to) in pairs {
            let surface = self.draw.pick(&["trail", "trail", "track", "road"]);
            let closed = if self.draw.chance(0.1) {
                let (a, b) = (self.time(), self.hours * 60);
                format!(", closed: [(from: \"{a}\", until: Some(\"{b}min\"))]")
            } else {
                String::new()
            };
            self.line(format_args!(
                "(from: \"{from}\", to: \"{to}\", surface: {surface}{closed}),"
            ));
        }
        self.line(format_args!("],"));
    }

    fn ground(&mut self) {
        if self.draw.chance(0.3) {
            let (x, y) = (
                LAND_M * self.draw.range(0.2, 1.5),
                self.draw.range(-3000.0, 3000.0),
            );
            let corner = |dx: f64, dy: f64| format!("({})", place(x + dx, y + dy));
            let outline = [
                corner(0.0, 0.0),
                corner(2000.0, 100.0),
                corner(900.0, 1800.0),
            ]
            .join(", ");
            let cover = self.draw.range(0.05, 1.0);
            self.line(format_args!(
                "areas: [(id: \"wood\", cover: {cover:.3}, outline: [{outline}])],"
            ));
        }
        if self.draw.chance(0.3) {
            let line = self.northward(LAND_M);
            self.line(format_args!(
                "rivers: [(id: \"river\", line: {line}, crossing: \"9min\")],"
            ));
        }
    }

    fn units(&mut self) {
        self.line(format_args!("units: ["));
        for (s, state) in STATES.iter().enumerate().take(self.states) {
            for n in 0..2 + self.draw.below(4) {
                let mode = self
                    .draw
                    .pick(&["foot", "foot", "mounted", "vehicle", "uav"]);
                let homes: Vec<String> = self
                    .posts
                    .iter()
                    .filter(|p| p.state == s)
                    .map(|p| p.id.clone())
                    .collect();
                let home = homes[self.draw.below(homes.len())].clone();
                let (size, role) = (1 + self.draw.below(9), self.draw.pick(f::UnitRole::WORDS));
                let sensors =
                    self.draw
                        .pick(&["\"eye\"", "\"eye\", \"binoculars\"", "\"thermal\"", ""]);
                let more = match self.draw.below(4) {
                    1 => format!(
                        ", endurance: Some(\"{}min\"), rest: \"1h\"",
                        40 + self.draw.below(600)
                    ),
                    2 => format!(", range_km: Some({})", 5 + self.draw.below(200)),
                    3 => ", heavy: true".to_owned(),
                    _ => String::new(),
                };
                let error = self.draw.below(300);
                let id = format!("unit-{s}-{n}");
                self.line(format_args!(
                    "(id: \"{id}\", state: \"{state}\", home: \"{home}\", mode: {mode}, size: {size}, \
                     role: {role}, sensors: [{sensors}], fix_error_m: {error}{more}),"
                ));
                self.units.push((id, s, mode));
            }
        }
        self.line(format_args!("],"));
    }

    /// Units on foot and on horseback go anywhere; others stay at home here.
    fn patrols(&mut self) {
        self.line(format_args!("patrols: ["));
        let walkers: Vec<(String, usize)> = self
            .units
            .iter()
            .filter(|u| matches!(u.2, "foot" | "mounted"))
            .map(|u| (u.0.clone(), u.1))
            .collect();
        for n in 0..1 + self.draw.below(5) {
            if walkers.is_empty() {
                break;
            }
            let (unit, state) = walkers[self.draw.below(walkers.len())].clone();
            let other = walkers.iter().find(|(_, s)| *s == state + 1).cloned();
            let depart = self.time();
            let vary = self.draw.below(40);
            let laps = 1 + self.draw.below(3);
            let every = if self.draw.chance(0.5) {
                format!(", every: Some(\"{}min\")", 60 + self.draw.below(600))
            } else {
                String::new()
            };
            let common = format!(
                "depart: [\"{depart}\"], vary: \"{vary}min\", late: \"{vary}min\", laps: {laps}{every}"
            );
            let gate = format!("gate-{}-0", state + 1);
            match other.filter(|_| self.draw.chance(0.6)) {
                Some((partner, _)) => {
                    let form =
                        self.draw
                            .pick(&["parallel", "mixed", "alternating", "observation_post"]);
                    let window = 5 + self.draw.below(60);
                    let relieved = form == "observation_post" && self.draw.chance(0.5);
                    self.line(format_args!(
                        "(id: \"patrol-{n}\", form: {form}, units: [\"{unit}\", \"{partner}\"], \
                         route: [\"{gate}\"], meet: (at: \"{gate}\", window: \"{window}min\"), \
                         relieved: {relieved}, {common}),"
                    ));
                }
                None => {
                    let own = format!("{}\", \"{gate}", self.place_of(state));
                    let own = if state + 1 < self.states {
                        own
                    } else {
                        self.place_of(state)
                    };
                    let along = if state + 1 < self.states && self.draw.chance(0.4) {
                        format!(", along: Some(\"line-{}\")", state + 1)
                    } else {
                        String::new()
                    };
                    self.line(format_args!(
                        "(id: \"patrol-{n}\", units: [\"{unit}\"], route: [\"{own}\"], {common}{along}),"
                    ));
                }
            }
        }
        self.line(format_args!("],"));
    }

    fn arrivals(&mut self) {
        self.line(format_args!("arrivals: ["));
        for n in 0..1 + self.draw.below(5) {
            let kind = self.draw.pick(f::ArrivalKind::WORDS);
            let from = self.draw.below(self.states);
            let to = self.draw.below(self.states);
            let (a, b) = (self.place_of(from), self.place_of(to));
            let (least, more) = (1 + self.draw.below(5), self.draw.below(6));
            let (rate, routes) = (self.draw.range(1.0, 60.0), 1 + self.draw.below(5));
            let at = if self.draw.chance(0.5) {
                format!("\"{}\"", self.time())
            } else {
                String::new()
            };
            let more_fields = match self.draw.below(5) {
                1 => ", front_km: 3".to_owned(),
                2 => format!(", claims: {:.2}", self.draw.share()),
                3 => ", stay: \"25min\", hours: Some((\"20h\", \"5h\"))".to_owned(),
                4 if kind == "organised_crime" => {
                    let trade = self.draw.pick(f::Trade::WORDS);
                    let herd = if trade == "livestock_theft" {
                        ", herd: 40"
                    } else {
                        ""
                    };
                    format!(", trade: Some({trade}){herd}")
                }
                _ => String::new(),
            };
            self.line(format_args!(
                "(id: \"group-{n}\", kind: {kind}, from: [\"{a}\"], to: [\"{b}\"], \
                 per_day: {rate:.2}, at: [{at}], size: ({least}, {}), routes: {routes}{more_fields}),",
                least + more
            ));
        }
        self.line(format_args!("],"));
    }

    fn civilians(&mut self) {
        self.line(format_args!("civilians: ["));
        for n in 0..self.draw.below(4) {
            let s = self.draw.below(self.states);
            let kind = self.draw.pick(f::CivilianKind::WORDS);
            let (home, work) = (self.place_of(s), self.any_site());
            let (people, herd) = (1 + self.draw.below(12), self.draw.below(500));
            let (leave, hours) = (self.draw.below(23 * 60), 1 + self.draw.below(12));
            self.line(format_args!(
                "(id: \"people-{n}\", kind: {kind}, state: \"{}\", home: \"{home}\", \
                 work: \"{work}\", people: {people}, herd: {herd}, leave: \"{leave}min\", \
                 hours: \"{hours}h\"),",
                STATES[s]
            ));
        }
        self.line(format_args!("],"));
    }

    fn incidents(&mut self) {
        const KINDS: [&str; 11] = [
            "works",
            "pasture_dispute",
            "shot_heard",
            "air_intrusion",
            "wildfire",
            "mudflow",
            "avalanche",
            "lost_person",
            "injured_person",
            "strayed_herd",
            "inadvertent_crossing",
        ];
        self.line(format_args!("incidents: ["));
        for n in 0..self.draw.below(5) {
            let (kind, at) = (self.draw.pick(&KINDS), self.any_site());
            let (time, people) = (self.time(), self.draw.below(7));
            let state = STATES[self.draw.below(self.states)];
            self.line(format_args!(
                "(id: \"matter-{n}\", kind: {kind}, at: \"{at}\", times: [\"{time}\"], \
                 state: Some(\"{state}\"), people: {people}, herd: 12),"
            ));
        }
        self.line(format_args!("],"));
    }

    fn weather_and_injects(&mut self) {
        let (seen, wind) = (self.draw.range(0.1, 20.0), self.draw.range(0.0, 20.0));
        let at = self.time();
        let flags: Vec<String> = ["fog", "rain", "snow", "dust", "high_water"]
            .iter()
            .map(|flag| format!("{flag}: {}", self.draw.chance(0.3)))
            .collect();
        self.line(format_args!(
            "weather: [(at: \"0h\"), (at: \"{at}\", visibility_km: {seen:.2}, wind_mps: {wind:.1}, {})],",
            flags.join(", ")
        ));
        self.line(format_args!("injects: ["));
        for n in 0..self.draw.below(4) {
            let when = if self.draw.chance(0.3) {
                let fact = self
                    .draw
                    .pick(&["contact_classified", "unit_tasked", "incident_known"]);
                format!("When(fact: \"{fact}\", after: \"7min\")")
            } else {
                format!("Time(\"{}\")", self.time())
            };
            let state = STATES[self.draw.below(self.states)];
            let site = self.any_site();
            let what = match self.draw.below(4) {
                0 => "Message(text: \"Listen\")".to_owned(),
                1 => {
                    let channel = self.draw.pick(f::Channel::WORDS);
                    format!(
                        "Outage(channel: \"{channel}\", for: \"50min\", state: Some(\"{state}\"))"
                    )
                }
                2 => format!("FalseContact(at: \"{site}\", state: \"{state}\")"),
                _ => format!("Media(text: \"What happened?\", states: [\"{state}\"])"),
            };
            self.line(format_args!(
                "(id: \"inject-{n}\", at: {when}, what: {what}),"
            ));
        }
        self.line(format_args!("],"));
    }
}
