//! The whole analysis.
//!
//! In: a document's sentences, or the words of one. Out: one [`Tree`] each. Never: an error or a
//! panic on any words; only reading a model can fail.
//!
//! *Fidan met Lavrov.* is tagged, then each word gets its head, each arc its label, each word its
//! lemma, and last the names are marked.

use std::sync::Arc;

use dateline_record::Document;

use crate::attach::attach;
use crate::labeller::{Arcs, label};
use crate::lemma::Lemmas;
use crate::model::{Model, ModelError};
use crate::names::{Scene, mark, names_of};
use crate::settle::{KnownNames, agree, trim};
use crate::tagger::tag;
use crate::tree::{Label, Name, Tag, Tree};
use crate::words::Words;

static WORDS: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/en.words.bin"));
static TREES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/en.trees.bin"));

/// Bytes that begin where a line of the processor's cache does, as the sections in them do too.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

/// The analyser. Immutable, and cheap to clone.
#[derive(Debug, Clone)]
pub struct Parser {
    model: Arc<Model>,
    lemmas: Arc<Lemmas>,
    known: Option<Arc<dyn KnownNames>>,
}

impl Parser {
    /// The analyser with the weights that ship with the program.
    ///
    /// # Panics
    /// Never in a released build: a test loads the embedded files.
    pub fn embedded() -> Parser {
        let model = Model::embedded(&WORDS.0, &TREES.0);
        Parser::of(model.unwrap_or_else(|error| panic!("embedded weights: {error}")))
    }

    /// The analyser with other weights: the bytes of a file of words and of a file of trees, as
    /// `cargo xtask train` writes them.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn from_bytes(words: &[u8], trees: &[u8]) -> Result<Parser, ModelError> {
        Ok(Parser::of(Model::from_bytes(words, trees)?))
    }

    fn of(model: Model) -> Parser {
        Parser {
            model: Arc::new(model),
            lemmas: Arc::new(Lemmas::embedded()),
            known: None,
        }
    }

    /// The analyser with something to ask about the kinds of names.
    pub fn knowing(mut self, known: Arc<dyn KnownNames>) -> Parser {
        self.known = Some(known);
        self
    }

    /// The trees of a document's sentences, in order; names that recur agree in their kind.
    pub fn parse(&self, document: &Document) -> Vec<Tree> {
        let words_of = |tokens: std::ops::Range<usize>| {
            tokens.map(|token| document.word(token)).collect::<Vec<_>>()
        };
        let sentences = document.sentences.iter();
        let words: Vec<Vec<&str>> = sentences
            .map(|sentence| words_of(sentence.tokens.clone()))
            .collect();
        self.parse_sentences(&words)
    }

    /// The trees of sentences that follow each other, given as words.
    pub fn parse_sentences(&self, sentences: &[Vec<&str>]) -> Vec<Tree> {
        let trees = sentences.iter().map(|words| self.parse_words(words));
        let mut trees: Vec<Tree> = trees.collect();
        self.agree(&mut trees, sentences);
        trees
    }

    /// Makes names that recur in sentences that follow each other agree in their kind.
    pub fn agree(&self, trees: &mut [Tree], sentences: &[Vec<&str>]) {
        agree(trees, sentences, self.known.as_deref());
    }

    /// The tree of one sentence's words; without words, the empty tree.
    pub fn parse_words(&self, words: &[&str]) -> Tree {
        let seen = self.look(words);
        let tags = self.tag(&seen);
        let (heads, labels) = self.arcs(&seen, &tags);
        let mut tree = Tree {
            lemmas: self.lemmas(words, &tags),
            tags,
            heads,
            labels,
            names: Vec::new(),
        };
        tree.names = self.names(&seen, &tree);
        tree
    }

    /// The first step: what the analyser sees of each word.
    pub fn look(&self, words: &[&str]) -> Words {
        Words::new(words, &self.model.lexicon())
    }

    /// The second step: the tag of each word.
    pub fn tag(&self, seen: &Words) -> Vec<Tag> {
        tag(seen, &self.model.tags())
    }

    /// The lemma of each word, given its tag.
    pub fn lemmas(&self, words: &[&str], tags: &[Tag]) -> Vec<String> {
        let pairs = words.iter().zip(tags);
        pairs
            .map(|(word, tag)| self.lemmas.of(word, *tag))
            .collect()
    }

    /// The third step: the head of each word, the root being its own, and the label of its arc.
    pub fn arcs(&self, seen: &Words, tags: &[Tag]) -> (Vec<usize>, Vec<Label>) {
        let model = &*self.model;
        let heads = attach(seen, tags, &model.backward(), &model.forward());
        let arcs = Arcs::new(seen, tags, &heads);
        let labels = label(&arcs, model.pairs(), &model.labels());
        (heads, labels)
    }

    /// The last step for one sentence: the names, given tags, heads and labels of `tree`.
    pub fn names(&self, seen: &Words, tree: &Tree) -> Vec<Name> {
        let scene = Scene {
            words: seen,
            tags: &tree.tags,
            heads: &tree.heads,
            labels: &tree.labels,
        };
        let mut names = names_of(&mark(&scene, self.model.looks(), &self.model.names()));
        trim(&mut names, &tree.tags);
        names
    }
}
