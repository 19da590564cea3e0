//! Dictionaries from their files.
//!
//! In: the name and text of each file, of either generation. Out: [`Dictionaries`], and a fault with
//! file, line and hint for everything that could not be carried over. Never: an end at the first
//! fault; what can be read is read.
//!
//! A file whose blocks begin with `--- NAME [code] ---` is one of verbs, one with `[~CODE]` one of
//! agents, one with other codes one of actors, one without codes one of discards.

mod actors;
mod agents;
mod discards;
mod lines;
mod verbs;

use dateline_record::Fault;

use crate::{Dictionaries, VerbCode};
use lines::{Line, lines};

/// What a dictionary lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Verbs and their patterns, of either generation.
    Verbs,
    /// Who is who.
    Actors,
    /// Kinds of people and bodies.
    Agents,
    /// What is not to be coded.
    Discards,
}

impl Kind {
    /// The kind of a file, by what stands in it.
    pub fn of(text: &str) -> Kind {
        let lines = lines("", text);
        let any = |test: fn(&str) -> bool| lines.iter().any(|line| test(&line.text));
        if any(|text| text.starts_with("---") && text.ends_with("---") && text.contains('[')) {
            Kind::Verbs
        } else if any(|text| text.contains("~") && text.contains('[')) {
            Kind::Agents
        } else if any(|text| text.contains('[')) {
            Kind::Actors
        } else {
            Kind::Discards
        }
    }
}

/// One dictionary file of a user.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, for rows and faults.
    pub name: String,
    /// What stands in it.
    pub text: String,
    /// What it lists.
    pub kind: Kind,
}

/// Reads dictionaries. The faults are in the order of files and lines.
pub fn read(files: &[File]) -> (Dictionaries, Vec<Fault>) {
    let mut all = Dictionaries::default();
    let mut faults = Vec::new();
    for file in files {
        let lines = lines(&file.name, &file.text);
        match file.kind {
            Kind::Verbs => verbs::read(&lines, &mut all, &mut faults),
            Kind::Actors => actors::read(&lines, &mut all.actors, &mut faults),
            Kind::Agents => agents::read(&lines, &mut all.agents, &mut faults),
            Kind::Discards => discards::read(&lines, &mut all.discards),
        }
    }
    verbs::check_synsets(&mut all, &mut faults);
    let place = |fault: &Fault| files.iter().position(|file| file.name == fault.file);
    faults.sort_by_key(|fault| (place(fault), fault.line));
    (all, faults)
}

/// A code as it stands between brackets; none for `---`, `+++`, `###` and nothing.
pub(crate) fn plain_code(text: &str) -> Option<String> {
    let code = text.trim().trim_end_matches('?');
    let is_null = code.chars().all(|character| "-+#".contains(character));
    (!is_null).then(|| code.to_owned())
}

/// `031`, `031:032`, `:080`, `---`.
pub(crate) fn verb_code(text: &str) -> VerbCode {
    match text.split_once(':') {
        Some((forward, backward)) => VerbCode {
            forward: plain_code(forward),
            backward: plain_code(backward),
        },
        None => VerbCode {
            forward: plain_code(text),
            backward: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_what_stands_there() {
        for (text, kind) in [
            (
                "--- GREET [041] ---\nGREET\n- * WARMLY [042]\n",
                Kind::Verbs,
            ),
            ("# x\nBAKER_ [~LAB]\n", Kind::Agents),
            ("UTOPIA [UTO]\n+UTOPIAN\n", Kind::Actors),
            ("+CHESS\nYEARS AGO\n", Kind::Discards),
        ] {
            assert_eq!(Kind::of(text), kind, "{text}");
        }
    }

    #[test]
    fn codes_may_go_both_ways_or_nowhere() {
        assert!(verb_code("---").is_null());
        assert_eq!(verb_code("031:032").backward.as_deref(), Some("032"));
        assert_eq!(verb_code(":080").forward, None);
        assert_eq!(verb_code("025?").forward.as_deref(), Some("025"));
    }
}
