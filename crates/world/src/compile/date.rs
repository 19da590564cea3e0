//! Dates that may be cut off after the year or the month, packed in 32 bits.
//!
//! In: `2003`, `2003-05`, `2003-05-17`. Out: a number that sorts as the dates do. Never: a clock.
//!
//! `2017-06` packs to the year 2017, month 6, day 0; as the start of an interval it means
//! 2017-06-01, as its end any day of that month, so 2017-07-01.

/// A packed date: year, month and day in 23, 4 and 5 bits; 0 for none.
pub type Packed = u32;

/// The packed date of a text; none when it is no date.
pub fn pack(text: &str) -> Option<Packed> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(0), |part| {
        digits(part, 2).filter(|m| (1..=12).contains(m))
    })?;
    let day = parts
        .next()
        .map_or(Some(0), |part| digits(part, 2).filter(|d| *d >= 1))?;
    if parts.next().is_some() || year == 0 || (day > 0 && day > days_of(year, month)) {
        return None;
    }
    Some(year << 9 | month << 5 | day)
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok())?
}

fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day; month and day are 0 where they are not known.
pub fn unpack(packed: Packed) -> (u32, u32, u32) {
    (packed >> 9, packed >> 5 & 15, packed & 31)
}

/// The first day that a start can mean.
pub fn as_start(packed: Packed) -> Packed {
    let (year, month, day) = unpack(packed);
    if packed == 0 {
        0
    } else {
        year << 9 | month.max(1) << 5 | day.max(1)
    }
}

/// The first day after all that an end can mean: an end of `2003` may be any day of 2003.
pub fn as_end(packed: Packed) -> Packed {
    match unpack(packed) {
        _ if packed == 0 => 0,
        (year, 0, _) | (year, 12, 0) => (year + 1) << 9 | 1 << 5 | 1,
        (year, month, 0) => year << 9 | (month + 1) << 5 | 1,
        _ => packed,
    }
}

/// Whether `day` lies in `[start, end)`; 0 leaves a side open.
pub fn within(day: Packed, start: Packed, end: Packed) -> bool {
    (start == 0 || as_start(start) <= day) && (end == 0 || day < as_end(end))
}

/// Whether two intervals share a day for certain, read as narrowly as they allow.
pub fn overlap(first: (Packed, Packed), second: (Packed, Packed)) -> bool {
    let ends_after =
        |end: Packed, start: Packed| end == 0 || as_start(end) > as_end_of_start(start);
    ends_after(first.1, second.0) && ends_after(second.1, first.0)
}

/// The last day that a start can mean.
fn as_end_of_start(start: Packed) -> Packed {
    match unpack(start) {
        _ if start == 0 => 0,
        (year, 0, _) => year << 9 | 12 << 5 | 31,
        (year, month, 0) => year << 9 | month << 5 | 31,
        _ => start,
    }
}
