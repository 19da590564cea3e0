//! Whose words those in quotation marks are.
//!
//! In: the quotations of the document and the frames of its sentences. Out: for each quotation the
//! frame that it belongs to, its own sentence's or a neighbour's. Never: quotations that nobody is
//! said to have said (titles, slogans, words in scare quotes).
//!
//! *"We are ready," Fidan said. "Talks go on."* has two quotations of the frame *Fidan said*.

use std::ops::Range;

use dateline_parse::{Label, Tag};

use super::frames::{Frame, plain_object};
use super::phrase::{issuer_of, subject_of};
use super::quotes::Quotation;
use crate::lexicon::Lexicon;
use crate::text::{Node, SentenceView, Text};

/// Whose a quotation is.
pub(super) enum Owner<'a> {
    /// The frame of a sentence (sentence, index into that sentence's frames).
    Frame(usize, usize),
    /// One whom a verb or noun of the sentence names without a frame of saying.
    Node(Node<'a>),
    /// The speaker of an earlier quotation (index into the quotations).
    Same(usize),
}

/// A quotation with the tokens that it covers in each of its sentences.
pub(super) struct Quoted {
    /// The words and marks.
    pub quotation: Quotation,
    /// Sentence and its tokens inside the marks.
    pub parts: Vec<(usize, Range<usize>)>,
    /// Index of the paragraph.
    pub paragraph: usize,
}

impl Quoted {
    /// The tokens of a sentence that the quotation covers.
    pub(super) fn part(&self, sentence: usize) -> Option<&Range<usize>> {
        self.parts
            .iter()
            .find(|part| part.0 == sentence)
            .map(|part| &part.1)
    }

    fn first(&self) -> (usize, &Range<usize>) {
        (self.parts[0].0, &self.parts[0].1)
    }

    fn last(&self) -> (usize, &Range<usize>) {
        let last = &self.parts[self.parts.len() - 1];
        (last.0, &last.1)
    }
}

/// Up to so many proper nouns in quotation marks are a nickname or title.
const LONGEST_NICKNAME: usize = 3;

/// All that finding an owner needs.
pub(super) struct Scene<'a, 't> {
    /// The document.
    pub text: &'a Text<'t>,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// The frames of each sentence.
    pub frames: &'a [Vec<Frame<'a>>],
    /// All quotations, in order.
    pub quoted: &'a [Quoted],
}

