//! Classes of characters.
//!
//! In: a character. Out: what sort of mark it is. Never: words.
//!
//! In *“40%,” he said* the character *“* is a quote, *%* a closing mark, and the spaces are gaps.

/// Whether a character separates tokens and belongs to none: white space, the zero-width space,
/// the byte-order mark, and the marks of writing direction.
pub fn is_gap(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' ' | '\t'..='\r');
    }
    character.is_whitespace()
        || matches!(character,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character ends a line.
pub(crate) fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Quotation marks and apostrophes.
pub(crate) fn is_quote(character: char) -> bool {
    matches!(
        character,
        '\'' | '"'
            | '”'
            | '“'
            | '`'
            | '‘'
            | '´'
            | '’'
            | '‚'
            | '„'
            | '‟'
            | '‛'
            | '»'
            | '«'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
    )
}

/// Marks that are split off at the front of a chunk.
pub(crate) fn is_opening_or_closing_mark(character: char) -> bool {
    matches!(
        character,
        ',' | ':'
            | ';'
            | '!'
            | '?'
            | '…'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '_'
            | '#'
            | '*'
            | '&'
            | '|'
            | '~'
            | '¿'
            | '¡'
            | '؟'
            | '。'
            | '？'
            | '！'
            | '，'
            | '、'
            | '；'
            | '：'
            | '·'
            | '،'
            | '؛'
            | '۔'
            | '।'
            | '•'
            | '（'
            | '）'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '†'
            | '‡'
    )
}

/// Marks that are split off at the end of a chunk.
pub(crate) fn is_closing_mark(character: char) -> bool {
    is_opening_or_closing_mark(character) || character == '%' || character == '‰'
}

/// Dashes longer than a hyphen.
pub(crate) fn is_long_dash(character: char) -> bool {
    matches!(character, '—' | '–' | '―' | '‒')
}

/// Hyphens and dashes that join two words.
pub(crate) fn is_hyphen(character: char) -> bool {
    is_long_dash(character) || matches!(character, '-' | '‐' | '‑' | '~')
}

/// Signs of money.
pub(crate) fn is_currency(character: char) -> bool {
    matches!(
        character,
        '$' | '£' | '€' | '¥' | '¢' | '฿' | '﷼' | '\u{20A0}'..='\u{20CF}' | '＄'
    )
}

/// Pictures and technical signs.
pub(crate) fn is_symbol(character: char) -> bool {
    matches!(character,
        '¦' | '©' | '®' | '°' | '™' | '℠' | '№' | '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// The length of the symbol at the front of `rest`, with what joins onto it: skin tones, variation
/// selectors, joined pictures, the second letter of a flag.
pub(crate) fn symbol_length(rest: &str) -> usize {
    let is_flag = |character: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&character);
    let mut characters = rest.char_indices();
    let Some((_, first)) = characters.next() else {
        return 0;
    };
    let mut end = first.len_utf8();
    let mut joined = false;
    let mut flag_open = is_flag(first);
    for (at, character) in characters {
        let joins = matches!(character, '\u{FE0F}' | '\u{FE0E}' | '\u{200D}' | '\u{20E3}')
            || ('\u{1F3FB}'..='\u{1F3FF}').contains(&character);
        let second_letter = flag_open && is_flag(character);
        if !(joins || second_letter || joined && is_symbol(character)) {
            break;
        }
        flag_open = false;
        joined = character == '\u{200D}';
        end = at + character.len_utf8();
    }
    end
}

/// Marks that end a sentence.
pub(crate) fn is_terminal(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '‼' | '⁇' | '⁈' | '⁉'
    )
}

/// Marks that close a quotation or a bracket.
pub(crate) fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）'
    )
}

/// Marks that begin an item of a list.
pub(crate) fn is_bullet(character: char) -> bool {
    matches!(
        character,
        '•' | '▪' | '●' | '◦' | '‣' | '■' | '□' | '►' | '▶' | '·' | '*' | '–' | '-'
    )
}
