//! Trees of fresh sentences with the embedded weights: the relations that the coder lives by.

use dateline_parse::{Label, NameKind, Parser, Tag, Tree};

fn parse(text: &str) -> (Vec<&str>, Tree) {
    let words: Vec<&str> = text.split(' ').collect();
    let tree = Parser::embedded().parse_words(&words);
    (words, tree)
}

/// Asserts that `dependent` hangs on `head` by `label`.
#[track_caller]
fn arc(text: &str, dependent: &str, label: Label, head: &str) {
    let (words, tree) = parse(text);
    let at = words
        .iter()
        .position(|word| *word == dependent)
        .expect("the dependent");
    let found = (tree.labels[at].as_str(), words[tree.heads[at]]);
    assert_eq!(found, (label.as_str(), head), "of {dependent} in: {text}");
}

#[test]
fn subject_and_object() {
    let text = "The Norwegian foreign minister met his Finnish counterpart on Monday .";
    arc(text, "minister", Label::Nsubj, "met");
    arc(text, "counterpart", Label::Dobj, "met");
    arc(text, "on", Label::Prep, "met");
    arc(text, "Monday", Label::Pobj, "on");
    arc(text, "met", Label::Root, "met");
}

#[test]
fn passive_with_agent() {
    let text = "Two fishermen were detained by the coast guard near the island on Friday .";
    arc(text, "fishermen", Label::Nsubjpass, "detained");
    arc(text, "were", Label::Auxpass, "detained");
    arc(text, "by", Label::Agent, "detained");
    arc(text, "guard", Label::Pobj, "by");
}

#[test]
fn coordination_of_nouns_and_of_verbs() {
    let text = "Police arrested a lawyer and a journalist and searched their homes .";
    arc(text, "journalist", Label::Conj, "lawyer");
    arc(text, "searched", Label::Conj, "arrested");
    arc(text, "homes", Label::Dobj, "searched");
}

#[test]
fn apposition() {
    let text = "Maria Silva , the head of the delegation , rejected the proposal .";
    arc(text, "head", Label::Appos, "Silva");
    arc(text, "Silva", Label::Nsubj, "rejected");
}

#[test]
fn infinitive_of_the_same_subject() {
    let text = "The rebels refused to release the hostages .";
    arc(text, "release", Label::Xcomp, "refused");
    arc(text, "hostages", Label::Dobj, "release");
    arc(text, "to", Label::Aux, "release");
}

#[test]
fn relative_clause() {
    let text = "The general who ordered the attack was dismissed .";
    arc(text, "ordered", Label::Relcl, "general");
    arc(text, "who", Label::Nsubj, "ordered");
    arc(text, "general", Label::Nsubjpass, "dismissed");
}

#[test]
fn reported_clause() {
    let text = "The spokesman said that Chile had recalled its ambassador .";
    arc(text, "recalled", Label::Ccomp, "said");
    arc(text, "Chile", Label::Nsubj, "recalled");
    arc(text, "that", Label::Mark, "recalled");
}

#[test]
fn negation_and_modal() {
    let text = "Japan will not sign the treaty .";
    arc(text, "not", Label::Neg, "sign");
    arc(text, "will", Label::Aux, "sign");
}

#[test]
fn possessor() {
    let text = "Peru 's parliament approved the budget .";
    arc(text, "Peru", Label::Poss, "parliament");
    arc(text, "'s", Label::Case, "Peru");
}

#[test]
fn adverbial_clause() {
    let text = "Thousands protested after the government raised fuel prices .";
    arc(text, "raised", Label::Advcl, "protested");
    arc(text, "prices", Label::Dobj, "raised");
}

#[test]
fn tags_lemmas_and_names() {
    let (_, tree) =
        parse("President Emmanuel Macron visited Germany and met leaders of the European Union .");
    assert_eq!(tree.tags[3], Tag::VerbPast);
    assert_eq!(tree.lemmas[3], "visit");
    assert_eq!(tree.lemmas[7], "leader");
    let kind_at = |index: usize| {
        let name = tree.names.iter().find(|name| name.tokens.contains(&index));
        name.map(|name| name.kind)
    };
    assert_eq!(kind_at(2), Some(NameKind::Person));
    assert_eq!(kind_at(4), Some(NameKind::State));
    assert_eq!(kind_at(11), Some(NameKind::Organisation));
}

#[test]
fn a_headline_in_capitals() {
    let text = "TURKEY EXPELS SWEDISH AMBASSADOR";
    arc(text, "EXPELS", Label::Root, "EXPELS");
    arc(text, "TURKEY", Label::Nsubj, "EXPELS");
    arc(text, "AMBASSADOR", Label::Dobj, "EXPELS");
}

#[test]
fn a_sentence_without_stop_keeps_its_root() {
    arc("Kenya sends troops to Haiti", "sends", Label::Root, "sends");
    arc(
        "Kenya sends troops to Haiti",
        "troops",
        Label::Dobj,
        "sends",
    );
}