impl<'a> Scene<'a, '_> {
    /// The owner of each quotation, in order.
    pub(super) fn owners(&self) -> Vec<Option<Owner<'a>>> {
        let mut owners: Vec<Option<Owner>> = Vec::with_capacity(self.quoted.len());
        for (index, quoted) in self.quoted.iter().enumerate() {
            let owner = self
                .in_sentence(quoted)
                .or_else(|| self.continued(index, &owners));
            owners.push(owner.or_else(|| self.in_next_sentence(quoted)));
        }
        owners
    }

    fn in_sentence(&self, quoted: &Quoted) -> Option<Owner<'a>> {
        let ends = [quoted.first(), quoted.last()];
        if self.names_a_thing(quoted) {
            return None;
        }
        let over = ends
            .iter()
            .find_map(|(sentence, part)| self.containing(*sentence, part));
        let beside = || {
            ends.iter()
                .find_map(|(sentence, part)| self.adjoining(*sentence, part))
        };
        let (sentence, part) = quoted.first();
        let above = || self.governing(sentence, part);
        over.or_else(beside).or_else(above)
    }

    /// Words in quotation marks after *slogan*, *title*.
    fn names_a_thing(&self, quoted: &Quoted) -> bool {
        let (sentence, part) = quoted.first();
        let names = self.lexicon.set("speech-names-only");
        let view = &self.text.sentences[sentence];
        let before = part.start.checked_sub(1).map(|token| view.node(token));
        let named = before.is_some_and(|before| names.has(&before.lemma().to_lowercase()));
        let mut words = part.clone().filter(|token| !is_mark(view, *token));
        let count = words.clone().count();
        named || count <= LONGEST_NICKNAME && words.all(|token| view.node(token).is_proper())
    }

    /// The innermost frame whose content the quotation is part of, or whose content it is.
    fn containing(&self, sentence: usize, part: &Range<usize>) -> Option<Owner<'a>> {
        let outside = |frame: &Frame| !part.contains(&frame.anchor);
        let share = |frame: &Frame<'a>| {
            let contents = frame.contents.iter();
            let sharing = contents.filter(|range| shared(range, part) * 2 > part.len());
            sharing.map(|range| range.len()).min()
        };
        let all = self.frames[sentence].iter().enumerate();
        let fits =
            all.filter(|(_, frame)| outside(frame) && (frame.quotes || frame.inside.is_none()));
        let ranked = fits.filter_map(|(index, frame)| Some((share(frame)?, !frame.quotes, index)));
        ranked
            .min()
            .map(|(_, _, index)| Owner::Frame(sentence, index))
    }

    /// The frame that stands directly before or after the quotation.
    fn adjoining(&self, sentence: usize, part: &Range<usize>) -> Option<Owner<'a>> {
        let view = &self.text.sentences[sentence];
        let marks = |range: Range<usize>| {
            range.len() <= 3 && range.into_iter().all(|token| is_mark(view, token))
        };
        let fits = |frame: &Frame| {
            let before = frame.zone.end <= part.start && marks(frame.zone.end..part.start);
            let after = part.end <= frame.zone.start && marks(part.end..frame.zone.start);
            frame.quotes && (before || after) && self.takes(view, frame, part)
        };
        let index = self.frames[sentence].iter().position(fits)?;
        Some(Owner::Frame(sentence, index))
    }

    /// Whether the words are not put beside an object of the verb that has nothing to do with them.
    fn takes(&self, view: &SentenceView, frame: &Frame, part: &Range<usize>) -> bool {
        let verb = frame.verb.map(|verb| view.node(verb));
        let object = verb.and_then(|verb| plain_object(verb, self.lexicon));
        object.is_none_or(|object| shared(&object.subtree(), part) > 0)
    }

    /// The nearest verb or noun of saying above the quoted words.
    fn governing(&self, sentence: usize, part: &Range<usize>) -> Option<Owner<'a>> {
        let view = &self.text.sentences[sentence];
        let top = topmost(view, part)?;
        for above in top.ancestors().filter(|node| !part.contains(&node.token)) {
            let frames = &self.frames[sentence];
            let frame = frames.iter().position(|frame| {
                frame.quotes && frame.verb == Some(above.token) && self.takes(view, frame, part)
            });
            if let Some(index) = frame {
                return Some(Owner::Frame(sentence, index));
            }
            if above.is_verb()
                && self
                    .lexicon
                    .map("speech-verbs")
                    .get(above.lemma())
                    .is_some_and(quotable)
            {
                return subject_of(above, self.lexicon).map(Owner::Node);
            }
            if above.is_noun() && self.lexicon.set("speech-nouns").has(above.lemma()) {
                return issuer_of(above, self.lexicon).map(Owner::Node);
            }
            if is_clause_border(above) {
                return None;
            }
        }
        None
    }

    /// The speaker of the quotation before, when this one goes on without a word of saying.
    fn continued(&self, index: usize, owners: &[Option<Owner<'a>>]) -> Option<Owner<'a>> {
        let quoted = &self.quoted[index];
        let before = self.quoted[..index].last()?;
        let (sentence, part) = quoted.first();
        let distance = sentence.saturating_sub(before.last().0);
        let goes_on = before.paragraph == quoted.paragraph && distance <= 2
            || before.paragraph + 1 == quoted.paragraph && !before.quotation.closed;
        let whole = self.is_whole(sentence, part);
        (goes_on && whole && owners[index - 1].is_some()).then_some(Owner::Same(index - 1))
    }

    /// *"No." That is what Fidan told reporters* or the sentence before: *Fidan was clear.* is none.
    fn in_next_sentence(&self, quoted: &Quoted) -> Option<Owner<'a>> {
        let (sentence, part) = quoted.first();
        if !self.is_whole(sentence, part) {
            return None;
        }
        let after = self.bare_frame(quoted.last().0 + 1, quoted.paragraph, true);
        let before = || self.bare_frame(sentence.checked_sub(1)?, quoted.paragraph, false);
        after.or_else(before)
    }

    /// A frame at the near end of a neighbouring sentence that has no content of its own.
    fn bare_frame(&self, sentence: usize, paragraph: usize, opens: bool) -> Option<Owner<'a>> {
        let frames = self.frames.get(sentence)?;
        let view = &self.text.sentences[sentence];
        if view.sentence().paragraph != paragraph {
            return None;
        }
        let near = |frame: &Frame| {
            let gap = if opens {
                0..frame.zone.start
            } else {
                frame.zone.end..view.len()
            };
            gap.into_iter().all(|token| is_mark(view, token))
        };
        let fits = |frame: &Frame| frame.quotes && frame.contents.is_empty() && near(frame);
        let index = frames.iter().position(fits)?;
        Some(Owner::Frame(sentence, index))
    }

    /// Whether the quotation makes up its first sentence from the beginning.
    fn is_whole(&self, sentence: usize, part: &Range<usize>) -> bool {
        let view = &self.text.sentences[sentence];
        let rest = (part.end..view.len())
            .filter(|token| !is_mark(view, *token))
            .count();
        (0..part.start).all(|token| is_mark(view, token)) && rest * 3 <= part.len()
    }
}

fn quotable(frames: &str) -> bool {
    super::content::Frames(frames).has("quote")
}

fn is_mark(view: &SentenceView, token: usize) -> bool {
    let node = view.node(token);
    node.label() == Label::Punct
        || matches!(
            node.tag(),
            Tag::Comma | Tag::Stop | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote
        )
}

/// Verbs that end the search upward: the quotation is then part of the narrator's own clause.
fn is_clause_border(node: Node) -> bool {
    let dependent = matches!(
        node.label(),
        Label::Xcomp | Label::Pcomp | Label::Acl | Label::Conj | Label::Advcl
    );
    node.is_verb() && !dependent
}

fn shared(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end
        .min(other.end)
        .saturating_sub(one.start.max(other.start))
}

/// The token of a range that stands highest in the tree, marks aside.
fn topmost<'a>(view: &'a SentenceView<'_>, part: &Range<usize>) -> Option<Node<'a>> {
    let inside = |node: Node| node.head().is_some_and(|head| part.contains(&head.token));
    let mut words = part.clone().filter(|token| !is_mark(view, *token));
    words
        .find(|token| !inside(view.node(*token)))
        .map(|token| view.node(token))
}
