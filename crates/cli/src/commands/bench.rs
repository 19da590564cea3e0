//! `dateline bench`: how fast each stage is.
//!
//! In: documents, or the sample that is built in. Out: tokens a second of each stage and of all
//! together, with one thread and with several; time to load; memory. Never: a verdict, or a place
//! in a test: a clock says as much of the machine's other work as of the program.
//!
//! For a feed of stories the line `whole   102000   198000` says that one core codes 102,000 tokens
//! a second and two cores nearly twice as many.

use std::fmt::Write;
use std::time::{Duration, Instant};

use dateline::{Coder, Fault, Format, Source, Stage, Steps};
use rayon::prelude::*;
use serde::Serialize;

use crate::arguments::{BenchArguments, Inputs, Knowledge, Shown};
use crate::console::{Console, Stop};
use crate::input::Raw;
use crate::render::line;

/// The text that is measured when no file is named, with the examples of the rules.
const SAMPLE: &str = include_str!("../../../../examples/summit.txt");
/// Examples of rules that make up one document of the sample.
const PARAGRAPHS: usize = 12;
/// Documents that one thread measures at once, stage by stage, as they would come in a feed.
const SHARE: usize = 64;

/// What is measured: each stage, those before coding together, and the whole chain.
const MEASURES: usize = Stage::ALL.len() + 2;

/// A document to measure with.
struct Text {
    id: String,
    bytes: Vec<u8>,
    format: Format,
    published: Option<jiff::civil::Date>,
}

/// What was measured.
#[derive(Debug, Serialize)]
struct Measured {
    documents: usize,
    tokens: usize,
    events: usize,
    load_milliseconds: f64,
    resident_megabytes: Option<f64>,
    peak_megabytes: Option<f64>,
    threads: usize,
    stages: Vec<Speed>,
}

/// The speed of one stage, in tokens a second.
#[derive(Debug, Serialize)]
struct Speed {
    stage: &'static str,
    one_thread: f64,
    all_threads: f64,
}

/// Runs the command.
pub fn run(arguments: &BenchArguments, console: &mut Console) -> Result<(), Stop> {
    let start = Instant::now();
    let limit = arguments.inputs.max_document_size;
    let coder = super::coder(&Knowledge::default(), limit)?;
    let load = start.elapsed();
    let texts = match arguments.inputs.paths.is_empty() {
        true => sample(&coder),
        false => texts(&arguments.inputs, console)?,
    };
    let measured = measure(&coder, &texts, arguments, load)?;
    match arguments.format {
        Shown::Json => super::write(&line(&measured)),
        Shown::Text => super::print(&table(&measured)),
    }
}

/// The documents that the arguments name; those that cannot be read are reported.
fn texts(inputs: &Inputs, console: &mut Console) -> Result<Vec<Text>, Stop> {
    let mut texts = Vec::new();
    for piece in super::feed(inputs, console)? {
        match piece.and_then(|raw| text(&raw, inputs)) {
            Ok(text) => texts.push(text),
            Err(fault) => console.fault(&fault),
        }
    }
    match texts.is_empty() {
        true => Err(Stop::Usage("there is nothing to measure with".to_owned())),
        false => Ok(texts),
    }
}

fn text(raw: &Raw, inputs: &Inputs) -> Result<Text, Fault> {
    raw.with_source(inputs.published, |source| {
        Ok(Text {
            id: source.id.to_owned(),
            bytes: source.bytes.to_vec(),
            format: source.format,
            published: source.published,
        })
    })
}

/// An article, and documents of the sentences that the rules are tested on.
fn sample(coder: &Coder) -> Vec<Text> {
    let rules = coder.rules().rules.iter();
    let sentences: Vec<&str> = rules
        .flat_map(|rule| {
            let examples = rule.examples.iter().map(|example| example.text.as_str());
            examples.chain(rule.ignores.iter().map(String::as_str))
        })
        .collect();
    let documents = sentences.chunks(PARAGRAPHS).map(|part| part.join("\n\n"));
    let all = std::iter::once(SAMPLE.to_owned()).chain(documents);
    all.enumerate()
        .map(|(number, text)| Text {
            id: number.to_string(),
            bytes: text.into_bytes(),
            format: Format::Text,
            published: None,
        })
        .collect()
}

impl Text {
    fn source(&self) -> Source<'_> {
        let mut source = Source::new(&self.id, &self.bytes);
        source.format = self.format;
        source.published = self.published;
        source
    }
}

