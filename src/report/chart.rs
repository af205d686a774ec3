//! Small pictures in SVG. What they mean shows by shape and place, not by colour alone.

use crate::aar::coverage::Coverage;
use crate::base::time::SimTime;
use crate::report::atoms::escaped;
use crate::report::words::{Words, text};
use crate::scenario::Scenario;
use crate::scenario::light::Illumination;

/// Steps longer than this stand at the end of the line.
const MOST_MIN: f64 = 120.0;

/// How long each step of knowledge took, on a line from detection to two hours after.
pub fn steps(minutes: &[Option<f64>; 5]) -> String {
    let x = |m: f64| 6.0 + 148.0 * (m.clamp(0.0, MOST_MIN) / MOST_MIN).sqrt();
    let mut out = String::from(
        "<svg class=\"steps\" viewBox=\"0 0 160 14\" width=\"160\" height=\"14\" aria-hidden=\"true\"><path d=\"M6 7H154\" class=\"axis\"/>",
    );
    for (i, m) in minutes.iter().enumerate() {
        let Some(m) = m else { continue };
        let x = x(*m);
        let shape = match i {
            0 => format!("<circle cx=\"{x:.1}\" cy=\"7\" r=\"3\"/>"),
            1 => format!("<path d=\"M{:.1} 3h8l-4 8z\"/>", x - 4.0),
            2 => format!("<path d=\"M{x:.1} 2l4 5-4 5-4-5z\"/>"),
            3 => format!(
                "<rect x=\"{:.1}\" y=\"4\" width=\"6\" height=\"6\"/>",
                x - 3.0
            ),
            _ => format!(
                "<path d=\"M{:.1} 3l8 8m0-8l-8 8\" class=\"cross\"/>",
                x - 4.0
            ),
        };
        out.push_str(&format!("<g class=\"s{i}\">{shape}</g>"));
    }
    out.push_str("</svg>");
    out
}

/// The shares of a section's parts that somebody watched, and that both sides watched.
pub fn coverage(w: &Words, c: &Coverage, scenario: &Scenario, end: SimTime) -> String {
    let (width, height) = (720.0, 48.0);
    let n = c.steps.len().max(1) as f64;
    let x = |i: usize| width * i as f64 / n;
    let area = |of: fn(&(f64, f64)) -> f64| {
        let mut d = format!("M0 {height:.0}");
        let mut last = -1.0;
        for (i, step) in c.steps.iter().enumerate() {
            let y = height - height * of(step).clamp(0.0, 1.0);
            if (y - last).abs() > 0.05 {
                d.push_str(&format!("H{:.1}V{y:.1}", x(i)));
                last = y;
            }
        }
        d.push_str(&format!("H{width:.0}V{height:.0}z"));
        d
    };
    let label = w.f(
        "coverage-chart",
        &[
            ("watched", text(w.num(100.0 * c.watched, 0))),
            ("both", text(w.num(100.0 * c.both, 0))),
        ],
    );
    let mut out = format!(
        "<svg class=\"coverage\" viewBox=\"0 0 {width:.0} 62\" role=\"img\" aria-label=\"{}\">",
        escaped(&label)
    );
    let total = end.0.max(1) as f64;
    let at = |t: SimTime| width * (t.0 as f64 / total).clamp(0.0, 1.0);
    for (i, (from, light)) in scenario.light.iter().enumerate() {
        let to = scenario.light.get(i + 1).map_or(end, |l| l.0);
        if *light != Illumination::Day && to > *from {
            out.push_str(&format!(
                "<rect class=\"night\" x=\"{:.1}\" y=\"0\" width=\"{:.1}\" height=\"{height:.0}\"/>",
                at(*from),
                at(to) - at(*from)
            ));
        }
    }
    out.push_str(&format!(
        "<path class=\"any\" d=\"{}\"/><path class=\"both\" d=\"{}\"/><path class=\"axis\" d=\"M0 {height:.0}H{width:.0}\"/>",
        area(|s| s.0),
        area(|s| s.1)
    ));
    for (t, label) in ticks(w, scenario, end) {
        let x = at(t);
        let anchor = if x > width - 30.0 { "end" } else { "start" };
        out.push_str(&format!(
            "<path class=\"axis\" d=\"M{x:.1} {height:.0}v4\"/><text x=\"{x:.1}\" y=\"60\" text-anchor=\"{anchor}\">{}</text>",
            escaped(&label)
        ));
    }
    out.push_str("</svg>");
    out
}

/// Instants to name below a line of time: every six hours, or every hour of a short exercise.
fn ticks(w: &Words, scenario: &Scenario, end: SimTime) -> Vec<(SimTime, String)> {
    let hour = 3_600_000;
    let every = match end.0 / hour {
        0..=1 => hour / 4,
        2..=8 => hour,
        9..=30 => 3 * hour,
        _ => 12 * hour,
    };
    let first = (every
        - scenario
            .calendar
            .time_of_day(SimTime::START)
            .rem_euclid(every))
        % every;
    let mut out = Vec::new();
    let mut t = first;
    while t < end.0 {
        out.push((SimTime(t), w.moment(SimTime(t))));
        t += every;
    }
    out
}
