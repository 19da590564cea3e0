//! A document with its trees, and ways to walk them.
//!
//! In: a document and one tree a sentence. Out: [`Text`], [`SentenceView`] and [`Node`]. Never: an
//! opinion on meaning.
//!
//! In *Fidan met Lavrov.* the node *met* has a child with the label `nsubj` (*Fidan*) and one with
//! the label `dobj` (*Lavrov*).

use std::ops::Range;

use dateline_parse::{Label, Tag, Tree};
use dateline_record::{Document, RegionKind, Sentence, Span};

/// A document and its analysis.
pub struct Text<'d> {
    /// The document.
    pub document: &'d Document,
    /// One view a sentence, in order.
    pub sentences: Vec<SentenceView<'d>>,
}

impl<'d> Text<'d> {
    /// Joins a document with the trees of its sentences (one each, in order).
    pub fn new(document: &'d Document, trees: &'d [Tree]) -> Self {
        let view = |(index, tree)| SentenceView::new(document, index, tree);
        Text {
            document,
            sentences: trees.iter().enumerate().map(view).collect(),
        }
    }

    /// The node of token `token` of sentence `sentence`.
    pub fn node(&self, sentence: usize, token: usize) -> Node<'_> {
        self.sentences[sentence].node(token)
    }
}

/// One sentence with its tree.
pub struct SentenceView<'d> {
    /// The document it is part of.
    pub document: &'d Document,
    /// Its index in the document.
    pub index: usize,
    /// Its analysis.
    pub tree: &'d Tree,
    /// The children of all tokens, those of one token together and in order.
    children: Vec<u32>,
    /// Where the children of each token begin, and where those of the last end.
    firsts: Vec<u32>,
    subtrees: Vec<Range<usize>>,
    /// The words in lower case where that differs from the text.
    lowers: Vec<Option<Box<str>>>,
    /// The lemmas in lower case where they are not so already.
    lower_lemmas: Vec<Option<Box<str>>>,
}

impl<'d> SentenceView<'d> {
    fn new(document: &'d Document, index: usize, tree: &'d Tree) -> Self {
        let (children, firsts) = children_of(&tree.heads);
        let subtrees = extents(&tree.heads, &children, &firsts);
        let words = document.sentences[index].tokens.clone();
        let lowers = words.map(|token| lowered(document.word(token)));
        SentenceView {
            document,
            index,
            tree,
            subtrees,
            lowers: lowers.collect(),
            lower_lemmas: tree.lemmas.iter().map(|lemma| lowered(lemma)).collect(),
            children,
            firsts,
        }
    }

    /// The sentence in the document.
    pub fn sentence(&self) -> &'d Sentence {
        &self.document.sentences[self.index]
    }

    /// What its region is for.
    pub fn kind(&self) -> RegionKind {
        self.document.kind_of(self.sentence())
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tree.heads.len()
    }

    /// Whether it has no tokens.
    pub fn is_empty(&self) -> bool {
        self.tree.heads.is_empty()
    }

    /// The node of a token.
    pub fn node(&self, token: usize) -> Node<'_> {
        Node { view: self, token }
    }

    /// All nodes, in order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = Node<'_>> {
        (0..self.len()).map(|token| self.node(token))
    }

    /// The root.
    pub fn root(&self) -> Option<Node<'_>> {
        self.nodes().find(Node::is_root)
    }

    /// The bytes from the first to the last of some tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let base = self.sentence().tokens.start;
        let document = self.document;
        let first = document.tokens[base + tokens.start].span;
        let last = document.tokens[base + tokens.end.max(tokens.start + 1) - 1].span;
        Span::new(first.start, last.end)
    }

    /// The words from the first to the last of some tokens, as they stand in the text.
    pub fn words(&self, tokens: Range<usize>) -> &'d str {
        self.document.words(self.span(tokens))
    }
}

