//! The words between the rows, for what is not shown, and above them.

use super::super::loops::Repeats;
use super::super::scene::Scene;

/// Which file the numbers before the code are lines of.
pub(in crate::draw) fn file(file: &str, several: bool) -> String {
    if several { format!("Lines of {file}, unless another file is named:") } else { format!("Lines of {file}:") }
}

/// Who is who, where no column's head says it.
pub(in crate::draw) fn named_threads(scene: &Scene) -> Option<String> {
    let named = |thread| {
        let head = scene.head(thread);
        let (letter, name) = head.split_once(' ')?;
        Some(format!("{letter} is {name}"))
    };
    let named: Vec<String> = scene.known().filter_map(named).collect();
    (!named.is_empty()).then(|| format!("{}.", named.join(", ")))
}

/// For steps before the first row.
pub(in crate::draw) fn earlier(steps: usize) -> Option<String> {
    match steps {
        0 => None,
        1 => Some("1 earlier step is left out".to_string()),
        several => Some(format!("{several} earlier steps are left out")),
    }
}

/// For steps after the failure.
pub(in crate::draw) fn later(steps: usize) -> Option<String> {
    match steps {
        0 => None,
        1 => Some("1 later step is left out".to_string()),
        several => Some(format!("{several} later steps are left out")),
    }
}

/// For a loop.
pub(in crate::draw) fn repeated(repeats: Repeats) -> String {
    let rows = match repeats.rows {
        1 => "the last step repeats".to_string(),
        several => format!("the last {several} steps repeat"),
    };
    let values = if repeats.same { "" } else { ", with other values" };
    format!("{rows} {} times more{values}", repeats.times)
}
