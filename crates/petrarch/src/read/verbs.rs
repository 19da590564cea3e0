//! Verb dictionaries of both generations.
//!
//! In: lines: sets of words, blocks with verbs and patterns, patterns over clauses. Out: the
//! [`Synset`]s, [`Verb`]s and [`Clause`]s. Never: inflected forms; the coder has lemmas.
//!
//! `--- GREET [041] ---`, below it `GREET`, `HAIL {HAILS HAILED}` and `- * WARMLY [042]`: one block of
//! two verbs and one pattern.

use dateline_record::Fault;

use super::{Line, verb_code};
use crate::pattern::Pattern;
use crate::{Clause, Dictionaries, Synset, Verb, VerbCode, VerbForm, VerbPattern};

/// Adds the verbs and sets of a file.
pub fn read(lines: &[Line], all: &mut Dictionaries, faults: &mut Vec<Fault>) {
    let mut inside = Inside::Nothing;
    for line in lines {
        match read_line(line, &mut inside, all) {
            Ok(()) => {}
            Err(fault) => faults.push(fault),
        }
    }
}

/// What the lines above began.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Synset,
    Block,
}

fn read_line(line: &Line, inside: &mut Inside, all: &mut Dictionaries) -> Result<(), Fault> {
    let text = &*line.text;
    if let Some(header) = header(text) {
        *inside = Inside::Block;
        all.verbs.push(block(header, line));
        return Ok(());
    }
    if let Some(name) = text.strip_prefix('&') {
        *inside = Inside::Synset;
        let name = name.trim().trim_end_matches('_').to_uppercase();
        all.synsets.push(Synset {
            name,
            words: Vec::new(),
        });
        return Ok(());
    }
    if let Some(rule) = text.strip_prefix('~') {
        all.clauses.push(clause(rule, line)?);
        return Ok(());
    }
    match *inside {
        Inside::Nothing => Err(line.fault(
            "neither a set of words nor a block of verbs",
            "a block begins with --- NAME [code] ---, a set with &NAME",
        )),
        Inside::Synset => match (text.strip_prefix('+'), all.synsets.last_mut()) {
            (Some(word), Some(synset)) => {
                synset.words.push(word.trim().to_uppercase());
                Ok(())
            }
            _ => {
                let hint = "a member of a set begins with +, a block with --- NAME [code] ---";
                Err(line.fault("stands in a set of words without +", hint))
            }
        },
        Inside::Block => in_block(line, all),
    }
}

/// `NAME [code]` of `--- NAME [code] ---`.
fn header(text: &str) -> Option<&str> {
    let header = text.strip_prefix("---")?.trim_start_matches('-');
    let end = header.rfind(']').map_or(header.len(), |end| end + 1);
    Some(header[..end].trim().trim_end_matches('-').trim())
}

fn block(header: &str, line: &Line) -> Verb {
    let (name, rest) = header.split_once('[').unwrap_or((header, "---]"));
    let code = rest.split(']').next().unwrap_or_default();
    Verb {
        name: name.trim().to_uppercase(),
        code: verb_code(code.trim()),
        forms: Vec::new(),
        patterns: Vec::new(),
        row: line.row(),
    }
}

fn in_block(line: &Line, all: &mut Dictionaries) -> Result<(), Fault> {
    let text = &*line.text;
    let verb = all
        .verbs
        .last_mut()
        .expect("a block is begun before its lines");
    let is_pattern = text.starts_with('-') || text.starts_with('*');
    if !is_pattern {
        verb.forms.extend(forms(line)?);
        return Ok(());
    }
    let (pattern, code) = text
        .trim_start_matches('-')
        .split_once('[')
        .ok_or_else(|| line.fault("a pattern without a code", "write it as - * WORD [code]"))?;
    let pattern = Pattern::parse(pattern.trim()).map_err(|reason| {
        let hint = "a pattern is words, sets (&NAME), $ + ^ % and one * for the verb";
        line.fault(format!("the pattern cannot be read: {reason}"), hint)
    })?;
    let code = code.split(']').next().unwrap_or_default();
    verb.patterns.push(VerbPattern {
        pattern,
        code: verb_code(code.trim()),
        row: line.row(),
    });
    Ok(())
}

/// `BREAK_DOWN`, `STAB {STABS STABBED} [222]`, `WIRE_+TAP`.
fn forms(line: &Line) -> Result<Vec<VerbForm>, Fault> {
    let own: Option<VerbCode> = line.coded().1.first().map(|code| verb_code(code));
    let text = match line.text.find('[') {
        Some(open) => {
            let close = line
                .text
                .find(']')
                .map_or(line.text.len(), |close| close + 1);
            format!("{}{}", &line.text[..open], &line.text[close.max(open)..])
        }
        None => line.text.clone(),
    };
    let (base, listed) = text.split_once('{').unwrap_or((&text, ""));
    let listed = listed.trim().trim_end_matches('}');
    let bases = base.trim();
    let mut all: Vec<VerbForm> = form(bases, true).into_iter().collect();
    all.extend(
        listed
            .split_whitespace()
            .filter_map(|text| form(text, false)),
    );
    if all.is_empty() {
        let hint = "a verb is a word, with + before the verb where there are several";
        return Err(line.fault("no verb", hint));
    }
    let coded = all.into_iter().map(|mut form| {
        form.code.clone_from(&own);
        form
    });
    Ok(coded.collect())
}

