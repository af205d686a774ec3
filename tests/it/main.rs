//! The one integration-test binary: behaviour through the public face.

mod bad_input;
mod cli;
mod conduct;
mod cooperation;
mod docs;
mod exercises;
mod forces;
mod format;
mod ground;
mod incidents;
mod inert;
mod judge;
mod kinds;
mod layers;
mod metamorphic;
mod oracle;
mod owners;
mod pictures;
mod play;
mod random;
mod rules;
mod services;
mod settings;
mod staffs;
mod theory;
mod util;
