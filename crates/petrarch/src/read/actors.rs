//! Actor dictionaries.
//!
//! In: lines: a phrase, further phrases after `+`, codes in brackets with or without days. Out:
//! [`Actor`]s. Never: a world model; the codes are kept as they are.
//!
//! `ZEMBLA [ZEM]`, below it `+ZEMBLAN` and `[ZEMOLD <19900101]`: two phrases, and another code before
//! 1990.

use dateline_record::Fault;
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Line, plain_code};
use crate::{Actor, ActorCode, Period};

/// Adds the actors of a file.
pub fn read(lines: &[Line], actors: &mut Vec<Actor>, faults: &mut Vec<Fault>) {
    let first = actors.len();
    for line in lines {
        let (head, codes) = line.coded();
        if line.is_open() {
            faults.push(line.fault("a bracket is not closed", "write the code as [ABC]"));
        }
        let known = actors.len() > first;
        match head.strip_prefix('+') {
            _ if head.is_empty() && !known => {
                faults.push(line.fault("a code without an actor", "put a phrase above it"));
                continue;
            }
            Some(_) if !known => {
                let hint = "a line with + adds to the actor above it";
                faults.push(line.fault("a further phrase without an actor", hint));
                continue;
            }
            Some(phrase) => {
                let actor = actors.last_mut().into_iter();
                actor.for_each(|actor| actor.phrases.push(phrase.trim().to_uppercase()));
            }
            None if !head.is_empty() => actors.push(Actor {
                phrases: vec![head.to_uppercase()],
                codes: Vec::new(),
                row: line.row(),
            }),
            None => {}
        }
        for text in codes {
            match code(text) {
                Ok(code) => actors
                    .last_mut()
                    .into_iter()
                    .for_each(|actor| actor.codes.push(code.clone())),
                Err(reason) => faults.push(line.fault(reason, HINT)),
            }
        }
    }
    drop_codeless(actors, first, faults);
}

const HINT: &str = "write [ABC], [ABC <19911226], [ABC >991231] or [ABC 19900101-19991231]";

fn drop_codeless(actors: &mut Vec<Actor>, first: usize, faults: &mut Vec<Fault>) {
    let mut place = 0;
    actors.retain(|actor| {
        place += 1;
        let keep = place <= first || !actor.codes.is_empty();
        if !keep {
            let (file, line) = actor.row.rsplit_once(':').unwrap_or_default();
            let reason = format!("\"{}\" has no code", actor.phrases[0]);
            faults.push(Fault::at(file, line.parse().unwrap_or(0), 0, reason).hint(HINT));
        }
        keep
    });
}

/// What stands in brackets: codes, perhaps with days.
fn code(text: &str) -> Result<ActorCode, String> {
    let end = text
        .find(|character: char| character.is_whitespace() || matches!(character, '<' | '>'))
        .unwrap_or(text.len());
    let (codes, days) = text.split_at(end);
    let days: String = days.split_whitespace().collect();
    let days = days.trim_end_matches('>');
    Ok(ActorCode {
        codes: codes.split('/').filter_map(plain_code).collect(),
        period: period(days, text)?,
    })
}

fn period(days: &str, text: &str) -> Result<Period, String> {
    let read = |day: &str| day_of(day).ok_or_else(|| format!("\"{text}\" names no days"));
    if days.is_empty() {
        return Ok(Period::default());
    }
    if let Some(day) = days.strip_prefix('<') {
        let until = read(day)?.checked_sub(1.day()).ok();
        return Ok(Period { from: None, until });
    }
    if let Some(day) = days.strip_prefix('>') {
        let from = read(day)?.checked_add(1.day()).ok();
        return Ok(Period { from, until: None });
    }
    let (from, until) = days
        .split_once('-')
        .ok_or_else(|| format!("\"{text}\" names no days"))?;
    Ok(Period {
        from: Some(read(from)?),
        until: Some(read(until)?),
    })
}

/// `19911226`, or `911226` with the century left out: to 29 it is the present one. A month or day that
/// there is not (00, 31 June) is the nearest one.
fn day_of(text: &str) -> Option<Date> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        8 => (text[..4].parse::<i16>().ok()?, &text[4..]),
        6 => {
            let year = text[..2].parse::<i16>().ok()?;
            (if year < 30 { 2000 } else { 1900 } + year, &text[2..])
        }
        _ => return None,
    };
    let month = rest[..2].parse::<i8>().ok()?.clamp(1, 12);
    let day = rest[2..].parse::<i8>().ok()?.max(1);
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, day.min(first.days_in_month())).ok()
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;
    use jiff::civil::date;

    fn read_text(text: &str) -> (Vec<Actor>, Vec<Fault>) {
        let (mut actors, mut faults) = (Vec::new(), Vec::new());
        read(&lines("a", text), &mut actors, &mut faults);
        (actors, faults)
    }

    #[test]
    fn codes_hold_on_their_days() {
        let text = "ZEMBLA [ZEM]\n+ZEMBLAN\n\t[ZEMOLD <19900101]\n [ZEMNEW 200105 - 210506]";
        let (actors, faults) = read_text(text);
        assert_eq!(faults, []);
        assert_eq!(actors[0].phrases, ["ZEMBLA", "ZEMBLAN"]);
        let on = |day| actors[0].codes_on(day).to_vec();
        assert_eq!(on(Some(date(1989, 12, 31))), ["ZEMOLD"]);
        assert_eq!(on(Some(date(1990, 1, 1))), ["ZEM"]);
        assert_eq!(on(Some(date(2021, 5, 6))), ["ZEMNEW"]);
        assert_eq!(on(None), ["ZEM"]);
    }

    #[test]
    fn one_actor_may_be_several_or_nobody() {
        let (actors, _) = read_text("ISLES [AAA/BBB]\nGHOST [---]");
        assert_eq!(actors[0].codes_on(None), ["AAA", "BBB"]);
        assert!(actors[1].codes_on(None).is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let (actors, faults) = read_text("+ALIAS\nNOBODY\nRURITANIA [RUR 19x]\nELBONIA [ELB");
        assert_eq!(actors.len(), 1);
        let at: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(at, [1, 3, 4, 2, 3]);
    }
}