/// One form; `+` marks which of its words is the verb, else the first is.
fn form(text: &str, inflects: bool) -> Option<VerbForm> {
    let is_exact = text.ends_with('_');
    let is_gap = |character: char| character == '_' || character.is_whitespace();
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let at = words
        .iter()
        .position(|word| word.starts_with('+'))
        .unwrap_or(0);
    let upper = |word: &&str| word.trim_start_matches('+').to_uppercase();
    let verb = upper(words.get(at)?);
    (!verb.is_empty()).then(|| VerbForm {
        before: words[..at].iter().map(upper).collect(),
        verb,
        after: words[at + 1..].iter().map(upper).collect(),
        inflects: inflects && !is_exact,
        code: None,
    })
}

/// `a (a b ATTACK) SAY = a b 015`.
fn clause(text: &str, line: &Line) -> Result<Clause, Fault> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    let [
        outer,
        "(",
        inner_source,
        inner_target,
        inner,
        ")",
        verb,
        "=",
        source,
        target,
        code,
    ] = parts[..]
    else {
        let hint = "write it as ~ a (b c INNER) OUTER = a c 015";
        return Err(line.fault("the pattern over clauses cannot be read", hint));
    };
    Ok(Clause {
        outer: outer.to_owned(),
        inner_source: inner_source.to_owned(),
        inner_target: inner_target.to_owned(),
        inner: inner.to_uppercase(),
        verb: verb.to_uppercase(),
        source: source.to_owned(),
        target: target.to_owned(),
        code: code.to_owned(),
        row: line.row(),
    })
}

/// Takes out the patterns that ask for sets which no file has.
pub fn check_synsets(all: &mut Dictionaries, faults: &mut Vec<Fault>) {
    let known: Vec<String> = all
        .synsets
        .iter()
        .map(|synset| synset.name.clone())
        .collect();
    let is_known = |name: &str| {
        known
            .iter()
            .any(|known| *known == name.trim_end_matches('_'))
    };
    for verb in &mut all.verbs {
        verb.patterns.retain(|pattern| {
            let names = pattern.pattern.synsets();
            let missing = names.into_iter().find(|name| !is_known(name));
            if let Some(name) = missing {
                let (file, line) = pattern.row.rsplit_once(':').unwrap_or_default();
                let reason = format!("the set &{name} is not in these dictionaries");
                let fault = Fault::at(file, line.parse().unwrap_or(0), 0, reason);
                faults.push(fault.hint("import the file that defines it together with this one"));
            }
            missing.is_none()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn read_text(text: &str) -> (Dictionaries, Vec<Fault>) {
        let (mut all, mut faults) = (Dictionaries::default(), Vec::new());
        read(&lines("v", text), &mut all, &mut faults);
        check_synsets(&mut all, &mut faults);
        (all, faults)
    }

    #[test]
    fn blocks_have_verbs_and_patterns() {
        let text = "&TIES_\n+TRADE\n+OLD LINKS\n--- GREET [041:042] ---\nGREET\nHAIL {HAILS HAILED} [043]\nWIRE_+TAP\n+FALL_OUT {+FELL_OUT}\n- * &TIES [044] # x\n- NEVER_* [---]\n";
        let (all, faults) = read_text(text);
        assert_eq!(faults, []);
        let verb = &all.verbs[0];
        assert_eq!(verb.code.backward.as_deref(), Some("042"));
        let words: Vec<&str> = verb.forms.iter().map(|form| &*form.verb).collect();
        assert_eq!(
            words,
            ["GREET", "HAIL", "HAILS", "HAILED", "TAP", "FALL", "FELL"]
        );
        assert_eq!(verb.forms[4].before, ["WIRE"]);
        assert_eq!(verb.forms[6].after, ["OUT"]);
        assert_eq!(verb.patterns.len(), 2);
        assert!(verb.patterns[1].code.is_null());
        assert_eq!(all.synsets[0].words, ["TRADE", "OLD LINKS"]);
    }

    #[test]
    fn patterns_over_clauses_are_read() {
        let (all, faults) = read_text("~ a (b . STRIKE ) SAY = a b 112\n~ nonsense");
        assert_eq!((all.clauses.len(), faults.len()), (1, 1));
        assert_eq!(all.clauses[0].inner, "STRIKE");
    }

    #[test]
    fn faulty_lines_are_named_and_the_rest_is_read() {
        let text = "STRAY\n--- A [1] ---\nACT\n- * (FOR [2]\n- * X\n- * &NONE [3]\n- * Y [4]\n";
        let (all, faults) = read_text(text);
        assert_eq!(all.verbs[0].patterns.len(), 1);
        let at: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(at, [1, 4, 5, 6]);
    }
}
