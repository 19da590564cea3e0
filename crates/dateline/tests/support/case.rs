//! Golden cases: an article with its expected coding, as a Markdown file.
//!
//! In: the text of a file of `tests/golden`. Out: a [`Case`]. Never: a case that silently says
//! nothing; evidence that the article does not contain is a panic with the file's name.
//!
//! The row `| met his Kenyan counterpart | CONSULT/meet | occurred | UGA | KEN | … |` is an
//! [`Expected`] whose evidence stands where the article has these words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::path_of;

/// What stands between the lines `+++`.
#[derive(Debug, Clone, Deserialize)]
pub struct Header {
    /// What the case is about.
    pub title: String,
    /// Whether nobody has looked at how it is coded.
    #[serde(default)]
    pub unseen: bool,
    /// Date of publication to be given to the coder; without it the coder infers one.
    pub published: Option<String>,
}

/// An event that the article reports.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The words it rests on, and where else it is reported: code points.
    pub evidence: Vec<(usize, usize)>,
    /// The cell of the evidence.
    pub words: String,
    /// Types that are right, the best one first.
    pub types: Vec<String>,
    /// Mode of the first type.
    pub mode: Option<String>,
    /// Status.
    pub status: String,
    /// Countries and organisations.
    pub actors: BTreeSet<String>,
    /// Countries and organisations.
    pub recipients: BTreeSet<String>,
    /// First and last day.
    pub time: Option<(String, String)>,
    /// Name and country.
    pub place: Option<(String, String)>,
    /// Words of one of the speakers.
    pub speaker: Option<String>,
    /// Whether a coder may leave it out.
    pub debatable: bool,
    /// Whether the sides may stand either way round.
    pub symmetric: bool,
}

/// An article with its expected coding.
#[derive(Debug, Clone)]
pub struct Case {
    /// Name of the file without its ending.
    pub name: String,
    /// What is said of it.
    pub header: Header,
    /// The article.
    pub text: String,
    /// Its events.
    pub events: Vec<Expected>,
    /// Passages that must yield nothing.
    pub silent: Vec<(usize, usize)>,
}

/// All cases of `tests/golden`, in order of their names.
pub fn cases() -> Vec<Case> {
    let folder = path_of("golden");
    let entries = fs::read_dir(&folder).expect("tests/golden can be read");
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|path| is_case(path));
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_stem().expect("a file name").to_string_lossy();
            case(&name, &fs::read_to_string(path).expect("a case is text"))
        })
        .collect()
}

fn case(name: &str, markdown: &str) -> Case {
    let (header, rest) = between(markdown, "+++\n", "+++\n", name);
    let (text, rest) = between(rest, "```text\n", "```\n", name);
    let header = toml::from_str(header).unwrap_or_else(|error| panic!("{name}: {error}"));
    let article = Article { name, text };
    let table = rest.lines().filter(|line| line.starts_with('|'));
    let passages = rest.lines().filter_map(|line| line.strip_prefix("- "));
    Case {
        name: name.to_owned(),
        header,
        text: text.to_owned(),
        events: table.skip(2).map(|line| article.expected(line)).collect(),
        silent: passages.map(|words| article.find(words)).collect(),
    }
}

/// What stands between two marks, and what follows.
fn between<'t>(text: &'t str, open: &str, close: &str, name: &str) -> (&'t str, &'t str) {
    let (_, inner) = text
        .split_once(open)
        .unwrap_or_else(|| panic!("{name}: {open:?} is missing"));
    inner
        .split_once(close)
        .unwrap_or_else(|| panic!("{name}: {close:?} is missing"))
}

/// An article while its table is read.
struct Article<'t> {
    name: &'t str,
    text: &'t str,
}

impl Article<'_> {
    /// One row of the table of events.
    fn expected(&self, line: &str) -> Expected {
        let cells: Vec<&str> = line
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        assert_eq!(cells.len(), 9, "{}: columns of {line}", self.name);
        let types: Vec<&str> = cells[1].split(" or ").collect();
        let bare = |act: &str| act.split('/').next().unwrap_or_default().to_owned();
        Expected {
            evidence: cells[0]
                .split(" // ")
                .map(|words| self.find(words))
                .collect(),
            words: cells[0].to_owned(),
            types: types.iter().map(|act| bare(act)).collect(),
            mode: types[0].split_once('/').map(|(_, mode)| mode.to_owned()),
            status: cells[2].to_owned(),
            actors: set(cells[3]),
            recipients: set(cells[4]),
            time: present(cells[5]).map(interval),
            place: present(cells[6]).map(|cell| self.place(cell)),
            speaker: present(cells[7]).map(str::to_owned),
            debatable: cells[8].contains("debatable"),
            symmetric: cells[8].contains("symmetric"),
        }
    }

    /// Where words stand: their only or first place, or the second with ` #2` behind them.
    fn find(&self, words: &str) -> (usize, usize) {
        let (words, nth) = match words.rsplit_once(" #") {
            Some((words, nth)) => (words, nth.parse::<usize>().expect("a number after #") - 1),
            None => (words, 0),
        };
        let (at, _) = self
            .text
            .match_indices(words)
            .nth(nth)
            .unwrap_or_else(|| panic!("{}: the article lacks {words:?}", self.name));
        let start = self.text[..at].chars().count();
        (start, start + words.chars().count())
    }

    fn place(&self, cell: &str) -> (String, String) {
        let (name, country) = cell
            .rsplit_once(' ')
            .unwrap_or_else(|| panic!("{}: place {cell:?}", self.name));
        (name.to_owned(), country.to_owned())
    }
}

fn present(cell: &str) -> Option<&str> {
    (cell != "-").then_some(cell)
}

fn set(cell: &str) -> BTreeSet<String> {
    let codes = present(cell).into_iter();
    codes
        .flat_map(|cell| cell.split('+'))
        .map(str::to_owned)
        .collect()
}

fn interval(cell: &str) -> (String, String) {
    let (start, end) = cell.split_once("..").unwrap_or((cell, cell));
    (start.to_owned(), end.to_owned())
}

fn is_case(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md")
}
