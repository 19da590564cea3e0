//! A report and a store for tests.
//!
//! In: nothing. Out: the sample of the store's own tests. Never: part of the program.

use crate::tests::{add, coding};
use crate::{Report, Store};

/// A planned meeting of two persons, toward an organisation.
pub(crate) fn report() -> Report {
    let mut store = Store::in_memory().unwrap();
    add(
        &mut store,
        &coding("a", "2025-07-03"),
        "Amina Diallo will meet João Freire.",
    );
    store.reports().next().unwrap().unwrap()
}
