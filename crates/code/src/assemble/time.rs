//! Which expression of time belongs to which event.
//!
//! In: drafts and the expressions of the text. Out: for each draft the days it speaks of. Never: what
//! an expression means by itself (see [`crate::situate::time`]).
//!
//! In *Ushakov said on Tuesday that Putin will meet Xi on Friday* the meeting is on Friday: *Tuesday*
//! hangs on *said*.

use dateline_parse::{Label, Tag};
use dateline_record::{Status, TimeSpan};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Assembler;
use crate::matching::{Draft, Tense};
use crate::situate::speaker::Speech;
use crate::situate::time::{Anchor, Interval, TimeExpression};
use crate::text::{Node, SentenceView};

/// The days of an event, and how they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Timed {
    /// The days.
    pub span: TimeSpan,
    /// Whether an expression in the event's own clause says so.
    pub own: bool,
}

/// How an expression hangs on a draft, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// On its trigger or its verb.
    Own,
    /// On a noun of its clause.
    Within,
    /// On the clause above it.
    Above,
}

/// How many sentences a time stays in force.
const REACH: usize = 3;

impl Assembler<'_> {
    /// The times of all drafts, in their order.
    pub(super) fn times(&self, drafts: &[Draft]) -> Vec<Option<Timed>> {
        let Some(published) = self.ground.published() else {
            return drafts.iter().map(|_| None).collect();
        };
        let mut narrative: Option<(usize, Interval)> = None;
        let mut read: FxHashMap<(usize, usize), Option<Interval>> = FxHashMap::default();
        let mut times = Vec::with_capacity(drafts.len());
        let mut told = 0;
        for draft in drafts {
            while told < draft.sentence {
                narrative = self.main_time(told, published, narrative).or(narrative);
                told += 1;
            }
            let latest = narrative.map(|(_, interval)| interval);
            let at = self
                .expression_of(draft)
                .map(|one| (one.sentence, one.tokens.start));
            // What several events share is read once, from where the story stood at the first.
            let before = match at {
                Some(at) => *read.entry(at).or_insert(latest),
                None => latest,
            };
            let own = self.own_time(draft, published, before);
            if let Some(timed) = own.as_ref().filter(|_| draft.status == Status::Occurred) {
                narrative = Some((
                    draft.sentence,
                    Interval::new(timed.span.start, timed.span.end),
                ));
            }
            let time = own.or_else(|| self.told_time(draft, published, narrative));
            times.push(time);
        }
        times
    }

    /// When what a sentence tells in its main clause took place, whether or not that is an event:
    /// "promised on Wednesday to …". None where an event of the sentence has told it.
    fn main_time(
        &self,
        sentence: usize,
        published: Date,
        narrative: Option<(usize, Interval)>,
    ) -> Option<(usize, Interval)> {
        let view = &self.text.sentences[sentence];
        if narrative.is_some_and(|(known, _)| known == sentence) || !view.kind().is_coded() {
            return None;
        }
        let main = |one: &&TimeExpression| {
            if one.sentence != sentence || one.attributive {
                return false;
            }
            let bound = governor(view, one);
            let root = bound.filter(|(node, through_noun)| node.is_root() && !through_noun);
            root.is_some_and(|(node, _)| node.tag() == Tag::VerbPast)
        };
        let expression = self.ground.expressions.iter().find(main)?;
        let anchor = Anchor {
            published,
            narrative: narrative.map(|(_, interval)| interval),
        };
        let times = self.knowledge.times();
        let interval = times.resolve(expression, &anchor, Tense::Past)?;
        Some((sentence, interval))
    }

    /// The last day of a draft's own expression, if that needs no day of publication.
    pub(super) fn time_alone(&self, draft: &Draft) -> Option<Date> {
        let expression = self.expression_of(draft)?;
        let interval = self.knowledge.times().resolve_alone(expression)?;
        Some(interval.end)
    }

    /// The last day of what a sentence dates by itself, for a draft without a day.
    pub(super) fn year_beside(&self, draft: &Draft) -> Option<Date> {
        let expressions = self.ground.expressions.iter();
        let mut here = expressions.filter(|one| one.sentence == draft.sentence);
        let dated = here.find_map(|one| self.knowledge.times().resolve_alone(one));
        dated.map(|interval| interval.end)
    }

    fn own_time(
        &self,
        draft: &Draft,
        published: Date,
        narrative: Option<Interval>,
    ) -> Option<Timed> {
        let expression = self.expression_of(draft)?;
        self.resolved(draft, expression, published, narrative)
    }

    /// "a meeting *planned for Monday*", whatever became of it.
    fn is_arranged(&self, expression: &TimeExpression) -> bool {
        let participles = self.knowledge.lexicon().set("planning-participles");
        let first = self.text.node(expression.sentence, expression.tokens.start);
        let verb = first.ancestors().find(|above| above.is_verb());
        verb.is_some_and(|verb| verb.label() == Label::Acl && participles.has(verb.lemma()))
    }

    fn resolved(
        &self,
        draft: &Draft,
        expression: &TimeExpression,
        published: Date,
        narrative: Option<Interval>,
    ) -> Option<Timed> {
        let anchor = Anchor {
            published,
            narrative,
        };
        let tense = match self.is_arranged(expression) {
            true => Tense::Future,
            false => calendar_tense(draft),
        };
        let times = self.knowledge.times();
        let interval = times.resolve(expression, &anchor, tense)?;
        let text = Some(self.text.document.words(expression.span).to_owned());
        Some(Timed {
            span: TimeSpan {
                text,
                start: interval.start,
                end: interval.end,
            },
            own: true,
        })
    }

    /// The time of one of several recipients that each make an event of their own: "to Moscow on
    /// Friday and to Beijing on Monday".
    pub(super) fn time_beside(
        &self,
        draft: &Draft,
        token: usize,
        next: Option<usize>,
    ) -> Option<Timed> {
        let published = self.ground.published()?;
        let beside = |one: &&TimeExpression| {
            one.sentence == draft.sentence
                && one.tokens.start > token
                && next.is_none_or(|next| one.tokens.start < next)
        };
        let view = &self.text.sentences[draft.sentence];
        let own = self.ground.expressions.iter().filter(beside);
        let mut bound = own.filter(|one| self.bond(view, draft, one).is_some());
        let expression = bound.next()?;
        self.resolved(draft, expression, published, None)
    }

    /// When something was said, if the words around the verb of saying tell.
    pub(crate) fn time_of_saying(&self, sentence: usize, verb: usize) -> Option<TimeSpan> {
        let published = self.ground.published()?;
        let view = &self.text.sentences[sentence];
        let hangs = |one: &&TimeExpression| {
            one.sentence == sentence
                && governor(view, one).is_some_and(|(node, _)| node.token == verb)
        };
        let expression = self.ground.expressions.iter().find(hangs)?;
        let anchor = Anchor::at(published);
        let interval = self
            .knowledge
            .times()
            .resolve(expression, &anchor, Tense::Past)?;
        let text = Some(self.text.document.words(expression.span).to_owned());
        Some(TimeSpan {
            text,
            start: interval.start,
            end: interval.end,
        })
    }

    /// For an act of speech without a time: when the same speaker last said something.
    fn last_saying(&self, draft: &Draft) -> Option<Timed> {
        let is_speaker = |speech: &&Speech| {
            let mention = speech.speaker.map(|index| &self.ground.mentions.all[index]);
            let actors = mention.map_or(&[][..], |mention| &mention.actors);
            let acts = draft.actors.iter().filter_map(|filled| filled.actor);
            acts.into_iter().any(|actor| actors.contains(&actor))
        };
        let near = |(sentence, _): &(usize, usize)| {
            *sentence <= draft.sentence && draft.sentence - sentence <= REACH
        };
        let speeches = self.ground.speeches.iter().filter(is_speaker);
        let said = speeches.filter_map(|speech| speech.verb).filter(near);
        let mut times = said.filter_map(|(sentence, verb)| self.time_of_saying(sentence, verb));
        times.next_back().map(|time| Timed {
            span: TimeSpan { text: None, ..time },
            own: false,
        })
    }

    /// The time of a draft without an expression of its own: the perfect speaks of the day of
    /// publication, the past goes on with what was told before.
    fn told_time(
        &self,
        draft: &Draft,
        published: Date,
        narrative: Option<(usize, Interval)>,
    ) -> Option<Timed> {
        let undone = draft.status == Status::Denied && draft.tense == Tense::Past;
        if draft.status != Status::Occurred && !undone || draft.tense == Tense::Future {
            return None;
        }
        let is_speech_act = super::is_speech_act(draft.act.event_type);
        if is_speech_act && let Some(said) = self.last_saying(draft) {
            return Some(said);
        }
        let span = |interval: Interval| Timed {
            span: TimeSpan {
                text: None,
                start: interval.start,
                end: interval.end,
            },
            own: false,
        };
        let finite = self.text.node(draft.sentence, draft.finite);
        let perfect = self.knowledge.lexicon().set("perfect-auxiliaries");
        if finite.all(Label::Aux).any(|aux| perfect.has(&aux.lower())) {
            return Some(span(Interval::day(published)));
        }
        let (sentence, interval) = narrative?;
        let beside = draft.bare_noun && draft.sentence == sentence;
        let goes_on = draft.tense == Tense::Past && draft.sentence - sentence <= REACH;
        (goes_on || beside).then(|| span(interval))
    }

    /// The expression that belongs to a draft.
    fn expression_of(&self, draft: &Draft) -> Option<&TimeExpression> {
        let view = &self.text.sentences[draft.sentence];
        let in_sentence = self
            .ground
            .expressions
            .iter()
            .filter(|one| one.sentence == draft.sentence);
        let bonds = in_sentence.filter_map(|one| Some((one, self.bond(view, draft, one)?)));
        let distance = |one: &TimeExpression| one.tokens.start.abs_diff(draft.trigger);
        let best = bonds.min_by_key(|(one, bond)| (*bond, one.attributive, distance(one)));
        best.map(|(one, _)| one)
    }

    fn bond(
        &self,
        view: &SentenceView,
        draft: &Draft,
        expression: &TimeExpression,
    ) -> Option<Bond> {
        let (governor, through_noun) = governor(view, expression)?;
        let is_own = governor.token == draft.trigger || governor.token == draft.finite;
        if is_own {
            return Some(if through_noun {
                Bond::Within
            } else {
                Bond::Own
            });
        }
        let finite = view.node(draft.finite);
        let trigger = view.node(draft.trigger);
        let between = trigger
            .ancestors()
            .take_while(|node| node.token != draft.finite);
        if draft.trigger != draft.finite && between.into_iter().any(|node| node == governor) {
            return Some(Bond::Within);
        }
        let beside = governor.label() == Label::Advcl
            && governor
                .head()
                .is_some_and(|head| head == finite || head == trigger)
            && governor.child(Label::Mark).is_none();
        let reduced = governor.label() == Label::Acl && governor.head() == Some(trigger);
        if beside || reduced {
            return Some(Bond::Within);
        }
        let shared_by_conjuncts =
            governor.label() == Label::Conj && governor.head().is_some_and(|head| head == finite);
        if shared_by_conjuncts {
            return Some(Bond::Above);
        }
        self.hangs_below(finite, governor).then_some(Bond::Above)
    }

    /// Whether `finite` goes on with the clause of `governor`: conjoined, participial, relative; not
    /// as what somebody says.
    fn hangs_below(&self, finite: Node, governor: Node) -> bool {
        let mut node = finite;
        while let Some(head) = node.head() {
            let goes_on = matches!(
                node.label(),
                Label::Conj
                    | Label::Advcl
                    | Label::Xcomp
                    | Label::Pcomp
                    | Label::Prep
                    | Label::Pobj
                    | Label::Acl
                    | Label::Dobj
            );
            if !goes_on || self.says(head) {
                return false;
            }
            if head == governor {
                return true;
            }
            node = head;
        }
        false
    }

    fn says(&self, verb: Node) -> bool {
        let at = (verb.view().index, verb.token);
        self.ground
            .speeches
            .iter()
            .any(|speech| speech.verb == Some(at))
    }
}

/// The verb or act noun that an expression hangs on, and whether a noun stands between.
fn governor<'a>(
    view: &'a SentenceView<'a>,
    expression: &TimeExpression,
) -> Option<(Node<'a>, bool)> {
    let inside = |token: usize| expression.tokens.contains(&token);
    let top = expression.tokens.clone().find(|&token| {
        view.node(token)
            .head()
            .is_none_or(|head| !inside(head.token))
    })?;
    let mut node = view.node(top);
    let mut through_noun = false;
    while let Some(head) = node.head() {
        if head.is_verb() || head.head().is_none() {
            return Some((head, through_noun));
        }
        through_noun |= head.is_noun();
        node = head;
    }
    node.is_verb().then_some((node, through_noun))
}

/// The tense in which an expression is read: what has not come about lies ahead.
fn calendar_tense(draft: &Draft) -> Tense {
    match draft.status {
        Status::Planned | Status::Possible | Status::CalledFor => Tense::Future,
        _ => draft.tense,
    }
}