/// A word in lower case, when it is not so already.
fn lowered(word: &str) -> Option<Box<str>> {
    let is_lower = |byte: &u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if word.as_bytes().iter().all(is_lower) {
        return None;
    }
    Some(word.to_lowercase().into_boxed_str())
}

/// The children of all tokens, and where those of each begin.
fn children_of(heads: &[usize]) -> (Vec<u32>, Vec<u32>) {
    let mut firsts = vec![0; heads.len() + 1];
    let arcs = || {
        heads
            .iter()
            .enumerate()
            .filter(|(token, head)| token != *head)
    };
    for (_, head) in arcs() {
        firsts[*head + 1] += 1;
    }
    for token in 0..heads.len() {
        firsts[token + 1] += firsts[token];
    }
    let mut free = firsts.clone();
    let mut children = vec![0; firsts[heads.len()] as usize];
    for (token, head) in arcs() {
        children[free[*head] as usize] = token as u32;
        free[*head] += 1;
    }
    (children, firsts)
}

/// For each token the range from the first to one past the last token of its subtree. Tokens are
/// taken from the root downwards and then added up in the opposite order, each once.
fn extents(heads: &[usize], children: &[u32], firsts: &[u32]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = (0..heads.len()).map(|token| token..token + 1).collect();
    let mut order: Vec<usize> = (0..heads.len())
        .filter(|token| heads[*token] == *token)
        .collect();
    let mut done = 0;
    while done < order.len() {
        let below = firsts[order[done]] as usize..firsts[order[done] + 1] as usize;
        order.extend(children[below].iter().map(|child| *child as usize));
        done += 1;
    }
    for token in order.into_iter().rev() {
        let (own, above) = (ranges[token].clone(), &mut ranges[heads[token]]);
        *above = above.start.min(own.start)..above.end.max(own.end);
    }
    ranges
}

/// One token in its tree. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    view: &'a SentenceView<'a>,
    /// Index of the token, counted from the sentence's first.
    pub token: usize,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.token == other.token && self.view.index == other.view.index
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{}:{}/{}",
            self.token,
            self.word(),
            self.label().as_str()
        )
    }
}

impl<'a> Node<'a> {
    /// The sentence it is in.
    pub fn view(&self) -> &'a SentenceView<'a> {
        self.view
    }

