//! Documents without end, made of a few real ones.
//!
//! In: the articles of tests/golden and examples, coded once. Out: document number 0, 1, 2 …, each a
//! real coding on another day, with other names, states and words. Never: a difference between two
//! runs.
//!
//! Number 7 is the eighth article; number 7 + 25 the same article with its states turned by some
//! places and its people renamed. A hundred documents make a day. Every fifth repetition is a near
//! copy of the one before: the same text under another outlet, a sentence shorter.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::Path;

use dateline::{Coder, Document, Versions};
use dateline_record::{Coding, Event, Party};
use dateline_store::{Content, Entry, Run, SentenceRow};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

/// Documents of a day.
const DAY: u64 = 100;
/// The first day.
const BEGIN: Date = date(1995, 1, 1);
/// Every how many repetitions one is a near copy.
const COPY: u64 = 5;
/// A name that some generated people bear.
pub const SOMEBODY: &str = "Tabaro";

/// A real document.
struct Model {
    coding: Coding,
    sentences: Vec<SentenceRow>,
}

/// Makes documents.
pub struct Generator {
    models: Vec<Model>,
    states: Vec<String>,
    words: Vec<String>,
    places_of_words: HashMap<String, usize>,
    run: Run,
}

/// A made document.
pub struct Made {
    coding: Coding,
    text: String,
    sentences: Vec<SentenceRow>,
    hash: String,
}

impl Made {
    /// As it goes into a store.
    pub fn entry<'m>(&'m self, run: &'m Run) -> Entry<'m> {
        Entry {
            coding: &self.coding,
            run,
            hash: &self.hash,
            text: Some(&self.text),
            sentences: &self.sentences,
            url: None,
            source: None,
        }
    }
}

impl Generator {
    /// Codes the real documents.
    ///
    /// # Errors
    /// When they cannot be read; the project's folder must be the current one.
    pub fn new() -> io::Result<Generator> {
        let coder = Coder::new();
        let models: Vec<Model> = texts()?
            .iter()
            .map(|(name, text)| Model::of(&coder, name, text))
            .filter(|model| !model.coding.events.is_empty())
            .collect();
        let states: BTreeSet<String> = models
            .iter()
            .flat_map(|model| &model.coding.events)
            .flat_map(parties)
            .filter_map(|party| party.country.clone())
            .chain(["FRA", "KEN"].map(str::to_owned))
            .collect();
        let sentences = models.iter().flat_map(|model| &model.sentences);
        let words: BTreeSet<&str> = sentences
            .flat_map(|sentence| sentence.text.split(' '))
            .collect();
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        let places = words
            .iter()
            .enumerate()
            .map(|(place, word)| (word.clone(), place));
        Ok(Generator {
            places_of_words: places.collect(),
            states: states.into_iter().collect(),
            run: run_of(&coder),
            models,
            words,
        })
    }

    /// What the documents say made them.
    pub fn run(&self) -> Run {
        self.run.clone()
    }

    /// The document of that number.
    pub fn make(&self, number: u64) -> Made {
        let models = self.models.len() as u64;
        let (model, repetition) = (&self.models[(number % models) as usize], number / models);
        let is_copy = repetition % COPY == COPY - 1;
        let turn = Turn {
            generator: self,
            seed: (repetition - u64::from(is_copy)) * models + number % models,
            shift: shift(
                model,
                BEGIN.saturating_add((number / DAY).cast_signed().days()),
            ),
        };
        let mut sentences: Vec<SentenceRow> = model.sentences.clone();
        sentences.truncate(sentences.len().max(2) - usize::from(is_copy));
        for sentence in &mut sentences {
            sentence.text = turn.words(&sentence.text);
        }
        let text = sentences
            .iter()
            .map(|sentence| sentence.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let mut coding = model.coding.clone();
        turn.coding(&mut coding, number);
        let content = Content {
            id: Some(&coding.document.id),
            title: None,
            outlet: coding.document.outlet.as_deref(),
            published: coding.document.published,
            text: &text,
        };
        let hash = content.hash();
        Made {
            coding,
            text,
            sentences,
            hash,
        }
    }
}

/// Names and texts of the real documents, in order.
fn texts() -> io::Result<Vec<(String, String)>> {
    let mut files: Vec<_> = std::fs::read_dir("tests/golden")?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    files.sort();
    let mut texts = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|it| it == "md"))
    {
        let content = std::fs::read_to_string(file)?;
        if let Some(text) = content
            .split("```text\n")
            .nth(1)
            .and_then(|it| it.split("```").next())
        {
            texts.push((stem(file), text.to_owned()));
        }
    }
    let feed = std::fs::read_to_string("examples/newswire.jsonl")?;
    for (line, row) in feed.lines().enumerate() {
        let row: serde_json::Value = serde_json::from_str(row)?;
        texts.push((
            format!("wire-{line}"),
            row["text"].as_str().unwrap_or_default().to_owned(),
        ));
    }
    Ok(texts)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn run_of(coder: &Coder) -> Run {
    let versions = Versions::of(coder);
    Run {
        source: "dateline".to_owned(),
        program: versions.program,
        schema: versions.schema,
        rules: versions.rules,
        world: versions.world,
    }
}

