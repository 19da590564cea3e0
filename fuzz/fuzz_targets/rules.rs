//! Any file of rules gives a rule set or faults.
//!
//! In: the text of a rule file. Out: nothing. Never: a document.
//!
//! A file that says `[[rule]]` and nothing else has faults.
#![no_main]

use std::sync::LazyLock;

use dateline_code::lexicon::Lexicon;
use dateline_code::rules::RuleSet;
use libfuzzer_sys::fuzz_target;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

fuzz_target!(|text: &str| {
    match RuleSet::parse(&[("fuzz.toml", text)], &LEXICON) {
        Ok(rules) => assert!(rules.rules.iter().all(|rule| !rule.id.is_empty())),
        Err(faults) => assert!(!faults.is_empty(), "an error without a fault"),
    }
});
