//! Prints data short, and fast: it is done in every schedule, and read in one.

use std::fmt::{Debug, Result, Write};
use std::sync::Arc;

/// Longer data is cut.
const LONGEST: usize = 16;
/// What stands for the rest.
const CUT: &str = "..";
/// Room for [`LONGEST`] characters of four bytes, and for [`CUT`].
const SPACE: usize = 4 * LONGEST + CUT.len();

/// What can be printed as `{:?}` does it; faster than that, where it is often wanted.
pub(crate) trait Print {
    /// Fails when there is no more room.
    fn print(&self, short: &mut Short) -> Result;
}

/// As `{:?}`, cut after [`LONGEST`] characters.
pub(crate) fn printed(value: &impl Print) -> Arc<str> {
    let mut short = Short { text: [0; SPACE], length: 0, left: LONGEST };
    if value.print(&mut short).is_err() {
        short.add(CUT);
    }
    std::str::from_utf8(&short.text[..short.length]).unwrap_or(CUT).into()
}

/// Prints `[1, 2, 3]`.
pub(crate) fn list<'a, T: Print + 'a>(items: impl Iterator<Item = &'a T>, short: &mut Short) -> Result {
    short.write_str("[")?;
    for (index, item) in items.enumerate() {
        if index > 0 {
            short.write_str(", ")?;
        }
        item.print(short)?;
    }
    short.write_str("]")
}

/// Takes so many characters, and says that it failed when there come more.
pub(crate) struct Short {
    text: [u8; SPACE],
    length: usize,
    left: usize,
}

impl Short {
    /// As `{:?}` does it.
    pub(crate) fn debug(&mut self, value: &impl Debug) -> Result {
        write!(self, "{value:?}")
    }

    fn add(&mut self, part: &str) {
        let end = self.length + part.len();
        self.text[self.length..end].copy_from_slice(part.as_bytes());
        self.length = end;
    }
}

impl Write for Short {
    fn write_str(&mut self, part: &str) -> Result {
        // A character has at least one byte, so what has few bytes fits.
        if part.len() <= self.left {
            self.left -= part.chars().count();
            self.add(part);
            return Ok(());
        }
        let fits = part.char_indices().nth(self.left).map_or(part.len(), |(end, _)| end);
        self.left -= part[..fits].chars().count();
        self.add(&part[..fits]);
        if fits == part.len() { Ok(()) } else { Err(std::fmt::Error) }
    }
}

macro_rules! integers {
    ($($int:ty),*) => {$(
        impl Print for $int {
            fn print(&self, short: &mut Short) -> Result {
                match u64::try_from(*self) {
                    Ok(number) => digits(number, short),
                    Err(_) => short.debug(self),
                }
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

fn digits(mut number: u64, short: &mut Short) -> Result {
    // As many as a u64 has.
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    short.write_str(std::str::from_utf8(&digits[first..]).unwrap_or_default())
}

impl Print for str {
    fn print(&self, short: &mut Short) -> Result {
        // What is cut need not be looked at.
        let seen = self.char_indices().nth(LONGEST).map_or(self, |(end, _)| &self[..end]);
        let plain = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\';
        if !seen.bytes().all(plain) {
            return short.debug(&self);
        }
        short.write_str("\"")?;
        short.write_str(seen)?;
        short.write_str("\"")
    }
}

impl Print for String {
    fn print(&self, short: &mut Short) -> Result {
        self.as_str().print(short)
    }
}

impl Print for &str {
    fn print(&self, short: &mut Short) -> Result {
        (**self).print(short)
    }
}

macro_rules! as_debug {
    ($(<$($of:ident),*> $sort:ty;)*) => {$(
        impl<$($of: Debug),*> Print for $sort {
            fn print(&self, short: &mut Short) -> Result {
                short.debug(self)
            }
        }
    )*};
}

as_debug! {
    <> bool;
    <> char;
    <T> Option<T>;
    <A, B> (A, B);
}

impl<T: Print> Print for Vec<T> {
    fn print(&self, short: &mut Short) -> Result {
        list(self.iter(), short)
    }
}

impl<T: Print> Print for std::collections::VecDeque<T> {
    fn print(&self, short: &mut Short) -> Result {
        list(self.iter(), short)
    }
}
