//! Any bytes, in any format, give a document or an error.
//!
//! In: bytes; the first one chooses the format. Out: nothing. Never: a check of what is read; that
//! is the work of the target `tokenise`.
//!
//! The bytes `\x01<p>Envoys met.</p>` are read as a web page.
#![no_main]

use std::sync::LazyLock;

use dateline_read::{Format, Reader, Source};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::embedded);

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let format = match choice % 3 {
        0 => Format::Auto,
        1 => Format::Html,
        _ => Format::Text,
    };
    let source = Source {
        format,
        ..Source::new("fuzz", bytes)
    };
    if let Ok(document) = READER.read(&source) {
        let length = document.text.chars().count();
        for region in &document.regions {
            assert!(document.offsets(region.span).end <= length);
        }
    }
});
