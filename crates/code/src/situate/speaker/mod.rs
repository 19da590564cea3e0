//! Who says so.
//!
//! In: a [`Text`], its [`Mentions`] and the words of saying in the [`Lexicon`]. Out: [`Speech`]es,
//! each with its speaker and the bytes that are said; from them the chain of speakers of any word,
//! and the document's [`Statement`]s. Never: whether what is said is true, or what it means.
//!
//! *Fidan said Putin had told Xi that talks would go on.* has two speeches: Fidan's, from *Putin* to
//! *on*, and inside it Putin's, *talks would go on*; the speakers of *talks* are Fidan, then Putin.

mod attach;
mod content;
mod frames;
mod phrase;
mod quotes;
mod statement;
#[cfg(test)]
mod tests;

use std::ops::Range;

use dateline_parse::Label;
use dateline_record::{QuoteKind, Span};

use self::attach::{Owner, Quoted, Scene};
use self::frames::Frame;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::text::{Node, Text};

pub use self::statement::statements;

/// One stretch of the text that somebody is said to have said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The mention of the speaker (index into [`Mentions::all`]).
    pub speaker: Option<usize>,
    /// Further speakers of the same words ("Washington and Berlin said").
    pub also: Vec<usize>,
    /// The words that name the speaker, also when no mention does.
    pub speaker_words: Option<Span>,
    /// The word of saying: sentence, and token counted from its first.
    pub verb: Option<(usize, usize)>,
    /// Own words or not.
    pub kind: QuoteKind,
    /// The bytes that are said; quotation marks included when direct.
    pub content: Span,
    /// The sentences that the content touches.
    pub sentences: Range<usize>,
    /// The speech that this one is inside of (index into the list of speeches).
    pub outer: Option<usize>,
    /// Whether the speaker denies the content.
    pub denies: bool,
    /// Whether it is a statement; not when it is a thought, an appeal or an accusation.
    pub stated: bool,
    /// The bytes of the act itself ("Fidan said"), which may lie amid the content and are not said.
    pub frame: Option<Span>,
}

impl Speech {
    /// Whether the word at `span` is part of what is said.
    pub fn covers(&self, span: Span) -> bool {
        self.content.contains(&span) && !self.frame.is_some_and(|frame| frame.contains(&span))
    }
}

/// Finds all speeches of the coded regions of a document, in the order of their sentences.
pub fn speeches(text: &Text, mentions: &Mentions, lexicon: &Lexicon) -> Vec<Speech> {
    let coded = |index: usize| text.sentences[index].kind().is_coded();
    let views = text.sentences.iter().enumerate();
    let frames: Vec<Vec<Frame>> = views
        .map(|(index, view)| {
            if coded(index) {
                frames::frames(view, mentions, lexicon)
            } else {
                Vec::new()
            }
        })
        .collect();
    let quoted = quoted(text, lexicon);
    let scene = Scene {
        text,
        lexicon,
        frames: &frames,
        quoted: &quoted,
    };
    let builder = Builder {
        text,
        mentions,
        lexicon,
        quoted: &quoted,
    };
    let mut all = builder.indirect(&frames);
    all.extend(builder.direct(&frames, &scene.owners()));
    all.sort_by_key(|draft| {
        (
            draft.speech.content.start,
            std::cmp::Reverse(draft.speech.content.end),
        )
    });
    nest(all)
}

/// The speeches whose content covers a token (indices into `speeches`), outermost first; a quotation
/// inside an indirect speech of the same act or speaker counts once.
pub fn speakers_of(speeches: &[Speech], sentence: usize, token: usize, text: &Text) -> Vec<usize> {
    let Some(view) = text
        .sentences
        .get(sentence)
        .filter(|view| token < view.len())
    else {
        return Vec::new();
    };
    let span = view.span(token..token + 1);
    let covering = speeches
        .iter()
        .enumerate()
        .filter(|(_, speech)| speech.covers(span));
    let mut chain: Vec<usize> = covering.map(|(index, _)| index).collect();
    chain.sort_by_key(|&index| {
        (
            depth(speeches, index),
            std::cmp::Reverse(speeches[index].content.len()),
            index,
        )
    });
    let mut distinct: Vec<usize> = Vec::new();
    for index in chain {
        let same = |&other: &usize| is_same_voice(&speeches[other], &speeches[index]);
        if !distinct.iter().any(same) {
            distinct.push(index);
        }
    }
    distinct
}

