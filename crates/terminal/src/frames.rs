//! Where a program's drawings begin and end, if it says so: a synchronized update, `CSI ? 2026 h` to `CSI ? 2026 l`.

use vt100::{Callbacks, Screen};

/// The number of the mode.
const SYNCHRONIZED: &[u16] = &[2026];

/// Whether a drawing has begun and is not at its end.
#[derive(Debug, Default)]
pub struct Frames {
    open: bool,
}

impl Frames {
    /// Whether the screen is half drawn.
    pub fn is_open(&self) -> bool {
        self.open
    }
}

impl Callbacks for Frames {
    fn unhandled_csi(&mut self, _: &mut Screen, sign: Option<u8>, _: Option<u8>, numbers: &[&[u16]], last: char) {
        if sign == Some(b'?') && numbers.contains(&SYNCHRONIZED) {
            self.open = last == 'h';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vt100::Parser;

    #[test]
    fn a_drawing_is_open_from_its_first_sign_to_its_last() {
        let mut parser = Parser::new_with_callbacks(4, 20, 0, Frames::default());
        let mut after = |bytes: &[u8]| {
            parser.process(bytes);
            parser.callbacks().is_open()
        };
        assert!(!after(b"before"));
        assert!(after(b"\x1b[?2026hhalf"));
        assert!(after(b" \x1b[?25l"), "another mode is none of ours");
        assert!(!after(b"whole\x1b[?2026l"));
    }
}
