//! Text from elsewhere, made safe for a terminal.

/// `text` on one line of at most `width` characters: control and direction characters can neither move the cursor nor
/// turn the line around; runs of white space become one space; what was cut ends in an ellipsis.
pub(super) fn one_line(text: &str, width: usize) -> String {
    let mut line = String::new();
    let mut chars = 0;
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = chars > 0;
            continue;
        }
        if is_hidden(c) {
            continue;
        }
        if chars + usize::from(gap) >= width {
            if chars >= width {
                line.pop();
            }
            line.push('…');
            return line;
        }
        if std::mem::take(&mut gap) {
            line.push(' ');
            chars += 1;
        }
        line.push(c);
        chars += 1;
    }
    line
}

/// Controls, zero-width characters, marks and overrides of direction, byte order marks, tags.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
