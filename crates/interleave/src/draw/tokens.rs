//! Rust as tokens: which of them are one call, and how they are written on one line.

use super::style::one_line;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Arguments longer than this are written as `(..)`.
const LONGEST: usize = 28;

/// The first place that is `wanted`, as a list of tokens and an index into it.
pub(super) fn find(stream: TokenStream, wanted: &dyn Fn(&[TokenTree]) -> bool) -> Option<(Vec<TokenTree>, usize)> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if wanted(&tokens[index..]) {
            return Some((tokens, index));
        }
        if let TokenTree::Group(group) = token
            && let Some(found) = find(group.stream(), wanted)
        {
            return Some(found);
        }
    }
    None
}

/// Where the receiver of the method call at `call` begins: before each `.` stands a name, a number, or a bracketed group
/// with a name before it.
pub(super) fn receiver(tokens: &[TokenTree], call: usize) -> usize {
    let mut start = call;
    while start > 1 && is_punct(&tokens[start - 1], '.') {
        let dot = start - 1;
        start = dot;
        while start > 0 {
            match &tokens[start - 1] {
                TokenTree::Punct(mark) if mark.as_char() == '?' => start -= 1,
                TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => start -= 1,
                TokenTree::Ident(word) if !is_keyword(&word.to_string()) => {
                    start -= 1;
                    break;
                }
                TokenTree::Literal(_) => {
                    start -= 1;
                    break;
                }
                _ => break,
            }
        }
        if start == dot {
            // A receiver of another shape, `unsafe { .. }` for example.
            return call;
        }
        while start > 2 && is_punct(&tokens[start - 1], ':') && matches!(tokens[start - 3], TokenTree::Ident(_)) {
            start -= 3;
        }
    }
    start
}

/// Where the call that begins at `call` ends: after its arguments.
pub(super) fn call_end(tokens: &[TokenTree], call: usize) -> usize {
    if is_punct(&tokens[call], '*') {
        // No call, but what a `Deref` was asked for: the path behind the star.
        let part = |token: &TokenTree| !matches!(token, TokenTree::Punct(mark) if mark.as_char() != '.');
        return call + 1 + tokens[call + 1..].iter().take_while(|token| part(token)).count();
    }
    for (index, token) in tokens.iter().enumerate().skip(call) {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => return index + 1,
            TokenTree::Group(_) if index > call => return index,
            TokenTree::Punct(mark) if ";,=.".contains(mark.as_char()) => return index,
            _ => {}
        }
    }
    tokens.len()
}

/// Tokens as they were spaced, on one line, their long arguments and closures cut.
pub(super) fn write(tokens: &[TokenTree]) -> String {
    let mut text = String::new();
    for (index, token) in tokens.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).map(|before| tokens[before].span().end()) {
            let start = token.span().start();
            let continues_chain = start.line != before.line && is_punct(token, '.');
            if start != before && !continues_chain {
                text.push(' ');
            }
        }
        match token {
            TokenTree::Group(group) => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                let is_closure = inside.iter().any(|token| is_punct(token, '|'));
                let inside = if is_closure {
                    "..".to_string()
                } else {
                    shorten(&without_ordering(write(&inside).trim_end_matches(',')), LONGEST)
                };
                text.push_str(&format!("{open}{inside}{close}"));
            }
            token => text.push_str(&one_line(&token.to_string())),
        }
    }
    text
}

/// `SeqCst` says all that `Ordering::SeqCst` does.
pub(super) fn without_ordering(text: &str) -> String {
    text.replace("Ordering::", "")
}

/// `..` for what is long.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() > longest { "..".to_string() } else { text.to_string() }
}

pub(super) fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Words that may stand before a bracket without naming what it belongs to.
pub(super) fn is_keyword(word: &str) -> bool {
    ["return", "match", "if", "while", "in", "break", "else", "move"].contains(&word)
}