fn is_same_voice(one: &Speech, other: &Speech) -> bool {
    let same_act = one.verb.is_some() && one.verb == other.verb;
    let same_words = one.speaker_words.is_some() && one.speaker_words == other.speaker_words;
    same_words || same_act && one.speaker_words.is_none() && other.speaker_words.is_none()
}

fn depth(speeches: &[Speech], index: usize) -> usize {
    std::iter::successors(speeches[index].outer, |&outer| speeches[outer].outer)
        .take(speeches.len())
        .count()
}

/// A speech before it is known what it is inside of.
struct Draft {
    speech: Speech,
    /// Where its act stands.
    anchor: Span,
    /// Its frame and the frame that it is reported by: sentence and index.
    frame: Option<(usize, usize)>,
    inside: Option<(usize, usize)>,
    /// Whether the speaker says "I" or "we".
    is_self: bool,
}

/// Sets `outer`: the smallest other content that holds the act.
fn nest(drafts: Vec<Draft>) -> Vec<Speech> {
    let outer = |draft: &Draft| {
        if draft.inside.is_some() {
            return drafts.iter().position(|other| other.frame == draft.inside);
        }
        let others = drafts.iter().enumerate().filter(|(_, other)| {
            other.frame != draft.frame
                && other.speech.covers(draft.anchor)
                && !is_same_voice(&other.speech, &draft.speech)
                && draft.speech.content != other.speech.content
        });
        others
            .min_by_key(|(_, other)| other.speech.content.len())
            .map(|(index, _)| index)
    };
    let outers: Vec<Option<usize>> = drafts.iter().map(outer).collect();
    let voices: Vec<usize> = (0..drafts.len())
        .map(|index| voice(index, &drafts, &outers))
        .collect();
    let nested = drafts.iter().zip(outers).zip(voices);
    nested
        .map(|((draft, outer), voice)| spoken(draft, outer, &drafts[voice].speech))
        .collect()
}

/// Whose voice a speech is in: for one who says "I", that of the speech it is inside of.
fn voice(index: usize, drafts: &[Draft], outers: &[Option<usize>]) -> usize {
    let mut voice = index;
    for _ in 0..drafts.len() {
        match outers[voice] {
            Some(outer) if drafts[voice].is_self => voice = outer,
            _ => break,
        }
    }
    voice
}

/// The speech of a draft, in its own or another's voice.
fn spoken(draft: &Draft, outer: Option<usize>, voice: &Speech) -> Speech {
    Speech {
        outer,
        speaker: voice.speaker,
        also: voice.also.clone(),
        speaker_words: voice.speaker_words,
        ..draft.speech.clone()
    }
}

/// The quotations of the coded paragraphs, with the tokens they cover.
fn quoted(text: &Text, lexicon: &Lexicon) -> Vec<Quoted> {
    let marks = lexicon.map("speech-quote-marks");
    let mut all = Vec::new();
    for sentences in paragraphs(text) {
        let spans = text.document.sentences[sentences.clone()]
            .iter()
            .map(|sentence| sentence.span);
        let Some(span) = spans.reduce(|one, other| one.union(&other)) else {
            continue;
        };
        for quotation in quotes::quotations(span.of(&text.document.text), span.start, marks) {
            let parts = parts(text, sentences.clone(), quotation.span);
            let paragraph = text.document.sentences[sentences.start].paragraph;
            if !parts.is_empty() {
                all.push(Quoted {
                    quotation,
                    parts,
                    paragraph,
                });
            }
        }
    }
    all
}

