//! The memberships that the text states.
//!
//! In: a [`Text`], its mentions, the world, the word lists, the day of publication. Out:
//! [`Membership`]s in the order of the text, each compared with the world. Never: attendance at a
//! meeting, or joining that is only wished for, planned or supposed.
//!
//! *Iran became a member in 2023* is the membership of Iran in the organisation spoken of before,
//! since 2023; the world agrees.

use std::ops::Range;

use dateline_parse::{Label, Tag};
use dateline_record::{Membership, MembershipKind};
use dateline_world::World;
use jiff::civil::Date;

use super::runs::{Runs, State};
use super::scan::Scan;
use super::since::{Dates, When};
use super::verdict::verdict;
use crate::lexicon::{Lexicon, WordMap, WordSet};
use crate::mention::Mentions;
use crate::text::{Node, Text};

/// The memberships of the coded regions; one that is stated twice stands once.
pub fn memberships(
    text: &Text,
    mentions: &Mentions,
    world: &World,
    lexicon: &Lexicon,
    on: Option<Date>,
) -> Vec<Membership> {
    let words = Words::new(lexicon);
    let dates = Dates::new(lexicon, on);
    let mut found: Vec<Membership> = Vec::new();
    for view in text.sentences.iter().filter(|view| view.kind().is_coded()) {
        let scan = Scan::new(view);
        let runs = Runs::new(&scan, mentions);
        let reader = Reader {
            words: &words,
            dates: &dates,
            scan,
            runs,
            text,
            mentions,
        };
        for claim in reader.claims() {
            let evidence = view.document.offsets(view.span(claim.tokens.clone()));
            for member in &claim.members {
                let verdict = verdict(world, &claim, member, on);
                add(&mut found, claim.record(member, verdict, evidence));
            }
        }
    }
    found
}

/// Adds a membership, unless it is stated already; a date that was missing is filled in.
fn add(found: &mut Vec<Membership>, new: Membership) {
    let same = |old: &&mut Membership| {
        old.organisation == new.organisation && old.member == new.member && old.kind == new.kind
    };
    match found.iter_mut().find(same) {
        Some(old) if old.since.is_none() && old.until.is_none() => *old = new,
        Some(_) => {}
        None => found.push(new),
    }
}

/// The word before those who founded is looked for so many tokens after the verb.
const NEAR: usize = 10;

/// One statement: who belongs to what, how, since when.
pub(super) struct Claim {
    pub organisation: String,
    pub members: Vec<String>,
    pub kind: MembershipKind,
    pub date: Option<String>,
    tokens: Range<usize>,
}

impl Claim {
    fn record(
        &self,
        member: &str,
        world: dateline_record::WorldVerdict,
        evidence: dateline_record::Offsets,
    ) -> Membership {
        let ended = self.kind == MembershipKind::Left;
        Membership {
            organisation: self.organisation.clone(),
            member: member.to_owned(),
            kind: self.kind,
            since: self.date.clone().filter(|_| !ended),
            until: self.date.clone().filter(|_| ended),
            world,
            evidence,
        }
    }
}

/// The word lists.
pub(super) struct Words<'l> {
    pub(super) verbs: &'l WordMap,
    pub(super) alone: &'l WordSet,
    pub(super) transfers: &'l WordMap,
    pub(super) founding: &'l WordSet,
    pub(super) nouns: &'l WordMap,
    pub(super) modifiers: &'l WordMap,
    pub(super) states: &'l WordSet,
    pub(super) applying: &'l WordSet,
    pub(super) being: &'l WordSet,
    pub(super) as_words: &'l WordSet,
    pub(super) by: &'l WordSet,
    pub(super) whose: &'l WordSet,
    pub(super) organisation_nouns: &'l WordSet,
    pub(super) definite: &'l WordSet,
    pub(super) unreal: &'l WordSet,
    pub(super) negative: &'l WordSet,
}

