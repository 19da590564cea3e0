//! `dateline store add`: documents to rows.
//!
//! In: files, folders or standard input. Out: a store that holds them, each whole. Never: a document
//! coded that the store knows, unless it is to be coded anew.
//!
//! A feed of a thousand lines, broken off after 600 and added again, codes 400.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use dateline::{Coder, Coding, Document, Fault, Source, Versions};
use dateline_store::{
    Added, Content, Entry, Run, SentenceRow, SourceRow, Store, StoreError, source_hash,
};
use jiff::civil::Date;

use crate::arguments::StoreAddArguments;
use crate::console::{Console, Stop};
use crate::flow::{self, Done};
use crate::input::{Kind, Raw};

/// Runs the command.
pub fn run(arguments: &StoreAddArguments, console: &mut Console) -> Result<(), Stop> {
    let feed = super::super::feed(&arguments.inputs, console)?;
    let mut shelf = Shelf::open(arguments)?;
    let size = arguments.inputs.max_document_size;
    let coder = super::super::coder(&arguments.knowledge, size)?;
    let worker = Worker {
        run: run_of(&coder),
        published: arguments.inputs.published,
        known: Known::open(&arguments.file.path)?,
        recode: arguments.recode,
        coder,
    };
    console.show_progress();
    let threads = arguments.work.threads();
    let work = |raw: Raw| worker.prepare(&raw);
    flow::run_in_batches(feed, threads, work, |batch| {
        shelf.put(&worker.run, batch, console)
    })?;
    // The last to close a store brings its log into it, and must be one who may write.
    drop(worker);
    super::super::print(&shelf.finish()?)
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

/// A document with all that goes into the store.
struct Prepared {
    coding: Coding,
    hash: String,
    text: String,
    sentences: Vec<SentenceRow>,
    source: SourceRow,
}

/// What the threads do.
struct Worker {
    coder: Coder,
    run: Run,
    published: Option<Date>,
    known: Known,
    recode: bool,
}

impl Worker {
    /// Codes a document; nothing comes of one whose source the store knows.
    fn prepare(&self, raw: &Raw) -> Result<Option<Box<Prepared>>, Fault> {
        let source = SourceRow {
            hash: hash_of(raw, self.published),
            file: raw.file.clone(),
            line: (raw.line > 0).then_some(raw.line),
        };
        if self.known.has(&source.hash, &self.run, self.recode)? {
            return Ok(None);
        }
        raw.with_source(self.published, |stated| {
            let (document, trees) = self.coder.parse(stated)?;
            let coding = self.coder.code_parsed(&document, &trees);
            Ok(Some(Box::new(Prepared {
                hash: content_of(stated, raw, &document.text).hash(),
                sentences: sentences_of(&document),
                text: document.text,
                coding,
                source,
            })))
        })
    }
}

fn hash_of(raw: &Raw, published: Option<Date>) -> String {
    let kind = match raw.kind {
        Kind::Text => "text",
        Kind::Html => "html",
        Kind::Rows => "row",
    };
    let published = published.map(|day| day.to_string());
    source_hash(&raw.bytes, &[Some(kind), published.as_deref()])
}

/// What the document is by itself: the name that it has from its file is left out.
fn content_of<'a>(stated: &Source<'a>, raw: &Raw, text: &'a str) -> Content<'a> {
    Content {
        id: Some(stated.id).filter(|id| *id != raw.id),
        title: stated.title,
        outlet: stated.outlet,
        published: stated.published,
        text,
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

/// What was in the store before, and what comes into it meanwhile.
struct Known {
    name: String,
    store: Option<Mutex<Store>>,
}

impl Known {
    fn open(path: &Path) -> Result<Known, Stop> {
        let store = match Store::open_read_only(path) {
            Ok(store) => Some(Mutex::new(store)),
            // Nothing is known yet; another writer may be making the tables just now.
            Err(StoreError::Missing | StoreError::Empty) => None,
            Err(error) => return Err(super::fault(path, &error).into()),
        };
        let name = path.display().to_string();
        Ok(Known { name, store })
    }

    /// Whether nothing is to be done about a source.
    fn has(&self, hash: &str, run: &Run, recode: bool) -> Result<bool, Fault> {
        let Some(store) = &self.store else {
            return Ok(false);
        };
        let store = store.lock().unwrap_or_else(PoisonError::into_inner);
        let found = store.document_of_source(hash, run);
        let found = found.map_err(|error| super::fault(Path::new(&self.name), &error))?;
        Ok(found.is_some_and(|(_, same)| same || !recode))
    }
}

/// The store with a count of what was put into it. A new store is made when the first document
/// comes, so that input without any makes none.
struct Shelf<'a> {
    path: &'a Path,
    wait: Duration,
    recode: bool,
    store: Option<Store>,
    new: usize,
    recoded: usize,
    present: usize,
    events: usize,
}

impl<'a> Shelf<'a> {
    fn open(arguments: &'a StoreAddArguments) -> Result<Shelf<'a>, Stop> {
        let path = arguments.file.path.as_path();
        let mut shelf = Shelf {
            path,
            wait: arguments.wait.duration(),
            recode: arguments.recode,
            store: None,
            new: 0,
            recoded: 0,
            present: 0,
            events: 0,
        };
        if path.exists() || arguments.resume {
            let open = || Store::open_waiting(path, shelf.wait);
            shelf.store = Some(super::existing(path, open)?);
        }
        Ok(shelf)
    }

    /// Puts what was prepared into the store, in one transaction, and reports what is wrong with the
    /// rest.
    fn put(
        &mut self,
        run: &Run,
        batch: Vec<Done<Option<Box<Prepared>>>>,
        console: &mut Console,
    ) -> Result<(), Stop> {
        let mut documents = Vec::new();
        for done in batch {
            console.advance(done.bytes);
            match done.result {
                Ok(Some(prepared)) => documents.push(prepared),
                Ok(None) => self.present += 1,
                Err(fault) => console.fault(&fault),
            }
        }
        let entries: Vec<Entry<'_>> = documents.iter().map(|it| it.entry(run)).collect();
        if entries.is_empty() {
            return Ok(());
        }
        let added = self.add(&entries);
        let added = added.map_err(|error| super::fault(self.path, &error))?;
        for (added, entry) in added.into_iter().zip(&entries) {
            self.count(added, entry.coding.events.len());
        }
        Ok(())
    }

    fn add(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Added>, dateline_store::StoreError> {
        let store = match &mut self.store {
            Some(store) => store,
            none => none.insert(Store::open_waiting(self.path, self.wait)?),
        };
        let added = match self.recode {
            true => store.recode_all(entries),
            false => store.add_all(entries),
        }?;
        store.match_when_many_wait()?;
        Ok(added)
    }

    fn count(&mut self, added: Added, events: usize) {
        match added {
            Added::New(_) => self.new += 1,
            Added::Recoded(_) => self.recoded += 1,
            Added::Present(_) => self.present += 1,
        }
        if !matches!(added, Added::Present(_)) {
            self.events += events;
        }
    }

    /// Closes the store and says what was done.
    fn finish(self) -> Result<String, Stop> {
        let failed = |error| super::fault(self.path, &error);
        if let Some(mut store) = self.store {
            // The last ones, and those of a run that was broken off between adding and matching.
            if store.unmatched().map_err(failed)? > 0 {
                store.match_incidents().map_err(failed)?;
            }
            store.close().map_err(failed)?;
        }
        let mut parts = vec![format!("{} added", super::counted(self.new, "document"))];
        if self.recoded > 0 {
            parts.push(format!("{} coded anew", self.recoded));
        }
        if self.present > 0 {
            parts.push(format!("{} there already", self.present));
        }
        parts.push(super::counted(self.events, "event"));
        Ok(parts.join(", ") + "\n")
    }
}

impl Prepared {
    fn entry<'p>(&'p self, run: &'p Run) -> Entry<'p> {
        Entry {
            coding: &self.coding,
            run,
            hash: &self.hash,
            text: Some(&self.text),
            sentences: &self.sentences,
            url: None,
            source: Some(&self.source),
        }
    }
}
