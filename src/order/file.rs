//! Orders as they stand in `orders.ron`.

use crate::base::diag::{Diagnostics, Sources};
use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::notation::kinds::{At, Int};
use crate::notation::syntax;
use crate::order::{Order, What};
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
    /// One order; it says exactly one of `decide`, `inject` and `note`.
    pub struct OrderFile {
        /// When, since STARTEX.
        pub at: SimTime,
        /// Who gives it, such as "KGZ/duty".
        pub seat: Name,
        /// An answer to a decision request.
        pub decide: Option<DecideFile>,
        /// An inject to give by hand.
        pub inject: Option<Name>,
        /// A note to keep.
        pub note: Option<String>,
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
pub fn read(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<Vec<Order>> {
    let parsed: OrdersFile = syntax::read(sources, file, diags)?;
    let mut orders = Vec::new();
    let mut clean = true;
    for At { value: order, span } in parsed.orders {
        let what = match (order.decide, order.inject, order.note) {
            (Some(d), None, None) => What::Decide {
                request: d.request,
                choice: d.choice,
                reason: d.reason,
            },
            (None, Some(inject), None) => What::Inject(inject),
            (None, None, Some(note)) => What::Note(note),
            _ => {
                diags.error(
                    "order-says-not-one-thing",
                    span,
                    "an order says exactly one of `decide`, `inject` and `note`",
                    "split it into several orders, or add what is ordered",
                );
                clean = false;
                continue;
            }
        };
        orders.push(Order {
            at: order.at,
            seat: order.seat,
            what,
        });
    }
    orders.sort_by_key(|o| o.at);
    clean.then_some(orders)
}
