//! What dictionaries say, whatever generation they are of.
//!
//! In: nothing. Out: [`Dictionaries`] and their parts, plain data. Never: the notation of the files.
//!
//! `FRODO [HOB]` is an [`Actor`] with one phrase and one [`ActorCode`] that holds on all days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::pattern::Pattern;

/// All dictionaries of a user.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dictionaries {
    /// Sets of words that stand for each other in patterns.
    pub synsets: Vec<Synset>,
    /// Verbs with their codes and patterns.
    pub verbs: Vec<Verb>,
    /// Patterns over a clause inside a clause, of the second generation.
    pub clauses: Vec<Clause>,
    /// Who is who.
    pub actors: Vec<Actor>,
    /// What kinds of people and bodies there are.
    pub agents: Vec<Agent>,
    /// What is not to be coded.
    pub discards: Vec<Discard>,
}

/// How much there is of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sets of words.
    pub synsets: usize,
    /// Forms of verbs.
    pub verbs: usize,
    /// Patterns of verbs.
    pub patterns: usize,
    /// Patterns over clauses.
    pub clauses: usize,
    /// Phrases for actors.
    pub actors: usize,
    /// Phrases for agents.
    pub agents: usize,
    /// Phrases that discard.
    pub discards: usize,
}

impl Dictionaries {
    /// How much there is of each kind.
    pub fn counts(&self) -> Counts {
        Counts {
            synsets: self.synsets.len(),
            verbs: self.verbs.iter().map(|verb| verb.forms.len()).sum(),
            patterns: self.verbs.iter().map(|verb| verb.patterns.len()).sum(),
            clauses: self.clauses.len(),
            actors: self.actors.iter().map(|actor| actor.phrases.len()).sum(),
            agents: self.agents.iter().map(|agent| agent.phrases.len()).sum(),
            discards: self.discards.len(),
        }
    }
}

/// A set of words and phrases that stand for each other (`&TIETYPES`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synset {
    /// Its name, without the `&`.
    pub name: String,
    /// Its members as they are written: words with spaces or `_` between them, or `&` and the name of
    /// another set; a `_` at the end forbids the plural.
    pub words: Vec<String>,
}

/// What an act is called, from its source to its target and back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerbCode {
    /// From the source to the target; none for `---` and the like.
    pub forward: Option<String>,
    /// From the target to the source (`[031:032]`).
    pub backward: Option<String>,
}

impl VerbCode {
    /// Whether it codes nothing.
    pub fn is_null(&self) -> bool {
        self.forward.is_none() && self.backward.is_none()
    }
}

/// One way in which a verb is written: `+CORDONED_OFF`, `WIRE_+TAP`, `BREAK`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerbForm {
    /// Words right before the verb, in upper case.
    pub before: Vec<String>,
    /// The verb itself, in upper case.
    pub verb: String,
    /// Words right after it, in upper case.
    pub after: Vec<String>,
    /// Whether it stands for its inflected forms too.
    pub inflects: bool,
    /// A code of its own, against that of its block.
    pub code: Option<VerbCode>,
}

/// A block of verbs that share code and patterns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verb {
    /// Name of the block.
    pub name: String,
    /// The code when no pattern fits.
    pub code: VerbCode,
    /// The verbs.
    pub forms: Vec<VerbForm>,
    /// The patterns, the first that fits counts.
    pub patterns: Vec<VerbPattern>,
    /// Where the block begins, like `verbs.txt:12`.
    pub row: String,
}

/// A pattern of a block.
#[derive(Debug, Clone, PartialEq)]
pub struct VerbPattern {
    /// What must stand around the verb.
    pub pattern: Pattern,
    /// The code when it does.
    pub code: VerbCode,
    /// Where it stands, like `verbs.txt:14`.
    pub row: String,
}

/// A pattern over a clause inside a clause: `~ a (a b ATTACK) SAY = a b 015`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Name of the source of the outer verb.
    pub outer: String,
    /// Source of the inner verb: a name, `.` for anybody, `_` for nobody.
    pub inner_source: String,
    /// Target of the inner verb, likewise.
    pub inner_target: String,
    /// The block of the inner verb; `Q` for any.
    pub inner: String,
    /// The block or verb of the outer one.
    pub verb: String,
    /// Name that is the source of what comes out.
    pub source: String,
    /// Name that is the target of what comes out.
    pub target: String,
    /// The code, or `Q` for that of the inner verb.
    pub code: String,
    /// Where it stands.
    pub row: String,
}

/// Somebody with a code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// How it is written: words with `_` (side by side) or a space (words may stand between).
    pub phrases: Vec<String>,
    /// Its codes; the first whose days fit counts, those without days last.
    pub codes: Vec<ActorCode>,
    /// Where it begins, like `actors.txt:3`.
    pub row: String,
}

/// A code and the days on which it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorCode {
    /// One or more codes (`FRO/BIL/SAM`); none where the actor is not to be coded.
    pub codes: Vec<String>,
    /// When it holds.
    pub period: Period,
}

/// Days, both ends included; an open end is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
    /// Whether it is every day.
    pub fn is_always(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// Whether a day is in it. An unknown day is only in the period of all days.
    pub fn has(&self, day: Option<Date>) -> bool {
        match day {
            None => self.is_always(),
            Some(day) => {
                self.from.is_none_or(|from| from <= day)
                    && self.until.is_none_or(|until| day <= until)
            }
        }
    }
}

impl Actor {
    /// The codes that hold on a day.
    pub fn codes_on(&self, day: Option<Date>) -> &[String] {
        let dated = self.codes.iter().filter(|code| !code.period.is_always());
        let open = self.codes.iter().filter(|code| code.period.is_always());
        let mut fitting = dated.chain(open).filter(|code| code.period.has(day));
        fitting.next().map_or(&[], |code| &code.codes)
    }
}

/// A kind of people or bodies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agent {
    /// How it is written, as for actors; the first is the singular.
    pub phrases: Vec<String>,
    /// Whether a plural that is not listed counts as well.
    pub inflects: bool,
    /// What comes after the code of the actor (`~GOV`).
    pub suffix: String,
    /// What comes before it (`NGO~`).
    pub prefix: String,
    /// Where it stands.
    pub row: String,
}

/// How much a discard phrase takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The sentence in which it stands.
    Sentence,
    /// The whole document.
    Document,
}

/// A phrase that keeps a sentence or a document from being coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discard {
    /// The phrase.
    pub phrase: String,
    /// How much it takes away.
    pub scope: Scope,
    /// Where it stands.
    pub row: String,
}
