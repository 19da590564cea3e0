//! Trees as CoNLL-U.
//!
//! In: a document and its trees. Out: text in the ten-column format of Universal Dependencies, with
//! the labels of this crate. Never: a change of the trees.
//!
//! *Fidan met Lavrov.* yields, for its second word, the line
//! `2 met meet VERB VBD _ 0 ROOT _ _` with tabs between the columns.

use std::fmt::Write;

use dateline_record::Document;

use crate::tree::{Label, Tag, Tree};

/// The trees of a document's sentences in CoNLL-U: `# sent_id` (the document's name, a hyphen, the
/// number of the sentence from 1) and `# text`; then one line a word with ID, FORM, LEMMA, UPOS,
/// XPOS (the tag), FEATS (`_`), HEAD, DEPREL, DEPS (`_`) and MISC. MISC has `SpaceAfter=No` and, for
/// words of names, `NE=B-` or `NE=I-` and the kind of name.
pub fn conllu(document: &Document, trees: &[Tree]) -> String {
    let mut text = String::new();
    for (number, (sentence, tree)) in document.sentences.iter().zip(trees).enumerate() {
        let words = document
            .words(sentence.span)
            .replace(['\n', '\r', '\t'], " ");
        let _ = writeln!(
            text,
            "# sent_id = {}-{}\n# text = {words}",
            document.id,
            number + 1
        );
        for (index, token) in sentence.tokens.clone().enumerate() {
            write_word(&mut text, document, token, tree, index);
        }
        text.push('\n');
    }
    text
}

fn write_word(text: &mut String, document: &Document, token: usize, tree: &Tree, index: usize) {
    let head = if tree.heads[index] == index {
        0
    } else {
        tree.heads[index] + 1
    };
    let (tag, label) = (tree.tags[index], tree.labels[index]);
    let _ = writeln!(
        text,
        "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{}",
        index + 1,
        document.word(token),
        tree.lemmas[index],
        universal(tag, label),
        tag.as_str(),
        label.as_str(),
        remarks(document, token, tree, index),
    );
}

fn remarks(document: &Document, token: usize, tree: &Tree, index: usize) -> String {
    let end = document.tokens[token].span.end;
    let is_joined = document
        .tokens
        .get(token + 1)
        .is_some_and(|next| next.span.start == end);
    let mut remarks = Vec::new();
    if let Some(name) = tree.names.iter().find(|name| name.tokens.contains(&index)) {
        let place = if name.tokens.start == index { "B" } else { "I" };
        remarks.push(format!("NE={place}-{}", name.kind.as_str()));
    }
    if is_joined {
        remarks.push("SpaceAfter=No".to_owned());
    }
    if remarks.is_empty() {
        "_".to_owned()
    } else {
        remarks.join("|")
    }
}

/// The universal part of speech of a word, from its tag and label.
///
/// | UPOS | tags |
/// | --- | --- |
/// | ADJ | JJ JJR JJS AFX |
/// | ADV | RB RBR RBS WRB |
/// | NOUN | NN NNS |
/// | PROPN | NNP NNPS |
/// | PRON | PRP PRP$ WP WP$ WDT EX; DT when it is no determiner by its label |
/// | DET | DT PDT, WDT when it is a determiner by its label |
/// | NUM | CD |
/// | AUX | MD; other verbs with the label aux or auxpass |
/// | VERB | VB VBD VBG VBN VBP VBZ |
/// | PART | TO POS; RB with the label neg |
/// | ADP | IN RP |
/// | SCONJ | IN with the label mark |
/// | CCONJ | CC |
/// | INTJ | UH |
/// | SYM | SYM $ |
/// | PUNCT | quotes, brackets, `,` `.` `:` HYPH NFP |
/// | X | FW LS ADD XX |
/// | SPACE | _SP |
pub fn universal(tag: Tag, label: Label) -> &'static str {
    let is_determiner = matches!(
        label,
        Label::Det | Label::Predet | Label::Preconj | Label::Neg
    );
    match tag {
        Tag::Adverb if label == Label::Neg => "PART",
        Tag::Adjective | Tag::Comparative | Tag::Superlative | Tag::Affix => "ADJ",
        Tag::Adverb | Tag::AdverbComparative | Tag::AdverbSuperlative | Tag::WhAdverb => "ADV",
        Tag::Noun | Tag::Nouns => "NOUN",
        Tag::Proper | Tag::Propers => "PROPN",
        Tag::Determiner | Tag::WhDeterminer if is_determiner => "DET",
        Tag::Predeterminer => "DET",
        Tag::Pronoun | Tag::Possessive | Tag::WhPronoun | Tag::WhPossessive => "PRON",
        Tag::WhDeterminer | Tag::Existential | Tag::Determiner => "PRON",
        Tag::Number => "NUM",
        Tag::Modal => "AUX",
        Tag::Verb
        | Tag::VerbPast
        | Tag::VerbGerund
        | Tag::VerbParticiple
        | Tag::VerbPresent
        | Tag::VerbThird => {
            if matches!(label, Label::Aux | Label::Auxpass) {
                "AUX"
            } else {
                "VERB"
            }
        }
        Tag::To | Tag::PossessiveMark => "PART",
        Tag::Preposition if label == Label::Mark => "SCONJ",
        Tag::Preposition | Tag::Particle => "ADP",
        Tag::Conjunction => "CCONJ",
        Tag::Interjection => "INTJ",
        Tag::Symbol | Tag::Currency => "SYM",
        Tag::ListItem | Tag::Foreign | Tag::Add | Tag::Unknown => "X",
        Tag::Space => "SPACE",
        Tag::Nfp | Tag::Hyphen | Tag::OpenQuote | Tag::CloseQuote | Tag::OpenBracket => "PUNCT",
        Tag::CloseBracket | Tag::Comma | Tag::Stop | Tag::Colon => "PUNCT",
    }
}
