//! CoNLL-U as written for a document of two sentences.

use dateline_parse::{Parser, conllu};
use dateline_record::{Document, Region, RegionKind, Sentence, Span, Token};

/// A document of sentences, one a line, with a space between tokens except where the mark `_` joins
/// them.
fn document(text: &str) -> Document {
    let plain = text.replace('_', "");
    let mut document = Document::new("d1", plain.clone());
    let whole = Span::new(0, plain.len());
    document.regions.push(Region {
        kind: RegionKind::Body,
        span: whole,
    });
    let mut at = 0;
    for line in text.split('\n') {
        let (first, start) = (document.tokens.len(), at);
        for word in line.split(' ') {
            for part in word.split('_') {
                document.tokens.push(Token {
                    span: Span::new(at, at + part.len()),
                });
                at += part.len();
            }
            at += 1;
        }
        let tokens = first..document.tokens.len();
        document.sentences.push(Sentence {
            span: Span::new(start, at - 1),
            region: 0,
            paragraph: 0,
            tokens,
        });
    }
    document
}

#[test]
fn two_sentences_in_ten_columns() {
    let document = document("Brazil recalled its ambassador_.\nHe left Quito on Friday_.");
    let trees = Parser::embedded().parse(&document);
    assert_eq!(trees.len(), 2);
    let text = conllu(&document, &trees);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "# sent_id = d1-1");
    assert_eq!(lines[1], "# text = Brazil recalled its ambassador.");
    assert_eq!(
        lines[2],
        "1\tBrazil\tBrazil\tPROPN\tNNP\t_\t2\tnsubj\t_\tNE=B-GPE"
    );
    assert_eq!(lines[3], "2\trecalled\trecall\tVERB\tVBD\t_\t0\tROOT\t_\t_");
    assert_eq!(
        lines[5],
        "4\tambassador\tambassador\tNOUN\tNN\t_\t2\tdobj\t_\tSpaceAfter=No"
    );
    assert_eq!(lines[7], "");
    assert_eq!(lines[8], "# sent_id = d1-2");
    assert!(text.ends_with("\n\n"));
    let words = lines
        .iter()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
    assert!(words.clone().all(|line| line.split('\t').count() == 10));
    assert_eq!(words.count(), document.tokens.len());
}
