//! Which events are exported.
//!
//! In: what the user asked for. Out: yes or no for an event. Never: a change to the event.
//!
//! Unless asked for, no denied event is exported, and none that is called for in formats that fold:
//! the call itself is a record there.

use dateline_record::{Event, Status};

use super::format::Format;

/// What becomes of events that are history rather than news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// They are exported.
    #[default]
    Keep,
    /// They are not.
    Drop,
    /// Only they are.
    Only,
}

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only events of these statuses; empty for those that the format has by itself.
    pub statuses: Vec<Status>,
    /// Denied events too.
    pub denied: bool,
    /// History.
    pub background: Background,
    /// One row an incident.
    pub incidents: bool,
}

impl Selection {
    /// Whether an event is exported.
    pub fn takes(&self, format: Format, event: &Event) -> bool {
        self.takes_status(format, event.status) && self.takes_background(event.background)
    }

    fn takes_status(&self, format: Format, status: Status) -> bool {
        if !self.statuses.is_empty() {
            return self.statuses.contains(&status) || (self.denied && status == Status::Denied);
        }
        match (status, format.layout()) {
            (Status::Denied, _) => self.denied,
            (_, Some(layout)) => layout.statuses.contains(&status),
            (Status::CalledFor, None) => format != Format::Plover,
            _ => true,
        }
    }

    fn takes_background(&self, background: bool) -> bool {
        match self.background {
            Background::Keep => true,
            Background::Drop => !background,
            Background::Only => background,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::report;

    #[test]
    fn denied_events_are_asked_for() {
        let mut event = report().event;
        event.status = Status::Denied;
        let mut selection = Selection::default();
        assert!(!selection.takes(Format::Csv, &event));
        selection.denied = true;
        assert!(selection.takes(Format::Csv, &event));
        assert!(selection.takes(Format::Acled, &event));
    }

    #[test]
    fn statuses_are_the_formats_or_the_users() {
        let event = report().event;
        let mut selection = Selection::default();
        assert!(!selection.takes(Format::Acled, &event), "planned");
        assert!(selection.takes(Format::Gdelt, &event));
        selection.statuses = vec![Status::Occurred];
        assert!(!selection.takes(Format::Gdelt, &event));
    }

    #[test]
    fn history_is_kept_dropped_or_alone() {
        let event = report().event;
        let takes = |background| {
            let selection = Selection {
                background,
                ..Selection::default()
            };
            selection.takes(Format::Csv, &event)
        };
        assert!(takes(Background::Keep) && takes(Background::Drop) && !takes(Background::Only));
    }
}
