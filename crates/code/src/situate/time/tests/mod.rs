//! Tests of the grammar of time, on sentences written for them.

mod dated;
mod narrative;
mod properties;
mod support;
mod table;
