//! The whole chain up to the mentions, for tests.
//!
//! In: a text. Out: what a test asks of its analysis. Never: anything outside tests.
//!
//! `analysed("Fidan spoke.", |stage| stage.text.sentences.len())` is 1.

use std::sync::LazyLock;

use dateline_parse::Parser;
use dateline_read::Reader;
use dateline_world::World;
use jiff::civil::{Date, date};

use crate::lexicon::Lexicon;
use crate::mention::{self, Mentions};
use crate::refer;
use crate::text::Text;

/// What tests look at.
pub(super) struct Stage<'s, 'd> {
    pub text: &'s Text<'d>,
    pub mentions: &'s Mentions,
    pub world: &'s World,
    pub lexicon: &'s Lexicon,
    pub on: Option<Date>,
}

struct Tools {
    reader: Reader,
    parser: Parser,
    world: World,
    lexicon: Lexicon,
}

static TOOLS: LazyLock<Tools> = LazyLock::new(|| Tools {
    reader: Reader::embedded(),
    parser: Parser::embedded(),
    world: World::embedded(),
    lexicon: Lexicon::embedded(),
});

/// Analyses a text and shows it to `look`.
pub(super) fn analysed<T>(text: &str, look: impl FnOnce(&Stage) -> T) -> T {
    let tools = &*TOOLS;
    let document = tools.reader.read_text("test", text);
    let trees = tools.parser.parse(&document);
    let text = Text::new(&document, &trees);
    let on = Some(document.published.unwrap_or(date(2024, 6, 12)));
    let mut mentions = mention::find(&text, &tools.world, &tools.lexicon, on);
    refer::resolve(&mut mentions, &text, &tools.world, &tools.lexicon, on);
    let (world, lexicon) = (&tools.world, &tools.lexicon);
    look(&Stage {
        text: &text,
        mentions: &mentions,
        world,
        lexicon,
        on,
    })
}

/// Words that the tests of robustness are made of.
pub(super) const SCRAPS: &[&str] = &[
    "said",
    "\"",
    "“",
    "”",
    "'",
    "’",
    "according",
    "to",
    "that",
    "Moscow",
    "the",
    "capital",
    ",",
    ".",
    "in",
    "told",
    "Fidan",
    "👍",
    "Россия",
    "北京",
    "citing",
    "as",
    "saying",
    "quoted",
    "denied",
    "\n",
    "\n\n",
    "—",
    "of",
    "summit",
    "he",
    "I",
    "by",
    "who",
    "«",
    "»",
    "(",
    ")",
    ";",
    "12",
    "Russian",
];
