//! Agent dictionaries.
//!
//! In: lines like `BAKER {BAKERS} [~LAB]`. Out: [`Agent`]s. Never: the actor that they belong to.
//!
//! `!HEAD! = MAYOR, GOVERNOR` makes of `DEPUTY_!HEAD! [~GOV]` one agent with two phrases.

use dateline_record::Fault;

use super::{Line, plain_code};
use crate::Agent;

/// Adds the agents of a file.
pub fn read(lines: &[Line], agents: &mut Vec<Agent>, faults: &mut Vec<Fault>) {
    let mut sets: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        if let Some(set) = set_of(&line.text) {
            sets.push(set);
            continue;
        }
        match agent(line, &sets) {
            Ok(agent) => agents.push(agent),
            Err(fault) => faults.push(fault),
        }
    }
}

/// `!PERSON! = MAN, WOMAN`.
fn set_of(text: &str) -> Option<(String, Vec<String>)> {
    let (name, words) = text.strip_prefix('!')?.split_once('=')?;
    let words = words.split(',').map(|word| word.trim().to_uppercase());
    Some((format!("!{}", name.trim()).to_uppercase(), words.collect()))
}

fn agent(line: &Line, sets: &[(String, Vec<String>)]) -> Result<Agent, Fault> {
    let (head, codes) = line.coded();
    let code = codes.first().copied().unwrap_or_default();
    let Some((prefix, suffix)) = code.split_once('~') else {
        let hint = "an agent is a phrase with a code like [~GOV] or [NGO~]";
        return Err(line.fault("no code with ~", hint));
    };
    let (phrase, listed) = match head.split_once('{') {
        Some((phrase, rest)) => (phrase.trim(), Some(rest.trim_end_matches('}'))),
        None => (head, None),
    };
    let mut phrases = vec![phrase.to_uppercase()];
    let plurals = listed.unwrap_or_default().split_whitespace();
    phrases.extend(plurals.map(str::to_uppercase));
    let phrases: Vec<String> = phrases
        .iter()
        .flat_map(|phrase| expanded(phrase, sets))
        .collect();
    if phrases
        .iter()
        .any(|phrase| phrase.contains('!') || phrase.is_empty())
    {
        let hint = "a line like !HEAD! = MAYOR, GOVERNOR must stand above it";
        return Err(line.fault("a set of words (!…!) that is not known", hint));
    }
    Ok(Agent {
        inflects: listed.is_none(),
        suffix: plain_code(suffix).unwrap_or_default(),
        prefix: plain_code(prefix).unwrap_or_default(),
        row: line.row(),
        phrases,
    })
}

/// A phrase with each of its sets written out.
fn expanded(phrase: &str, sets: &[(String, Vec<String>)]) -> Vec<String> {
    match sets.iter().find(|(name, _)| phrase.contains(&**name)) {
        None => vec![phrase.to_owned()],
        Some((name, words)) => {
            let each = words.iter().map(|word| phrase.replace(&**name, word));
            each.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn agents_have_plurals_and_sets() {
        let text = "!HEAD! = MAYOR, REEVE\nDEPUTY_!HEAD! [~GOV]\nCHARITY {} [NGO~]\nWOLF {WOLVES} [~ANI]\nBAD [GOV]\nX!Y! [~Z]";
        let (mut agents, mut faults) = (Vec::new(), Vec::new());
        read(&lines("a", text), &mut agents, &mut faults);
        assert_eq!(agents[0].phrases, ["DEPUTY_MAYOR", "DEPUTY_REEVE"]);
        assert_eq!((&*agents[1].prefix, agents[1].inflects), ("NGO", false));
        assert_eq!(agents[2].phrases, ["WOLF", "WOLVES"]);
        let at: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(at, [5, 6]);
    }
}
