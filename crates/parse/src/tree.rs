//! The analysis of one sentence.
//!
//! In: nothing. Out: [`Tree`], parallel arrays with one entry a token, and the closed sets [`Tag`],
//! [`Label`] and [`NameKind`]. Never: text; words stay in the document.
//!
//! *Fidan met Lavrov.* has the tags `NNP VBD NNP .`, the heads `1 1 1 1` (a root is its own head),
//! the labels `nsubj ROOT dobj punct` and two names of kind [`NameKind::Person`].

use std::ops::Range;

macro_rules! closed_set {
    ($(#[$meta:meta])* $set:ident { $($variant:ident $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $set { $($variant),* }

        impl $set {
            /// All values; the index of each is its number (`value as u8`).
            pub const ALL: &'static [$set] = &[$($set::$variant),*];

            /// The name used in treebanks.
            pub fn as_str(self) -> &'static str {
                match self { $($set::$variant => $name),* }
            }

            /// The value with that name.
            pub fn from_name(name: &str) -> Option<$set> {
                match name { $($name => Some($set::$variant),)* _ => None }
            }
        }
    };
}

closed_set! {
    /// Penn Treebank part-of-speech tags, as spaCy writes them.
    Tag {
        Space "_SP", Adjective "JJ", Comparative "JJR", Superlative "JJS", Adverb "RB",
        AdverbComparative "RBR", AdverbSuperlative "RBS", WhAdverb "WRB", Noun "NN", Nouns "NNS",
        Proper "NNP", Propers "NNPS", Pronoun "PRP", Possessive "PRP$", WhPronoun "WP",
        WhPossessive "WP$", WhDeterminer "WDT", Determiner "DT", Predeterminer "PDT",
        Existential "EX", Number "CD", Verb "VB", VerbPast "VBD", VerbGerund "VBG",
        VerbParticiple "VBN", VerbPresent "VBP", VerbThird "VBZ", Modal "MD", To "TO",
        Preposition "IN", Particle "RP", Conjunction "CC", PossessiveMark "POS", Interjection "UH",
        ListItem "LS", Foreign "FW", Symbol "SYM", Currency "$", Affix "AFX", Add "ADD", Nfp "NFP",
        Hyphen "HYPH", OpenQuote "``", CloseQuote "''", OpenBracket "-LRB-", CloseBracket "-RRB-",
        Comma ",", Stop ".", Colon ":", Unknown "XX",
    }
}

closed_set! {
    /// Dependency labels of the ClearNLP scheme, as spaCy writes them.
    Label {
        Root "ROOT", Acl "acl", Acomp "acomp", Advcl "advcl", Advmod "advmod", Agent "agent",
        Amod "amod", Appos "appos", Attr "attr", Aux "aux", Auxpass "auxpass", Case "case", Cc "cc",
        Ccomp "ccomp", Compound "compound", Conj "conj", Csubj "csubj", Csubjpass "csubjpass",
        Dative "dative", Dep "dep", Det "det", Dobj "dobj", Expl "expl", Intj "intj", Mark "mark",
        Meta "meta", Neg "neg", Nmod "nmod", Npadvmod "npadvmod", Nsubj "nsubj",
        Nsubjpass "nsubjpass", Nummod "nummod", Oprd "oprd", Parataxis "parataxis", Pcomp "pcomp",
        Pobj "pobj", Poss "poss", Preconj "preconj", Predet "predet", Prep "prep", Prt "prt",
        Punct "punct", Quantmod "quantmod", Relcl "relcl", Xcomp "xcomp",
    }
}

closed_set! {
    /// Kinds of names: OntoNotes' named-entity types that are names.
    NameKind {
        Person "PERSON", Group "NORP", Organisation "ORG", State "GPE", Location "LOC",
        Facility "FAC", Product "PRODUCT", Happening "EVENT", Work "WORK_OF_ART", Law "LAW",
        Language "LANGUAGE",
    }
}

/// A name: a run of tokens of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, counted from the sentence's first.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// The analysis of one sentence. All indices count from the sentence's first token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// Part of speech of each token.
    pub tags: Vec<Tag>,
    /// Base form of each token: lower case, except for proper nouns.
    pub lemmas: Vec<String>,
    /// Head of each token; the root is its own head. Always one root and no cycle.
    pub heads: Vec<usize>,
    /// Relation of each token to its head.
    pub labels: Vec<Label>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
}
