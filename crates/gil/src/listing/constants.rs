//! Constants, as `dis` shows them: what Python's `repr` makes of them.
//!
//! # Keeps true
//!
//! - What is not understood is [`Constant::Other`] and never something else. It is refused where a program needs it,
//!   with its line.

/// A constant of a code object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Constant {
    /// `None`
    None,
    /// `True`
    Bool(bool),
    /// `1`
    Int(i64),
    /// `0.5`, as its bits
    Float(u64),
    /// `'a'`
    Str(String),
    /// `(1, 'a')`
    Tuple(Vec<Constant>),
    /// `<code object f at 0x7f, file "x.py", line 3>`, whole: the title of the block that lists it
    Code(String),
    /// Anything else.
    Other,
}

/// How deep tuples may nest. Nobody writes more, and without a bound a listing of a million parentheses would end
/// this program.
const DEPTH: usize = 20;

impl Constant {
    /// Reads what stands in the parentheses.
    pub fn read(text: &str) -> Constant {
        if text.starts_with("<code object ") {
            return Constant::Code(text.to_owned());
        }
        match value(text, DEPTH) {
            Some((constant, "")) => constant,
            _ => Constant::Other,
        }
    }

    /// The texts of a tuple of texts: `('target', 'args')`.
    pub fn texts(&self) -> Option<Vec<&str>> {
        let Constant::Tuple(items) = self else { return None };
        items.iter().map(|item| if let Constant::Str(text) = item { Some(text.as_str()) } else { None }).collect()
    }
}

/// The constant at the beginning of a text, and what stands after it.
fn value(text: &str, depth: usize) -> Option<(Constant, &str)> {
    if let Some(rest) = text.strip_prefix('(') {
        return tuple(rest, depth.checked_sub(1)?);
    }
    if let Some(quote) = text.chars().next().filter(|&first| first == '\'' || first == '"') {
        return string(&text[1..], quote);
    }
    let end = text.find([',', ')']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let constant = match word {
        "None" => Constant::None,
        "True" => Constant::Bool(true),
        "False" => Constant::Bool(false),
        _ if !word.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => return None,
        _ => match word.parse() {
            Ok(number) => Constant::Int(number),
            // `1e400` is not what `repr` prints, so a float that is read is finite.
            Err(_) if word.contains(['.', 'e']) => Constant::Float(word.parse().ok().map(f64::to_bits)?),
            Err(_) => return None,
        },
    };
    Some((constant, rest))
}

/// The rest of a tuple, whose parenthesis is open.
fn tuple(mut rest: &str, depth: usize) -> Option<(Constant, &str)> {
    let mut items = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix(')') {
            return Some((Constant::Tuple(items), after));
        }
        let (item, after) = value(rest, depth)?;
        items.push(item);
        rest = match after.strip_prefix(',') {
            Some(more) => more.trim_start(),
            // One item without a comma is no tuple; `dis` never prints it.
            None if items.len() > 1 && after.starts_with(')') => after,
            None => return None,
        };
    }
}

/// The rest of a text, whose quotation mark is open.
fn string(text: &str, quote: char) -> Option<(Constant, &str)> {
    let mut read = String::new();
    let mut characters = text.char_indices();
    loop {
        let (at, character) = characters.next()?;
        if character == quote {
            return Some((Constant::Str(read), &text[at + 1..]));
        }
        if character != '\\' {
            read.push(character);
            continue;
        }
        let digits = match characters.next()?.1 {
            'n' => {
                read.push('\n');
                continue;
            }
            't' => {
                read.push('\t');
                continue;
            }
            'r' => {
                read.push('\r');
                continue;
            }
            'x' => 2,
            'u' => 4,
            'U' => 8,
            itself @ ('\\' | '\'' | '"') => {
                read.push(itself);
                continue;
            }
            _ => return None,
        };
        let code = (0..digits).try_fold(0_u32, |code, _| Some(code << 4 | characters.next()?.1.to_digit(16)?))?;
        // Half of a surrogate pair is no character in Rust.
        read.push(char::from_u32(code)?);
    }
}
