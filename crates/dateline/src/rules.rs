//! The files of rules: those that ship with the program and those laid over them.
//!
//! In: folders and files. Out: [`RuleFiles`], from which a rule set is made and in which the text of
//! each rule can be found. Never: half of a faulty folder.
//!
//! The text of `consult.meet` runs from its `[[rule]]` to the next line that begins with `[[`.

use std::fs;
use std::path::{Path, PathBuf};

use dateline_code::lexicon::Lexicon;
use dateline_code::rules::{Rule, RuleSet};
use dateline_record::Fault;

/// Rule files by name, the embedded ones first.
#[derive(Debug, Clone)]
pub struct RuleFiles {
    files: Vec<(String, String)>,
}

impl RuleFiles {
    /// The files that ship with the program.
    pub fn embedded() -> RuleFiles {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        RuleFiles {
            files: RuleSet::embedded_files().iter().map(owned).collect(),
        }
    }

    /// The same with those of folders, or single files, after them.
    ///
    /// # Errors
    /// All files and folders that cannot be read, and folders without a rule file.
    pub fn with_overlay(paths: &[PathBuf]) -> Result<RuleFiles, Vec<Fault>> {
        let mut all = RuleFiles::embedded();
        let mut faults = Vec::new();
        let named: Vec<PathBuf> = paths
            .iter()
            .flat_map(|path| files_at(path, &mut faults))
            .collect();
        for path in named {
            match fs::read_to_string(&path) {
                Ok(text) => all.files.push((path.display().to_string(), text)),
                Err(error) => faults.push(unreadable(&path, &error)),
            }
        }
        if faults.is_empty() {
            Ok(all)
        } else {
            Err(faults)
        }
    }

    /// The rules of all files; later files replace rules of earlier ones.
    ///
    /// # Errors
    /// All faults of all files.
    pub fn rules(&self, lexicon: &Lexicon) -> Result<RuleSet, Vec<Fault>> {
        let files = self.files.iter();
        let files: Vec<(&str, &str)> = files.map(|(name, text)| (&**name, &**text)).collect();
        RuleSet::parse(&files, lexicon)
    }

    /// The text of a rule as it stands in its file.
    pub fn text_of(&self, rule: &Rule) -> String {
        let (name, line) = &rule.source;
        let file = self.files.iter().rev().find(|(file, _)| file == name);
        let lines = file.map_or("", |(_, text)| text).lines();
        let mut block: Vec<&str> = Vec::new();
        for text in lines.skip(line.saturating_sub(1)) {
            if !block.is_empty() && (text.starts_with("[[") || text.starts_with('#')) {
                break;
            }
            block.push(text);
        }
        block.join("\n").trim_end().to_owned()
    }

    /// A short hash of all files.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, text) in &self.files {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex()[..12].to_owned()
    }
}

/// The rule files at a path, in order of their names.
fn files_at(path: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(unreadable(path, &error));
            return Vec::new();
        }
    };
    let is_toml = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = paths.filter(is_toml).collect();
    files.sort();
    if files.is_empty() {
        let fault = Fault::at(path.display().to_string(), 0, 0, "holds no rule files");
        faults.push(fault.hint("rule files end in .toml"));
    }
    files
}

fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        std::io::ErrorKind::InvalidData => "is not UTF-8".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    Fault::at(path.display().to_string(), 0, 0, reason)
        .hint("name a folder of rules or a rule file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_rule_ends_before_the_next() {
        let files = RuleFiles::embedded();
        let rules = files.rules(&Lexicon::embedded()).unwrap();
        let text = files.text_of(rules.by_id("consult.meet").unwrap());
        assert!(
            text.starts_with("[[rule]]\nid = \"consult.meet\"\n"),
            "{text}"
        );
        assert_eq!(text.matches("[[").count(), 1, "{text}");
        assert!(text.contains("ignores"), "{text}");
    }

    #[test]
    fn paths_that_cannot_be_read_are_all_reported() {
        let paths = [
            PathBuf::from("no/such/folder"),
            PathBuf::from("no-such.toml"),
        ];
        let faults = RuleFiles::with_overlay(&paths).unwrap_err();
        assert_eq!(faults.len(), 2);
        assert_eq!(faults[0].file, "no/such/folder");
    }

    #[test]
    fn the_hash_is_of_what_the_files_say() {
        let mut other = RuleFiles::embedded();
        assert_eq!(other.hash(), RuleFiles::embedded().hash());
        other.files[0].1 += " ";
        assert_ne!(other.hash(), RuleFiles::embedded().hash());
    }
}
