//! From a document with its trees to its records.
//!
//! In: a [`Document`] and its trees. Out: a [`Coding`]. Never: files; and it never fails on text.
//!
//! *Fidan met Lavrov on Friday.* goes through mention, refer, time, place, speaker, matching,
//! assembly and merging, in this order, and leaves as one event.

use std::sync::Arc;

use dateline_parse::Tree;
use dateline_record::{Coding, Document, DocumentRecord, RegionRecord};
use dateline_world::World;

use crate::assemble::Assembler;
use crate::fold::Ontology;
use crate::ground::Ground;
use crate::lexicon::Lexicon;
use crate::matching::{Draft, Matcher, NearMiss, Scene};
use crate::mention::{self, Marked};
use crate::merge::merge;
use crate::rules::RuleSet;
use crate::situate::speaker;
use crate::situate::time::TimeGrammar;
use crate::tally;
use crate::text::Text;

/// Version of the record's shape.
pub const SCHEMA: &str = "1";

/// Everything that coding needs, immutable, cheap to clone.
#[derive(Clone)]
pub struct EventCoder {
    inner: Arc<Inner>,
}

struct Inner {
    lexicon: Lexicon,
    rules: RuleSet,
    ontology: Ontology,
    world: World,
    times: TimeGrammar,
}

impl EventCoder {
    /// A coder with the rules, tables and world that ship with the program.
    pub fn embedded() -> EventCoder {
        let lexicon = Lexicon::embedded();
        let rules = RuleSet::embedded(&lexicon);
        EventCoder::new(lexicon, rules, Ontology::embedded(), World::embedded())
    }

    /// A coder with rules, tables and a world of one's own.
    pub fn new(lexicon: Lexicon, rules: RuleSet, ontology: Ontology, world: World) -> EventCoder {
        let times = TimeGrammar::new(&lexicon);
        EventCoder {
            inner: Arc::new(Inner {
                lexicon,
                rules,
                ontology,
                world,
                times,
            }),
        }
    }

    /// The word lists.
    pub fn lexicon(&self) -> &Lexicon {
        &self.inner.lexicon
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.inner.rules
    }

    /// The tables of the ontology.
    pub fn ontology(&self) -> &Ontology {
        &self.inner.ontology
    }

    /// The world.
    pub fn world(&self) -> &World {
        &self.inner.world
    }

    /// The grammar of time expressions.
    pub fn times(&self) -> &TimeGrammar {
        &self.inner.times
    }

    /// All records of a document. `trees` has one tree for each of its sentences.
    pub fn code(&self, document: &Document, trees: &[Tree]) -> Coding {
        let text = Text::new(document, trees);
        let ground = self.ground(&text);
        self.code_on(&text, &ground)
    }

    /// Who, where, when and according to whom, before any rule is applied.
    pub fn ground(&self, text: &Text) -> Ground {
        self.ground_with(text, &[])
    }

    /// The same, with parties that the caller has marked.
    pub(crate) fn ground_with(&self, text: &Text, marked: &[&Marked]) -> Ground {
        let inner = &*self.inner;
        Ground::with_marked(text, &inner.world, &inner.lexicon, &inner.times, marked)
    }

    /// All records of a text whose ground is known.
    pub fn code_on(&self, text: &Text, ground: &Ground) -> Coding {
        self.code_with_steps(text, ground).0
    }

    /// The same, with the steps by which each event got its status, by the event's id.
    pub(crate) fn code_with_steps(
        &self,
        text: &Text,
        ground: &Ground,
    ) -> (Coding, Vec<(String, Vec<String>)>) {
        let inner = &*self.inner;
        let scene = self.scene(text, ground);
        let drafts = self.matcher().drafts(&scene);
        let figures = tally::figures(text, &inner.lexicon, &ground.mentions);
        let assembler = Assembler::new(text, ground, self, &figures);
        let when = |sentence, verb| assembler.time_of_saying(sentence, verb);
        let statements = speaker::statements(&ground.speeches, text, &ground.mentions, when);
        let told = assembler.events(&drafts);
        let steps = told
            .iter()
            .map(|one| (one.event.id.clone(), one.steps.clone()))
            .collect();
        let events = merge(told);
        let on = ground.published();
        let coding = Coding {
            schema: SCHEMA.to_owned(),
            document: document_record(text.document, ground),
            events,
            statements,
            memberships: tally::memberships(
                text,
                &ground.mentions,
                &inner.world,
                &inner.lexicon,
                on,
            ),
            figures,
            people: mention::people(&ground.mentions, text),
        };
        (coding, steps)
    }

    /// The drafts of a text, before assembly.
    pub fn drafts(&self, text: &Text, ground: &Ground) -> Vec<Draft> {
        self.matcher().drafts(&self.scene(text, ground))
    }

    /// The triggers whose rules did not fit.
    pub fn near_misses(&self, text: &Text, ground: &Ground) -> Vec<NearMiss> {
        self.matcher().near_misses(&self.scene(text, ground))
    }

    fn matcher(&self) -> Matcher<'_> {
        Matcher::new(&self.inner.rules, &self.inner.lexicon)
    }

    fn scene<'a>(&'a self, text: &'a Text<'a>, ground: &'a Ground) -> Scene<'a> {
        Scene {
            text,
            mentions: &ground.mentions,
            world: &self.inner.world,
            places: ground.place_tokens(),
            times: ground.time_tokens(),
            conveners: crate::occasion::conveners(text, &ground.mentions, &self.inner.lexicon),
        }
    }
}

fn document_record(document: &Document, ground: &Ground) -> DocumentRecord {
    let region = |region: &dateline_record::Region| RegionRecord {
        kind: region.kind,
        offsets: document.offsets(region.span),
    };
    DocumentRecord {
        id: document.id.clone(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        language: document.language.clone(),
        published: ground.publication.date,
        published_basis: ground.publication.basis,
        published_grounds: Some(ground.publication.grounds.clone())
            .filter(|grounds| !grounds.is_empty()),
        regions: document.regions.iter().map(region).collect(),
        text: document.extracted.then(|| document.text.clone()),
    }
}
