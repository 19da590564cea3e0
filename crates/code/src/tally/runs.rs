//! Lists of states in a sentence.
//!
//! In: the mentions of a sentence and its words. Out: [`Runs`]: states that stand side by side, joined
//! by commas and conjunctions. Never: the tree, which often breaks long lists.
//!
//! In *In 2004 Latvia, Lithuania and Estonia joined* there is one run of three states; in *They met
//! Ukraine, and Poland joined* there are two runs of one.

use dateline_parse::Tag;

use super::scan::Scan;
use crate::mention::{ActorKind, Form, Mention, Mentions};

/// A state with the token of its name.
pub(super) type State = (String, usize);

/// One list, in order; the tokens from its first to its last name.
struct Run {
    states: Vec<State>,
    start: usize,
    end: usize,
    /// Whether a comma stands before its only conjunction: a list only when it is longer than two.
    loose: bool,
}

/// The lists of a sentence.
pub(super) struct Runs {
    runs: Vec<Run>,
}

impl Runs {
    /// The lists of states named in a sentence.
    pub fn new(scan: &Scan, mentions: &Mentions) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        let index = scan.view.index;
        let mut here: Vec<&Mention> = mentions
            .all
            .iter()
            .filter(|mention| mention.sentence == index)
            .collect();
        here.sort_by_key(|mention| mention.head);
        for mention in here {
            let actors = mention.actors.iter().map(|&actor| &mentions.actors[actor]);
            let states = actors.filter(|actor| actor.kind == ActorKind::State);
            let codes: Vec<State> = states
                .filter_map(|actor| Some((actor.country.clone()?, mention.head)))
                .collect();
            if codes.is_empty() || mention.form != Form::Name {
                continue;
            }
            let (start, end) = (mention.tokens.start, mention.head + 1);
            let new = Run {
                states: codes,
                start,
                end,
                loose: false,
            };
            match runs.pop() {
                Some(last) => join(scan, last, new, &mut runs),
                None => runs.push(new),
            }
        }
        Runs {
            runs: runs.into_iter().flat_map(settle).collect(),
        }
    }

    /// The list that a token is in.
    pub fn around(&self, token: usize) -> &[State] {
        self.find(|run| (run.start..run.end).contains(&token))
    }

    /// The list whose first name, titles before it included, holds a token.
    pub fn starting(&self, token: usize) -> &[State] {
        self.find(|run| (run.start..=run.states[0].1).contains(&token))
    }

    /// The list whose last name ends before a token.
    pub fn ending(&self, token: usize) -> &[State] {
        self.find(|run| run.end == token)
    }

    fn find(&self, is: impl Fn(&Run) -> bool) -> &[State] {
        self.runs
            .iter()
            .find(|run| is(run))
            .map_or(&[], |run| &run.states)
    }
}

/// Adds `new` to the list `last` when only commas and conjunctions lie between.
fn join(scan: &Scan, mut last: Run, new: Run, runs: &mut Vec<Run>) {
    let between: Vec<Option<Tag>> = (last.end..new.start).map(|token| scan.tag(token)).collect();
    let comma = between.contains(&Some(Tag::Comma));
    let conjunction = between.contains(&Some(Tag::Conjunction));
    let joins =
        |tag: &Option<Tag>| matches!(tag, Some(Tag::Comma | Tag::Conjunction | Tag::Determiner));
    if between.is_empty() || !between.iter().all(joins) {
        runs.extend([last, new]);
        return;
    }
    last.loose = comma && conjunction && last.states.len() == 1;
    last.states.extend(new.states);
    last.end = new.end;
    runs.push(last);
}

/// A list of two with a comma before the conjunction is two lists.
fn settle(run: Run) -> Vec<Run> {
    if !run.loose || run.states.len() != 2 {
        return vec![run];
    }
    let single = |state: &State, start: usize| Run {
        states: vec![state.clone()],
        start,
        end: state.1 + 1,
        loose: false,
    };
    vec![
        single(&run.states[0], run.start),
        single(&run.states[1], run.states[1].1),
    ]
}
