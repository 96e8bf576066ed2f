//! The bytes of a listing, as text.
//!
//! A shell may write a file in its own way: in Windows PowerShell 5 `python -m dis x.py > x.txt` gives UTF-16 with a byte order mark. And the text
//! may be coloured: up to 3.14 not by `dis`, but a later one may do it (python/cpython#144208), and so may a tool in between. Both are taken back to the
//! plain text that it was.

use std::char::REPLACEMENT_CHARACTER;

/// The text, without a byte order mark and without colours.
///
/// # Errors
///
/// If it is no text, in words that go behind the name of the file.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        all => std::str::from_utf8(all).ok().map(str::to_owned),
    };
    let text = text.filter(|text| !text.contains('\0'));
    let text = text.ok_or("is no text in UTF-8 or UTF-16; give what `python3 -m dis FILE.py` printed")?;
    Ok(without_colours(&text))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units: Vec<_> = bytes.chunks(2).map(|pair| Some(unit(pair.try_into().ok()?))).collect::<Option<_>>()?;
    // Windows PowerShell may have cut a character that it did not know in two. What it was is no longer to be told.
    Some(char::decode_utf16(units).map(|character| character.unwrap_or(REPLACEMENT_CHARACTER)).collect())
}

/// Takes away what sets a colour: the character ESC, a bracket, numbers, and an `m`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((numbers, rest)) if numbers.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';')) => plain += rest,
            _ => plain.extend(["\x1b[", part]),
        }
    }
    plain
}