impl Model {
    fn of(coder: &Coder, name: &str, text: &str) -> Model {
        let source = dateline::Source::new(name, text.as_bytes());
        let source = dateline::Source {
            published: Some(date(2024, 7, 3)),
            ..source
        };
        let (document, trees) = coder
            .parse(&source)
            .expect("the project's own texts are texts");
        let coding = coder.code_parsed(&document, &trees);
        let sentences = sentences_of(&document);
        Model { coding, sentences }
    }
}

fn sentences_of(document: &Document) -> Vec<SentenceRow> {
    let row = |sentence| SentenceRow {
        kind: document.kind_of(sentence),
        offsets: document.offsets(sentence.span),
        text: document.words(sentence.span).to_owned(),
    };
    document.sentences.iter().map(row).collect()
}

/// The days from a model to a day.
fn shift(model: &Model, day: Date) -> Span {
    let published = model.coding.document.published.unwrap_or(BEGIN);
    published.until(day).unwrap_or_default()
}

fn parties(event: &Event) -> impl Iterator<Item = &Party> {
    event
        .actors
        .iter()
        .chain(&event.recipients)
        .chain(&event.attributed_to)
}

/// How a model becomes another document.
struct Turn<'g> {
    generator: &'g Generator,
    seed: u64,
    shift: Span,
}

impl Turn<'_> {
    fn coding(&self, coding: &mut Coding, number: u64) {
        let document = &mut coding.document;
        document.id = format!("{}-{number}", document.id);
        document.outlet = Some(format!("Outlet {}", mixed(number) % 400));
        document.published = document.published.map(|day| self.day(day));
        document.text = None;
        for (position, event) in coding.events.iter_mut().enumerate() {
            event.id = format!("{:016x}", mixed(number * 1000 + position as u64));
            if let Some(time) = &mut event.time {
                (time.start, time.end) = (self.day(time.start), self.day(time.end));
            }
            let Event {
                actors,
                recipients,
                attributed_to,
                ..
            } = event;
            for party in actors.iter_mut().chain(recipients).chain(attributed_to) {
                self.party(party);
            }
        }
        for person in &mut coding.people {
            person.name = self.name(&person.name);
        }
    }

    fn day(&self, day: Date) -> Date {
        day.saturating_add(self.shift)
    }

    /// Turns the state; a person or body of it gets another name.
    fn party(&self, party: &mut Party) {
        let states = &self.generator.states;
        let place = party
            .country
            .as_ref()
            .and_then(|code| states.iter().position(|it| it == code));
        if let Some(place) = place {
            let turned = (place as u64 + mixed(self.seed)) % states.len() as u64;
            party.country = Some(states[turned as usize].clone());
        }
        party.code = None;
        party.entity = None;
        party.name = party.name.as_ref().map(|name| self.name(name));
    }

    /// Another name for each name and each document that is no copy.
    fn name(&self, name: &str) -> String {
        const SYLLABLES: [&str; 16] = [
            "ta", "ba", "ro", "ki", "lu", "mo", "ne", "sa", "vi", "do", "ga", "he", "ju", "pa",
            "ri", "zo",
        ];
        let letters = name
            .bytes()
            .fold(self.seed, |hash, byte| mixed(hash ^ u64::from(byte)));
        // One in some thousands bears the name that is asked for.
        if letters % 4096 == 0 {
            return format!("Ana {SOMEBODY}");
        }
        let syllable = |place: u32| SYLLABLES[(letters >> (4 * place)) as usize % 16];
        let word = |from: u32| (from..from + 3).map(syllable).collect::<String>();
        format!("{} {}", word(0), word(3))
    }

    /// The same number of words, each another one of the same stock.
    fn words(&self, text: &str) -> String {
        let generator = self.generator;
        let turn = mixed(self.seed) as usize;
        let turned = |word: &str| match generator.places_of_words.get(word) {
            Some(place) => {
                generator.words[place.wrapping_add(turn) % generator.words.len()].clone()
            }
            None => word.to_owned(),
        };
        text.split(' ').map(turned).collect::<Vec<_>>().join(" ")
    }
}

/// A number whose bits all hang on each bit of `number` (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
