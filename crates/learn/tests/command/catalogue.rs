//! A snapshot of every message at 60, 80 and 120 columns, in colour and plain.
//!
//! `UPDATE_EXPECT=1 cargo test -p learn messages` writes them anew. Then read the differences as a learner would.

use expect_test::expect_file;
use learn::problem::Problem;
use learn::screen::Screen;
use learn::show;
use std::path::Path;

const WIDTHS: [usize; 3] = [60, 80, 120];

/// Something that is said.
pub trait Message {
    fn on(&self, screen: &Screen) -> String;
}

impl Message for String {
    fn on(&self, screen: &Screen) -> String {
        screen.wrap(0, self)
    }
}

impl Message for &str {
    fn on(&self, screen: &Screen) -> String {
        screen.wrap(0, self)
    }
}

/// What was found, and what to do about it.
impl Message for (String, String) {
    fn on(&self, screen: &Screen) -> String {
        screen.wrap(0, &self.0) + &screen.wrap(2, &self.1)
    }
}

impl Message for (&str, &str) {
    fn on(&self, screen: &Screen) -> String {
        (self.0.to_owned(), self.1.to_owned()).on(screen)
    }
}

impl Message for Problem {
    fn on(&self, screen: &Screen) -> String {
        show::problem(self, screen)
    }
}

/// Whatever makes a text for a screen.
pub struct Page<F>(pub F);

impl<F: Fn(&Screen) -> String> Message for Page<F> {
    fn on(&self, screen: &Screen) -> String {
        (self.0)(screen)
    }
}

/// The messages of one module of words.
#[derive(Default)]
pub struct Catalogue {
    names: Vec<String>,
    text: String,
}

impl Catalogue {
    pub fn add(&mut self, name: &str, message: impl Message) {
        self.names.push(name.split([' ', ':']).next().unwrap_or_default().to_owned());
        self.text.push_str(&format!("══ {name}\n"));
        for width in WIDTHS {
            let plain = message.on(&Screen::plain(width));
            let colour = message.on(&Screen { width, plain: false });
            if plain == colour {
                self.text.push_str(&format!("── {width} columns, colour and plain\n{plain}"));
            } else {
                let colour = colour.replace('\u{1b}', "␛");
                self.text.push_str(&format!("── {width} columns, plain\n{plain}── {width} columns, colour\n{colour}"));
            }
        }
        self.text.push('\n');
    }

    /// Compares with the file of this name, and with the public functions and constants of these sources.
    #[track_caller]
    pub fn is_all_of(&self, file: &str, sources: &[&str]) {
        for source in sources {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words").join(source);
            let text = std::fs::read_to_string(&path).unwrap();
            for line in text.lines() {
                let item = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const "));
                let item =
                    item.filter(|item| !item.starts_with("fn ")).and_then(|item| item.split(['(', ':', '<']).next());
                if let Some(name) = item {
                    assert!(self.names.iter().any(|known| known == name), "{source}: `{name}` has no snapshot");
                }
            }
        }
        expect_file![format!("{}/tests/command/messages/{file}.txt", env!("CARGO_MANIFEST_DIR"))].assert_eq(&self.text);
    }
}
