//! A document as the reader leaves it.
//!
//! In: text. Out: [`Document`], the text with its regions, sentences and tokens. Never: an opinion
//! on what the text means.
//!
//! *ANKARA, 3 July — Fidan met Lavrov.* has a region of kind [`RegionKind::Dateline`] and a region
//! of kind [`RegionKind::Body`] with one sentence of four tokens.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Offsets, Span};

/// What a stretch of the page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RegionKind {
    /// The title of the article.
    Headline,
    /// The summary below the title.
    Standfirst,
    /// Who wrote it, and where or when.
    Byline,
    /// The place and date that open a dispatch.
    Dateline,
    /// The text under a picture.
    Caption,
    /// Who made a picture.
    Credit,
    /// A heading between paragraphs.
    Subheading,
    /// The running text.
    Body,
    /// Key words, topics, links to other pieces.
    Tags,
    /// What the web page adds: menus, notices, requests to subscribe.
    Boilerplate,
}

impl RegionKind {
    /// Whether sentences of such a region are coded at all.
    pub fn is_coded(self) -> bool {
        self.is_support() || self == RegionKind::Body
    }

    /// Whether the region only repeats what the body tells: its events support the body's.
    pub fn is_support(self) -> bool {
        matches!(self, RegionKind::Headline | RegionKind::Standfirst)
    }
}

/// A stretch of the text with its kind. Regions are in order, do not overlap, and leave out only
/// white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// What it is for.
    pub kind: RegionKind,
    /// Where it is.
    pub span: Span,
}

/// One token: a word, a clitic, a number or a mark, never empty and without white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
}

/// One sentence: a run of tokens inside one region and one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Which of the document's regions it lies in (index into [`Document::regions`]).
    pub region: usize,
    /// Which paragraph of the document it lies in, counted from 0 over the whole document.
    pub paragraph: usize,
    /// Its tokens (range of indices into [`Document::tokens`]).
    pub tokens: std::ops::Range<usize>,
}

/// How the date of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PublishedBasis {
    /// The caller gave it.
    Given,
    /// The dateline or byline states it.
    Dateline,
    /// The page's metadata state it.
    Metadata,
    /// It follows from the expressions in the text.
    Inferred,
    /// It is not known.
    Unknown,
}

/// A document: its text, what is known about it, and its parts.
#[derive(Debug, Clone)]
pub struct Document {
    /// The caller's name for it.
    pub id: String,
    /// The text that all spans refer to.
    pub text: String,
    /// Whether `text` was extracted (from HTML) and so is not the input as given.
    pub extracted: bool,
    /// Title, from the caller, the metadata, or the headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: String,
    /// Date of publication as given or found by the reader.
    pub published: Option<Date>,
    /// How that date is known.
    pub published_basis: PublishedBasis,
    /// The words that the date rests on, for a reader.
    pub published_grounds: Option<String>,
    /// The place that the dateline names (*ANKARA* in *ANKARA, 3 July —*).
    pub dateline_place: Option<Span>,
    /// The place that the byline names (*Maputo* in *By A. Name in Maputo*).
    pub byline_place: Option<Span>,
    /// Regions, in order.
    pub regions: Vec<Region>,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens, in order.
    pub tokens: Vec<Token>,
    code_points: CodePoints,
}

impl Document {
    /// A document of `text` without regions, sentences or tokens.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let code_points = CodePoints::of(&text);
        Document {
            id: id.into(),
            text,
            extracted: false,
            title: None,
            outlet: None,
            language: "en".to_owned(),
            published: None,
            published_basis: PublishedBasis::Unknown,
            published_grounds: None,
            dateline_place: None,
            byline_place: None,
            regions: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            code_points,
        }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The words of token `index` (index into [`Document::tokens`]).
    pub fn word(&self, index: usize) -> &str {
        self.words(self.tokens[index].span)
    }

    /// The kind of the region that a sentence lies in.
    pub fn kind_of(&self, sentence: &Sentence) -> RegionKind {
        self.regions[sentence.region].kind
    }

    /// A span of bytes as offsets in code points.
    pub fn offsets(&self, span: Span) -> Offsets {
        Offsets {
            start: self.code_points.before(&self.text, span.start),
            end: self.code_points.before(&self.text, span.end),
        }
    }
}

const STRIDE: usize = 256;

/// Counts of code points at every [`STRIDE`]th byte, so that offsets cost a short scan.
#[derive(Debug, Clone)]
struct CodePoints {
    marks: Vec<usize>,
}

impl CodePoints {
    fn of(text: &str) -> Self {
        let is_start = |byte: &u8| (*byte as i8) >= -0x40;
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += chunk.iter().filter(|byte| is_start(byte)).count();
        }
        marks.push(count);
        CodePoints { marks }
    }

    fn before(&self, text: &str, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let rest = &text.as_bytes()[mark * STRIDE..byte];
        self.marks[mark] + rest.iter().filter(|byte| (**byte as i8) >= -0x40).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let text = "é".repeat(700) + "Erdoğan met Putin";
        let document = Document::new("d", text.clone());
        let byte = text.find("met").unwrap();
        let offsets = document.offsets(Span::new(byte, byte + 3));
        assert_eq!(
            offsets,
            Offsets {
                start: 708,
                end: 711
            }
        );
        let whole = document.offsets(Span::new(0, text.len()));
        assert_eq!(whole.end, text.chars().count());
    }

    #[test]
    fn offsets_work_at_a_stride_and_at_the_end() {
        let text = "x".repeat(STRIDE);
        let document = Document::new("d", text);
        assert_eq!(document.offsets(Span::new(STRIDE, STRIDE)).start, STRIDE);
        assert_eq!(Document::new("e", "").offsets(Span::new(0, 0)).end, 0);
    }
}
