//! From a place to the name that the learner gave to what is made or used there.
//!
//! ```text
//! let count = Arc::new(AtomicU32::new(0));       count
//! Gil { held: Mutex::new(false), .. }            held
//! let pair = (Mutex::new(0), Condvar::new());    pair.0, pair.1
//! let (to, from) = mpsc::channel();              (to, from)
//! self.free.wait(held)                           free
//! ```

use super::tokens::{is_keyword, is_punct};
use proc_macro2::{Delimiter, LineColumn, TokenStream, TokenTree};

/// What owns the thing that it is given: the owner's name is the thing's.
const OWNERS: [&str; 6] = ["Arc", "Rc", "Box", "Some", "Cell", "vec"];

/// The tokens around a place: for each level of brackets its tokens, and the index of the one that holds the place.
pub(super) fn path_to(stream: TokenStream, at: LineColumn) -> Option<Vec<(Vec<TokenTree>, usize)>> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if token.span().start() == at {
            return Some(vec![(tokens, index)]);
        }
        if let TokenTree::Group(group) = token
            && (group.span().start()..group.span().end()).contains(&at)
        {
            let mut path = path_to(group.stream(), at)?;
            path.push((tokens, index));
            return Some(path);
        }
    }
    None
}

/// The variable or field that what is made at the end of `path` is given to. The innermost level comes first.
pub(super) fn bound_to(path: &[(Vec<TokenTree>, usize)]) -> Option<String> {
    let mut part = None;
    for (level, (tokens, index)) in path.iter().enumerate() {
        if level == 0 && declares_field(tokens, *index) {
            return Some(plain(&tokens[*index]));
        }
        if let Some(name) = field(tokens, *index).or_else(|| variable(tokens, *index, part)) {
            return Some(if let (Some(part), true) = (part, name.1) { format!("{}.{part}", name.0) } else { name.0 });
        }
        // Further out only through what owns it, or through a tuple.
        let (outer, at) = path.get(level + 1)?;
        let TokenTree::Group(group) = &outer[*at] else { return None };
        if group.delimiter() == Delimiter::Brace || tokens[..*index].iter().any(|token| is_punct(token, '|')) {
            return None;
        }
        let is_call = at.checked_sub(1).is_some_and(|before| match &outer[before] {
            TokenTree::Ident(word) => !is_keyword(&word.to_string()),
            mark => is_punct(mark, '!') || is_punct(mark, '>'),
        });
        if is_call && !owner(outer, *at) {
            return None;
        }
        if !is_call && group.delimiter() == Delimiter::Parenthesis && part.is_none() {
            let commas = |tokens: &[TokenTree]| tokens.iter().filter(|token| is_punct(token, ',')).count();
            part = (commas(tokens) > 0).then(|| commas(&tokens[..*index]));
        }
    }
    None
}

/// `held: Mutex<bool>` in a struct whose `Default` is derived.
fn declares_field(tokens: &[TokenTree], index: usize) -> bool {
    matches!(tokens[index], TokenTree::Ident(_))
        && tokens.get(index + 1).is_some_and(|next| is_punct(next, ':'))
        && !tokens.get(index + 2).is_some_and(|next| is_punct(next, ':'))
}

/// `held: Mutex::new(false)`: the name, and that a part of a tuple is a part of it.
fn field(tokens: &[TokenTree], index: usize) -> Option<(String, bool)> {
    let start = start_of_call(tokens, index);
    let [name @ TokenTree::Ident(_), colon] = tokens.get(start.checked_sub(2)?..start)? else { return None };
    let typed = start > 2 && is_punct(&tokens[start - 3], ':');
    (is_punct(colon, ':') && !typed).then(|| (plain(name), true))
}

