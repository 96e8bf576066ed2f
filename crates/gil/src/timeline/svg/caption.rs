//! What stands below the picture: its title, what the shapes mean, and the same in words.
//!
//! # Keeps true
//!
//! Each kind of shape that the picture has is explained, and no other.

use super::super::words::words;
use super::super::{Doing, Timeline};
use super::shapes::escaped;

/// The title is HTML already.
pub(super) fn caption(timeline: &Timeline, title: &str) -> String {
    let key: String = key(timeline)
        .iter()
        .filter(|(occurs, ..)| *occurs)
        .map(|(_, shape, meaning)| {
            format!("<span><svg viewBox=\"0 0 28 16\" aria-hidden=\"true\">{shape}</svg>{meaning}</span>\n")
        })
        .collect();
    let words: String = words(timeline).iter().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
    format!(
        r#"<figcaption>{title}.
<span class="key" aria-hidden="true">
{key}</span>
<details>
<summary>The same in words</summary>
<ul>
{words}</ul>
</details>
</figcaption>
"#
    )
}

/// Whether it occurs, what it looks like, and what it means.
fn key(timeline: &Timeline) -> [(bool, &'static str, &'static str); 7] {
    let does = |doing| timeline.spans.iter().any(|span| span.doing == doing);
    let over = |asked| timeline.hand_overs.iter().any(|over| over.from != over.to && over.asked == asked);
    let back = timeline.hand_overs.iter().any(|over| over.from == over.to);
    [
        (does(Doing::Runs), r#"<rect class="runs" y="2" width="28" height="12" rx="2"/>"#, "runs, with the GIL"),
        (does(Doing::Waits), r#"<path class="waits" d="M2 8H27"/>"#, "waits for the GIL"),
        (!timeline.requests.is_empty(), r#"<path class="asks" d="M9 2v12l9 -6z"/>"#, "asks for it"),
        (
            does(Doing::Outside),
            r#"<path class="outside" d="M0 8q3.5 -7 7 0t7 0t7 0t7 0"/>"#,
            "is outside, without the GIL",
        ),
        (over(true), r#"<path class="hand asked" d="M14 0V16"/>"#, "was asked, and lets go"),
        (over(false), r#"<path class="hand" d="M14 0V16"/>"#, "lets go by itself"),
        (
            back,
            r#"<rect class="runs" y="2" width="28" height="12" rx="2"/><path class="again" d="M14 2V14"/>"#,
            "lets go when asked, and takes it again",
        ),
    ]
}
