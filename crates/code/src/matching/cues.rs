//! Sentences that tell of no news: sport, fiction, habits and rules, the far past.
//!
//! In: a sentence and one of its drafts. Out: whether the draft may be news. Never: single words that
//! could mean politics as well; one strong cue or two weak ones make sport.
//!
//! *Ghana defended its title in the final* is sport, *In the novel, rebels storm the palace* fiction,
//! *Rebels are usually jailed* a habit: none of them gives an event.

use dateline_parse::{Label, Tag};
use dateline_record::{EventType, Status};

use super::{Draft, Filled, Matcher, Scene};
use crate::mention::{ActorKind, Form};
use crate::situate::time::Tense;
use crate::text::{Node, SentenceView};

/// So many words has the longest cue that opens a sentence.
const LONGEST_OPENING: usize = 4;

/// So many years ago is no news.
const OLD: u32 = 30;

/// Numbers of four digits from here on, and before [`RECENT`], are years long past.
const EARLIEST: u32 = 1000;

/// The first year that may be news to texts of today.
const RECENT: u32 = 1990;

impl Matcher<'_> {
    /// Whether what a draft tells may be news.
    pub(super) fn is_news(&self, scene: &Scene, view: &SentenceView, draft: &Draft) -> bool {
        let sport = self.is_sport(view) && !self.is_official(scene, draft);
        !sport
            && !self.is_fiction(view)
            && !self.is_habit(scene, view, draft)
            && !self.is_long_past(view, draft)
            && !self.is_simile(view, draft)
            && !self.is_business(scene, draft)
            && !self.is_accident_report(scene, view, draft)
            && !self.is_nobodys(scene, draft)
            && !self.is_private(scene, draft)
            && !self.is_permission(scene, view, draft)
    }

    /// Violence without a doer where a crash, a fire or the weather is spoken of.
    fn is_accident_report(&self, scene: &Scene, view: &SentenceView, draft: &Draft) -> bool {
        let cues = self.lexicon.set("accident-cues");
        let violent = draft.act.event_type == EventType::Assault;
        let done = draft.actors.iter().any(|filled| {
            filled
                .actor
                .is_some_and(|actor| scene.mentions.actors[actor].sector.is_some())
        });
        let spoken = || view.nodes().any(|node| cues.has(node.lemma_lowered()));
        violent && !done && spoken()
    }

    /// Whether nobody takes part who is of any state or body or holds power or arms.
    fn is_nobodys(&self, scene: &Scene, draft: &Draft) -> bool {
        let sectors = self.lexicon.set("political-sectors");
        let counts = |filled: &Filled| match filled.actor {
            Some(actor) => {
                let actor = &scene.mentions.actors[actor];
                let sector = actor.sector.as_deref().unwrap_or_default().to_lowercase();
                actor.country.is_some() || actor.organisation.is_some() || sectors.has(&sector)
            }
            None => filled.place.is_some(),
        };
        let mut sides = draft.actors.iter().chain(&draft.recipients);
        let somebody = !draft.actors.is_empty() || !draft.recipients.is_empty();
        let many = |filled: &Filled| {
            let actor = filled.actor.map(|actor| &scene.mentions.actors[actor]);
            actor.is_some_and(|actor| actor.plural || actor.kind != ActorKind::Person)
        };
        let protest = draft.act.event_type == EventType::Protest;
        let exempt = draft.agentless || protest && draft.actors.iter().any(many);
        somebody && !exempt && draft.callers.is_empty() && !sides.any(counts)
    }

    /// What befalls one unnamed person of no standing, by nobody's hand: "a tourist was fined".
    fn is_private(&self, scene: &Scene, draft: &Draft) -> bool {
        let [one] = draft.recipients.as_slice() else {
            return false;
        };
        let sectors = self.lexicon.set("private-sectors");
        let private = one.actor.is_some_and(|actor| {
            let actor = &scene.mentions.actors[actor];
            let sector = actor.sector.as_deref().unwrap_or_default().to_lowercase();
            let single = actor.kind == ActorKind::Person && !actor.plural && !actor.named;
            single && actor.country.is_none() && sectors.has(&sector)
        });
        draft.agentless && draft.actors.is_empty() && private
    }

    /// What may or must be done by nobody in particular: "diplomats can be expelled".
    fn is_permission(&self, scene: &Scene, view: &SentenceView, draft: &Draft) -> bool {
        let open = matches!(draft.status, Status::Possible | Status::CalledFor);
        let finite = view.node(draft.finite);
        let mut auxiliaries = finite.all(Label::Aux);
        let modal = auxiliaries.any(|aux| aux.tag() == Tag::Modal);
        let definite = self.lexicon.set("definite-words");
        let of_somewhere = |filled: &Filled| {
            let actor = filled.actor.map(|actor| &scene.mentions.actors[actor]);
            let mention = scene.mentions.at(filled.at.0, filled.at.1);
            let known = mention.is_some_and(|mention| {
                let first = scene.text.node(mention.sentence, mention.tokens.start);
                definite.has(first.lowered())
            });
            known
                || actor.is_none_or(|actor| {
                    actor.country.is_some() || actor.organisation.is_some() || actor.named
                })
        };
        let mut sides = draft.actors.iter().chain(&draft.recipients);
        open && modal && draft.callers.is_empty() && !sides.any(of_somewhere)
    }

    /// Whether something is done to a state that the text names as such, not by the seat of a firm.
    fn is_of_state(&self, scene: &Scene, draft: &Draft) -> bool {
        let is_state = |filled: &Filled| {
            let actor = filled.actor.map(|actor| &scene.mentions.actors[actor]);
            let mention = scene.mentions.at(filled.at.0, filled.at.1);
            let place = mention.is_none_or(|mention| mention.is_place);
            actor.is_some_and(|actor| actor.kind == ActorKind::State) && !place
        };
        draft.recipients.iter().any(is_state)
    }

    /// "like rockets fired from a ship".
    fn is_simile(&self, view: &SentenceView, draft: &Draft) -> bool {
        let likes = self.lexicon.set("simile-words");
        let mut above = view.node(draft.trigger).ancestors();
        above.any(|node| matches!(node.label(), Label::Prep) && likes.has(node.lowered()))
    }

    /// Whether firms are among themselves, and no force is used.
    fn is_business(&self, scene: &Scene, draft: &Draft) -> bool {
        let sectors = self.lexicon.set("business-sectors");
        let is_firm = |filled: &Filled| {
            let actor = filled.actor.map(|actor| &scene.mentions.actors[actor]);
            let sector = actor
                .and_then(|actor| actor.sector.as_deref())
                .unwrap_or_default();
            sectors.has(&sector.to_lowercase())
        };
        let force = matches!(
            draft.act.event_type,
            EventType::Assault | EventType::Coerce | EventType::Protest
        );
        let firms = !draft.actors.is_empty() && draft.actors.iter().all(is_firm);
        let broad = matches!(
            draft.act.event_type,
            EventType::Sanction | EventType::Accuse
        );
        let among = draft.recipients.iter().all(is_firm) && !(broad && draft.recipients.is_empty());
        let private = !broad && !self.is_official(scene, draft) && !self.is_of_state(scene, draft);
        !force && firms && (among || private)
    }

    /// One word of sport alone, or two that are words of sport together.
    fn is_sport(&self, view: &SentenceView) -> bool {
        let strong = self.lexicon.set("sport-cues");
        let weak = self.lexicon.set("sport-hints");
        let mut hints = 0;
        for node in view.nodes() {
            let (word, lemma) = (node.lowered(), node.lemma_lowered());
            let pair = (node.token > 0 && strong.closes(lemma))
                .then(|| format!("{} {lemma}", node.at(node.token - 1).lowered()));
            if strong.has(word) || strong.has(lemma) || pair.is_some_and(|pair| strong.has(&pair)) {
                return true;
            }
            hints += usize::from(weak.has(word) || weak.has(lemma));
        }
        hints > 1
    }

    /// Whether somebody who holds power acts, or it is done to them.
    fn is_official(&self, scene: &Scene, draft: &Draft) -> bool {
        let sectors = self.lexicon.set("official-sectors");
        let armed = self.lexicon.set("armed-sectors");
        let sport = self.lexicon.set("sport-cues");
        let holds = |filled: &Filled| {
            let actor = filled.actor.map(|actor| &scene.mentions.actors[actor]);
            actor.is_some_and(|actor| {
                let sector = actor.sector.as_deref().unwrap_or_default().to_lowercase();
                let group = matches!(actor.kind, ActorKind::State | ActorKind::Group);
                let listed = if group { armed } else { sectors };
                let mention = scene.mentions.at(filled.at.0, filled.at.1);
                let sporting = mention.is_some_and(|mention| {
                    let mut tokens = mention.tokens.clone();
                    let view = &scene.text.sentences[mention.sentence];
                    tokens.any(|token| sport.has(view.node(token).lowered()))
                });
                listed.has(&sector) && !sporting
            })
        };
        draft.actors.iter().chain(&draft.recipients).any(holds)
    }

    /// "The film shows …", "In the novel, …".
    fn is_fiction(&self, view: &SentenceView) -> bool {
        let works = self.lexicon.set("works-of-fiction");
        let shows = self.lexicon.set("depicting-verbs");
        let opens = self.lexicon.set("fiction-openings");
        let is_work = |node: Node| works.has(node.lemma_lowered());
        let depicted = view.nodes().any(|node| {
            let subject = matches!(node.label(), Label::Nsubj | Label::Nsubjpass) && is_work(node);
            subject && node.head().is_some_and(|verb| shows.has(verb.lemma()))
        });
        let opening = view
            .nodes()
            .next()
            .filter(|first| opens.has(first.lowered()));
        let within = opening.and_then(|first| first.child(Label::Pobj));
        depicted || within.is_some_and(is_work)
    }

    /// What happens as a rule: habits, laws, what "anyone" does, bare plurals in the present.
    fn is_habit(&self, scene: &Scene, view: &SentenceView, draft: &Draft) -> bool {
        let finite = view.node(draft.finite);
        let present = self.is_present(finite);
        if !present || view.kind().is_support() {
            return false;
        }
        let habits = self.lexicon.set("habit-adverbs");
        let everybody = self.lexicon.set("generic-words");
        let has = |node: Node, words: &crate::lexicon::WordSet| {
            node.children().any(|child| words.has(child.lowered()))
        };
        let clause = |node: Node| has(node, habits) || has(node, everybody);
        let sides = || draft.actors.iter().chain(&draft.recipients);
        let generic =
            sides().any(|filled| has(view.node(filled.at.1.min(view.len() - 1)), everybody));
        let subject = finite
            .children()
            .find(|child| matches!(child.label(), Label::Nsubj | Label::Nsubjpass));
        let of_everybody =
            subject.is_some_and(|noun| everybody.has(noun.lowered()) || has(noun, everybody));
        clause(finite)
            || generic
            || of_everybody
            || self.opens_law(view)
            || self.is_bare(scene, view, draft)
    }

    /// Whether a clause has the plain present or a modal, and no perfect or progressive.
    fn is_present(&self, finite: Node) -> bool {
        let auxiliaries: Vec<Node> = finite
            .children()
            .filter(|child| matches!(child.label(), Label::Aux | Label::Auxpass))
            .collect();
        let done = auxiliaries
            .iter()
            .any(|aux| aux.lemma() == self.constant("perfect"));
        let ahead = self.lexicon.set("future-auxiliaries");
        let future = auxiliaries.iter().any(|aux| ahead.has(aux.lowered()));
        let progressive = finite.tag() == Tag::VerbGerund && !auxiliaries.is_empty();
        let modal = auxiliaries.iter().any(|aux| aux.tag() == Tag::Modal);
        !done && !future && !progressive && (modal || self.tense(finite) == Tense::Present)
    }

    /// "Under the law, …", "In general, …".
    fn opens_law(&self, view: &SentenceView) -> bool {
        let openings = self.lexicon.set("law-openings");
        let mut words = String::new();
        view.nodes().take(LONGEST_OPENING).any(|node| {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&node.lower());
            openings.has(&words)
        })
    }

    /// Whether all who take part are unnamed plurals in the plain present: "soldiers are jailed".
    fn is_bare(&self, scene: &Scene, view: &SentenceView, draft: &Draft) -> bool {
        let finite = view.node(draft.finite);
        let modal = finite.all(Label::Aux).any(|aux| aux.tag() == Tag::Modal);
        let speech = matches!(draft.act.event_type, EventType::Accuse | EventType::Request);
        let sides: Vec<&Filled> = draft.actors.iter().chain(&draft.recipients).collect();
        let bare = |filled: &&Filled| {
            let mention = scene.mentions.at(filled.at.0, filled.at.1);
            let node = view.node(filled.at.1.min(view.len() - 1));
            let plain = node.tag() == Tag::Nouns && node.children().all(|child| is_heavy(child));
            plain && mention.is_none_or(|mention| mention.form == Form::Noun)
        };
        let dated = finite
            .subtree()
            .any(|token| scene.times.contains(&(view.index, token)));
        let told = draft.status == Status::Occurred && !modal && !speech && !dated;
        told && !sides.is_empty() && sides.iter().all(bare)
    }

    /// "In the 19th century", "half a century ago".
    fn is_long_past(&self, view: &SentenceView, draft: &Draft) -> bool {
        let spans = self.lexicon.set("long-past-words");
        let measures = self.lexicon.set("long-past-measures");
        let long = |node: Node| {
            spans.has(node.lemma())
                && node.children().any(|child| {
                    let word = child.lower();
                    measures.has(&word) || word.chars().next().is_some_and(|c| c.is_ascii_digit())
                })
        };
        let counts = self.lexicon.set("long-past-counts");
        let ago = self.lexicon.set("time-ago");
        let many = |child: Node| {
            let word = child.lower();
            let first = word.split('-').next().unwrap_or_default();
            counts.has(first) || word.parse::<u32>().is_ok_and(|count| count >= OLD)
        };
        let years_ago = |node: Node| {
            let years = self.lexicon.set("long-past-units").has(node.lemma());
            let next = (node.token + 1 < view.len()).then(|| node.at(node.token + 1));
            years && node.children().any(many) && next.is_some_and(|next| ago.has(next.lowered()))
        };
        let old_year = |node: Node| {
            let year = node
                .word()
                .parse::<u32>()
                .ok()
                .filter(|_| node.word().len() == 4);
            let dates = node.label() == Label::Pobj && draft.clause.contains(&node.token);
            dates && year.is_some_and(|year| (EARLIEST..RECENT).contains(&year))
        };
        let old = |node: Node| long(node) || years_ago(node) || old_year(node);
        let aside = |node: Node| self.is_since(node) || is_aside(node, draft);
        let told = view.nodes().any(|node| old(node) && !aside(node));
        told && draft.tense == Tense::Past
    }

    /// Whether a time is one from which on something holds: "the first since 1973".
    fn is_since(&self, node: Node) -> bool {
        let from = self.lexicon.set("time-since");
        node.head().is_some_and(|above| from.has(above.lowered()))
    }
}

/// Whether a time is told of something beside the event: "the ties that it had cut in 1974".
fn is_aside(time: Node, draft: &Draft) -> bool {
    let beside = |node: &Node| matches!(node.label(), Label::Relcl | Label::Acl | Label::Appos);
    let clause = time.ancestors().find(beside);
    clause.is_some_and(|clause| !clause.subtree().any(|token| token == draft.trigger))
}

/// A dependent that does not tell which ones are meant: a relative clause, a mark.
fn is_heavy(child: Node) -> bool {
    matches!(
        child.label(),
        Label::Relcl | Label::Punct | Label::Cc | Label::Conj
    )
}
