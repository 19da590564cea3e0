//! Values as the tables write them.
//!
//! In: a status, a kind, a stretch. Out: its text, and the way back. Never: a guess at a text that
//! means nothing; that is [`StoreError::Value`].
//!
//! `Status::CalledFor` is `called-for`; the stretches 3 to 9 and 12 to 20 are `3-9;12-20`.

use dateline_record::Offsets;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::StoreError;

/// The name of a value of an enumeration, as records write it.
pub(crate) fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        other => format!("{other:?}"),
    }
}

/// The value of that name.
pub(crate) fn named<T: DeserializeOwned>(name: String) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(name))
        .map_err(|error| StoreError::Value(error.to_string()))
}

/// A number of things as SQLite counts.
pub(crate) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A stored number as a count of things.
pub(crate) fn count(number: i64) -> Result<usize, StoreError> {
    usize::try_from(number).map_err(|_| StoreError::Value(number.to_string()))
}

/// Stretches as one text.
pub(crate) fn stretches(stretches: impl IntoIterator<Item = Offsets>) -> String {
    let stretches = stretches.into_iter();
    let texts: Vec<String> = stretches
        .map(|offsets| format!("{}-{}", offsets.start, offsets.end))
        .collect();
    texts.join(";")
}

/// The stretches of a text.
pub(crate) fn stretches_of(text: &str) -> Result<Vec<Offsets>, StoreError> {
    let stretch = |part: &str| {
        let (start, end) = part.split_once('-')?;
        Some(Offsets {
            start: start.parse().ok()?,
            end: end.parse().ok()?,
        })
    };
    let parts = text.split(';').filter(|part| !part.is_empty());
    parts
        .map(|part| stretch(part).ok_or_else(|| StoreError::Value(part.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use dateline_record::Status;

    use super::*;

    #[test]
    fn names_go_there_and_back() {
        assert_eq!(name_of(&Status::CalledFor), "called-for");
        assert_eq!(
            named::<Status>("denied".to_owned()).unwrap(),
            Status::Denied
        );
        assert!(named::<Status>("perhaps".to_owned()).is_err());
    }

    #[test]
    fn stretches_go_there_and_back() {
        let both = [Offsets { start: 3, end: 9 }, Offsets { start: 12, end: 20 }];
        assert_eq!(stretches(both), "3-9;12-20");
        assert_eq!(stretches_of("3-9;12-20").unwrap(), both);
        assert!(stretches_of("").unwrap().is_empty());
        assert!(stretches_of("3").is_err());
    }
}