/// The runs of sentences of one coded paragraph.
fn paragraphs(text: &Text) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for view in text
        .sentences
        .iter()
        .filter(|view| view.kind().is_coded() && !view.is_empty())
    {
        let sentence = view.sentence();
        match runs.last_mut() {
            Some(run)
                if run.end == view.index
                    && text.document.sentences[run.start].paragraph == sentence.paragraph
                    && text.document.sentences[run.start].region == sentence.region =>
            {
                run.end += 1;
            }
            _ => runs.push(view.index..view.index + 1),
        }
    }
    runs
}

/// The tokens of each sentence that lie within a span.
fn parts(text: &Text, sentences: Range<usize>, span: Span) -> Vec<(usize, Range<usize>)> {
    let part = |sentence: usize| {
        let view = &text.sentences[sentence];
        let inside = |token: &usize| span.contains(&view.span(*token..*token + 1));
        let first = (0..view.len()).find(inside)?;
        let end = (first..view.len()).take_while(inside).last()? + 1;
        Some((sentence, first..end))
    };
    let touching = sentences.filter(|&index| text.document.sentences[index].span.overlaps(&span));
    touching.filter_map(part).collect()
}

/// Turns frames and quotations into speeches.
struct Builder<'a, 't> {
    text: &'a Text<'t>,
    mentions: &'a Mentions,
    lexicon: &'a Lexicon,
    quoted: &'a [Quoted],
}

