//! Dictionaries at work: sentences with their trees to coded events.
//!
//! In: [`Dictionaries`], then texts with trees. Out: [`Coded`] events with the dictionaries' own codes.
//! Never: time, place or status; the events' other fields are the coder's.
//!
//! In *Arnor, it said, will restore diplomatic ties with Gondor* the verb is *restore*, the pattern
//! `* DIPLOMATIC` finds its word after it, the subject's unit is *Arnor* and the first unit with a
//! code after the verb *Gondor*.

mod matching;
mod parties;
mod phrases;
mod pieces;
mod units;
mod verbs;

use std::ops::Range;

use dateline_code::foreign::{ForeignAct, ForeignParty};
use dateline_code::lexicon::Lexicon;
use dateline_code::text::{SentenceView, Text};
use dateline_parse::lemma::Lemmas;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::{Codes, Dictionaries, Scope};
use phrases::Phrases;
use pieces::Pieces;
use verbs::Verbs;

/// An event as the dictionaries have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Index of the sentence.
    pub sentence: usize,
    /// Token of the verb.
    pub verb: usize,
    /// The code of the act.
    pub code: String,
    /// Who acts.
    pub source: Side,
    /// Toward whom.
    pub target: Side,
    /// The pattern that fitted, in the notation of dictionaries; none when the verb alone decided.
    pub pattern: Option<String>,
    /// The row of that pattern, or of the block of the verb, like `verbs.txt:12`.
    pub row: String,
}

impl Coded {
    /// Row and pattern, for an event to name: `verbs.txt:12 "* DIPLOMATIC"`.
    pub fn rule(&self) -> String {
        match &self.pattern {
            Some(pattern) => format!("{} \"{pattern}\"", self.row),
            None => self.row.clone(),
        }
    }
}

/// A party to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its code.
    pub code: String,
    /// The tokens that name it.
    pub tokens: Range<usize>,
    /// The rows of the actor and of its agents.
    pub rows: Vec<String>,
}

/// Dictionaries made ready to be looked up.
pub struct Engine {
    dictionaries: Dictionaries,
    verbs: Verbs,
    actors: Phrases,
    agents: Phrases,
    discards: Phrases,
    lemmas: Lemmas,
    words: Words,
}

/// The words of the language that the engine itself knows, from the lexicon.
struct Words {
    former: FxHashSet<String>,
    owning: FxHashSet<String>,
    joining: FxHashSet<String>,
}

/// The code that takes the place of an agent's after *former*.
const FORMER: &str = "ELI";

impl Engine {
    /// An engine for dictionaries, in the language of a lexicon.
    pub fn new(dictionaries: Dictionaries, lexicon: &Lexicon) -> Engine {
        let lemmas = Lemmas::embedded();
        let set = |class: &str| {
            let words = lexicon.set(class).sorted();
            words.into_iter().map(str::to_owned).collect()
        };
        let actors = dictionaries.actors.iter().enumerate();
        let actors =
            actors.flat_map(|(id, actor)| actor.phrases.iter().map(move |it| (id, it, false)));
        let agents = dictionaries.agents.iter().enumerate();
        let agents = agents.flat_map(|(id, agent)| {
            let plural = agent.inflects;
            agent.phrases.iter().map(move |it| (id, it, plural))
        });
        let discards = dictionaries.discards.iter().enumerate();
        let discards = discards.map(|(id, discard)| (id, &discard.phrase, false));
        Engine {
            actors: Phrases::new(actors),
            agents: Phrases::new(agents),
            discards: Phrases::new(discards),
            verbs: Verbs::new(&dictionaries),
            words: Words {
                former: set("petrarch-former"),
                owning: set("petrarch-owning"),
                joining: set("petrarch-joining"),
            },
            dictionaries,
            lemmas,
        }
    }

    /// The dictionaries.
    pub fn dictionaries(&self) -> &Dictionaries {
        &self.dictionaries
    }

    /// The events of a text, as of the day on which it was published, in the order of the text.
    pub fn code(&self, text: &Text, day: Option<Date>) -> Vec<Coded> {
        let coded = |view: &&SentenceView| view.kind().is_coded();
        let mut events = Vec::new();
        for view in text.sentences.iter().filter(coded) {
            let pieces = Pieces::of(view, &self.lemmas);
            match self.discarded(&pieces) {
                Some(Scope::Document) => return Vec::new(),
                Some(Scope::Sentence) => {}
                None => self.code_sentence(view, &pieces, day, &mut events),
            }
        }
        events
    }

    /// The same as acts for the coder; codes without a type are left out.
    pub fn acts(&self, text: &Text, day: Option<Date>, codes: &Codes) -> Vec<ForeignAct> {
        let act = |coded: Coded| {
            let party = |side: Side| ForeignParty {
                code: side.code,
                tokens: side.tokens,
            };
            Some(ForeignAct {
                sentence: coded.sentence,
                verb: coded.verb,
                act: codes.act(&coded.code)?.clone(),
                rule: coded.rule(),
                code: coded.code,
                actor: party(coded.source),
                recipient: party(coded.target),
            })
        };
        self.code(text, day).into_iter().filter_map(act).collect()
    }

    fn discarded(&self, pieces: &Pieces) -> Option<Scope> {
        let found = self.discards.find(pieces, 0..pieces.len());
        let scopes = found
            .iter()
            .map(|found| self.dictionaries.discards[found.id].scope);
        let mut scopes: Vec<Scope> = scopes.collect();
        scopes.sort_by_key(|scope| *scope == Scope::Sentence);
        scopes.first().copied()
    }
}
