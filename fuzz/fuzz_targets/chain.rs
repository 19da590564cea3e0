//! Any text can be coded, and every record points into it.
//!
//! In: a text. Out: nothing. Never: a judgement of what is coded.
//!
//! Of `Ministers met in Oslo.` every trigger stands where its record says.
#![no_main]

use std::sync::LazyLock;

use dateline::Coder;
use libfuzzer_sys::fuzz_target;

static CODER: LazyLock<Coder> = LazyLock::new(Coder::new);

fuzz_target!(|text: &str| {
    let coding = CODER.code_text("fuzz", text, None);
    let characters: Vec<char> = text.chars().collect();
    for event in &coding.events {
        let trigger = &event.evidence.trigger;
        let words = &characters[trigger.offsets.start..trigger.offsets.end];
        assert_eq!(words.iter().collect::<String>(), trigger.text);
    }
});
