//! Values that are possible and that nobody has seen: a slip of the finger, mostly.

use crate::base::diag::Span;
use crate::base::time::SimDuration;
use crate::scenario::check::{Check, metres};
use crate::scenario::file::{Form, Mode, SiteKind, UnitFile};

/// The fastest that each mode goes for long, in km/h.
const SPEEDS: [(Mode, f64); 5] = [
    (Mode::Foot, 8.0),
    (Mode::Mounted, 20.0),
    (Mode::Vehicle, 100.0),
    (Mode::Boat, 60.0),
    (Mode::Uav, 150.0),
];
/// The longest that each mode is out at a time, in hours.
const ENDURANCES: [(Mode, i64); 5] = [
    (Mode::Foot, 24),
    (Mode::Mounted, 36),
    (Mode::Vehicle, 48),
    (Mode::Boat, 24),
    (Mode::Uav, 6),
];
/// The most people of one patrol.
const PATROL_MAX: u32 = 20;
/// The most people on foot or by vehicle that cross unlawfully, in km/h.
const ARRIVAL_KMH: f64 = 60.0;
/// The most groups a day of one source.
const PER_DAY: f64 = 200.0;
/// The farthest that anything but radar sees a person, in kilometres.
const SEES_KM: f64 = 20.0;
/// Posts of one state nearer to each other than this are one post, in metres.
const POSTS_M: f64 = 300.0;
/// Fog ends sight at about this, in kilometres.
const FOG_KM: f64 = 2.0;

