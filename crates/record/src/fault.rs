//! What is wrong with a file, said so that a person can mend it.
//!
//! In: a place and a reason. Out: [`Fault`]. Never: a decision to stop; callers collect faults and
//! report all of them at once.
//!
//! `data/world/names.tsv:12:3: unknown entity "RSU"; did you mean "RUS"?`

use std::fmt;

/// One fault of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as the user named it.
    pub file: String,
    /// Line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column, counted from 1; 0 when the whole line is meant.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Fault {
    /// A fault at `file:line:column`.
    pub fn at(
        file: impl Into<String>,
        line: usize,
        column: usize,
        reason: impl Into<String>,
    ) -> Self {
        Fault {
            file: file.into(),
            line,
            column,
            reason: reason.into(),
            hint: None,
        }
    }

    /// The same fault with advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(out, ":{}", self.column)?;
        }
        write!(out, ": {}", self.reason)?;
        match &self.hint {
            Some(hint) => write!(out, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_place_reason_and_hint() {
        let fault =
            Fault::at("names.tsv", 12, 3, "unknown entity \"RSU\"").hint("did you mean \"RUS\"?");
        assert_eq!(
            fault.to_string(),
            "names.tsv:12:3: unknown entity \"RSU\"; did you mean \"RUS\"?"
        );
        assert_eq!(Fault::at("x", 0, 0, "missing").to_string(), "x: missing");
    }
}
