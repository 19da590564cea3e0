//! Packed dates to calendar dates and back.
//!
//! In: the packed dates of the tables, or a [`Date`] asked for. Out: the other of the two. Never: a
//! clock.
//!
//! The packed `2017-06` as a start is the date 2017-06-01.

use crate::compile::date::{self, Packed};
use jiff::civil::Date;

/// A day in packed form.
pub(crate) fn pack(day: Date) -> Packed {
    (day.year().max(0) as u32) << 9 | (day.month() as u32) << 5 | day.day() as u32
}

/// The first day that a packed start can mean.
pub(crate) fn start(packed: Packed) -> Option<Date> {
    calendar(date::as_start(packed))
}

/// The first day that no longer counts, for a packed end.
pub(crate) fn end(packed: Packed) -> Option<Date> {
    calendar(date::as_end(packed))
}

fn calendar(packed: Packed) -> Option<Date> {
    let (year, month, day) = date::unpack(packed);
    if packed == 0 {
        None
    } else {
        Date::new(year as i16, month as i8, day as i8).ok()
    }
}

/// Whether an open interval was last confirmed before `day`.
pub(crate) fn is_stale(day: Packed, end: Packed, as_of: Packed) -> bool {
    end == 0 && as_of != 0 && day >= date::as_end(as_of) && day != date::as_start(as_of)
}
