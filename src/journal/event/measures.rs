//! Key measures, works near the line, and what is said in public.

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::declare::kinds;

kinds! {
    /// A state raised its alert level: units turn out sooner.
    AlertRaised "alert_raised" caused {
        /// Until when.
        until_ms: SimTime,
        /// The section.
        section: Option<Name>,
    }
    /// A state told the neighbour of its alert.
    AlertShared "alert_shared" caused {
        /// The state that was told.
        to: Name,
    }
    /// An area was closed: citizens were warned, lawful traffic waits.
    AreaClosed "area_closed" caused {
        /// Metres east of its middle.
        x_m: f64,
        /// Metres north.
        y_m: f64,
        /// How far it reaches, in metres.
        radius_m: f64,
        /// Until when.
        until_ms: SimTime,
        /// How many groups of citizens were warned.
        warned: u32,
    }
    /// Lawful travellers waited until a closed area was open again.
    TrafficHeld "traffic_held" caused {
        /// The travellers.
        group: Name,
        /// Until when.
        until_ms: SimTime,
    }
    /// A section was strengthened for a time.
    SectionStrengthened "section_strengthened" caused {
        /// The unit.
        unit: Name,
        /// The site to which it goes.
        site: Name,
        /// Whether both sides agreed to it.
        agreed: bool,
    }
    /// Works were announced to the neighbour.
    WorksAnnounced "works_announced" root {
        /// The works.
        works: Name,
        /// The state that was told.
        to: Name,
    }
    /// The neighbour agreed to works.
    WorksConsented "works_consented" caused {
        /// The works.
        works: Name,
        /// The state whose works they are.
        to: Name,
    }
    /// Works began.
    WorksBegan "works_began" caused {
        /// The works.
        works: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
        /// Whether the neighbour had agreed.
        consent: bool,
    }
    /// A state approved of what is said in public.
    MediaApproved "media_approved" caused {
        /// What it is about.
        matter: Name,
        /// The state.
        by: Name,
    }
    /// A state spoke to the press.
    MediaReleased "media_released" caused {
        /// What it is about.
        matter: Name,
    }
}
