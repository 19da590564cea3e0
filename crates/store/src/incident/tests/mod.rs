//! Incidents hold whatever the order, and say what their reports say.

mod order;
mod sums;
mod support;
mod tables;
