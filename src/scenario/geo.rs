//! The ground as a map: sections, sites, legs, areas, rivers and pastures as GeoJSON (RFC 7946), as
//! QGIS reads and writes it.
//!
//! [`write()`] makes a map of a scenario, [`read()`] records of a map. A column is a field of the
//! format of scenarios, under its name and within its range: the records themselves read the
//! columns, from a tree whose parts stand where the map has them.
//!
//! What a feature is, its column `what` says, else the name of its collection, else the columns that
//! only one kind has.

mod columns;
mod faults;
mod feature;
mod json;
mod legs;
mod read;
mod sections;
mod shape;
mod values;
mod write;

pub use columns::What;
pub use read::read;
pub use write::write;