impl<'a> Builder<'a, '_> {
    fn indirect(&self, frames: &[Vec<Frame<'a>>]) -> Vec<Draft> {
        let mut all = Vec::new();
        for (sentence, frames) in frames.iter().enumerate() {
            for (index, frame) in frames.iter().enumerate() {
                let contents = frame
                    .contents
                    .iter()
                    .filter(|range| !frame.quotes || !self.is_quoted(sentence, frame, range));
                for content in contents {
                    let span = self.with_marks(self.text.sentences[sentence].span(content.clone()));
                    all.push(self.draft(sentence, index, frame, QuoteKind::Indirect, span));
                }
            }
        }
        all
    }

    /// The span with the closing marks of the quotation that it ends in.
    fn with_marks(&self, span: Span) -> Span {
        let ends_inside = |quoted: &&Quoted| {
            let whole = quoted.quotation.span;
            whole.start >= span.start && whole.start < span.end && span.end < whole.end
        };
        let rest = |end: usize| &self.text.document.text[span.end..end];
        let ends = self
            .quoted
            .iter()
            .filter(ends_inside)
            .map(|quoted| quoted.quotation.span.end);
        let near = ends.filter(|&end| rest(end).chars().all(|mark| !mark.is_alphanumeric()));
        Span::new(span.start, near.max().unwrap_or(span.end))
    }

    /// Whether a content is nothing but quotations; these are speeches of their own.
    fn is_quoted(&self, sentence: usize, frame: &Frame, content: &Range<usize>) -> bool {
        let view = &self.text.sentences[sentence];
        let parts = self
            .quoted
            .iter()
            .filter_map(|quoted| quoted.part(sentence));
        let parts: Vec<&Range<usize>> =
            parts.filter(|part| !part.contains(&frame.anchor)).collect();
        let words = content.clone().filter(|token| {
            let idle = matches!(
                view.node(*token).label(),
                Label::Punct | Label::Advmod | Label::Cc
            );
            !idle && !frame.zone.contains(token)
        });
        let (inside, outside): (Vec<usize>, Vec<usize>) =
            words.partition(|token| parts.iter().any(|part| part.contains(token)));
        !inside.is_empty() && outside.is_empty()
    }

    fn direct(&self, frames: &[Vec<Frame<'a>>], owners: &[Option<Owner<'a>>]) -> Vec<Draft> {
        let mut all: Vec<Option<Draft>> = Vec::with_capacity(owners.len());
        for (quoted, owner) in self.quoted.iter().zip(owners) {
            let span = quoted.quotation.span;
            let draft = match owner {
                Some(Owner::Frame(sentence, index)) => {
                    let frame = &frames[*sentence][*index];
                    Some(self.draft(*sentence, *index, frame, QuoteKind::Direct, span))
                }
                Some(Owner::Node(node)) => Some(self.voiced(*node, span)),
                Some(Owner::Same(before)) => all[*before]
                    .as_ref()
                    .map(|before| self.continued(before, span)),
                None => None,
            };
            all.push(draft);
        }
        all.into_iter().flatten().collect()
    }

    fn draft(
        &self,
        sentence: usize,
        index: usize,
        frame: &Frame,
        kind: QuoteKind,
        content: Span,
    ) -> Draft {
        let view = &self.text.sentences[sentence];
        let (speaker, also, speaker_words) = self.speaker(sentence, frame.speaker);
        let speech = Speech {
            speaker,
            also,
            speaker_words,
            verb: frame.verb.map(|verb| (sentence, verb)),
            kind,
            content,
            sentences: self.sentences(content),
            outer: None,
            denies: frame.denies,
            stated: frame.stated || kind == QuoteKind::Direct,
            frame: (!frame.zone.is_empty()).then(|| view.span(frame.zone.clone())),
        };
        let inside = frame.inside.map(|inside| (sentence, inside));
        let anchor = view.span(frame.anchor..frame.anchor + 1);
        let is_self = frame.speaker.is_some_and(|node| self.is_self(node));
        Draft {
            speech,
            anchor,
            frame: Some((sentence, index)),
            inside,
            is_self,
        }
    }

    /// A quotation of one whom the clause names without a frame.
    fn voiced(&self, node: Node, content: Span) -> Draft {
        let (speaker, also, speaker_words) = self.speaker(node.view().index, Some(node));
        let speech = Speech {
            speaker,
            also,
            speaker_words,
            verb: None,
            kind: QuoteKind::Direct,
            content,
            sentences: self.sentences(content),
            outer: None,
            denies: false,
            stated: true,
            frame: None,
        };
        Draft {
            speech,
            anchor: node.span(),
            frame: None,
            inside: None,
            is_self: self.is_self(node),
        }
    }

    fn continued(&self, before: &Draft, content: Span) -> Draft {
        let sentences = self.sentences(content);
        let speech = Speech {
            content,
            sentences,
            verb: None,
            frame: None,
            ..before.speech.clone()
        };
        Draft { speech, ..*before }
    }

    fn is_self(&self, node: Node) -> bool {
        self.lexicon.set("speech-self").has(&node.lower())
    }

    fn speaker(
        &self,
        sentence: usize,
        node: Option<Node>,
    ) -> (Option<usize>, Vec<usize>, Option<Span>) {
        let Some(node) = node else {
            return (None, Vec::new(), None);
        };
        let conjuncts = node
            .with_conjuncts()
            .into_iter()
            .filter(|conjunct| !conjunct.is_verb());
        let mut known: Vec<usize> = Vec::new();
        for mention in conjuncts.filter_map(|conjunct| self.mention(sentence, conjunct)) {
            if !known.contains(&mention) {
                known.push(mention);
            }
        }
        let words = self.text.sentences[sentence].span(phrase::naming(node));
        let also = known.split_off(known.len().min(1));
        (known.first().copied(), also, Some(words))
    }

    fn mention(&self, sentence: usize, node: Node) -> Option<usize> {
        let heads = self.mentions.by_head.get(sentence)?;
        let own = heads.get(node.token).copied().flatten();
        let named = || {
            let appositions = node.all(Label::Appos);
            appositions
                .filter_map(|name| heads.get(name.token).copied().flatten())
                .next()
        };
        own.or_else(named)
    }

    fn sentences(&self, span: Span) -> Range<usize> {
        let all = &self.text.document.sentences;
        let first = all.partition_point(|sentence| sentence.span.end <= span.start);
        let end = all.partition_point(|sentence| sentence.span.start < span.end);
        first..end.max(first)
    }
}