/// `let count = …`, `static COUNT: AtomicU32 = …`; of `let (a, b) = (…, …)` the one with this number; `(a, b)` of
/// `let (a, b) = …`.
fn variable(tokens: &[TokenTree], index: usize, part: Option<usize>) -> Option<(String, bool)> {
    let statement = tokens[..index].iter().rposition(|token| is_punct(token, ';')).map_or(0, |semicolon| semicolon + 1);
    let statement = &tokens[statement..index];
    let begin = statement.iter().rposition(|token| {
        matches!(token, TokenTree::Ident(word) if ["let", "static", "const"].contains(&word.to_string().as_str()))
    })?;
    let equals = begin + statement[begin..].iter().position(|token| is_punct(token, '='))?;
    // Only what is called there and then: not what stands in a closure or behind a method.
    let between = &statement[equals + 1..];
    if between.iter().any(|token| is_punct(token, '|') || is_punct(token, '.') || is_punct(token, ',')) {
        return None;
    }
    let pattern = bare(&statement[begin + 1..equals]);
    match (pattern.first()?, part) {
        (TokenTree::Ident(name), _) => Some((plain(name), true)),
        (pattern, None) => Some((pair(pattern)?, false)),
        (pattern, Some(part)) => match parts(pattern)?.get(part)?.as_slice() {
            [TokenTree::Ident(name)] => Some((plain(name), false)),
            [pattern] => Some((pair(pattern)?, false)),
            _ => None,
        },
    }
}

/// A pattern without `mut` and `ref`.
fn bare(pattern: &[TokenTree]) -> Vec<TokenTree> {
    let is_name = |token: &&TokenTree| !["mut", "ref"].contains(&token.to_string().as_str());
    pattern.iter().filter(is_name).cloned().collect()
}

/// The parts of the pattern `(a, b)`.
fn parts(pattern: &TokenTree) -> Option<Vec<Vec<TokenTree>>> {
    let TokenTree::Group(group) = pattern else { return None };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let parts = tokens.split(|token| is_punct(token, ','));
    (group.delimiter() == Delimiter::Parenthesis).then(|| parts.map(bare).collect())
}

/// `(to, from)`: what gives two things at once has the names of both.
fn pair(pattern: &TokenTree) -> Option<String> {
    match parts(pattern)?.as_slice() {
        [to, from] => match (to.as_slice(), from.as_slice()) {
            ([TokenTree::Ident(to)], [TokenTree::Ident(from)]) => Some(format!("({}, {})", plain(to), plain(from))),
            _ => None,
        },
        _ => None,
    }
}

/// Where the call or path that `index` belongs to begins: `std` of `std::sync::Mutex::new(..)`.
fn start_of_call(tokens: &[TokenTree], index: usize) -> usize {
    let mut start = index;
    if matches!(tokens[index], TokenTree::Group(_)) {
        start -= usize::from(start > 0 && is_punct(&tokens[start - 1], '!'));
        start -= usize::from(start > 0 && matches!(tokens[start - 1], TokenTree::Ident(_)));
    }
    while start > 2 && is_punct(&tokens[start - 1], ':') && is_punct(&tokens[start - 2], ':') {
        start -= 3;
    }
    start
}

/// Whether the call whose arguments stand at `group` makes an owner of them: `Arc::new(..)`, `vec![..]`.
fn owner(tokens: &[TokenTree], group: usize) -> bool {
    let words = tokens[..group]
        .iter()
        .rev()
        .take_while(|token| matches!(token, TokenTree::Ident(_)) || ":!<>".contains(&token.to_string()));
    words.take(6).any(|word| OWNERS.contains(&word.to_string().as_str()))
}

/// The last name of the receiver of the method call at `call`, and whether it is one of several there: `free` of
/// `self.free.wait(held)`, `forks` of `forks[1].lock()`.
pub(super) fn receiver(tokens: &[TokenTree], call: usize) -> Option<(String, bool)> {
    let dot = call.checked_sub(1).filter(|dot| is_punct(&tokens[*dot], '.'))?;
    let mut end = dot.checked_sub(1)?;
    let mut part = String::new();
    if let TokenTree::Literal(number) = &tokens[end] {
        part = format!(".{number}");
        end = end.checked_sub(2)?;
    }
    let indexed = matches!(&tokens[end], TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
    end = end.checked_sub(usize::from(indexed))?;
    match &tokens[end] {
        TokenTree::Ident(name) if *name != "self" && !is_keyword(&name.to_string()) => {
            Some((format!("{}{part}", plain(name)), indexed))
        }
        _ => None,
    }
}

/// `in` for `r#in`.
fn plain(name: &impl ToString) -> String {
    name.to_string().trim_start_matches("r#").to_string()
}
