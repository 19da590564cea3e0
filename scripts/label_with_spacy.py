#!/usr/bin/env python3
"""Text to silver: CoNLL-U with spaCy's tags, lemmas, trees and names.

In: text files (paragraphs, one a line), plain or xz, or folders of them. Out: the columns that
`cargo xtask train` reads: ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL, the entity mark (IOB and
OntoNotes kind) in the ninth column, SpaceAfter=No in the tenth. Never: a sentence that recurs, one
shorter than 3 or longer than 120 tokens, or one without a full tree.

    scripts/label_with_spacy.py news/ --work scratch > silver.conllu
    scripts/label_with_spacy.py news/ --work scratch --without held-out.conllu > silver.conllu

spaCy and its medium English pipeline are installed from PyPI into the folder given by --work.
Spaces that spaCy makes tokens of are left out; what hangs on them hangs on their heads.
"""

import argparse
import lzma
import sys
from pathlib import Path

import spacy_model

SHORTEST, LONGEST = 3, 120


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="+", type=Path, help="files or folders of .txt and .txt.xz")
    parser.add_argument("--work", default="scratch", help="folder for spaCy (made when missing)")
    parser.add_argument("--without", type=Path, help="leave out the sentences of this CoNLL-U file")
    return parser.parse_args()


def files(paths):
    """All text files under the paths, in order."""
    for path in paths:
        found = sorted(path.rglob("*.txt*")) if path.is_dir() else [path]
        yield from (one for one in found if one.suffix in (".txt", ".xz"))


def paragraphs(paths):
    for path in files(paths):
        opened = lzma.open if path.suffix == ".xz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            yield from (line.strip() for line in lines if line.strip())


def known_sentences(path):
    """The sentences of a CoNLL-U file, as tuples of words."""
    known, words = set(), []
    if path is None:
        return known
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.strip() and not line.startswith("#"):
                words.append(line.split("\t")[1])
            elif words and not line.strip():
                known.add(tuple(words))
                words = []
    return known


def head_of(token):
    """The nearest head that is no space; the token itself for a root."""
    head = token.head
    while head.is_space and head.head is not head:
        head = head.head
    return token if head.is_space else head


def rows(tokens):
    """The lines of a sentence; none when it has not exactly one root."""
    number = {token.i: index + 1 for index, token in enumerate(tokens)}
    roots = [token for token in tokens if head_of(token) is token or head_of(token).i == token.i]
    if len(roots) != 1:
        return None
    lines = []
    for token in tokens:
        is_root = token.i == roots[0].i
        head = 0 if is_root else number.get(head_of(token).i)
        if head is None:
            return None
        mark = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
        label = "ROOT" if is_root else token.dep_
        after = "_" if token.whitespace_ else "SpaceAfter=No"
        cells = [number[token.i], token.text, token.lemma_, token.pos_, token.tag_, "_"]
        lines.append("\t".join(map(str, [*cells, head, label, mark, after])))
    return lines


def main():
    given = arguments()
    spacy_model.enter(given.work)
    nlp = spacy_model.load(given.work)
    seen = known_sentences(given.without)
    count = words = 0
    for document in nlp.pipe(paragraphs(given.texts), batch_size=64):
        for sentence in document.sents:
            tokens = [token for token in sentence if not token.is_space]
            key = tuple(token.text for token in tokens)
            if not SHORTEST <= len(tokens) <= LONGEST or key in seen:
                continue
            seen.add(key)
            lines = rows(tokens)
            if lines:
                print("\n".join(lines), end="\n\n")
                count, words = count + 1, words + len(tokens)
    print(f"{count} sentences, {words} tokens", file=sys.stderr)


if __name__ == "__main__":
    main()