    /// Another node of the same sentence.
    pub fn at(&self, token: usize) -> Node<'a> {
        Node {
            view: self.view,
            token,
        }
    }

    /// The word as it stands in the text.
    pub fn word(&self) -> &'a str {
        self.view
            .document
            .word(self.view.sentence().tokens.start + self.token)
    }

    /// The word in lower case, as a string of one's own.
    pub fn lower(&self) -> String {
        self.lowered().to_owned()
    }

    /// The word in lower case.
    pub fn lowered(&self) -> &'a str {
        match self.view.lowers.get(self.token) {
            Some(Some(lower)) => lower,
            _ => self.word(),
        }
    }

    /// Its base form.
    pub fn lemma(&self) -> &'a str {
        &self.view.tree.lemmas[self.token]
    }

    /// Its base form in lower case.
    pub fn lemma_lowered(&self) -> &'a str {
        match self.view.lower_lemmas.get(self.token) {
            Some(Some(lower)) => lower,
            _ => self.lemma(),
        }
    }

    /// Its part of speech.
    pub fn tag(&self) -> Tag {
        self.view.tree.tags[self.token]
    }

    /// Its relation to its head.
    pub fn label(&self) -> Label {
        self.view.tree.labels[self.token]
    }

    /// Whether it is the root.
    pub fn is_root(&self) -> bool {
        self.view.tree.heads[self.token] == self.token
    }

    /// Its head; none for the root.
    pub fn head(&self) -> Option<Node<'a>> {
        let head = self.view.tree.heads[self.token];
        (head != self.token).then(|| self.at(head))
    }

    /// Its children, in the order of the text.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Node<'a>> + use<'a> {
        let view = self.view;
        let range = view.firsts[self.token] as usize..view.firsts[self.token + 1] as usize;
        view.children[range].iter().map(move |&token| Node {
            view,
            token: token as usize,
        })
    }

    /// Its first child with that label.
    pub fn child(&self, label: Label) -> Option<Node<'a>> {
        self.children().find(|child| child.label() == label)
    }

    /// Its children with that label.
    pub fn all(&self, label: Label) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.children().filter(move |child| child.label() == label)
    }

    /// The object of the preposition `preposition` (a lemma) among its children.
    pub fn prepositional(&self, preposition: &str) -> Option<Node<'a>> {
        let is_it = |child: &Node| {
            matches!(child.label(), Label::Prep | Label::Agent | Label::Dative)
                && child.lemma() == preposition
        };
        self.children().find(is_it)?.child(Label::Pobj)
    }

    /// The nodes from its head up to the root.
    pub fn ancestors(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        std::iter::successors(self.head(), Node::head)
    }

    /// Itself and those that are coordinated with it below it ("A, B and C" from A).
    pub fn with_conjuncts(&self) -> Vec<Node<'a>> {
        let mut all = vec![*self];
        let mut next = 0;
        while next < all.len() {
            let node = all[next];
            all.extend(node.all(Label::Conj));
            all.extend(node.all(Label::Appos).filter(|other| node.lists(other)));
            next += 1;
        }
        all.sort_by_key(|node| node.token);
        all
    }

    /// Whether `other`, analysed as an apposition, is rather the next item of a list of names: "Xi,
    /// Putin and Modi".
    fn lists(&self, other: &Node<'a>) -> bool {
        self.is_proper() && other.is_proper() && other.child(Label::Conj).is_some()
    }

    /// The tokens of its subtree (from the first to the last, whatever lies between).
    pub fn subtree(&self) -> Range<usize> {
        self.view.subtrees[self.token].clone()
    }

    /// Its own bytes.
    pub fn span(&self) -> Span {
        self.view.span(self.token..self.token + 1)
    }

    /// Whether its tag is a verb's (modals excluded).
    pub fn is_verb(&self) -> bool {
        use Tag::*;
        let tag = self.tag();
        matches!(
            tag,
            Verb | VerbPast | VerbGerund | VerbParticiple | VerbPresent | VerbThird
        )
    }

    /// Whether its tag is a common or proper noun's, or it is the small word of a noun like "sit-in".
    pub fn is_noun(&self) -> bool {
        matches!(self.tag(), Tag::Noun | Tag::Nouns) || self.is_proper() || self.closes_noun()
    }

    fn closes_noun(&self) -> bool {
        let small = matches!(self.tag(), Tag::Particle | Tag::Preposition | Tag::Adverb);
        let placed = || {
            matches!(
                self.label(),
                Label::Nsubj | Label::Nsubjpass | Label::Dobj | Label::Pobj | Label::Conj
            )
        };
        small && placed() && self.hyphened().is_some()
    }

    /// The word that a hyphen without space joins to this one: "cease" for *fire* in "cease-fire".
    pub fn hyphened(&self) -> Option<Node<'a>> {
        let first = self.token.checked_sub(2)?;
        if self.at(first + 1).word() != "-" {
            return None;
        }
        let length: usize = (first..=self.token)
            .map(|token| self.at(token).word().len())
            .sum();
        let written = self.view.words(first..self.token + 1).len();
        let is_word = self.at(first).word().chars().all(char::is_alphabetic);
        (length == written && is_word).then(|| self.at(first))
    }

    /// Whether its tag is a proper noun's.
    pub fn is_proper(&self) -> bool {
        matches!(self.tag(), Tag::Proper | Tag::Propers)
    }

    /// Whether it is a personal, possessive or relative pronoun.
    pub fn is_pronoun(&self) -> bool {
        matches!(
            self.tag(),
            Tag::Pronoun | Tag::Possessive | Tag::WhPronoun | Tag::WhPossessive
        )
    }
}
