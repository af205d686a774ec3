//! STARTEX, ENDEX, light, weather, injects, orders, notes.

use crate::base::id::Name;
use crate::journal::declare::kinds;

kinds! {
    /// STARTEX.
    ExerciseStarted "exercise_started" root {
        /// The scenario's title.
        title: String,
        /// The states that take part.
        states: Vec<Name>,
    }
    /// ENDEX.
    ExerciseEnded "exercise_ended" root {}
    /// It became day or night.
    LightChanged "light_changed" root {
        /// `day`, `moonlight` or `night`.
        light: Name,
    }
    /// The weather changed.
    WeatherChanged "weather_changed" root {
        /// How far one can see, in kilometres.
        visibility_km: f64,
        /// Whether there is fog.
        fog: bool,
        /// Whether it rains.
        rain: bool,
        /// Whether it snows, or snow lies.
        snow: bool,
        /// Whether there is a dust storm.
        dust: bool,
        /// Wind in metres a second.
        wind_mps: f64,
        /// Whether rivers are high.
        high_water: bool,
    }
    /// A way was closed: by season, plan, high water, or what happened on it.
    WayClosed "way_closed" root {
        /// One end.
        from: Name,
        /// The other end.
        to: Name,
    }
    /// A way was opened again.
    WayOpened "way_opened" root {
        /// One end.
        from: Name,
        /// The other end.
        to: Name,
    }
    /// An inject of the master scenario events list was given.
    InjectGiven "inject_given" root {
        /// The inject.
        inject: Name,
        /// What it does, in words.
        what: String,
        /// Who gives it.
        controller: String,
        /// Who receives it.
        to: String,
        /// How it is given.
        method: String,
        /// The objective that it tests, if any.
        objective: Option<Name>,
        /// What is expected of the training audience.
        expected: String,
    }
    /// What an inject did is over.
    InjectEnded "inject_ended" caused {
        /// The inject.
        inject: Name,
    }
    /// Somebody gave an order.
    OrderGiven "order_given" root {
        /// The seat that gave it.
        seat: Name,
        /// What was ordered, in words.
        order: String,
    }
    /// An order came too late, or for nothing that was asked, and was not carried out.
    OrderRejected "order_rejected" caused {
        /// The seat that gave it.
        seat: Name,
        /// Why not.
        reason: String,
    }
    /// An evaluator's note.
    NoteTaken "note_taken" root {
        /// The seat that wrote it.
        seat: Name,
        /// The note.
        note: String,
    }
}