impl<'l> Words<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Words {
            verbs: lexicon.map("membership-verbs"),
            alone: lexicon.set("membership-verbs-alone"),
            transfers: lexicon.map("membership-transfers"),
            founding: lexicon.set("membership-founding"),
            nouns: lexicon.map("membership-nouns"),
            modifiers: lexicon.map("membership-modifiers"),
            states: lexicon.set("membership-states"),
            applying: lexicon.set("membership-applying"),
            being: lexicon.set("membership-being"),
            as_words: lexicon.set("membership-as"),
            by: lexicon.set("membership-by"),
            whose: lexicon.set("membership-whose"),
            organisation_nouns: lexicon.set("membership-organisation-nouns"),
            definite: lexicon.set("membership-definite"),
            unreal: lexicon.set("membership-unreal"),
            negative: lexicon.set("membership-negative"),
        }
    }
}

pub(super) fn kind_named(name: &str) -> Option<MembershipKind> {
    Some(match name {
        "member" => MembershipKind::Member,
        "founder" => MembershipKind::Founder,
        "observer" => MembershipKind::Observer,
        "partner" => MembershipKind::Partner,
        "candidate" => MembershipKind::Candidate,
        "suspended" => MembershipKind::Suspended,
        "left" => MembershipKind::Left,
        _ => return None,
    })
}

/// A statement before its date is known.
#[derive(Clone)]
struct Found {
    trigger: usize,
    organisation: State,
    members: Vec<State>,
    kind: MembershipKind,
}

impl Found {
    /// A statement; none without members.
    fn of(
        trigger: usize,
        organisation: State,
        members: Vec<State>,
        kind: MembershipKind,
    ) -> Option<Found> {
        let found = Found {
            trigger,
            organisation,
            members,
            kind,
        };
        Some(found).filter(|found| !found.members.is_empty())
    }
}

/// Reads one sentence.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) dates: &'a Dates<'a>,
    pub(super) scan: Scan<'a>,
    pub(super) runs: Runs,
    pub(super) text: &'a Text<'a>,
    pub(super) mentions: &'a Mentions,
}

