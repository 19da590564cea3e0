//! Cases of speeches.
//!
//! In: fresh sentences. Out: failures that show the sentence and what was found. Never: the coder's
//! own code.

use proptest::prelude::*;

use super::*;
use crate::situate::testing::{SCRAPS, analysed};

/// Each speech as `speaker: content`; `?` for a speaker without words, `not` before denied content.
fn said(text: &str) -> Vec<String> {
    analysed(text, |stage| {
        let document = stage.text.document;
        let show = |speech: &Speech| {
            let speaker = speech
                .speaker_words
                .map_or("?", |span| document.words(span));
            let denied = if speech.denies { "not " } else { "" };
            format!("{speaker}: {denied}{}", document.words(speech.content))
        };
        speeches(stage.text, stage.mentions, stage.lexicon)
            .iter()
            .map(show)
            .collect()
    })
}

/// The words of the speakers of the first token that reads `word`, outermost first.
fn chain(text: &str, word: &str) -> String {
    analysed(text, |stage| {
        let all = speeches(stage.text, stage.mentions, stage.lexicon);
        let nodes = stage
            .text
            .sentences
            .iter()
            .flat_map(|view| view.nodes().map(move |node| (view.index, node)));
        let (sentence, token) = nodes
            .filter(|(_, node)| node.word() == word)
            .map(|(sentence, node)| (sentence, node.token))
            .next()
            .expect("the word is in the text");
        let speakers = speakers_of(&all, sentence, token, stage.text);
        let words = |index: &usize| {
            all[*index]
                .speaker_words
                .map_or("?", |span| stage.text.document.words(span))
        };
        speakers.iter().map(words).collect::<Vec<_>>().join(" > ")
    })
}

