//! The lines of a dictionary without their comments.
//!
//! In: the text of a file. Out: [`Line`]s that have something on them. Never: their meaning.
//!
//! `FRANCE [FRA] # seat` is the line `FRANCE [FRA]`; what stands between `<!--` and `-->` is nothing.

use dateline_record::Fault;

/// A line that says something.
pub struct Line {
    /// The file's name.
    pub file: String,
    /// Counted from 1.
    pub number: usize,
    /// What stands on it, trimmed and without comment.
    pub text: String,
}

impl Line {
    /// Its place, like `verbs.txt:12`.
    pub fn row(&self) -> String {
        format!("{}:{}", self.file, self.number)
    }

    /// A fault on this line.
    pub fn fault(&self, reason: impl Into<String>, hint: &str) -> Fault {
        Fault::at(&self.file, self.number, 0, reason).hint(hint)
    }

    /// What stands before the first bracket, and the contents of all `[…]`.
    pub fn coded(&self) -> (&str, Vec<&str>) {
        let mut parts = self.text.split('[');
        let head = parts.next().unwrap_or_default().trim();
        let code = |part: &'_ str| -> usize { part.find(']').unwrap_or(part.len()) };
        (head, parts.map(|part| part[..code(part)].trim()).collect())
    }

    /// Whether a bracket is left open.
    pub fn is_open(&self) -> bool {
        self.text.matches('[').count() > self.text.matches(']').count()
    }
}

/// The lines of a file that say something.
pub fn lines(file: &str, text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let text = without_comment(line, &mut inside);
        let text = text.trim();
        if !text.is_empty() {
            found.push(Line {
                file: file.to_owned(),
                number: index + 1,
                text: text.to_owned(),
            });
        }
    }
    found
}

/// A line without what is commented out; `inside` says whether a comment is open.
fn without_comment(line: &str, inside: &mut bool) -> String {
    let mut rest = line;
    let mut kept = String::new();
    loop {
        if *inside {
            let Some(end) = rest.find("-->") else {
                return kept;
            };
            *inside = false;
            rest = &rest[end + 3..];
        }
        let open = rest.find("<!");
        let until = hash(rest)
            .into_iter()
            .chain(open)
            .min()
            .unwrap_or(rest.len());
        kept.push_str(&rest[..until]);
        if open != Some(until) {
            return kept;
        }
        *inside = true;
        rest = &rest[until + 2..];
    }
}

/// Where a comment begins that runs to the end of the line; `#` inside `[###]` begins none.
fn hash(text: &str) -> Option<usize> {
    let mut open = false;
    text.char_indices().find_map(|(place, character)| {
        match character {
            '[' => open = true,
            ']' => open = false,
            _ => {}
        }
        (matches!(character, '#' | ';') && !open).then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out() {
        let text = "A [B] # c\n<!-- x\nY [Z]\n--> D [###]\n\n# E\n";
        let found = lines("f", text);
        let texts: Vec<&str> = found.iter().map(|line| &*line.text).collect();
        assert_eq!(texts, ["A [B]", "D [###]"]);
        assert_eq!(found[1].row(), "f:4");
    }
}
