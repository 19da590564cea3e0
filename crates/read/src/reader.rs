//! The reader: from a source to a document.
//!
//! In: a [`Source`]. Out: a [`Document`], or a [`ReadError`] that says what is wrong with the bytes.
//! Never: a panic, or an error over what a text says.
//!
//! `Reader::embedded().read_text("d", "Envoys met. They agreed.")` has two sentences.

use std::sync::Arc;

use dateline_record::{Document, PublishedBasis, Region, RegionKind, Sentence, Span, Token};
use jiff::civil::Date;

use crate::charset::{self, Decoded};
use crate::cues::{Cues, lexicon};
use crate::dateline::find_dateline;
use crate::dates::{date_of_stamp, find_date};
use crate::html::{self, Article};
use crate::marks::name_in_place;
use crate::regions::{Part, parts_of};
use crate::sentences::Splitter;
use crate::tokens::Tokenizer;
use crate::units::{Unit, units_of};

/// How far the reader goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a source.
    pub max_document_size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_document_size: 16 << 20,
        }
    }
}

/// What the bytes of a source are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// HTML where the bytes begin like it, else plain text.
    #[default]
    Auto,
    /// Plain text.
    Text,
    /// A web page.
    Html,
}

/// A source and what the caller knows of it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The caller's name for it.
    pub id: &'a str,
    /// Its bytes, in any encoding.
    pub bytes: &'a [u8],
    /// What the bytes are.
    pub format: Format,
    /// Date of publication, when known.
    pub published: Option<Date>,
    /// Title, when known.
    pub title: Option<&'a str>,
    /// Who published it, when known.
    pub outlet: Option<&'a str>,
}

impl<'a> Source<'a> {
    /// A source of which nothing is known.
    pub fn new(id: &'a str, bytes: &'a [u8]) -> Self {
        Source {
            id,
            bytes,
            format: Format::Auto,
            published: None,
            title: None,
            outlet: None,
        }
    }
}

/// Why a source has no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is no text.
    #[error("{what} is no text (byte {at}); extract the text first")]
    Binary {
        /// What it seems to be.
        what: &'static str,
        /// Where that shows.
        at: usize,
    },
    /// It is too long.
    #[error(
        "{size} bytes are more than the limit of {limit}; raise the limit or split the document"
    )]
    TooLarge {
        /// Its length in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// It holds no text.
    #[error("there is no text in it; leave the document out or check how it was fetched")]
    Empty,
    /// Its encoding cannot be made out.
    #[error("byte {at} is not valid {encoding}; convert the text to UTF-8")]
    Undecodable {
        /// The encoding that fits best.
        encoding: &'static str,
        /// The first byte that does not fit.
        at: usize,
    },
}

/// Makes documents. Immutable and cheap to clone.
#[derive(Debug, Clone)]
pub struct Reader {
    cues: Arc<Cues>,
    tokenizer: Tokenizer,
    splitter: Splitter,
    limits: Limits,
}

impl Default for Reader {
    fn default() -> Self {
        Reader::embedded()
    }
}

impl Reader {
    /// The reader with the word lists that ship with the program.
    pub fn embedded() -> Reader {
        Reader::with_limits(Limits::default())
    }

    /// The same with other limits.
    pub fn with_limits(limits: Limits) -> Reader {
        let lexicon = lexicon();
        Reader {
            cues: Arc::new(Cues::new(&lexicon)),
            tokenizer: Tokenizer::new(&lexicon),
            splitter: Splitter::new(&lexicon),
            limits,
        }
    }

    /// The document of a source.
    ///
    /// # Errors
    /// When the bytes are no text, too many, none but white space, or in no known encoding.
    pub fn read(&self, source: &Source) -> Result<Document, ReadError> {
        let (size, limit) = (source.bytes.len(), self.limits.max_document_size);
        if size > limit {
            return Err(ReadError::TooLarge { size, limit });
        }
        let Decoded { text, is_html } = charset::decode(source.bytes, source.format)?;
        let mut document = if is_html {
            self.read_page(source, &text)?
        } else {
            self.read_plain(source.id, text, source.title)
        };
        if document.tokens.is_empty() {
            return Err(ReadError::Empty);
        }
        if let Some(date) = source.published {
            document.published = Some(date);
            document.published_basis = PublishedBasis::Given;
            document.published_grounds = None;
        }
        document.title = source.title.map(str::to_owned).or(document.title);
        document.outlet = source.outlet.map(str::to_owned).or(document.outlet);
        Ok(document)
    }