impl Check<'_> {
    pub(super) fn plausible(&mut self) {
        let file = self.file;
        file.units.iter().for_each(|u| self.unit(u));
        self.crews();
        self.arrivals();
        self.sensors();
        self.weather();
        self.spacing();
        self.languages();
        self.objectives();
    }

    /// Warns of the value of a field of the thing whose id stands at a place.
    fn odd(
        &mut self,
        slug: &'static str,
        (span, field): (Span, &str),
        message: String,
        help: &str,
    ) {
        self.warn(slug, span, message, help).in_field(field);
    }

    fn unit(&mut self, u: &UnitFile) {
        let (name, span) = (&u.id.value, u.id.span);
        let most = |table: &[(Mode, f64)]| table.iter().find(|(m, _)| *m == u.mode).map(|x| x.1);
        if let (Some(speed), Some(most)) = (u.speed_kmh, most(&SPEEDS))
            && speed.0 > most
        {
            let message = format!(
                "`{name}` goes {} km/h; {} goes {most} at most for long",
                speed.0, u.mode
            );
            self.odd(
                "implausible-speed",
                (span, "speed_kmh"),
                message,
                "correct `speed_kmh` or `mode`, or leave `speed_kmh` out",
            );
        }
        let hours = ENDURANCES.iter().find(|(m, _)| *m == u.mode).map(|x| x.1);
        if let (Some(endurance), Some(hours)) = (u.endurance, hours)
            && endurance > SimDuration::from_min(60 * hours)
        {
            let message = format!(
                "`{name}` is out for {endurance} at a time; {} lasts {hours}h at most",
                u.mode
            );
            self.odd(
                "implausible-endurance",
                (span, "endurance"),
                message,
                "correct `endurance`, or use a second unit",
            );
        }
        if u.mode != Mode::Uav && (u.size.0 < 2 || u.size.0 > PATROL_MAX) {
            let message = match u.size.0 {
                1 => format!("`{name}` is one person; nobody goes to the line alone"),
                n => format!("`{name}` has {n} people; a patrol has 2 to {PATROL_MAX}"),
            };
            self.odd(
                "implausible-strength",
                (span, "size"),
                message,
                "correct `size`, or make several units of it",
            );
        }
    }

    /// Posts with more people out than they have.
    fn crews(&mut self) {
        let file = self.file;
        for site in file.sites.iter().filter(|s| s.kind.value == SiteKind::Post) {
            let at_home = file.units.iter().filter(|u| u.home.value == site.id.value);
            let people: u32 = at_home.map(|u| u.size.0).sum();
            if people > site.staff.0 {
                let (id, staff) = (&site.id.value, site.staff.0);
                let message = format!(
                    "the units of `{id}` have {people} people, and it has a `staff` of {staff}"
                );
                self.odd(
                    "staff-too-small",
                    (site.id.span, "staff"),
                    message,
                    "raise `staff`, or give units another home",
                );
            }
        }
    }

    fn arrivals(&mut self) {
        let file = self.file;
        for a in &file.arrivals {
            let (id, span) = (&a.id.value, a.id.span);
            if a.per_day.0 == 0.0 && a.at.is_empty() {
                let message = format!("of the arrivals `{id}` nobody ever arrives");
                self.odd(
                    "nobody-arrives",
                    (span, "per_day"),
                    message,
                    "add `per_day: 3` or `at: [\"1h\"]`",
                );
            }
            if a.per_day.0 > PER_DAY {
                let message = format!("`{id}` has {} groups a day", a.per_day.0);
                self.odd(
                    "implausible-arrivals",
                    (span, "per_day"),
                    message,
                    "correct `per_day`: it counts groups, not people",
                );
            }
            if let Some(speed) = a.speed_kmh.filter(|v| v.0 > ARRIVAL_KMH) {
                let message = format!("the arrivals `{id}` go {} km/h", speed.0);
                self.odd(
                    "implausible-speed",
                    (span, "speed_kmh"),
                    message,
                    "correct `speed_kmh`, or leave it out",
                );
            }
        }
    }

    fn sensors(&mut self) {
        let file = self.file;
        for x in &file.sensors {
            let (id, span) = (&x.id.value, x.id.span);
            if x.night_km.0 > x.day_km.0 && !x.through_fog {
                let message = format!("`{id}` sees farther by night than by day");
                self.odd(
                    "night-beats-day",
                    (span, "night_km"),
                    message,
                    "swap `day_km` and `night_km`, or write `through_fog: true`",
                );
            }
            if x.day_km.0 > SEES_KM && !x.through_fog {
                let message = format!("`{id}` sees one person at {} km", x.day_km.0);
                self.odd(
                    "implausible-range",
                    (span, "day_km"),
                    message,
                    "correct `day_km`: it is against one walking adult",
                );
            }
        }
    }

    fn weather(&mut self) {
        let file = self.file;
        for w in file
            .weather
            .iter()
            .filter(|w| w.fog && w.visibility_km.0 > FOG_KM)
        {
            let message = format!("there is fog, and one sees {} km far", w.visibility_km.0);
            self.odd(
                "clear-fog",
                (w.at.span, "visibility_km"),
                message,
                "write `visibility_km: 0.5`, or `fog: false`",
            );
        }
    }

    fn spacing(&mut self) {
        let mut found = Vec::new();
        for (i, (a, id)) in self.s.west_to_east.iter().enumerate() {
            let one = &self.s.sites[*id];
            if one.kind != SiteKind::Post {
                continue;
            }
            let east = self.s.west_to_east[i + 1..].iter();
            for (b, other) in east.take_while(|(b, _)| b.x - a.x < POSTS_M) {
                let two = &self.s.sites[*other];
                let same = two.kind == SiteKind::Post && two.state == one.state;
                let apart = a.distance(*b);
                if same && (1.0..POSTS_M).contains(&apart) {
                    found.push((&one.name, &two.name, apart));
                }
            }
        }
        for (a, b, apart) in found {
            let span = self.site_span(b);
            let message = format!(
                "the posts `{a}` and `{b}` of one state are {} apart",
                metres(apart)
            );
            self.odd(
                "implausible-spacing",
                (span, "id"),
                message,
                "make one post of them, or correct a coordinate",
            );
        }
    }

    /// Mixed patrols whose members cannot talk to each other.
    fn languages(&mut self) {
        let mut found = Vec::new();
        for (_, p) in self.s.patrols.iter() {
            let together = matches!(p.form, Form::Mixed | Form::ObservationPost);
            let mut units = p.units.iter().map(|(u, _)| &self.s.units[*u]);
            let Some(first) = units.next().filter(|_| together) else {
                continue;
            };
            let mut common = first.languages.clone();
            units.for_each(|u| common.retain(|l| u.languages.contains(l)));
            if common.is_empty() {
                found.push(p.name.clone());
            }
        }
        for name in found {
            let file = self.file.patrols.iter().find(|p| p.id.value == name);
            let span = file.map(|p| p.id.span).unwrap_or_default();
            let message = format!(
                "the units of the patrol `{name}` go together and speak no common language"
            );
            self.odd(
                "no-common-language",
                (span, "id"),
                message,
                "add a language to `languages` of one of its units",
            );
        }
    }

    fn objectives(&mut self) {
        let file = self.file;
        for o in file.objectives.iter().filter(|o| o.metrics.is_empty()) {
            let message = format!("no metric measures the objective `{}`", o.id.value);
            self.odd(
                "objective-without-metric",
                (o.id.span, "metrics"),
                message,
                "write for example `metrics: [\"M1\", \"M2\"]`",
            );
        }
    }
}
