//! Acts that something else than the rules has found, made events.
//!
//! In: [`ForeignAct`]s: a verb, codes for its parties and itself. Out: events with the status, time,
//! place and speakers that the coder finds for that verb. Never: a party or an act of its own.
//!
//! *Elbonia may recall its envoy from Zembla on Friday*, found by a dictionary as `ELB 161 ZEM`, becomes
//! a possible event of that Friday with the code 161.

use std::ops::Range;

use dateline_parse::{Label, Tree};
use dateline_record::{Act, Coding, Document, Party, Status};
use jiff::civil::Date;

use crate::assemble::Assembler;
use crate::coder::EventCoder;
use crate::frame::FrameBuilder;
use crate::ground::Ground;
use crate::matching::{Draft, Filled, Matcher};
use crate::text::{Node, Text};

/// An act that something else than the rules has found.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignAct {
    /// Index of the sentence.
    pub sentence: usize,
    /// Token of the verb.
    pub verb: usize,
    /// What it is in PLOVER.
    pub act: Act,
    /// Its code, which the event keeps.
    pub code: String,
    /// Who acts.
    pub actor: ForeignParty,
    /// Toward whom.
    pub recipient: ForeignParty,
    /// What to name as the event's rule.
    pub rule: String,
}

/// A party with a code of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignParty {
    /// The code.
    pub code: String,
    /// The tokens that name it.
    pub tokens: Range<usize>,
}

impl EventCoder {
    /// The records of a document with the events of `find` in place of those of the rules. `find` is
    /// given the text and the day of its publication.
    pub fn code_foreign(
        &self,
        document: &Document,
        trees: &[Tree],
        find: impl FnOnce(&Text, Option<Date>) -> Vec<ForeignAct>,
    ) -> Coding {
        let text = Text::new(document, trees);
        let ground = self.ground(&text);
        let acts = find(&text, ground.published());
        let mut coding = self.code_on(&text, &ground);
        let drafts: Vec<Draft> = acts
            .iter()
            .map(|act| self.foreign_draft(&text, &ground, act))
            .collect();
        let assembler = Assembler::new(&text, &ground, self, &coding.figures);
        let assembled = assembler.unfiltered(&drafts);
        let event = |(act, mut event): (&ForeignAct, dateline_record::Event)| {
            recode(&mut event.actors, &act.actor);
            recode(&mut event.recipients, &act.recipient);
            event.cameo = Some(act.code.clone());
            event.rule.clone_from(&act.rule);
            event
        };
        coding.events = acts.iter().zip(assembled).map(event).collect();
        coding
    }

    fn foreign_draft(&self, text: &Text, ground: &Ground, act: &ForeignAct) -> Draft {
        let verb = text.node(act.sentence, act.verb);
        let matcher = Matcher::new(self.rules(), self.lexicon());
        let mut draft = matcher.found_elsewhere(verb, act.act.clone());
        draft.actors = vec![filled(text, ground, act.sentence, &act.actor)];
        draft.recipients = vec![filled(text, ground, act.sentence, &act.recipient)];
        draft
    }
}

impl Matcher<'_> {
    /// The draft of an act on a verb, with the status that the words around the verb give it.
    fn found_elsewhere(&self, verb: Node, act: Act) -> Draft {
        let finite = FrameBuilder::new(self.words()).frame(verb).finite();
        let (below, above) = (verb.subtree(), finite.subtree());
        let mut draft = Draft {
            rule: 0,
            act: act.clone(),
            status: Status::Occurred,
            actors: Vec::new(),
            recipients: Vec::new(),
            reciprocal: false,
            pairs: false,
            sentence: verb.view().index,
            trigger: verb.token,
            finite: finite.token,
            clause: below.start.min(above.start)..below.end.max(above.end),
            tense: self.tense(finite),
            cameo: None,
            contexts: Vec::new(),
            fold: None,
            callers: Vec::new(),
            steps: Vec::new(),
            bare_noun: false,
            score: 0,
            partyless: true,
            agentless: false,
        };
        self.surround(finite, verb, &mut draft);
        draft.act = act;
        draft
    }
}

/// The mention that the tokens of a party hold, else their last noun.
fn filled(text: &Text, ground: &Ground, sentence: usize, party: &ForeignParty) -> Filled {
    let mentions = &ground.mentions;
    let actor = |token: usize| mentions.at(sentence, token)?.actors.first().copied();
    let named = party
        .tokens
        .clone()
        .rev()
        .find(|token| actor(*token).is_some());
    let is_head = |token: &usize| {
        let node = text.node(sentence, *token);
        node.is_noun() && !matches!(node.label(), Label::Compound | Label::Poss)
    };
    let head = || party.tokens.clone().rev().find(is_head);
    let token = named.or_else(head).unwrap_or(party.tokens.start);
    Filled {
        actor: actor(token),
        place: None,
        at: (sentence, token),
    }
}

/// The party keeps what the coder knows of it, under the code that was found.
fn recode(parties: &mut [Party], found: &ForeignParty) {
    for party in parties {
        party.code = Some(found.code.clone());
    }
}
