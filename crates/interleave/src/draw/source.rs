//! From a place to the learner's own expression there: `self.free.wait(held)`.
//!
//! A place is a file, a line and a column, and the column is where the *method's name* stands. So the file is read as
//! tokens (by `proc-macro2`, for which a bracket in a string is no bracket), the token at the place is looked up, its
//! receiver is collected backwards and its arguments forwards.
//!
//! # Keeps true
//!
//! What is shown stands in the file; what is long is cut to `(..)`. A file that is missing, or that no longer has the
//! call in that place, gives `None`, never a guess.

use super::binding::{self, bound_to, path_to};
use super::style::one_line;
use super::tokens::{call_end, find, is_punct, receiver, shorten, without_ordering, write};
use crate::record::Place;
use proc_macro2::{LineColumn, TokenStream, TokenTree};
use std::collections::HashMap;
use std::str::FromStr;

/// A whole line of code longer than this is cut.
const LONGEST_LINE: usize = 44;

/// The files that were read so far.
#[derive(Default)]
pub(super) struct Sources {
    files: HashMap<String, Option<Source>>,
    /// A loop comes back to the same place a thousand times.
    calls: HashMap<Place, Option<String>>,
}

/// A file: its text, and its tokens if it has any.
struct Source {
    text: String,
    tokens: TokenStream,
}

impl Sources {
    /// The call at `place`, with its receiver.
    pub fn call(&mut self, place: Place) -> Option<String> {
        if !self.calls.contains_key(place) {
            let call = self.find_call(place);
            self.calls.insert(place, call);
        }
        self.calls[place].clone()
    }

    fn find_call(&mut self, place: Place) -> Option<String> {
        let column = usize::try_from(place.column()).ok()?.checked_sub(1)?;
        let at = LineColumn { line: place.line() as usize, column };
        let (tokens, index) = find(self.file(place.file())?.tokens.clone(), &|tokens| tokens[0].span().start() == at)?;
        let expression = &tokens[receiver(&tokens, index)..call_end(&tokens, index)];
        Some(without_ordering(&write(expression)))
    }

    /// The name of the variable or field that what is made at `place` is given to.
    pub fn bound_to(&mut self, place: Place) -> Option<String> {
        bound_to(&self.path_to(place)?)
    }

    /// The name of what a method is called on at `place`, and whether that is one of several of this name.
    pub fn receiver_at(&mut self, place: Place) -> Option<(String, bool)> {
        let path = self.path_to(place)?;
        let (tokens, index) = path.first()?;
        binding::receiver(tokens, *index)
    }

    fn path_to(&mut self, place: Place) -> Option<Vec<(Vec<TokenTree>, usize)>> {
        let column = usize::try_from(place.column()).ok()?.checked_sub(1)?;
        let at = LineColumn { line: usize::try_from(place.line()).ok()?, column };
        path_to(self.file(place.file())?.tokens.clone(), at)
    }

    /// What stands in a line where something panicked: its `assert_eq!(sum, 2)` without the message, or else the whole line.
    pub fn line(&mut self, file: &str, line: u32) -> Option<String> {
        let line = usize::try_from(line).ok()?;
        let source = self.file(file)?;
        let is_here = |tokens: &[TokenTree]| tokens[0].span().start().line == line && panicking(tokens).is_some();
        if let Some((tokens, index)) = find(source.tokens.clone(), &is_here) {
            return panicking(&tokens[index..]);
        }
        let text = one_line(source.text.lines().nth(line.checked_sub(1)?)?).trim_end_matches(';').to_string();
        let cut: String = text.chars().take(LONGEST_LINE).collect();
        let word = cut.rfind(' ').unwrap_or(cut.len());
        Some(if cut == text { text } else { format!("{} ..", &cut[..word]) })
    }

    /// Reads a file once.
    fn file(&mut self, path: &str) -> Option<&Source> {
        let read = || {
            let text = read(path)?;
            let tokens = TokenStream::from_str(&text).unwrap_or_default();
            Some(Source { text, tokens })
        };
        self.files.entry(path.to_string()).or_insert_with(read).as_ref()
    }
}

/// What stands in a file from a place to the end of the line. Line and column are counted from 1.
pub(crate) fn line_from(file: &str, line: u32, column: u32) -> Option<String> {
    let (line, column) = (usize::try_from(line).ok()?, usize::try_from(column).ok()?);
    let text = read(file)?;
    let whole = text.lines().nth(line.checked_sub(1)?)?;
    Some(whole.chars().skip(column.checked_sub(1)?).collect())
}

/// The name of the function that begins last before a line, or in it.
pub(crate) fn function_at(file: &str, line: u32) -> Option<String> {
    let text = read(file)?;
    let before: Vec<&str> = text.lines().take(usize::try_from(line).ok()?).collect();
    let name = |line: &&str| Some(line.split_once("fn ")?.1.split_once(['(', '<'])?.0.trim().to_owned());
    before.iter().rev().find_map(name)
}

/// The text of a file whose path is relative to a folder above the current one, the workspace's.
fn read(path: &str) -> Option<String> {
    let start = std::env::current_dir().ok()?;
    start.ancestors().find_map(|folder| std::fs::read_to_string(folder.join(path)).ok())
}

/// The macro call that `tokens` begin with, if it is one that may panic, without its message.
fn panicking(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), bang, TokenTree::Group(arguments), ..] = tokens else { return None };
    let name = name.to_string();
    let panics = name.contains("assert") || ["panic", "todo", "unimplemented", "unreachable"].contains(&name.as_str());
    if !panics || !is_punct(bang, '!') {
        return None;
    }
    let is_text = |token: &TokenTree| token.to_string().starts_with('"');
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().take_while(|token| !is_text(token)).collect();
    let arguments = without_ordering(write(&arguments).trim_end_matches(','));
    Some(format!("{name}!({})", shorten(&arguments, LONGEST_LINE)))
}
