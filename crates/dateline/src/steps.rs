//! One stage at a time, to measure each.
//!
//! In: a [`Source`] and the name of a [`Stage`]. Out: [`Steps`], a document as far as it has come.
//! Never: another result than that of [`Coder::code`], or a clock.
//!
//! For *Fidan met Lavrov.* the stage `read` leaves four tokens, `tag` their tags, `lemma` their base
//! forms, `parse` the tree, `names` two persons, and `code` one event.

use dateline_parse::words::Words;

use crate::{Coder, Coding, Document, ReadError, Source, Tree};

/// A stage that can be run by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Bytes to tokens.
    Read,
    /// Parts of speech.
    Tag,
    /// Base forms.
    Lemma,
    /// Heads and labels.
    Parse,
    /// Names.
    Names,
    /// Events.
    Code,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Stage; 6] = [
        Stage::Read,
        Stage::Tag,
        Stage::Lemma,
        Stage::Parse,
        Stage::Names,
        Stage::Code,
    ];

    /// The stage's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Tag => "tag",
            Stage::Lemma => "lemma",
            Stage::Parse => "parse",
            Stage::Names => "names",
            Stage::Code => "code",
        }
    }
}

/// A document on its way. A stage may be run again; it needs that the stages before it were run.
#[derive(Default)]
pub struct Steps {
    document: Option<Document>,
    words: Vec<Words>,
    trees: Vec<Tree>,
    coding: Option<Coding>,
}

impl Steps {
    /// The document, once read.
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The records, once coded.
    pub fn coding(&self) -> Option<&Coding> {
        self.coding.as_ref()
    }

    /// Number of tokens; 0 before the document is read.
    pub fn tokens(&self) -> usize {
        self.document.as_ref().map_or(0, |it| it.tokens.len())
    }
}

impl Coder {
    /// Runs one stage on `steps`. `source` is looked at by the first stage alone.
    ///
    /// # Errors
    /// When the first stage cannot read the source.
    pub fn step(
        &self,
        stage: Stage,
        source: &Source<'_>,
        steps: &mut Steps,
    ) -> Result<(), ReadError> {
        if stage == Stage::Read {
            *steps = Steps::default();
            steps.document = Some(self.stages.reader.read(source)?);
            return Ok(());
        }
        let Some(document) = &steps.document else {
            return Ok(());
        };
        match stage {
            Stage::Tag => {
                let seen = |words: &Vec<&str>| self.stages.parser.look(words);
                steps.words = sentences(document).iter().map(seen).collect();
                steps.trees = steps.words.iter().map(|seen| self.tagged(seen)).collect();
            }
            Stage::Code => steps.coding = Some(self.stages.coder.code(document, &steps.trees)),
            _ => self.fill(stage, document, &steps.words, &mut steps.trees),
        }
        Ok(())
    }

    fn tagged(&self, seen: &Words) -> Tree {
        Tree {
            tags: self.stages.parser.tag(seen),
            ..Tree::default()
        }
    }

    /// Adds to each tree what one stage of the parser finds.
    fn fill(&self, stage: Stage, document: &Document, words: &[Words], trees: &mut [Tree]) {
        let parser = &self.stages.parser;
        let sentences = sentences(document);
        for ((tree, seen), words) in trees.iter_mut().zip(words).zip(&sentences) {
            match stage {
                Stage::Lemma => tree.lemmas = parser.lemmas(words, &tree.tags),
                Stage::Parse => (tree.heads, tree.labels) = parser.arcs(seen, &tree.tags),
                _ => tree.names = parser.names(seen, tree),
            }
        }
        if stage == Stage::Names {
            parser.agree(trees, &sentences);
        }
    }
}

/// The words of each sentence.
fn sentences(document: &Document) -> Vec<Vec<&str>> {
    let words = |sentence: &dateline_record::Sentence| {
        let tokens = sentence.tokens.clone();
        tokens.map(|token| document.word(token)).collect()
    };
    document.sentences.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn step_by_step_is_as_good_as_at_once() {
        let coder = Coder::new();
        let text = "Ministers of Norway and Kenya met in Oslo. They signed an agreement.";
        let source = Source::new("note", text.as_bytes());
        let mut steps = Steps::default();
        for stage in Stage::ALL {
            assert!(coder.step(stage, &source, &mut steps).is_ok());
        }
        let whole = coder.code(&source).expect("text");
        assert!(!whole.events.is_empty());
        assert_eq!(steps.coding(), Some(&whole));
        assert_eq!(steps.tokens(), 14);
    }

    #[test]
    fn nothing_comes_of_a_stage_without_those_before() {
        let coder = Coder::new();
        let mut steps = Steps::default();
        let source = Source::new("note", b"Envoys met.");
        assert!(coder.step(Stage::Code, &source, &mut steps).is_ok());
        assert!(steps.document().is_none() && steps.coding().is_none());
    }
}