fn measure(
    coder: &Coder,
    texts: &[Text],
    arguments: &BenchArguments,
    load: Duration,
) -> Result<Measured, Stop> {
    let threads = arguments.work.threads();
    let (counted, mut one) = measured_on(coder, texts, arguments.passes, 1)?;
    let all = match threads {
        1 => one.clone(),
        _ => measured_on(coder, texts, arguments.passes, threads)?.1,
    };
    let (tokens, events) = counted;
    let names = Stage::ALL.map(Stage::as_str).into_iter();
    let names = names.chain(["analysis", "whole"]);
    let speed = |time: Duration| (tokens as f64 / time.as_secs_f64().max(1e-9)).round();
    let stages = names
        .zip(one.drain(..).zip(all))
        .map(|(stage, (one, all))| Speed {
            stage,
            one_thread: speed(one),
            all_threads: speed(all),
        });
    Ok(Measured {
        documents: texts.len(),
        tokens,
        events,
        load_milliseconds: (load.as_secs_f64() * 1e4).round() / 10.0,
        resident_megabytes: memory("VmRSS:"),
        peak_megabytes: memory("VmHWM:"),
        threads,
        stages: stages.collect(),
    })
}

/// Tokens and events, and the time of each stage and of the whole, in the best of some passes.
fn measured_on(
    coder: &Coder,
    texts: &[Text],
    passes: usize,
    threads: usize,
) -> Result<((usize, usize), Vec<Duration>), Stop> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Stop::Usage(format!("no threads: {error}")))?;
    let mut best = vec![Duration::MAX; MEASURES];
    let mut counted = (0, 0);
    for _ in 0..passes.max(1) {
        let (now, times) = pool.install(|| pass(coder, texts));
        counted = now;
        for (best, time) in best.iter_mut().zip(times) {
            *best = time.min(*best);
        }
    }
    Ok((counted, best))
}

/// One pass over all documents, first stage by stage, then as a whole.
fn pass(coder: &Coder, texts: &[Text]) -> ((usize, usize), Vec<Duration>) {
    let mut times = vec![Duration::ZERO; MEASURES];
    let (mut tokens, mut events) = (0, 0);
    for texts in texts.chunks(SHARE * rayon::current_num_threads()) {
        let mut steps: Vec<Steps> = texts.iter().map(|_| Steps::default()).collect();
        for (stage, time) in Stage::ALL.into_iter().zip(&mut times) {
            let start = Instant::now();
            steps
                .par_iter_mut()
                .zip(texts)
                .for_each(|(steps, text)| drop(coder.step(stage, &text.source(), steps)));
            *time += start.elapsed();
        }
        tokens += steps.iter().map(Steps::tokens).sum::<usize>();
        let coded = steps.iter().filter_map(Steps::coding);
        events += coded.map(|coding| coding.events.len()).sum::<usize>();
        drop(steps);
        let start = Instant::now();
        texts
            .par_iter()
            .for_each(|text| drop(coder.code(&text.source())));
        times[MEASURES - 1] += start.elapsed();
    }
    times[MEASURES - 2] = times[..Stage::ALL.len() - 1].iter().sum();
    ((tokens, events), times)
}

/// A line of the system's account of this process, in megabytes; none where there is no such account.
fn memory(name: &str) -> Option<f64> {
    let account = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = account.lines().find(|line| line.starts_with(name))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kilobytes / 102.4).round() / 10.0)
}

/// The measures, for people.
fn table(measured: &Measured) -> String {
    let counts = [measured.documents, measured.tokens, measured.events];
    let [documents, tokens, events] = counts;
    let threads = measured.threads;
    let mut text = format!("{documents} documents, {tokens} tokens, {events} events\n");
    let _ = writeln!(text, "loaded in {} ms", measured.load_milliseconds);
    if let (Some(now), Some(peak)) = (measured.resident_megabytes, measured.peak_megabytes) {
        let _ = writeln!(text, "{now} MB resident, {peak} MB at the most");
    }
    let _ = writeln!(text, "\ntokens/s   1 thread {threads:>4} threads");
    for speed in &measured.stages {
        let (stage, one, all) = (speed.stage, speed.one_thread, speed.all_threads);
        let _ = writeln!(text, "{stage:<8} {one:>10} {all:>12}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_documents_go_through_all_stages() {
        let coder = Coder::new();
        let texts = sample(&coder);
        assert!(texts.len() > 20);
        let ((tokens, events), times) = pass(&coder, &texts[..2]);
        assert!(tokens > 300 && events > 5, "{tokens} {events}");
        assert!(times.iter().all(|time| !time.is_zero()));
    }

    #[test]
    fn the_table_has_a_line_for_each_stage() {
        let speed = Speed {
            stage: "whole",
            one_thread: 102_000.0,
            all_threads: 198_000.0,
        };
        let measured = Measured {
            documents: 1,
            tokens: 2,
            events: 3,
            load_milliseconds: 40.5,
            resident_megabytes: None,
            peak_megabytes: None,
            threads: 2,
            stages: vec![speed],
        };
        let table = table(&measured);
        assert!(
            table.ends_with("whole        102000       198000\n"),
            "{table}"
        );
        assert!(table.contains("loaded in 40.5 ms"));
    }
}
