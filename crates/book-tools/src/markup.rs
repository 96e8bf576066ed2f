//! Text that becomes HTML in a directive.

/// As text of HTML, in an attribute or outside of one.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A line of Markdown in which nothing but `code` is marked.
#[must_use]
pub fn with_code(line: &str) -> String {
    let parts = escaped(line);
    let parts: Vec<&str> = parts.split('`').collect();
    // A backtick without a partner stays one.
    if parts.len().is_multiple_of(2) {
        return parts.join("`");
    }
    let mark = |(n, part): (usize, &&str)| if n % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_owned() };
    parts.iter().enumerate().map(mark).collect()
}

/// `1 minute`, `2 minutes`.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::with_code;

    #[test]
    fn only_pairs_of_backticks_mark_code() {
        assert_eq!(with_code("\"`x < 1` is safe\""), "&quot;<code>x &lt; 1</code> is safe&quot;");
        assert_eq!(with_code("a ` alone"), "a ` alone");
    }
}
