//! Documents cut by a simple tokeniser, with flat trees.

use dateline_parse::{Label, Tag, Tree};
use dateline_record::{Document, Region, RegionKind, Sentence, Span, Token};

use crate::lexicon::Lexicon;
use crate::situate::time::{Anchor, Interval, Tense, TimeExpression, TimeGrammar};
use crate::text::Text;

/// A document of paragraphs, each of one region kind, cut at blanks, marks and sentence ends.
pub fn document(parts: &[(RegionKind, &str)]) -> Document {
    let text: Vec<&str> = parts.iter().map(|(_, part)| *part).collect();
    let mut document = Document::new("test", text.join("\n\n"));
    let mut start = 0;
    for (paragraph, (kind, part)) in parts.iter().enumerate() {
        let span = Span::new(start, start + part.len());
        document.regions.push(Region { kind: *kind, span });
        add_sentences(&mut document, part, start, paragraph);
        start = span.end + 2;
    }
    document
}

fn add_sentences(document: &mut Document, part: &str, offset: usize, paragraph: usize) {
    let mut first = document.tokens.len();
    let spans = tokens(part);
    for (index, span) in spans.iter().enumerate() {
        document.tokens.push(Token {
            span: Span::new(span.start + offset, span.end + offset),
        });
        let next_is_capital = spans.get(index + 1).is_none_or(|next| {
            next.of(part)
                .starts_with(|letter: char| letter.is_uppercase())
        });
        if index + 1 == spans.len() || span.of(part) == "." && next_is_capital {
            let last = document.tokens.len();
            let span = Span::new(
                document.tokens[first].span.start,
                document.tokens[last - 1].span.end,
            );
            let region = document.regions.len() - 1;
            document.sentences.push(Sentence {
                span,
                region,
                paragraph,
                tokens: first..last,
            });
            first = last;
        }
    }
}

/// Words, numbers with their hyphens, clitics and single marks.
fn tokens(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let word = letter.is_alphanumeric() || matches!(letter, '-' | '–' | '/' | ':' | '\'' | '’');
        let clitic = matches!(letter, '\'' | '’');
        match spans.last_mut() {
            Some(last) if word && !clitic && last.end == at && is_word(last.of(text)) => {
                last.end = end;
            }
            _ if letter.is_whitespace() => {}
            _ => spans.push(Span::new(at, end)),
        }
    }
    spans
}

fn is_word(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’'))
}

/// A tree for each sentence, all words below the first.
pub fn flat_trees(document: &Document) -> Vec<Tree> {
    let tree = |sentence: &Sentence| {
        let words: Vec<&str> = sentence
            .tokens
            .clone()
            .map(|token| document.word(token))
            .collect();
        Tree {
            tags: vec![Tag::Unknown; words.len()],
            lemmas: words.iter().map(|word| word.to_lowercase()).collect(),
            heads: vec![0; words.len()],
            labels: vec![Label::Dep; words.len()],
            names: Vec::new(),
        }
    };
    document.sentences.iter().map(tree).collect()
}

/// The grammar of the embedded lexicon.
pub fn grammar() -> TimeGrammar {
    TimeGrammar::new(&Lexicon::embedded())
}

/// The expressions of one paragraph, with their words.
pub fn find(grammar: &TimeGrammar, text: &str) -> Vec<(String, TimeExpression)> {
    let document = document(&[(RegionKind::Body, text)]);
    let trees = flat_trees(&document);
    let found = grammar.find(&Text::new(&document, &trees));
    found
        .into_iter()
        .map(|one| (document.words(one.span).to_owned(), one))
        .collect()
}

/// An expression's words and days, as "words = first..last".
pub fn shown(words: &str, interval: Option<Interval>) -> String {
    match interval {
        Some(Interval { start, end }) if start == end => format!("{words} = {start}"),
        Some(Interval { start, end }) => format!("{words} = {start}..{end}"),
        None => format!("{words} = none"),
    }
}

/// All expressions of a text resolved, as [`shown`] and joined by "; ".
pub fn resolved(grammar: &TimeGrammar, text: &str, anchor: &Anchor, tense: Tense) -> String {
    let one = |(words, expression): &(String, TimeExpression)| {
        shown(words, grammar.resolve(expression, anchor, tense))
    };
    find(grammar, text)
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join("; ")
}
