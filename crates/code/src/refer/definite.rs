//! Common nouns that take up somebody, or whose state only the context tells.
//!
//! In: a common noun's mention without actors. Out: its actors. Never: names.
//!
//! *the two leaders* are the last two people named; *the bloc* the last organisation; *the ministry*
//! that of the last state; *police* those of the state where the clause or the document is.

use dateline_parse::Label;

use super::Resolver;
use super::context::Want;
use crate::mention::phrase::{Phrase, after_possessor, left_edge};
use crate::mention::register::{GOVERNMENT, UNIDENTIFIED};
use crate::mention::{Actor, ActorKind, Form, incumbent, owned};
use crate::text::Node;

/// Sentences in which a meeting may stand before those who take part are named.
const MEETING: usize = 3;

impl Resolver<'_, '_, '_> {
    /// The actors of a common noun.
    pub(super) fn noun(&mut self, index: usize, depth: usize) -> Vec<usize> {
        let phrase = self.phrase(index);
        if !phrase.head.is_noun() {
            return self.counted(index, &phrase, depth);
        }
        let owners = self.owners(index, &phrase, depth);
        let lexicon = self.lexicon();
        let is = |class: &str| lexicon.set(class).has(&phrase.key);
        if is("reference-counterparts") {
            return self.counterpart(index, &phrase, &owners);
        }
        if !owners.is_empty() {
            let name = self.plain_name(index);
            let found = owned(&mut self.register, &phrase, &owners, &name, false);
            if !found.is_empty() {
                return found;
            }
            if !phrase.class.is_people() {
                return Vec::new();
            }
        }
        let vague = self.is_vague(&phrase);
        if let Some(count) = self.count(&phrase) {
            let found = self.last(index, &phrase, count);
            if !found.is_empty() {
                return found;
            }
        }
        if phrase.is_plural() && !vague {
            let members = is("reference-members").then(|| self.organisation_of_members(index));
            let meeting = is("reference-participants").then(|| self.convener(index));
            if let Some(found) = members.flatten().or(meeting.flatten()) {
                return vec![found];
            }
        }
        let definite = phrase.is_definite(self.lexicon()) && !phrase.is_plural() && !vague;
        if definite && is("reference-organisation-nouns") {
            let body = !is("reference-bloc-nouns");
            if let Some(found) = self.last_organisation(index, body) {
                return vec![found];
            }
        }
        let is_state = is("reference-state-nouns") || is("reference-capital-nouns");
        if definite && is_state && !phrase.class.is_people() {
            return self.context_state(index, Want::State).into_iter().collect();
        }
        if phrase.class.is_people() || (phrase.class.office && definite) {
            return self.of_context(index, &phrase, vague);
        }
        Vec::new()
    }

    /// Those to whom the phrase says that its noun belongs, pronouns included.
    fn owners(&mut self, index: usize, phrase: &Phrase, depth: usize) -> Vec<usize> {
        let sentence = self.all[index].sentence;
        let prepositions = self.lexicon().set("mention-owner-prepositions");
        let mut tokens: Vec<usize> = phrase
            .tokens
            .clone()
            .filter(|&token| token != phrase.head.token)
            .collect();
        for preposition in phrase.head.all(Label::Prep) {
            if prepositions.has(preposition.lemma()) {
                let objects = preposition.child(Label::Pobj);
                tokens.extend(
                    objects
                        .into_iter()
                        .flat_map(|object| object.with_conjuncts())
                        .map(|node| node.token),
                );
            }
        }
        let mut owners = Vec::new();
        for token in tokens {
            let Some(mention) = self.mention_at(sentence, token) else {
                continue;
            };
            if mention == index {
                continue;
            }
            let before = token < phrase.head.token;
            let node = phrase.head.at(token);
            let groups = before && node.is_noun() && self.all[mention].actors.is_empty();
            if groups || self.all[mention].is_place && !before && !phrase.class.is_people() {
                continue;
            }
            self.settle(mention, depth + 1);
            for &actor in &self.all[mention].actors {
                if !owners.contains(&actor) {
                    owners.push(actor);
                }
            }
        }
        owners
    }

    /// One who holds the same office elsewhere: "his Russian counterpart".
    fn counterpart(&mut self, index: usize, phrase: &Phrase, owners: &[usize]) -> Vec<usize> {
        let sentence = self.all[index].sentence;
        let possessor = phrase
            .possessor()
            .and_then(|node| self.mention_at(sentence, node.token));
        let first = possessor.and_then(|mention| self.single(mention));
        let other = owners
            .iter()
            .copied()
            .find(|owner| Some(*owner) != first && self.actor(*owner).kind != ActorKind::Person);
        let Some(other) = other else {
            return Vec::new();
        };
        let role = first.and_then(|first| self.actor(first).role.clone());
        let known = role
            .as_deref()
            .and_then(|role| incumbent(&mut self.register, role, other));
        if let Some(known) = known.filter(|_| !phrase.is_plural()) {
            return vec![known];
        }
        let model = first
            .map(|first| self.actor(first).clone())
            .unwrap_or_default();
        let power = self.actor(other).clone();
        let actor = Actor {
            kind: if phrase.is_plural() {
                ActorKind::Group
            } else {
                ActorKind::Person
            },
            name: self.plain_name(index),
            country: power.country,
            organisation: power.organisation,
            sector: model.sector.or(power.sector),
            role,
            plural: phrase.is_plural(),
            grounds: power.grounds,
            ..Actor::default()
        };
        vec![self.register.unnamed(actor, false)]
    }

    /// How many the phrase says are taken up.
    fn count(&self, phrase: &Phrase) -> Option<usize> {
        let counts = self.lexicon().map("reference-counts");
        let known =
            phrase.is_definite(self.lexicon()) || phrase.head.child(Label::Predet).is_some();
        let number = phrase
            .tokens
            .clone()
            .find_map(|token| counts.number(&phrase.head.at(token).lower()));
        number
            .filter(|_| known && phrase.is_plural())
            .map(|number| number as usize)
    }

    /// The last so many people or states.
    fn last(&mut self, index: usize, phrase: &Phrase, count: usize) -> Vec<usize> {
        let is = |class: &str| self.lexicon().set(class).has(&phrase.key);
        let (persons, states) = (is("reference-pair-persons"), is("reference-pair-states"));
        let mut found = self.last_coordination(index, count, persons, states);
        let roles = self.lexicon().map("reference-pair-roles").get(&phrase.key);
        if found.is_empty() && persons {
            found = self.last_of(index, count, roles, true);
        }
        if found.len() < count && states {
            found = self.last_of(index, count, None, false);
        }
        if found.len() == count {
            found
        } else {
            Vec::new()
        }
    }

    /// The nearest coordination of just so many people or states, in this sentence or the last.
    fn last_coordination(
        &self,
        index: usize,
        count: usize,
        persons: bool,
        states: bool,
    ) -> Vec<usize> {
        let sentence = self.all[index].sentence;
        let near = |other: &usize| self.all[*other].sentence + 1 >= sentence;
        let fits = |actors: &Vec<usize>| {
            let all = |kind: ActorKind| actors.iter().all(|&actor| self.actor(actor).kind == kind);
            actors.len() == count
                && (persons && all(ActorKind::Person) || states && all(ActorKind::State))
        };
        self.before(index)
            .take_while(near)
            .filter(|&other| self.all[other].form == Form::Name && !self.all[other].is_place)
            .map(|other| self.coordinated(other))
            .find(fits)
            .unwrap_or_default()
    }

    /// The last distinct people (or states) before a mention, in the order of the text.
    fn last_of(
        &mut self,
        index: usize,
        count: usize,
        role: Option<&str>,
        people: bool,
    ) -> Vec<usize> {
        let sentence = self.all[index].sentence;
        let mut found: Vec<usize> = Vec::new();
        let others: Vec<usize> = self.before(index).collect();
        for pass in 0..2 {
            for &other in &others {
                if self.all[other].sentence + 8 < sentence || found.len() >= count {
                    break;
                }
                if !self.is_antecedent(other) || self.all[other].is_place && pass == 0 {
                    continue;
                }
                for actor in self.all[other].actors.clone().into_iter().rev() {
                    let taken = match people {
                        true => self.as_person(actor, role.filter(|_| pass == 0)),
                        false => self.as_power(actor, pass),
                    };
                    if let Some(actor) = taken.filter(|actor| !found.contains(actor)) {
                        found.push(actor);
                    }
                }
            }
            if found.len() >= count {
                break;
            }
        }
        found.truncate(count);
        found.reverse();
        found
    }

    fn as_person(&self, actor: usize, role: Option<&str>) -> Option<usize> {
        let known = self.actor(actor);
        let own = known.role.as_deref();
        let fits = role.is_none_or(|roles| roles.split(' ').any(|role| own == Some(role)));
        (known.kind == ActorKind::Person && fits).then_some(actor)
    }

    fn as_power(&mut self, actor: usize, pass: usize) -> Option<usize> {
        let kind = self.actor(actor).kind;
        match kind {
            ActorKind::State => Some(actor),
            ActorKind::Organisation if pass > 0 => Some(actor),
            _ => self.state_of(actor),
        }
    }

    /// A number or determiner alone: "both", "two of them".
    fn counted(&mut self, index: usize, phrase: &Phrase, depth: usize) -> Vec<usize> {
        let object = phrase
            .head
            .child(Label::Prep)
            .and_then(|prep| prep.child(Label::Pobj));
        let sentence = self.all[index].sentence;
        if let Some(object) = object {
            let Some(mention) = self.mention_at(sentence, object.token) else {
                return Vec::new();
            };
            self.settle(mention, depth + 1);
            return self.all[mention].actors.clone();
        }
        if !self
            .lexicon()
            .set("reference-pair-pronouns")
            .has(phrase.head.lowered())
        {
            return Vec::new();
        }
        let count = self
            .lexicon()
            .map("reference-counts")
            .number(&phrase.head.lower());
        let count = count.unwrap_or(2) as usize;
        let people = self.last_of(index, count, None, true);
        if people.len() == count {
            people
        } else {
            self.last_of(index, count, None, false)
        }
    }

    /// The organisation of the meeting that the text speaks of.
    fn convener(&self, index: usize) -> Option<usize> {
        let sentence = self.all[index].sentence;
        let meetings = self.lexicon().set("reference-meetings");
        let near = sentence.saturating_sub(MEETING)..=sentence;
        let meets = near
            .filter(|&near| self.paragraph_of(near).abs_diff(self.paragraph(index)) <= 1)
            .any(|near| {
                self.text.sentences[near]
                    .nodes()
                    .any(|node| meetings.has(node.lemma_lowered()))
            });
        if !meets {
            return None;
        }
        let within = |other: &usize| self.all[*other].sentence + MEETING + 1 >= sentence;
        self.before(index)
            .take_while(within)
            .find_map(|other| self.organisation_at(other))
    }

    /// The organisation whose members are meant: the last one, or in a headline the next one.
    fn organisation_of_members(&self, index: usize) -> Option<usize> {
        let before = self.last_organisation(index, false);
        let next = || {
            let is_support = self.view(index).kind().is_support();
            let end = (index + 20).min(self.all.len());
            (index..end)
                .filter(|_| is_support)
                .find_map(|other| self.organisation_at(other))
        };
        before.or_else(next)
    }

    fn organisation_at(&self, index: usize) -> Option<usize> {
        let actor = self.single(index)?;
        (self.actor(actor).kind == ActorKind::Organisation).then_some(actor)
    }

    fn paragraph_of(&self, sentence: usize) -> usize {
        self.text.sentences[sentence].sentence().paragraph
    }

    /// The last organisation or named body before a mention.
    fn last_organisation(&self, index: usize, body: bool) -> Option<usize> {
        let mut best: Option<(i32, usize)> = None;
        let sentence = self.all[index].sentence;
        for (steps, other) in self.before(index).enumerate() {
            let Some(actor) = self.single(other) else {
                continue;
            };
            let known = self.actor(actor);
            let base = match known.kind {
                ActorKind::Organisation => 20,
                ActorKind::Body if known.named && body => 14,
                _ => continue,
            };
            let distance = (sentence - self.all[other].sentence) as i32;
            let often = self
                .before(index)
                .filter(|&other| self.single(other) == Some(actor))
                .count();
            let score = base + 3 * self.prominence(other) + 2 * often.min(8) as i32
                - 4 * distance.min(6)
                - steps.min(10) as i32;
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, actor));
            }
        }
        best.map(|(_, actor)| actor)
    }

    /// Whether the phrase leaves open who is meant.
    fn is_vague(&self, phrase: &Phrase) -> bool {
        let vague = self.lexicon().set("reference-vague-words");
        phrase
            .tokens
            .clone()
            .any(|token| token != phrase.head.token && vague.has(phrase.head.at(token).lowered()))
    }

    /// A title, body or group with the state of its context.
    fn of_context(&mut self, index: usize, phrase: &Phrase, vague: bool) -> Vec<usize> {
        let class = &phrase.class;
        let indefinite = phrase.is_indefinite(self.lexicon());
        if let (Some(role), false, false) = (&class.role, indefinite, phrase.is_plural())
            && let Some(person) = self.earlier_holder(index, role)
        {
            return vec![person];
        }
        let want = match class.title && !phrase.is_plural()
            || class.body.is_some() && !class.agent
            || class.office
        {
            true => Want::Office,
            false => Want::Group,
        };
        let takes = !self.stays_without_state(phrase, vague);
        let state = takes.then(|| self.context_state(index, want)).flatten();
        let name = self.plain_name(index);
        if let Some(state) = state {
            let found = owned(&mut self.register, phrase, &[state], &name, false);
            if !found.is_empty() && !found.contains(&state) {
                return found;
            }
        }
        let country = state.and_then(|state| self.actor(state).country.clone());
        let grounds = state
            .map(|state| self.actor(state).grounds.clone())
            .unwrap_or_default();
        let plural = phrase.is_plural();
        let person = (class.title || class.agent) && !plural;
        let body = class.is_body();
        let kind = match (person, body) {
            (_, true) => ActorKind::Body,
            (true, _) => ActorKind::Person,
            _ => ActorKind::Group,
        };
        let actor = Actor {
            kind,
            name,
            country,
            sector: class
                .sector
                .clone()
                .or_else(|| class.office.then(|| GOVERNMENT.to_owned())),
            plural,
            gender: class.gender,
            role: class.role.clone(),
            grounds,
            ..Actor::default()
        };
        vec![self.register.unnamed(actor, indefinite && !plural)]
    }

    /// Whether such people take no state from the context.
    fn stays_without_state(&self, phrase: &Phrase, vague: bool) -> bool {
        let lexicon = self.lexicon();
        let foreign = lexicon.set("reference-foreign-words");
        let is_foreign = phrase
            .tokens
            .clone()
            .any(|token| foreign.has(phrase.head.at(token).lowered()));
        let anonymous = lexicon.set("reference-anonymous-nouns").has(&phrase.key);
        let cues = lexicon.set("reference-anonymous-cues");
        let cued = phrase
            .head
            .children()
            .any(|child| child.token > phrase.head.token && cues.has(child.lemma_lowered()));
        let next = phrase.head.token + 1;
        let follows = next < phrase.head.view().len() && cues.has(phrase.head.at(next).lowered());
        let unidentified = phrase.class.sector.as_deref() == Some(UNIDENTIFIED);
        let vague_office = vague && phrase.class.title && phrase.is_plural();
        is_foreign || anonymous || cued || follows || unidentified || vague_office
    }

    /// The person named last who holds a role.
    fn earlier_holder(&self, index: usize, role: &str) -> Option<usize> {
        let sentence = self.all[index].sentence;
        let holds = |other: usize| {
            let actor = self.single(other)?;
            let known = self.actor(actor);
            let fits = known.kind == ActorKind::Person && known.role.as_deref() == Some(role);
            (fits && known.named).then_some(actor)
        };
        let near = |other: &usize| self.all[*other].sentence + 6 >= sentence;
        self.before(index).take_while(near).find_map(holds)
    }

    /// The words of a mention without article and possessor.
    fn plain_name(&self, index: usize) -> String {
        let mention = &self.all[index];
        let view = self.view(index);
        let mut tokens = mention.tokens.clone();
        let head = self.node(index);
        let after = after_possessor(head, left_edge(head));
        if tokens.contains(&after) {
            tokens.start = after;
        }
        let drops = |node: Node| {
            matches!(node.label(), Label::Det | Label::Predet) && node.token < mention.head
        };
        while tokens.len() > 1 && drops(view.node(tokens.start)) {
            tokens.start += 1;
        }
        view.words(tokens)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}
