//! Bytes to text.
//!
//! In: bytes. Out: their text and whether it is a web page. Never: characters replaced in silence.
//!
//! The bytes `caf\xe9` are `café`: they are not UTF-8, and Windows-1252 is the best guess.
//!
//! In order: byte-order mark; UTF-8 when the bytes are valid; the charset that an HTML page
//! declares; a guess from the bytes. Text that is UTF-8 but for a few broken bytes is refused.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::reader::{Format, ReadError};

/// Signs of a web page and of its charset are looked for in this many bytes.
const HEAD: usize = 4096;

/// The text of a source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) is_html: bool,
}

/// Formats that are no text, by their first bytes.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xD0\xCF\x11\xE0", "an office document"),
    (b"{\\rtf", "a rich text file"),
    (b"\x7FELF", "a program"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
];

/// The text of the bytes.
///
/// # Errors
/// When the bytes are no text, none but white space, or in no known encoding.
pub(crate) fn decode(bytes: &[u8], format: Format) -> Result<Decoded, ReadError> {
    if let Some((_, what)) = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
    {
        return Err(ReadError::Binary { what, at: 0 });
    }
    let marked = Encoding::for_bom(bytes);
    if marked.is_none() {
        refuse_binary(bytes)?;
    }
    let text = match marked {
        Some((encoding, length)) => decode_as(encoding, &bytes[length..], length)?,
        None => decode_unmarked(bytes, format)?,
    };
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let is_html = match format {
        Format::Html => true,
        Format::Text => false,
        Format::Auto => looks_like_html(text.as_bytes()),
    };
    Ok(Decoded { text, is_html })
}

/// Refuses NUL bytes, and control characters when they are more than one byte in fifty.
fn refuse_binary(bytes: &[u8]) -> Result<(), ReadError> {
    let what = "binary data";
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(ReadError::Binary { what, at });
    }
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let count = bytes.iter().filter(|byte| is_control(byte)).count();
    if count * 50 > bytes.len() {
        let at = bytes.iter().position(is_control).unwrap_or(0);
        return Err(ReadError::Binary { what, at });
    }
    Ok(())
}

fn decode_unmarked(bytes: &[u8], format: Format) -> Result<String, ReadError> {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(fault) => fault,
    };
    if is_damaged_utf8(bytes) {
        return Err(ReadError::Undecodable {
            encoding: UTF_8.name(),
            at: fault.valid_up_to(),
        });
    }
    let page = format != Format::Text && (format == Format::Html || looks_like_html(bytes));
    if let Some(encoding) = declared(bytes).filter(|encoding| page && *encoding != UTF_8)
        && let Ok(text) = decode_as(encoding, bytes, 0)
    {
        return Ok(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_as(detector.guess(None, Utf8Detection::Deny), bytes, 0)
}

/// Decodes `bytes`, which stand behind `skipped` bytes, without replacing anything.
fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
    skipped: usize,
) -> Result<String, ReadError> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    let valid = if encoding == UTF_8 {
        Encoding::utf8_valid_up_to(bytes)
    } else {
        0
    };
    Err(ReadError::Undecodable {
        encoding: encoding.name(),
        at: skipped + valid,
    })
}

/// Whether the bytes are UTF-8 with a few broken ones: many more characters of several bytes are
/// whole than broken.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk
            .valid()
            .chars()
            .filter(|each| !each.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

/// The charset that a page declares in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let is_label =
        |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let quoted = head[at..]
        .iter()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '));
    let label: Vec<u8> = quoted.take_while(is_label).copied().collect();
    Encoding::for_label(&label)
}

/// Whether bytes begin like a web page: a document type, or tags that only pages have.
fn looks_like_html(bytes: &[u8]) -> bool {
    let start = bytes
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(bytes.len());
    let head = bytes[start..bytes.len().min(start + HEAD)].to_ascii_lowercase();
    let has = |tag: &[u8]| head.windows(tag.len()).any(|window| window == tag);
    let opens = |tag: &[u8]| head.starts_with(tag);
    let page = [&b"<!doctype html"[..], b"<html", b"<head", b"<body"];
    let blocks = [
        &b"<p>"[..],
        b"<p ",
        b"<div",
        b"<h1",
        b"<article",
        b"<section",
        b"<main",
        b"<meta",
        b"<title",
    ];
    page.iter().any(|tag| opens(tag))
        || opens(b"<") && (page.iter().any(|tag| has(tag)) || blocks.iter().any(|tag| has(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, Format::Auto).unwrap().text
    }

    #[test]
    fn encodings_are_found() {
        assert_eq!(text("Orbán spoke.\r\n".as_bytes()), "Orbán spoke.\r\n");
        assert_eq!(text(b"\xEF\xBB\xBFEnvoys met."), "Envoys met.");
        assert_eq!(text(b"\xFF\xFEH\x00i\x00"), "Hi");
        assert_eq!(
            text(b"The caf\xE9 of Fran\xE7ois Hollande in N\xEEmes was closed."),
            "The café of François Hollande in Nîmes was closed."
        );
        let russian = "Министр иностранных дел прибыл в столицу с официальным визитом.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(text(&bytes), russian);
    }

    #[test]
    fn a_page_declares_its_charset() {
        let page = b"<html><head><meta charset=\"iso-8859-2\"></head><body><p>Wa\xB3\xEAsa</p></body></html>";
        let decoded = decode(page, Format::Auto).unwrap();
        assert!(decoded.is_html);
        assert!(decoded.text.contains("Wałęsa"));
        assert!(!decode(b"a < b <p>", Format::Auto).unwrap().is_html);
    }

    #[test]
    fn bad_bytes_are_refused() {
        let error = |bytes: &[u8]| decode(bytes, Format::Auto).unwrap_err();
        assert_eq!(
            error(b"%PDF-1.7 x"),
            ReadError::Binary {
                what: "a PDF file",
                at: 0
            }
        );
        assert_eq!(
            error(b"ab\0c"),
            ReadError::Binary {
                what: "binary data",
                at: 2
            }
        );
        assert_eq!(error(b" \r\n\t"), ReadError::Empty);
        assert_eq!(error(b""), ReadError::Empty);
        let mut damaged = "Orbán, Fidan, Çavuşoğlu, Guterres à Genève"
            .as_bytes()
            .to_vec();
        damaged.push(0xC3);
        let at = damaged.len() - 1;
        assert_eq!(
            error(&damaged),
            ReadError::Undecodable {
                encoding: "UTF-8",
                at
            }
        );
    }
}
