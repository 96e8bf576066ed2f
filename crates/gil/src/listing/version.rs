//! Which CPython printed a listing. It does not say so itself, but each version has instructions and a form of its own.
//!
//! # Keeps true
//!
//! - A version is ruled out by something in the listing only. Of those that remain the oldest is taken.
//!
//! Straight-line code is the same in 3.9 and 3.10, to the letter, and so is nearly all of 3.11 and 3.12. Of 3.9 and
//! 3.10 the former is the one in which more can happen, so no schedule is overlooked. Who knows better says so:
//! [`read_as`](super::read_as).

use super::lines::Row;
use super::{Place, Unreadable};

/// Names that not every version has: the first version and the last that has them, as 3.x.
const ONLY_IN: &[(&str, u8, u8)] = &[
    ("CALL_FUNCTION", 9, 10),
    ("CALL_FUNCTION_KW", 9, 10),
    ("CALL_METHOD", 9, 10),
    ("LOAD_METHOD", 9, 11),
    ("SETUP_WITH", 9, 10),
    ("SETUP_FINALLY", 9, 10),
    ("POP_BLOCK", 9, 10),
    ("JUMP_ABSOLUTE", 9, 10),
    ("JUMP_IF_FALSE_OR_POP", 9, 11),
    ("JUMP_IF_TRUE_OR_POP", 9, 11),
    ("DUP_TOP", 9, 10),
    ("DUP_TOP_TWO", 9, 10),
    ("ROT_TWO", 9, 10),
    ("ROT_THREE", 9, 10),
    ("ROT_FOUR", 9, 10),
    ("ROT_N", 10, 10),
    ("BINARY_SUBSCR", 9, 13),
    ("BUILD_CONST_KEY_MAP", 9, 13),
    ("RESUME", 11, 14),
    ("PUSH_NULL", 11, 14),
    ("COPY", 11, 14),
    ("SWAP", 11, 14),
    ("BINARY_OP", 11, 14),
    ("CALL", 11, 14),
    ("JUMP_BACKWARD", 11, 14),
    ("BEFORE_WITH", 11, 13),
    ("PRECALL", 11, 11),
    ("KW_NAMES", 11, 12),
    ("RETURN_CONST", 12, 13),
    ("END_FOR", 12, 14),
    ("LOAD_FAST_AND_CLEAR", 12, 14),
    ("LOAD_FAST_CHECK", 12, 14),
    ("LOAD_FAST_LOAD_FAST", 13, 14),
    ("STORE_FAST_LOAD_FAST", 13, 14),
    ("STORE_FAST_STORE_FAST", 13, 14),
    ("CALL_KW", 13, 14),
    ("TO_BOOL", 13, 14),
    ("LOAD_SMALL_INT", 14, 14),
    ("LOAD_FAST_BORROW", 14, 14),
    ("LOAD_FAST_BORROW_LOAD_FAST_BORROW", 14, 14),
    ("LOAD_SPECIAL", 14, 14),
    ("NOT_TAKEN", 14, 14),
    ("POP_ITER", 14, 14),
];

/// The version that printed these rows.
pub(super) fn guess<'a>(rows: impl Iterator<Item = Place<'a>> + Clone) -> Result<(u8, u8), Unreadable> {
    let (mut first, mut last) = (9, 14);
    let resumes = rows.clone().any(|place| place.row.name == "RESUME");
    for place in rows {
        let (from, to) = versions(&place, resumes);
        if from > last || to < first {
            let what = format!(
                "{} is of Python {}, and what stands above it is of {}; a listing is of one version",
                place.row.shown(),
                range(from, to),
                range(first, last)
            );
            return Err(Unreadable { line: place.row.at, what });
        }
        (first, last) = (first.max(from), last.min(to));
    }
    Ok((3, first))
}

/// The first version and the last in which this row can stand.
fn versions(place: &Place<'_>, resumes: bool) -> (u8, u8) {
    let row = &place.row;
    let by_name = ONLY_IN.iter().find(|(name, ..)| *name == row.name).map_or((9, 14), |&(_, from, to)| (from, to));
    // Offsets were printed to 3.12, and RESUME begins every function since 3.11.
    let by_form = match (place.offset.is_some() && row.label.is_none(), resumes) {
        _ if row.label.is_some() => (13, 14),
        (true, true) => (11, 14),
        (true, false) => (9, 10),
        (false, true) => (13, 14),
        (false, false) => (9, 14),
    };
    [by_name, by_form, by_text(row), by_jump(place)]
        .iter()
        .fold((9, 14), |(a, b), &(from, to)| (a.max(from), b.min(to)))
}

/// `f + NULL` and the like, and what 3.11 has many names for.
fn by_text(row: &Row<'_>) -> (u8, u8) {
    match row.text {
        Some(text) if text.starts_with("NULL + ") => (11, 12),
        Some(text) if text.starts_with("NULL|self + ") => (12, 12),
        Some(text)
            if row.name.starts_with("LOAD_") && (text.ends_with(" + NULL") || text.ends_with(" + NULL|self")) =>
        {
            (13, 14)
        }
        _ if row.name.starts_with("POP_JUMP_FORWARD_") || row.name.starts_with("POP_JUMP_BACKWARD_") => (11, 11),
        _ if row.name.starts_with("INPLACE_") => (9, 10),
        _ => (9, 14),
    }
}

/// To 3.9 jumps are counted in bytes, then in words of two; and only since then is the target printed for those that
/// count from the beginning.
fn by_jump(place: &Place<'_>) -> (u8, u8) {
    let row = &place.row;
    let (Some(offset), Some(number)) = (place.offset, row.number) else { return (9, 14) };
    let target = row.text.and_then(|text| text.strip_prefix("to ")).and_then(|to| to.parse::<u32>().ok());
    match (row.name, target) {
        (
            "JUMP_ABSOLUTE" | "POP_JUMP_IF_FALSE" | "POP_JUMP_IF_TRUE" | "JUMP_IF_FALSE_OR_POP" | "JUMP_IF_TRUE_OR_POP",
            None,
        ) => (9, 9),
        (
            "JUMP_ABSOLUTE" | "POP_JUMP_IF_FALSE" | "POP_JUMP_IF_TRUE" | "JUMP_IF_FALSE_OR_POP" | "JUMP_IF_TRUE_OR_POP",
            Some(_),
        ) => (10, 14),
        ("FOR_ITER" | "SETUP_WITH" | "JUMP_FORWARD", Some(target)) if number > 0 => {
            let in_bytes = u64::from(target) == u64::from(offset) + 2 + u64::from(number);
            if in_bytes { (9, 9) } else { (10, 14) }
        }
        _ => (9, 14),
    }
}

fn range(from: u8, to: u8) -> String {
    if from == to { format!("3.{from}") } else { format!("3.{from} to 3.{to}") }
}
