//! Lines of a stream, none longer than a limit.
//!
//! In: a stream. Out: [`Line`]s with their numbers; of a line beyond the limit only its number.
//! Never: more than the limit in memory, however long a line is.
//!
//! With a limit of 4, `abc\nabcdef\nx` gives `abc`, "line 2 is too long" and `x`.

use std::io::{self, BufRead};

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes without the line's end.
    Whole(Vec<u8>),
    /// It is longer than the limit; its bytes are dropped.
    TooLong,
}

/// The lines of a stream.
pub struct Lines<R> {
    stream: R,
    limit: usize,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `stream`, each up to `limit` bytes.
    pub fn new(stream: R, limit: usize) -> Lines<R> {
        Lines {
            stream,
            limit,
            number: 0,
        }
    }

    /// The next line with its number, counted from 1; none at the end.
    pub fn next(&mut self) -> io::Result<Option<(usize, Line)>> {
        let mut bytes = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let buffer = match self.stream.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            any = true;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            too_long |= bytes.len() + part.len() > self.limit;
            match too_long {
                true => bytes = Vec::new(),
                false => bytes.extend_from_slice(part),
            }
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.stream.consume(used);
            if end.is_some() {
                break;
            }
        }
        self.number += usize::from(any);
        Ok(any.then(|| (self.number, finish(bytes, too_long))))
    }
}

fn finish(mut bytes: Vec<u8>, too_long: bool) -> Line {
    if too_long {
        return Line::TooLong;
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Line::Whole(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn lines(text: &str, limit: usize) -> Vec<(usize, Line)> {
        let mut lines = Lines::new(BufReader::with_capacity(3, text.as_bytes()), limit);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn a_line_beyond_the_limit_is_left_out_and_the_next_is_read() {
        let found = lines("abc\r\nabcdefghi\n\nx", 4);
        let expected = vec![
            (1, whole("abc")),
            (2, Line::TooLong),
            (3, whole("")),
            (4, whole("x")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_empty_stream_has_no_lines() {
        assert_eq!(lines("", 4), vec![]);
        assert_eq!(lines("\n", 4), vec![(1, whole(""))]);
    }
}