    /// The document of a plain text, of any length. An empty text gives an empty document.
    pub fn read_text(&self, id: &str, text: &str) -> Document {
        self.read_plain(id, text.to_owned(), None)
    }

    /// The document of a text that is body throughout, such as a single sentence.
    pub fn read_sentence(&self, id: &str, text: &str) -> Document {
        let units = units_of(&self.cues, text);
        let part = |(paragraph, unit): (usize, &Unit)| Part {
            span: unit.span,
            kind: RegionKind::Body,
            paragraph,
        };
        let parts: Vec<Part> = units.iter().enumerate().map(part).collect();
        self.fill(Document::new(id, text), &parts)
    }

    fn read_plain(&self, id: &str, text: String, title: Option<&str>) -> Document {
        let units = units_of(&self.cues, &text);
        let parts = parts_of(&self.cues, &text, title, &units);
        self.finish(Document::new(id, text), &parts)
    }

    fn read_page(&self, source: &Source, page: &str) -> Result<Document, ReadError> {
        let Article {
            blocks,
            title,
            outlet,
            published,
            language,
        } = html::article(page);
        let mut text = String::new();
        let mut units = Vec::with_capacity(blocks.len());
        for (number, block) in blocks.iter().enumerate() {
            if number > 0 {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(&block.text);
            let mut unit = Unit::new(&text, Span::new(start, text.len()), number);
            unit.hint = block.kind;
            units.push(unit);
        }
        let parts = parts_of(&self.cues, &text, source.title.or(title.as_deref()), &units);
        let mut document = Document::new(source.id, text);
        document.extracted = true;
        document.outlet = outlet;
        document.title = title;
        if let Some(language) = language {
            document.language = language;
        }
        if let Some(date) = published
            .as_deref()
            .and_then(|stamp| date_of_stamp(&self.cues, stamp))
        {
            document.published = Some(date);
            document.published_basis = PublishedBasis::Metadata;
            document.published_grounds = published;
        }
        Ok(self.finish(document, &parts))
    }

    /// Adds regions, sentences and tokens, and what the lines around the article tell.
    fn finish(&self, document: Document, parts: &[Part]) -> Document {
        let mut document = self.fill(document, parts);
        self.add_places(&mut document);
        self.add_published(&mut document);
        if document.title.is_none() {
            let headline = document
                .regions
                .iter()
                .find(|region| region.kind == RegionKind::Headline);
            let words = headline.map(|region| region.span.of(&document.text));
            document.title =
                words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        document
    }

    /// Adds regions, sentences and tokens.
    fn fill(&self, mut document: Document, parts: &[Part]) -> Document {
        let mut spans: Vec<Span> = Vec::new();
        for part in parts {
            let region = add_region(&mut document.regions, part);
            let base = spans.len();
            self.tokenizer
                .tokenize(&document.text, part.span, &mut spans);
            let ranges = if is_one_sentence(part.kind) {
                cut_long(spans.len() - base)
            } else {
                self.splitter.split(&document.text, &spans[base..])
            };
            document
                .sentences
                .extend(ranges.into_iter().map(|range| Sentence {
                    span: Span::new(
                        spans[base + range.start].start,
                        spans[base + range.end - 1].end,
                    ),
                    region,
                    paragraph: part.paragraph,
                    tokens: base + range.start..base + range.end,
                }));
        }
        document.tokens = spans.into_iter().map(|span| Token { span }).collect();
        document
    }

    fn add_places(&self, document: &mut Document) {
        let shift = |span: Span, base: usize| Span::new(span.start + base, span.end + base);
        for region in &document.regions {
            let line = region.span.of(&document.text);
            if region.kind == RegionKind::Dateline && document.dateline_place.is_none() {
                let place = find_dateline(&self.cues, line).and_then(|found| found.place);
                document.dateline_place = place.map(|place| shift(place, region.span.start));
            }
            if region.kind == RegionKind::Byline && document.byline_place.is_none() {
                let place = self.place_in_byline(line);
                document.byline_place = place.map(|place| shift(place, region.span.start));
            }
        }
    }

    /// The place in a byline such as *By Ana Halas in Bern*.
    fn place_in_byline(&self, region: &str) -> Option<Span> {
        let mut base = 0;
        for line in region.split_inclusive(['\n', '\r']) {
            let lower = line.to_lowercase();
            let opener = self.cues.byline_openers.start(&lower);
            let skipped = opener
                .or_else(|| self.cues.byline_starts.start(&lower))
                .unwrap_or(0);
            let names = line.get(skipped..).unwrap_or(line);
            if let Some(at) = name_in_place(&self.cues, names) {
                let start = base + line.len() - names.len() + at;
                let length = self.place_length(&region[start..]);
                return Some(Span::new(start, start + length));
            }
            base += line.len();
        }
        None
    }

    /// The length of the place that the text begins with: capitalised words up to a mark or *and*.
    fn place_length(&self, text: &str) -> usize {
        let mut end = 0;
        for word in text.split_inclusive(|each: char| {
            !each.is_alphanumeric() && !matches!(each, '-' | '\'' | '’' | '.')
        }) {
            let bare = word.trim_end_matches(|each: char| !each.is_alphanumeric());
            if !bare.starts_with(char::is_uppercase) || self.cues.is_date_word(bare) {
                break;
            }
            let start = bare.as_ptr() as usize - text.as_ptr() as usize;
            end = start + bare.len();
            if !word[bare.len()..].is_empty() && !word.ends_with(' ') {
                break;
            }
        }
        end
    }

    /// The date of publication that datelines, or else bylines, state.
    fn add_published(&self, document: &mut Document) {
        if document.published.is_some() {
            return;
        }
        let mut found: Option<(u8, Date, Span)> = None;
        for region in &document.regions {
            let rank = match region.kind {
                RegionKind::Dateline => 0,
                RegionKind::Byline => 1,
                _ => continue,
            };
            let mut base = region.span.start;
            for line in region.span.of(&document.text).split_inclusive(['\n', '\r']) {
                let changed = self
                    .cues
                    .updated
                    .start(&line.trim_start().to_lowercase())
                    .is_some();
                let rank = if changed { 2 } else { rank };
                if let Some((date, span)) = find_date(&self.cues, line)
                    && found.is_none_or(|(best, ..)| rank < best)
                {
                    found = Some((rank, date, Span::new(base + span.start, base + span.end)));
                }
                base += line.len();
            }
        }
        if let Some((_, date, span)) = found {
            document.published = Some(date);
            document.published_basis = PublishedBasis::Dateline;
            document.published_grounds = Some(span.of(&document.text).to_owned());
        }
    }
}

/// Adds the part to the last region of its kind, or as a region of its own; returns its index.
fn add_region(regions: &mut Vec<Region>, part: &Part) -> usize {
    match regions.last_mut() {
        Some(last) if last.kind == part.kind && part.kind != RegionKind::Dateline => {
            last.span = last.span.union(&part.span);
        }
        _ => regions.push(Region {
            kind: part.kind,
            span: part.span,
        }),
    }
    regions.len() - 1
}

/// Whether a paragraph of that kind is one sentence.
fn is_one_sentence(kind: RegionKind) -> bool {
    matches!(
        kind,
        RegionKind::Headline
            | RegionKind::Subheading
            | RegionKind::Byline
            | RegionKind::Dateline
            | RegionKind::Credit
            | RegionKind::Tags
    )
}

/// One range of all tokens, cut where it is too long.
fn cut_long(count: usize) -> Vec<std::ops::Range<usize>> {
    let longest = crate::sentences::LONGEST_SENTENCE;
    (0..count)
        .step_by(longest)
        .map(|start| start..(start + longest).min(count))
        .collect()
}
