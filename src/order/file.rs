//! Orders as they stand in `orders.ron`.

use crate::base::diag::{Diagnostics, Sources};
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::{At, Int};
use crate::notation::syntax::{self, quoted};
use crate::order::{Goal, Order, What};
use crate::record;

record! {
    /// A file of orders.
    pub struct OrdersFile {
        /// Version of the format: 1.
        pub format: Int<1, 1>,
        /// The orders.
        pub orders: Vec<At<OrderFile>> = Vec::new(),
    }
}

record! {
    /// One order; it says exactly one thing.
    pub struct OrderFile {
        /// When, since STARTEX.
        pub at: SimTime,
        /// Who gives it, such as "KGZ/duty".
        pub seat: Name,
        /// An answer to a decision request.
        pub decide: Option<DecideFile>,
        /// An inject to give by hand.
        pub inject: Option<Name>,
        /// A unit of the own side to send.
        pub send: Option<SendFile>,
        /// A unit of the own side to call home.
        pub recall: Option<Name>,
        /// An own track of which the neighbour is to be told.
        pub notify: Option<Name>,
        /// An incident about which border representatives are to meet.
        pub meet: Option<Name>,
        /// Something to write to a neighbour.
        pub tell: Option<TellFile>,
        /// A note to keep.
        pub note: Option<String>,
    }
}

record! {
    /// A unit that is sent: to exactly one of a track and a site.
    pub struct SendFile {
        /// The unit.
        pub unit: Name,
        /// The track that it is to go after, by the own count.
        pub track: Option<Name>,
        /// The site to which it is to go; it looks about there for three hours.
        pub site: Option<Name>,
    }
}

record! {
    /// A message in words.
    pub struct TellFile {
        /// The state to which it is written.
        pub to: Name,
        /// What is written.
        pub text: String,
    }
}

record! {
    /// An answer to a decision request.
    pub struct DecideFile {
        /// The request, such as "notify/trk-7/1".
        pub request: Name,
        /// One of its options.
        pub choice: Name,
        /// Why.
        pub reason: Option<String>,
    }
}

/// Reads orders, in order of time; orders of one instant stay as written.
pub fn read(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<Vec<At<Order>>> {
    let parsed: OrdersFile = syntax::read(sources, file, diags)?;
    let mut orders = Vec::new();
    let mut clean = true;
    for At { value: order, span } in parsed.orders {
        let (at, seat) = (order.at, order.seat.clone());
        match one_thing(order) {
            Some(what) => orders.push(At {
                value: Order { at, seat, what },
                span,
            }),
            None => {
                diags.error(
                    "order-says-not-one-thing",
                    span,
                    "an order says exactly one thing: `decide`, `inject`, `send` (to a `track` or a \
                     `site`), `recall`, `notify`, `meet`, `tell` or `note`",
                    "split it into several orders, or add what is ordered",
                );
                clean = false;
            }
        }
    }
    orders.sort_by_key(|o| o.value.at);
    clean.then_some(orders)
}

/// Tells of orders that are never given, as the exercise ends before.
pub fn warn_of_late(orders: &[At<Order>], end: SimTime, diags: &mut Diagnostics) {
    for order in orders.iter().filter(|o| o.value.at > end) {
        diags.warning(
            "after-endex",
            order.span,
            "this order comes after ENDEX and is never given",
            format!(
                "the exercise lasts {}; choose an earlier time",
                end - SimTime(0)
            ),
        );
    }
}

/// What an order says, if it says exactly one thing.
fn one_thing(order: OrderFile) -> Option<What> {
    let decide = order.decide.map(|d| {
        Some(What::Decide {
            request: d.request,
            choice: d.choice,
            reason: d.reason,
        })
    });
    let send = order.send.map(|s| {
        let to = match (s.track, s.site) {
            (Some(track), None) => Goal::Track(track),
            (None, Some(site)) => Goal::Site(site),
            _ => return None,
        };
        Some(What::Send { unit: s.unit, to })
    });
    let tell = order.tell.map(|t| {
        Some(What::Tell {
            to: t.to,
            text: t.text,
        })
    });
    let said = [
        decide,
        order.inject.map(|x| Some(What::Inject(x))),
        send,
        order.recall.map(|x| Some(What::Recall(x))),
        order.notify.map(|x| Some(What::Notify(x))),
        order.meet.map(|x| Some(What::Meet(x))),
        tell,
        order.note.map(|x| Some(What::Note(x))),
    ];
    let mut said = said.into_iter().flatten();
    match (said.next(), said.next()) {
        (Some(what), None) => what,
        _ => None,
    }
}

/// Orders as a file: what [`read`] reads back as the same orders.
pub fn write(orders: &[Order]) -> String {
    let mut out = String::from("(format: 1, orders: [\n");
    for order in orders {
        out.push_str(&format!(
            "    (at: {}, seat: {}, {}),\n",
            quoted(&SimDuration(order.at.0).to_string()),
            quoted(order.seat.as_str()),
            said(&order.what)
        ));
    }
    out.push_str("])\n");
    out
}

fn said(what: &What) -> String {
    match what {
        What::Decide {
            request,
            choice,
            reason,
        } => {
            let reason = reason
                .as_ref()
                .map_or_else(String::new, |r| format!(", reason: Some({})", quoted(r)));
            let (request, choice) = (quoted(request.as_str()), quoted(choice.as_str()));
            format!("decide: (request: {request}, choice: {choice}{reason})")
        }
        What::Inject(x) => format!("inject: {}", quoted(x.as_str())),
        What::Send { unit, to } => {
            let to = match to {
                Goal::Track(t) => format!("track: {}", quoted(t.as_str())),
                Goal::Site(s) => format!("site: {}", quoted(s.as_str())),
            };
            format!("send: (unit: {}, {to})", quoted(unit.as_str()))
        }
        What::Recall(x) => format!("recall: {}", quoted(x.as_str())),
        What::Notify(x) => format!("notify: {}", quoted(x.as_str())),
        What::Meet(x) => format!("meet: {}", quoted(x.as_str())),
        What::Tell { to, text } => {
            format!(
                "tell: (to: {}, text: {})",
                quoted(to.as_str()),
                quoted(text)
            )
        }
        What::Note(text) => format!("note: {}", quoted(text)),
    }
}
