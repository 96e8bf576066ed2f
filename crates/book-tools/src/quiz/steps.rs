//! A schedule as a table: a row for each step, a column for each thread, so that time runs down and nobody has to sort it in their head.

use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

use super::html::{inline, markdown};

/// A line of a prompt that is a step: `3. B: reads x`.
static STEP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d+\. (?P<thread>\w+): (?P<what>.+)$").expect("the pattern is valid"));

/// The text with the steps in it, if there are any, as a table.
pub fn drawn(text: &str) -> String {
    let steps: Vec<_> = text.lines().filter_map(|line| STEP.captures(line)).collect();
    if steps.is_empty() {
        return markdown(text);
    }
    let rest = |lines: &[&str]| markdown(&lines.join("\n"));
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| STEP.is_match(line)).unwrap_or(0);
    let steps: Vec<_> = steps.iter().map(|step| (step["thread"].to_owned(), step["what"].to_owned())).collect();
    let after: Vec<&str> = lines[first..].iter().copied().filter(|line| !STEP.is_match(line)).collect();
    format!("{}{}{}", rest(&lines[..first]), table(&steps), rest(&after))
}

/// The table of these steps: who makes each, and what it is. Threads have the order in which they first come.
pub fn table(steps: &[(String, String)]) -> String {
    let mut threads: Vec<&str> = Vec::new();
    for (thread, _) in steps {
        if !threads.contains(&thread.as_str()) {
            threads.push(thread);
        }
    }
    let mut html =
        String::from("<div class=\"table-wrapper\"><table class=\"quiz-steps\"><thead><tr><th scope=\"col\">step</th>");
    for (number, thread) in threads.iter().enumerate() {
        let _ = write!(html, "<th scope=\"col\" class=\"thread-{number}\">{thread}</th>");
    }
    html += "</tr></thead>\n<tbody>";
    for ((thread, what), step) in steps.iter().zip(1..) {
        let _ = write!(html, "<tr><th scope=\"row\">{step}</th>");
        for (number, column) in threads.iter().enumerate() {
            let _ = match thread == column {
                true => write!(html, "<td class=\"thread-{number}\">{}</td>", inline(what)),
                false => write!(html, "<td></td>"),
            };
        }
        html += "</tr>\n";
    }
    html + "</tbody></table></div>\n"
}
