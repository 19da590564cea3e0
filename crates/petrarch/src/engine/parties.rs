//! Codes of parties from actors and agents.
//!
//! In: the actors and agents found in a noun phrase. Out: [`Member`]s and their codes. Never: noun
//! phrases; those are of `units`.
//!
//! *Elbonian police officers*, with `ELBONIAN [ELB]` and `POLICE_OFFICER [~COP]`, is `ELBCOP`; *former
//! Elbonian police officers* is `ELBELI`.

use super::{Engine, FORMER, Side};
use jiff::civil::Date;
use std::ops::Range;

/// One of several coordinated noun phrases.
#[derive(Debug, Clone, Default)]
pub struct Member {
    /// Numbers of the actors that it may stand for, with their pieces.
    pub actors: Vec<(usize, Range<usize>)>,
    /// Numbers of its agents.
    pub agents: Vec<usize>,
    /// Whether *former* stands in it.
    pub former: bool,
    /// Its pieces.
    pub pieces: Range<usize>,
}

impl Member {
    /// Whether it has an actor.
    pub fn is_coded(&self) -> bool {
        !self.actors.is_empty()
    }
}

impl Engine {
    /// The codes of a member on a day, and the rows that gave them. Without an actor they begin with
    /// `---`.
    pub fn codes_of(&self, member: &Member, day: Option<Date>) -> Vec<(String, Vec<String>)> {
        let mut all = Vec::new();
        for (actor, _) in &member.actors {
            let actor = &self.dictionaries.actors[*actor];
            for code in actor.codes_on(day) {
                let rows = vec![actor.row.clone()];
                all.push(self.with_agents(code.clone(), rows, member));
            }
        }
        if member.actors.is_empty() && !member.agents.is_empty() {
            all.push(self.with_agents("---".to_owned(), Vec::new(), member));
        }
        all
    }

    fn with_agents(
        &self,
        code: String,
        mut rows: Vec<String>,
        member: &Member,
    ) -> (String, Vec<String>) {
        let mut whole = code;
        for agent in &member.agents {
            let agent = &self.dictionaries.agents[*agent];
            rows.push(agent.row.clone());
            if !has_code(&whole, &agent.prefix) {
                whole.insert_str(0, &agent.prefix);
            }
            if !member.former && !has_code(&whole, &agent.suffix) {
                whole.push_str(&agent.suffix);
            }
        }
        if member.former && !member.agents.is_empty() && !has_code(&whole, FORMER) {
            whole.push_str(FORMER);
        }
        (whole, rows)
    }
}

/// Whether a code already has another in it, in steps of three letters.
fn has_code(whole: &str, part: &str) -> bool {
    let steps = (0..whole.len()).step_by(3);
    let begins = |step: usize| whole.get(step..).is_some_and(|rest| rest.starts_with(part));
    part.is_empty() || steps.into_iter().any(begins)
}

/// A side with its code.
pub fn side(code: String, rows: Vec<String>, tokens: Range<usize>) -> Side {
    Side { code, tokens, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_compared_in_steps_of_three() {
        assert!(has_code("USAGOV", "GOV"));
        assert!(!has_code("GMWGOV", "WGO"));
        assert!(has_code("USA", ""));
    }
}
