//! Many documents through many threads, in order and in bounded memory.
//!
//! In: pieces, as they come. Out: the results of the work on each, in the order of the pieces.
//! Never: more than a fixed number of bytes on the way, or an order that depends on the threads.
//!
//! With four threads the lines 1, 2, 3 of a feed may be coded in any order; they are handed on as
//! 1, 2, 3.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use dateline::Fault;
use rayon::prelude::*;

use crate::console::Stop;
use crate::input::{Piece, Raw};

/// Bytes of documents that may be on the way at once (one document may be longer).
const BYTES_ON_THE_WAY: usize = 32 << 20;
/// Documents that may wait at once.
const WAITING: usize = 1024;
/// Documents that a thread gets at once, at the most.
const SHARE: usize = 32;

/// What the work on one document came to.
pub struct Done<T> {
    /// Length of the document.
    pub bytes: usize,
    /// Its result.
    pub result: Result<T, Fault>,
}

/// Takes `pieces` through `work` on `threads` threads and hands the results to `take`, in order.
pub fn run<T: Send>(
    pieces: impl Iterator<Item = Piece> + Send + 'static,
    threads: usize,
    work: impl Fn(Raw) -> Result<T, Fault> + Sync,
    mut take: impl FnMut(Done<T>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    run_in_batches(pieces, threads, work, |batch| {
        batch.into_iter().try_for_each(&mut take)
    })
}

/// As [`run`], but hands over together what was worked on together: all that had come when the
/// batch before was done, so that a slow stream still gives one after the other.
pub fn run_in_batches<T: Send>(
    pieces: impl Iterator<Item = Piece> + Send + 'static,
    threads: usize,
    work: impl Fn(Raw) -> Result<T, Fault> + Sync,
    mut take: impl FnMut(Vec<Done<T>>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Stop::Usage(format!("no threads: {error}")))?;
    let budget = Arc::new(Budget::default());
    let queue = read_ahead(pieces, Arc::clone(&budget));
    while let Some(batch) = next_batch(&queue, threads * SHARE) {
        let on = |piece: Piece| work_on(piece, &work);
        let results: Vec<Done<T>> = pool.install(|| batch.into_par_iter().map(on).collect());
        for done in &results {
            budget.give_back(done.bytes);
        }
        take(results)?;
    }
    Ok(())
}

fn length(piece: &Piece) -> usize {
    piece.as_ref().map_or(0, |raw| raw.bytes.len())
}

/// Reads on a thread of its own. The thread is never waited for: when the work stops early it may
/// be blocked on a stream that gives nothing more.
fn read_ahead(
    pieces: impl Iterator<Item = Piece> + Send + 'static,
    budget: Arc<Budget>,
) -> Receiver<Piece> {
    let (sender, receiver) = sync_channel(WAITING);
    std::thread::spawn(move || {
        for piece in pieces {
            budget.take(length(&piece));
            if sender.send(piece).is_err() {
                break;
            }
        }
    });
    receiver
}

/// All pieces that are there, at least one, at most `most`; none at the end.
fn next_batch(queue: &Receiver<Piece>, most: usize) -> Option<Vec<Piece>> {
    let first = queue.recv().ok()?;
    Some(
        std::iter::once(first)
            .chain(queue.try_iter().take(most.max(1) - 1))
            .collect(),
    )
}

/// Works on one piece. A crash of the work is a fault of this document, not the end of all.
fn work_on<T>(piece: Piece, work: &(impl Fn(Raw) -> Result<T, Fault> + Sync)) -> Done<T> {
    let bytes = length(&piece);
    let result = piece.and_then(|raw| {
        let crashed = raw.fault("the program failed on this document");
        let crashed = crashed.hint("this is an error of the program: please report it");
        catch_unwind(AssertUnwindSafe(|| work(raw))).unwrap_or(Err(crashed))
    });
    Done { bytes, result }
}

/// Counts the bytes on the way and makes the reader wait when there are too many.
#[derive(Default)]
struct Budget {
    used: Mutex<usize>,
    freed: Condvar,
}

impl Budget {
    fn take(&self, bytes: usize) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && *used + bytes > BYTES_ON_THE_WAY {
            used = self
                .freed
                .wait(used)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
    }

    fn give_back(&self, bytes: usize) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Kind;

    fn pieces(count: usize, length: usize) -> impl Iterator<Item = Piece> + Send {
        (0..count).map(move |line| {
            let (file, id, kind) = ("f".to_owned(), line.to_string(), Kind::Text);
            Ok(Raw {
                file,
                line,
                id,
                kind,
                bytes: vec![b'x'; length],
            })
        })
    }

    fn ids(threads: usize, count: usize, length: usize) -> Vec<String> {
        let mut ids = Vec::new();
        let take = |done: Done<String>| {
            ids.push(done.result.unwrap_or_else(|fault| fault.to_string()));
            Ok(())
        };
        assert!(run(pieces(count, length), threads, |raw| Ok(raw.id), take).is_ok());
        ids
    }

    #[test]
    fn results_come_in_the_order_of_the_pieces() {
        let expected: Vec<String> = (0..3000).map(|id| id.to_string()).collect();
        assert_eq!(ids(1, 3000, 1), expected);
        assert_eq!(ids(4, 3000, 1), expected);
    }

    #[test]
    fn more_bytes_than_the_budget_pass_one_after_the_other() {
        assert_eq!(
            ids(2, 5, BYTES_ON_THE_WAY / 2 + 1),
            ["0", "1", "2", "3", "4"]
        );
    }

    #[test]
    fn a_crash_is_a_fault_of_its_document_alone() {
        let work = |raw: Raw| {
            if raw.line == 1 {
                panic!("on purpose")
            } else {
                Ok(raw.id)
            }
        };
        let mut results = Vec::new();
        let take = |done: Done<String>| {
            results.push(done.result.is_ok());
            Ok(())
        };
        assert!(run(pieces(3, 1), 2, work, take).is_ok());
        assert_eq!(results, [true, false, true]);
    }

    #[test]
    fn a_stop_ends_the_work() {
        let stopped = run(pieces(5000, 1), 2, |raw| Ok(raw.id), |_| Err(Stop::Quiet));
        assert!(matches!(stopped, Err(Stop::Quiet)));
    }
}
