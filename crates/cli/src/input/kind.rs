//! What the bytes of a file are.
//!
//! In: a file's ending, or its first bytes. Out: [`Kind`]. Never: the character set; that is the
//! reader's.
//!
//! `page.html` and bytes that begin with `<!doctype` are [`Kind::Html`].

use std::path::Path;

use clap::ValueEnum;

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Plain text, one document
    Text,
    /// A web page, one document
    Html,
    /// One JSON object a line, each a document
    #[value(name = "jsonl", alias = "ndjson")]
    Rows,
}

impl Kind {
    /// What a file is by its ending; none when the ending says nothing.
    pub fn of_path(path: &Path) -> Option<Kind> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "text" => Some(Kind::Text),
            "html" | "htm" | "xhtml" => Some(Kind::Html),
            "jsonl" | "ndjson" => Some(Kind::Rows),
            _ => None,
        }
    }

    /// What bytes are by their beginning.
    pub fn of_bytes(start: &[u8]) -> Kind {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        match start.trim_ascii_start().first() {
            Some(b'{') => Kind::Rows,
            Some(b'<') => Kind::Html,
            _ => Kind::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_decides_before_the_bytes() {
        assert_eq!(Kind::of_path(Path::new("a/b.HTM")), Some(Kind::Html));
        assert_eq!(Kind::of_path(Path::new("feed.jsonl")), Some(Kind::Rows));
        assert_eq!(Kind::of_path(Path::new("README")), None);
    }

    #[test]
    fn bytes_are_told_by_their_first_mark() {
        assert_eq!(Kind::of_bytes(b"\xEF\xBB\xBF {\"id\": 1}"), Kind::Rows);
        assert_eq!(Kind::of_bytes(b"\n<!doctype html>"), Kind::Html);
        assert_eq!(Kind::of_bytes(b"OSLO, May 3"), Kind::Text);
        assert_eq!(Kind::of_bytes(b""), Kind::Text);
    }
}