/// Checks the chain of speakers of a word in each text; shows all that differ at once.
fn check(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, word, expected)| (text, word, expected, chain(text, word)))
        .filter(|(_, _, expected, found)| *expected != found)
        .map(|(text, word, expected, found)| {
            format!(
                "{text}\n  {word}: expected [{expected}], found [{found}]\n  {:?}",
                said(text)
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} differ\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn clauses_after_a_verb_of_saying() {
    check(&[
        (
            "The foreign minister said that Norway had expelled two diplomats.",
            "expelled",
            "The foreign minister",
        ),
        (
            "Officials said the army had shelled the village.",
            "shelled",
            "Officials",
        ),
        (
            "The ministry announced on Friday that troops will leave the valley.",
            "leave",
            "The ministry",
        ),
        (
            "Two diplomats familiar with the talks said Peru would sign the treaty.",
            "sign",
            "Two diplomats familiar with the talks",
        ),
        (
            "The mayor told reporters that police had arrested forty students.",
            "arrested",
            "The mayor",
        ),
        (
            "The general warned that rebels could seize the port.",
            "seize",
            "The general",
        ),
        (
            "In a statement, the party said it would boycott the vote.",
            "boycott",
            "the party",
        ),
        (
            "The union said in a statement that nurses would walk out on Monday.",
            "walk",
            "The union",
        ),
        (
            "An aide said that he might visit Lima next week.",
            "visit",
            "An aide",
        ),
        (
            "Witnesses reported that soldiers had fired at the crowd.",
            "fired",
            "Witnesses",
        ),
        (
            "Residents believe that the militia burned the bridge.",
            "burned",
            "Residents",
        ),
    ]);
}

#[test]
fn clauses_before_a_verb_of_saying() {
    check(&[
        (
            "Rebels captured the airport overnight, the army said.",
            "captured",
            "the army",
        ),
        (
            "Dock workers will strike from Tuesday, their union announced.",
            "strike",
            "their union",
        ),
        (
            "Police detained ninety people, said a spokeswoman for the interior ministry.",
            "detained",
            "a spokeswoman for the interior ministry",
        ),
        (
            "At least twelve people were killed in the blast, doctors at the provincial hospital said.",
            "killed",
            "doctors at the provincial hospital",
        ),
        (
            "The president will travel to Quito in May, the palace announced on its website.",
            "travel",
            "the palace",
        ),
        (
            "Asked about the strike, Ana Silva, who leads the party, said police had beaten workers.",
            "beaten",
            "Ana Silva",
        ),
        (
            "Traders would protest, he added, if the border stays closed.",
            "protest",
            "he",
        ),
    ]);
}

#[test]
fn sources_named_by_prepositions_and_clauses() {
    check(&[
        (
            "According to the Red Cross, gunmen attacked a convoy.",
            "attacked",
            "the Red Cross",
        ),
        (
            "Gunmen attacked a convoy, according to two aid workers.",
            "attacked",
            "two aid workers",
        ),
        (
            "The ambassador, according to local media, left the country on Sunday.",
            "left",
            "local media",
        ),
        (
            "The embassy was closed, as the spokesman put it, for good.",
            "closed",
            "the spokesman",
        ),
        (
            "As the minister said, Chile has withdrawn its envoy.",
            "withdrawn",
            "the minister",
        ),
        (
            "Sixty people were arrested, according to a monitoring group; the police spokesman put the figure at nine.",
            "arrested",
            "a monitoring group",
        ),
        (
            "Sixty people were arrested, according to a monitoring group; the police spokesman put the figure at nine.",
            "put",
            "the police spokesman",
        ),
    ]);
}

#[test]
fn chains_of_speakers() {
    check(&[
        (
            "Fidan said Putin had told Xi that talks would resume.",
            "resume",
            "Fidan > Putin",
        ),
        (
            "Fidan said Putin had told Xi that talks would resume.",
            "told",
            "Fidan",
        ),
        (
            "State television, citing army officials, said that drones had hit a depot.",
            "hit",
            "State television > army officials",
        ),
        (
            "The agency reported, citing a senior official, that the minister had resigned.",
            "resigned",
            "The agency > a senior official",
        ),
        (
            "According to the newspaper, the envoy said that Mali had broken the truce.",
            "broken",
            "the newspaper > the envoy",
        ),
        (
            "The lawyer was quoted by the agency as saying that guards beat the prisoner.",
            "beat",
            "the agency > The lawyer",
        ),
        (
            "The commander was quoted as saying that his men had crossed the river.",
            "crossed",
            "The commander",
        ),
    ]);
}

#[test]
fn verbs_with_other_complements() {
    check(&[
        (
            "Sudan accused Chad of arming the rebels.",
            "arming",
            "Sudan",
        ),
        ("Sudan accused Chad of arming the rebels.", "accused", ""),
        (
            "The bishop urged the government to free the prisoners.",
            "free",
            "The bishop",
        ),
        (
            "The bishop urged the government to free the prisoners.",
            "urged",
            "",
        ),
        (
            "The council called on both sides to stop the fighting.",
            "stop",
            "The council",
        ),
        (
            "The president announced the withdrawal of all troops.",
            "withdrawal",
            "The president",
        ),
        ("The company promised to build a bridge.", "build", ""),
    ]);
}

#[test]
fn what_is_not_said() {
    check(&[
        (
            "The minister did not say that troops would leave.",
            "leave",
            "",
        ),
        (
            "The minister declined to say whether troops would leave.",
            "leave",
            "",
        ),
        (
            "Reporters asked whether Spain would send troops.",
            "send",
            "",
        ),
        ("Nobody said that the talks had failed.", "failed", ""),
        (
            "The army shelled the town and the mayor fled.",
            "shelled",
            "",
        ),
    ]);
}

#[test]
fn denials() {
    let found = said("Beijing denied that it had supplied weapons.");
    assert_eq!(found, ["Beijing: not it had supplied weapons"]);
    let found = said("The colonel denied having ordered the attack.");
    assert!(found[0].starts_with("The colonel: not "), "{found:?}");
    let found = said("The ministry dismissed reports that ships had entered the strait.");
    assert!(
        found.contains(&"The ministry: not ships had entered the strait".to_owned()),
        "{found:?}"
    );
}

#[test]
fn speakers_that_nobody_names() {
    check(&[
        ("It was reported that the king had fled.", "fled", "?"),
        ("The general is said to have fled the capital.", "fled", "?"),
    ]);
}

#[test]
fn direct_quotations() {
    for (text, expected) in [
        (
            "\"We will not negotiate,\" the rebel leader said.",
            "the rebel leader: \"We will not negotiate,\"",
        ),
        (
            "“The border is closed,” said the governor.",
            "the governor: “The border is closed,”",
        ),
        (
            "The minister said: \"Our forces are ready.\"",
            "The minister: \"Our forces are ready.\"",
        ),
        (
            "‘We want peace,’ the envoy told reporters.",
            "the envoy: ‘We want peace,’",
        ),
        (
            "«The vote was stolen», the candidate said.",
            "the candidate: «The vote was stolen»",
        ),
        (
            "The envoy said the offer was \"dead on arrival\" and left.",
            "The envoy: \"dead on arrival\"",
        ),
        (
            "The treaty is \"a betrayal of farmers\", the senator said.",
            "the senator: \"a betrayal of farmers\"",
        ),
        (
            "The president flew home after what he called a \"mission of friendship\".",
            "he: \"mission of friendship\"",
        ),
        (
            "The alliance described the attack as \"an act of war\".",
            "The alliance: \"an act of war\"",
        ),
        (
            "The group issued a statement criticizing \"reckless sanctions by some capitals\".",
            "The group: \"reckless sanctions by some capitals\"",
        ),
    ] {
        let found = said(text);
        assert!(
            found.iter().any(|speech| speech == expected),
            "{text}\n{found:#?}"
        );
    }
}

#[test]
fn quotations_over_several_sentences() {
    let text = "\"We lost everything,\" the farmer said. \"Nobody came to help us.\" She left.";
    let found = said(text);
    assert!(
        found.contains(&"the farmer: \"Nobody came to help us.\"".to_owned()),
        "{found:#?}"
    );
    let text = "The farmer said: \"We lost everything. Nobody came to help us.\"";
    assert_eq!(chain(text, "help"), "The farmer");
    let text = "\"The ships left. They will not return,\" the admiral said.";
    assert_eq!(chain(text, "return"), "the admiral");
    assert_eq!(chain(text, "left"), "the admiral");
}

#[test]
fn scare_quotes_and_titles_are_nobodys() {
    for text in [
        "The summit was held under the slogan \"Peace and Bread\".",
        "Soldiers patrol the so-called \"grey zone\" every night.",
        "Police arrested Juan Perez, alias \"El Gato\".",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn one_who_says_i_is_the_speaker() {
    assert_eq!(
        chain(
            "\"I think the army will attack,\" the mayor said.",
            "attack"
        ),
        "the mayor"
    );
}

#[test]
fn coordinated_speakers_are_all_kept() {
    let text = "Oslo and Ottawa said in a joint statement that patrols would begin in May.";
    let also = analysed(text, |stage| {
        let all = speeches(stage.text, stage.mentions, stage.lexicon);
        (all.len(), all[0].speaker.is_some(), all[0].also.len())
    });
    assert_eq!(also, (1, true, 1));
}

#[test]
fn statements_have_speaker_kind_verb_and_offsets() {
    let text = "Élodie Martin said: \"We stay.\" Residents hope that rain will come.";
    let found = analysed(text, |stage| {
        let all = speeches(stage.text, stage.mentions, stage.lexicon);
        statements(&all, stage.text, stage.mentions, |_, _| None)
    });
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, QuoteKind::Direct);
    assert_eq!(found[0].verb.as_deref(), Some("said"));
    assert_eq!((found[0].offsets.start, found[0].offsets.end), (20, 30));
    let speaker = found[0].speaker.as_ref().expect("a speaker");
    assert!(speaker.text.contains("Martin"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nothing_panics(words in prop::collection::vec(prop::sample::select(SCRAPS), 0..60)) {
        let text = words.join(" ");
        analysed(&text, |stage| {
            let all = speeches(stage.text, stage.mentions, stage.lexicon);
            for (index, speech) in all.iter().enumerate() {
                prop_assert!(speech.content.end <= text.len());
                prop_assert!(speech.outer != Some(index));
            }
            for view in &stage.text.sentences {
                for token in 0..view.len() {
                    prop_assert!(speakers_of(&all, view.index, token, stage.text).len() <= all.len());
                }
            }
            Ok(())
        })?;
    }
}

#[test]
fn long_sentences_end() {
    let text = "He said that she said that ".repeat(400) + "it rained.";
    let found = said(&text);
    assert!(found.len() > 100);
    assert_eq!(said(""), Vec::<String>::new());
}
