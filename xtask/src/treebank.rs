//! Treebanks.
//!
//! In: a CoNLL-U file, plain or xz. Out: [`Gold`] sentences. Never: a sentence whose heads are no
//! tree when trees are asked for.
//!
//! The line `2 met meet VERB VBD _ 0 ROOT O _` (with tabs) is the root *met*, outside any name.

use std::fs::File;
use std::io::{BufReader, Error, Read, Result};
use std::path::Path;

use dateline_parse::names::{OUTSIDE, first_of, further_of};
use dateline_parse::{Label, NameKind, Tag};

/// A labelled sentence. Tags, heads and labels are absent (`None`, no head, `None`) where the file
/// does not give them or gives them in another scheme.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    pub words: Vec<String>,
    pub lemmas: Vec<String>,
    pub tags: Vec<Option<Tag>>,
    pub heads: Vec<usize>,
    pub labels: Vec<Option<Label>>,
    pub marks: Vec<u8>,
    /// Marks of the kinds PER, ORG, LOC of treebanks with names only.
    pub plain: Vec<String>,
}

impl Gold {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether each word has a tag, a head and a label of the right schemes.
    pub fn is_complete(&self) -> bool {
        let roots = self
            .heads
            .iter()
            .enumerate()
            .filter(|(index, head)| index == *head)
            .count();
        roots == 1
            && self.tags.iter().all(Option::is_some)
            && self.labels.iter().all(Option::is_some)
            && self.is_acyclic()
    }

    fn is_acyclic(&self) -> bool {
        (0..self.len()).all(|start| {
            let mut at = start;
            for _ in 0..self.len() {
                at = self.heads[at];
            }
            self.heads[at] == at
        })
    }
}

/// Reads `NAME.conllu.xz` or `NAME.conllu` of a folder.
pub fn read(folder: &Path, name: &str) -> Result<Vec<Gold>> {
    let plain = folder.join(format!("{name}.conllu"));
    let packed = folder.join(format!("{name}.conllu.xz"));
    let mut text = Vec::new();
    if plain.exists() {
        File::open(&plain)?.read_to_end(&mut text)?;
    } else {
        let file = File::open(&packed)
            .map_err(|error| Error::new(error.kind(), format!("{}: {error}", packed.display())))?;
        lzma_rs::xz_decompress(&mut BufReader::new(file), &mut text)
            .map_err(|error| Error::other(format!("{}: {error:?}", packed.display())))?;
    }
    let text = String::from_utf8(text).map_err(Error::other)?;
    Ok(parse(&text))
}

/// Reads a CoNLL-U file.
pub fn read_file(path: &Path) -> Result<Vec<Gold>> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    Ok(parse(&text))
}

fn parse(text: &str) -> Vec<Gold> {
    let mut sentences = Vec::new();
    let mut current = Gold::default();
    for line in text.lines().chain([""]) {
        if line.starts_with('#') {
            continue;
        }
        if line.is_empty() {
            if current.len() > 0 {
                sentences.push(std::mem::take(&mut current));
            }
            continue;
        }
        add_word(&mut current, line);
    }
    sentences
}

fn add_word(sentence: &mut Gold, line: &str) {
    let fields: Vec<&str> = line.split('\t').collect();
    if fields.len() < 10 || fields[0].contains(['-', '.']) {
        return;
    }
    let index = sentence.len();
    let head = fields[6].parse().unwrap_or(0);
    sentence.words.push(fields[1].to_owned());
    sentence.lemmas.push(fields[2].to_owned());
    sentence.tags.push(Tag::from_name(fields[4]));
    sentence
        .heads
        .push(if head == 0 { index } else { head - 1 });
    sentence.labels.push(Label::from_name(fields[7]));
    let last = sentence.marks.last().copied().unwrap_or(OUTSIDE);
    sentence.marks.push(mark_of(fields[8], last));
    sentence.plain.push(fields[8].to_owned());
}

fn mark_of(text: &str, last: u8) -> u8 {
    let Some((place, kind)) = text.split_once('-') else {
        return OUTSIDE;
    };
    let Some(kind) = NameKind::from_name(kind) else {
        return OUTSIDE;
    };
    let goes_on = last == first_of(kind) || last == further_of(kind);
    if place == "I" && goes_on {
        further_of(kind)
    } else {
        first_of(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words() {
        let text = "# x\n1\tAnkara\tAnkara\tPROPN\tNNP\t_\t2\tnsubj\tB-GPE\t_\n2\tasked\task\tVERB\tVBD\t_\t0\tROOT\tO\t_\n";
        let sentences = parse(text);
        assert_eq!(sentences.len(), 1);
        assert_eq!(sentences[0].heads, [1, 1]);
        assert_eq!(sentences[0].marks, [first_of(NameKind::State), OUTSIDE]);
        assert!(sentences[0].is_complete());
    }
}
