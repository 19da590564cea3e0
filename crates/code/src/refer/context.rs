//! The state that the context gives to those who are named without one.
//!
//! In: a mention. Out: the actor of a state. Never: a state from a mention that is only a place,
//! except where the clause is placed in it.
//!
//! In *Soldiers were deployed in Kampala* the soldiers are Uganda's; in *the army* without more they
//! are those of the document's focus.

use dateline_parse::{Label, Tag};

use super::Resolver;
use crate::mention::ActorKind;
use crate::mention::phrase::first_conjunct;
use crate::text::Node;

/// For what a state is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// For a title or body ("the ministry").
    Office,
    /// For people or forces ("police").
    Group,
    /// For a noun that itself means a state ("the country").
    State,
}

impl Resolver<'_, '_, '_> {
    /// The state that the context gives to a mention.
    pub(super) fn context_state(&mut self, index: usize, want: Want) -> Option<usize> {
        let found = self.focus.outside(self.all[index].sentence);
        let strong = found.filter(|(_, strong)| *strong);
        let strong = strong.map(|(country, _)| country.to_owned());
        let focus = found.map(|(country, _)| country.to_owned());
        match want {
            Want::State => self
                .state_before(index, want, Reach::Sentence, 1)
                .or_else(|| self.state_before(index, want, Reach::Paragraph, 1))
                .or_else(|| self.state_before(index, want, Reach::Near, 1))
                .or_else(|| self.register.state(&focus?, "")),
            Want::Office => self
                .state_before(index, want, Reach::Sentence, 3)
                .or_else(|| self.register.state(&strong?, ""))
                .or_else(|| self.state_before(index, want, Reach::Sentence, 1))
                .or_else(|| self.state_before(index, want, Reach::Paragraph, 1))
                .or_else(|| self.register.state(&focus?, ""))
                .or_else(|| self.state_of_clause(index)),
            Want::Group => self
                .state_of_clause(index)
                .or_else(|| self.register.state(&strong?, ""))
                .or_else(|| self.state_before(index, want, Reach::Sentence, 3))
                .or_else(|| self.state_before(index, want, Reach::Paragraph, 2))
                .or_else(|| self.register.state(&focus?, "")),
        }
    }

    /// The most prominent state before a mention, nearest first among equals.
    fn state_before(
        &mut self,
        index: usize,
        want: Want,
        reach: Reach,
        prominence: i32,
    ) -> Option<usize> {
        let (sentence, paragraph) = (self.all[index].sentence, self.paragraph(index));
        let mut best: Option<(i32, usize)> = None;
        for other in self.before(index) {
            let there = self.all[other].sentence;
            let within = match reach {
                Reach::Sentence => there == sentence,
                Reach::Paragraph => self.paragraph(other) == paragraph,
                Reach::Near => there + 4 >= sentence,
            };
            if !within {
                break;
            }
            let weight = self.prominence(other);
            let counts = weight >= prominence
                && !self.all[other].is_place
                && (want == Want::State || !self.acts_on(other, index))
                && !self.is_said_by(other, index);
            if !counts || self.all[other].actors.is_empty() {
                continue;
            }
            let rank = weight * 2 - (sentence - there) as i32 * 3;
            if best.is_none_or(|(known, _)| rank > known)
                && let Some(state) = self.state_of_mention(other)
            {
                best = Some((rank, state));
            }
        }
        best.map(|(_, state)| state)
    }

    /// Whether one is the subject of the verb whose object the other is: "France called on the
    /// authorities" speaks of those of another state.
    fn acts_on(&self, subject: usize, object: usize) -> bool {
        if self.all[subject].sentence != self.all[object].sentence {
            return false;
        }
        let outward = self.acts_outward(subject, object);
        let (subject, object) = (self.node(subject), self.node(object));
        let through = match object.label() {
            Label::Pobj => object
                .head()
                .filter(|before| before.label() != Label::Agent)
                .and_then(|preposition| preposition.head()),
            Label::Dobj | Label::Dative => object.head(),
            _ => None,
        };
        let owned = object.child(Label::Poss).is_some();
        let shares = |verb: &Node| {
            let hangs = matches!(verb.label(), Label::Xcomp | Label::Conj);
            hangs && verb.child(Label::Nsubj).is_none()
        };
        let verbs = std::iter::successors(through, |verb| verb.head().filter(|_| shares(verb)));
        let doer = verbs.filter_map(|verb| verb.child(Label::Nsubj)).next();
        let acts = doer.is_some_and(|doer| doer.subtree().contains(&subject.token));
        acts && !owned && outward
    }

    /// Whether somebody mostly acts on others than their own: soldiers on anybody, a government on
    /// officials and forces, but not on students or journalists.
    fn acts_outward(&self, subject: usize, object: usize) -> bool {
        let Some(actor) = self.single(subject) else {
            return true;
        };
        let sectors =
            |class: &str, sector: &str| self.lexicon().set(class).has(&sector.to_lowercase());
        let sector = self.actor(actor).sector.as_deref().unwrap_or_default();
        let phrase = self.phrase(object);
        let people = phrase.class.agent && phrase.is_plural() && !phrase.class.collective;
        let own = phrase.class.sector.as_deref().unwrap_or_default();
        match people && sectors("reference-own-sectors", own) {
            true => sectors("reference-armed-sectors", sector),
            false => sectors("reference-outward-sectors", sector),
        }
    }

    /// Whether one is named in what the other says: "if Oslo refuses, the minister said".
    fn is_said_by(&self, said: usize, speaker: usize) -> bool {
        if self.all[said].sentence != self.all[speaker].sentence {
            return false;
        }
        let (said, speaker) = (self.node(said), self.node(speaker));
        let verb = speaker.head().filter(|_| speaker.label() == Label::Nsubj);
        verb.is_some_and(|verb| {
            let clauses = verb.all(Label::Ccomp).chain(verb.all(Label::Advcl));
            let mut before = clauses.filter(|clause| clause.token < speaker.token);
            before.any(|clause| clause.subtree().contains(&said.token))
        })
    }

    /// The one state that a mention stands for; none for firms and groups that belong to no state.
    fn state_of_mention(&mut self, index: usize) -> Option<usize> {
        let actor = self.single(index)?;
        let known = self.actor(actor);
        let sector = known.sector.as_deref().unwrap_or_default().to_lowercase();
        let body = matches!(known.kind, ActorKind::Body | ActorKind::Organisation);
        if body && self.lexicon().set("stateless-sectors").has(&sector) {
            return None;
        }
        self.state_of(actor)
    }

    /// "in Papua, where police …": the state of the place before the clause.
    fn state_where(&self, sentence: usize, verb: Node) -> Option<usize> {
        let place = verb.head().filter(|_| verb.label() == Label::Relcl)?;
        let opens = |child: &Node| child.tag() == Tag::WhAdverb;
        verb.children().find(opens)?;
        let mention = self.mention_at(sentence, place.token)?;
        let actor = self.single(mention)?;
        let known = self.actor(actor);
        (self.all[mention].is_place && known.kind == ActorKind::State).then_some(actor)
    }

    /// The state in which a phrase or its clause is placed.
    fn state_of_clause(&mut self, index: usize) -> Option<usize> {
        let sentence = self.all[index].sentence;
        let node = first_conjunct(self.node(index));
        let places = self.lexicon().set("reference-locative-prepositions");
        let mut nodes = vec![self.node(index), node];
        nodes.extend(
            node.ancestors()
                .take(3)
                .filter(|above| above.is_verb())
                .take(1),
        );
        let verb = node.ancestors().take(3).find(|above| above.is_verb());
        if let Some(state) = verb.and_then(|verb| self.state_where(sentence, verb)) {
            return Some(state);
        }
        nodes.extend(verb.into_iter().flat_map(|verb| verb.all(Label::Dobj)));
        let behind = verb.into_iter().flat_map(|verb| verb.all(Label::Prep));
        nodes.extend(behind.filter_map(|before| before.child(Label::Pobj)));
        for above in nodes {
            for preposition in above.all(Label::Prep) {
                if !places.has(preposition.lemma_lowered()) {
                    continue;
                }
                let object = preposition.child(Label::Pobj);
                let place = object.and_then(|object| self.mention_at(sentence, object.token));
                let Some(place) = place.filter(|&place| self.all[place].is_place) else {
                    continue;
                };
                let state = self
                    .single(place)
                    .filter(|&actor| self.actor(actor).kind == ActorKind::State);
                if state.is_some() {
                    return state;
                }
            }
        }
        None
    }
}

/// How far back a state is looked for.
#[derive(Debug, Clone, Copy)]
enum Reach {
    Sentence,
    Paragraph,
    Near,
}
