//! Standard error: what went wrong, and how far the work is.
//!
//! In: [`Fault`]s and counts. Out: `error: file:line: reason; hint` lines, and a progress line when
//! standard error is a terminal. Never: records.
//!
//! A line 7 without text gives `error: feed.jsonl:7: "text" is missing; …` and exit status 1.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use dateline::Fault;
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

/// Why a command stops before its end.
#[derive(Debug)]
pub enum Stop {
    /// Faults that leave nothing to do: faulty rules, a file that cannot be written.
    Faults(Vec<Fault>),
    /// The arguments do not fit together.
    Usage(String),
    /// The reader of our output has gone away: nobody to tell.
    Quiet,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Faults(vec![fault])
    }
}

impl From<Vec<Fault>> for Stop {
    fn from(faults: Vec<Fault>) -> Self {
        Stop::Faults(faults)
    }
}

impl Stop {
    /// A failed write to `target` (a file as the user named it, or "standard output").
    pub fn writing(target: &str, error: &io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::Quiet,
            _ => Fault::at(
                target,
                0,
                0,
                format!("cannot be written: {}", reason(error)),
            )
            .into(),
        }
    }
}

/// The system's reason without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

/// Counts and reports.
pub struct Console {
    faults: usize,
    documents: u64,
    bytes: u64,
    bar: ProgressBar,
}

impl Console {
    /// A console without a progress line yet.
    pub fn new() -> Console {
        Console {
            faults: 0,
            documents: 0,
            bytes: 0,
            bar: ProgressBar::hidden(),
        }
    }

    /// Shows a progress line from now on, when standard error is a terminal.
    pub fn show_progress(&mut self) {
        if io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{spinner} {elapsed_precise}  {msg}");
            self.bar = ProgressBar::new_spinner();
            self.bar
                .set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        }
    }

    /// Counts a document that has been dealt with.
    pub fn advance(&mut self, bytes: usize) {
        self.documents += 1;
        self.bytes += bytes as u64;
        if !self.bar.is_hidden() {
            let rate = self.documents as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
            let (documents, bytes) = (HumanCount(self.documents), HumanBytes(self.bytes));
            self.bar.set_message(format!(
                "{documents} documents, {bytes}, {rate:.0} documents/s"
            ));
            self.bar.tick();
        }
    }

    /// Reports a fault; the exit status will be 1.
    pub fn fault(&mut self, fault: &Fault) {
        self.faults += 1;
        self.line(&format!("error: {fault}"));
    }

    /// The answer to a question is no: the exit status will be 1, without a word.
    pub fn answer_no(&mut self) {
        self.faults += 1;
    }

    /// Says something that is no fault.
    pub fn note(&self, text: &str) {
        self.line(&format!("note: {text}"));
    }

    fn line(&self, text: &str) {
        // Standard error may be closed; there is then nobody to tell.
        self.bar
            .suspend(|| drop(writeln!(io::stderr().lock(), "{text}")));
    }

    /// The exit status after all work is done.
    pub fn exit_code(&self) -> ExitCode {
        self.bar.finish_and_clear();
        ExitCode::from(u8::from(self.faults > 0))
    }

    /// Reports why the command stops, and gives its exit status.
    pub fn stop(&mut self, stop: Stop) -> ExitCode {
        match stop {
            Stop::Faults(faults) => faults.iter().for_each(|fault| self.fault(fault)),
            Stop::Usage(text) => {
                self.line(&format!(
                    "error: {text}\n\nFor more information, try '--help'."
                ));
                return ExitCode::from(2);
            }
            Stop::Quiet => {}
        }
        self.exit_code()
    }
}