impl Reader<'_> {
    fn claims(&self) -> Vec<Claim> {
        let found: Vec<Found> = self
            .scan
            .view
            .nodes()
            .filter_map(|node| self.found(&node))
            .collect();
        let mut claims = Vec::new();
        for (index, one) in found.iter().enumerate() {
            let last = found
                .get(index + 1)
                .map_or(self.scan.len(), |next| next.trigger);
            let date = self.date(one, index == 0, last);
            let respective = date.as_ref().and_then(|date| self.respective(one, date));
            match respective {
                Some(several) => claims.extend(several),
                None => claims.push(self.claim(one, date.as_ref())),
            }
            if let Some(date) = date {
                claims.extend(self.gapped(one, date.tokens.end, last));
            }
        }
        claims
    }

    fn found(&self, node: &Node) -> Option<Found> {
        if node.is_verb() {
            let real = !self.is_unreal(node);
            return self.applied(node).or_else(|| {
                let change = || self.joined(node).or_else(|| self.transferred(node));
                if real {
                    change().or_else(|| self.founded(node))
                } else {
                    None
                }
            });
        }
        if node.is_noun() {
            self.belonging(node)
        } else {
            None
        }
    }

    /// Whether a verb only says what may be, is wanted or is not.
    fn is_unreal(&self, verb: &Node) -> bool {
        verb.children().any(|child| match child.label() {
            Label::Neg => true,
            Label::Aux => matches!(child.tag(), Tag::Modal | Tag::To),
            Label::Mark | Label::Advmod => self.words.unreal.has(&child.lower()),
            _ => false,
        })
    }

    /// 'A and B joined the group', 'A withdrew from it', 'C, which entered in March'.
    fn joined(&self, verb: &Node) -> Option<Found> {
        let kind = kind_named(self.words.verbs.get(verb.lemma())?)?;
        let members = self.subjects(verb);
        let object = self
            .objects(verb)
            .find_map(|object| self.organisation(&object));
        let whole = verb.child(Label::Dobj).is_some() || self.objects(verb).next().is_some();
        let alone = self.words.alone.has(verb.lemma()) && !self.has_goal(verb, whole);
        let organisation = object.or_else(|| self.salient(verb).filter(|_| alone))?;
        let act_together = verb
            .children()
            .any(|child| child.child(Label::Pcomp).is_some());
        let sound = !members.is_empty() && !act_together;
        sound.then_some(Found {
            trigger: verb.token,
            organisation,
            members,
            kind,
        })
    }

    /// Whether a verb has an object or a goal that is no date.
    fn has_goal(&self, verb: &Node, whole: bool) -> bool {
        let dated = |object: Node| {
            let preposition = object.head().map_or(object.token, |head| head.token);
            self.dates.at(&self.scan, preposition).is_some()
        };
        whole && !self.objects(verb).all(dated)
    }

    /// 'the bloc admitted A', 'A was suspended from it'.
    fn transferred(&self, verb: &Node) -> Option<Found> {
        let kind = kind_named(self.words.transfers.get(verb.lemma())?)?;
        let passive = verb.child(Label::Nsubjpass);
        let moved = passive.or_else(|| verb.child(Label::Dobj))?;
        let members = self.states(&moved);
        let holder = match passive {
            Some(_) => self
                .objects(verb)
                .find_map(|object| self.organisation(&object)),
            None => verb
                .child(Label::Nsubj)
                .and_then(|subject| self.organisation(&subject)),
        };
        let organisation = holder?;
        Found::of(verb.token, organisation, members, kind)
    }

    /// 'founded in 2001 by A, B and C', 'A and B founded the bloc'.
    fn founded(&self, verb: &Node) -> Option<Found> {
        if !self.words.founding.has(verb.lemma()) {
            return None;
        }
        let by = self.by(verb);
        let (members, whole) = match by {
            Some(by) => {
                let agent = by.child(Label::Pobj);
                (
                    self.founders(by.token, agent.as_ref()),
                    self.founded_by(verb),
                )
            }
            None => (self.subjects(verb), verb.child(Label::Dobj)),
        };
        let own = whole.and_then(|whole| {
            let named = self.organisation(&whole).or_else(|| self.renamed(&whole));
            named.or_else(|| self.salient(verb).filter(|_| whole.is_pronoun()))
        });
        let organisation = own?;
        let kind = MembershipKind::Founder;
        Found::of(verb.token, organisation, members, kind)
    }

    /// The word before those who founded: in the tree, or soon after the verb.
    fn by<'n>(&self, verb: &Node<'n>) -> Option<Node<'n>> {
        let is_by = |node: &Node| self.words.by.has(&node.lower());
        let near = verb.token + 1..(verb.token + NEAR).min(self.scan.len());
        let mut clause = near
            .map(|token| verb.at(token))
            .take_while(|node| !node.is_verb());
        verb.children().find(is_by).or_else(|| clause.find(is_by))
    }

    /// What was founded, in the passive or as a participle.
    fn founded_by<'n>(&self, verb: &Node<'n>) -> Option<Node<'n>> {
        let subject = verb
            .child(Label::Nsubjpass)
            .or_else(|| verb.child(Label::Nsubj));
        subject.or_else(|| verb.head().filter(Node::is_noun))
    }

    /// The organisation that a noun is another name of: 'the SCO, a forum founded by'.
    fn renamed(&self, noun: &Node) -> Option<State> {
        let head = noun.head().filter(|_| noun.label() == Label::Appos)?;
        self.organisation(&head)
    }

    /// Those who founded: the list after "by"; a number of them may be named after a dash.
    fn founders(&self, by: usize, agent: Option<&Node>) -> Vec<State> {
        let listed = self.runs.starting(by + 1).to_vec();
        let mut founders = match agent {
            Some(agent) if listed.is_empty() => self.states(agent),
            _ => listed,
        };
        let last = founders.iter().map(|(_, token)| *token).max().unwrap_or(by);
        let dash = (last..self.scan.len())
            .find(|&token| matches!(self.scan.tag(token), Some(Tag::Colon | Tag::OpenBracket)));
        if let Some(dash) = dash {
            let mut between = last..dash;
            if between.any(|token| self.scan.tag(token) == Some(Tag::Number)) {
                founders.extend_from_slice(self.runs.starting(dash + 1));
            }
        }
        founders
    }

    /// 'A applied to join the union', 'A applied for membership of it'.
    fn applied(&self, verb: &Node) -> Option<Found> {
        let words = self.words;
        if !words.applying.has(verb.lemma()) || self.is_unreal(verb) {
            return None;
        }
        let joining = verb
            .children()
            .find(|child| words.verbs.get(child.lemma()).is_some());
        let joined = joining.and_then(|joining| {
            self.objects(&joining)
                .find_map(|object| self.organisation(&object))
        });
        let belonging = || {
            let mut goals = self.objects(verb);
            goals.find_map(|goal| {
                let noun = words.states.has(goal.lemma());
                self.owner(&goal).filter(|_| noun)
            })
        };
        let organisation = joined.or_else(belonging)?;
        let members = self.subjects(verb);
        let kind = MembershipKind::Candidate;
        Found::of(verb.token, organisation, members, kind)
    }

    /// 'A, a NATO member', 'A became a member', 'NATO member A', 'as a member of it, A …'.
    fn belonging(&self, noun: &Node) -> Option<Found> {
        let kind = kind_named(self.words.nouns.get(&noun.lemma().to_lowercase())?)?;
        if self.is_taken_back(noun) {
            return None;
        }
        let members = self.bearers(noun);
        let own = self.owner(noun);
        let organisation = own.or_else(|| self.salient(noun).filter(|_| self.is_become(noun)))?;
        let kind = self.modified(noun).unwrap_or(kind);
        Found::of(noun.token, organisation, members, kind)
    }

    fn is_taken_back(&self, noun: &Node) -> bool {
        let start = noun.subtree().start.min(noun.token);
        let before = (start.saturating_sub(1)..noun.token).map(|token| self.scan.word(token));
        let negative = before.into_iter().any(|word| self.words.negative.has(word));
        let verb = self.attributed(noun).and_then(|attribute| attribute.head());
        negative || verb.is_some_and(|verb| self.is_unreal(&verb))
    }

    fn modified(&self, noun: &Node) -> Option<MembershipKind> {
        let kinds = noun.children().filter(|child| child.token < noun.token);
        kinds
            .into_iter()
            .find_map(|child| kind_named(self.words.modifiers.get(&child.lower())?))
    }

    /// The noun itself or the one it is part of ('one of the founding members'), where a verb of
    /// being joins it to a subject.
    fn attributed<'n>(&self, noun: &Node<'n>) -> Option<Node<'n>> {
        let part = noun.head().and_then(|preposition| preposition.head());
        let nodes = [Some(*noun), part.filter(|_| noun.label() == Label::Pobj)];
        nodes.into_iter().flatten().find(|node| {
            let being = |verb: Node| self.words.being.has(verb.lemma());
            matches!(node.label(), Label::Attr | Label::Dobj | Label::Oprd)
                && node.head().is_some_and(being)
        })
    }

    fn is_become(&self, noun: &Node) -> bool {
        self.attributed(noun).is_some()
    }

    /// Those who are said to be members.
    fn bearers(&self, noun: &Node) -> Vec<State> {
        if let Some(verb) = self.attributed(noun).and_then(|attribute| attribute.head()) {
            return self.subjects(&verb);
        }
        let mut bearers: Vec<State> = noun
            .all(Label::Appos)
            .flat_map(|other| self.states(&other))
            .collect();
        bearers.extend_from_slice(self.runs.starting(noun.token + 1));
        let Some(head) = noun.head().filter(|_| bearers.is_empty()) else {
            return bearers;
        };
        match noun.label() {
            Label::Appos => bearers.extend(self.state(&head)),
            Label::Compound | Label::Nmod | Label::Amod => bearers.extend(self.states(&head)),
            Label::Pobj if self.words.as_words.has(head.lemma()) => {
                bearers.extend(
                    head.head()
                        .into_iter()
                        .flat_map(|verb| self.subjects(&verb)),
                );
            }
            _ => {}
        }
        bearers
    }

    /// The organisation that a noun for members or membership belongs to.
    fn owner(&self, noun: &Node) -> Option<State> {
        let before = noun.children().find_map(|child| match child.label() {
            Label::Compound | Label::Poss | Label::Nmod | Label::Amod => self.organisation(&child),
            _ => None,
        });
        before.or_else(|| {
            self.objects(noun).find_map(|object| {
                let nested = self.words.states.has(object.lemma());
                self.organisation(&object)
                    .or_else(|| self.owner(&object).filter(|_| nested))
            })
        })
    }

    /// The date after the trigger, or at the beginning of the sentence.
    fn date(&self, found: &Found, first: bool, last: usize) -> Option<When> {
        let after = self.dates.first(&self.scan, found.trigger + 1..last);
        let before = || self.dates.first(&self.scan, 0..found.trigger);
        after.or_else(|| if first { before() } else { None })
    }

    /// 'A and B joined in 2023 and 2024': as many years as members, one each.
    fn respective(&self, found: &Found, date: &When) -> Option<Vec<Claim>> {
        let years = self.dates.years_after(&self.scan, date);
        let all = std::iter::once(date.clone()).chain(years);
        let all: Vec<When> = all.collect();
        if all.len() < 2 || all.len() != found.members.len() {
            return None;
        }
        let one = |(member, date): (&State, &When)| {
            let found = Found {
                members: vec![member.clone()],
                ..found.clone()
            };
            self.claim(&found, Some(date))
        };
        Some(found.members.iter().zip(&all).map(one).collect())
    }

    fn claim(&self, found: &Found, date: Option<&When>) -> Claim {
        let members = found.members.iter().map(|(_, token)| *token);
        let mut tokens: Vec<usize> = members
            .chain([found.trigger, found.organisation.1])
            .collect();
        tokens.extend(date.map(|date| date.tokens.end - 1));
        let start = tokens.iter().min().copied().unwrap_or(found.trigger);
        let end = tokens.iter().max().copied().unwrap_or(found.trigger) + 1;
        let mut members: Vec<String> = Vec::new();
        for (member, _) in &found.members {
            if !members.contains(member) {
                members.push(member.clone());
            }
        }
        Claim {
            organisation: found.organisation.0.clone(),
            members,
            kind: found.kind,
            date: date.map(|date| date.iso.clone()),
            tokens: start..end,
        }
    }

    /// '…, and B in 2023' after 'A joined in 2017'.
    fn gapped(&self, found: &Found, from: usize, last: usize) -> Vec<Claim> {
        let mut claims = Vec::new();
        let (mut token, mut members, mut start) = (from, Vec::new(), from);
        while token < last {
            let tag = self.scan.tag(token);
            if let Some(end) = self.state_at(token, &mut members) {
                start = if members.len() == 1 { token } else { start };
                token = end;
            } else if let Some(date) = self
                .dates
                .at(&self.scan, token)
                .filter(|_| !members.is_empty())
            {
                token = date.tokens.end;
                claims.push(Claim {
                    organisation: found.organisation.0.clone(),
                    members: std::mem::take(&mut members),
                    kind: found.kind,
                    date: Some(date.iso),
                    tokens: start..token,
                });
                start = token;
            } else if matches!(tag, Some(Tag::Comma | Tag::Conjunction | Tag::Colon)) {
                token += 1;
            } else {
                break;
            }
        }
        claims
    }

    /// The state named at a token, added to `members`; one past its last token.
    fn state_at(&self, token: usize, members: &mut Vec<String>) -> Option<usize> {
        let here = self.mentions.all.iter().find(|mention| {
            mention.sentence == self.scan.view.index && mention.tokens.start == token
        })?;
        let codes = self.state_codes(here);
        if codes.is_empty() {
            return None;
        }
        members.extend(codes);
        Some(here.tokens.end)
    }
}
