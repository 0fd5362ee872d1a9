//! Literals of Python (dictionaries, lists, strings, numbers) read as JSON values.

use serde_json::{Map, Value};

/// Deeper data is none of ours.
const DEPTH_MAX: usize = 16;

/// The value that begins at the first brace of a text.
pub fn literal(text: &str) -> Option<Value> {
    let begin = text.find(['{', '['])?;
    Reader { rest: text.get(begin..)? }.value(0)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.blank();
        match self.rest.chars().next()? {
            _ if depth > DEPTH_MAX => None,
            '{' => self.dictionary(depth),
            '[' | '(' => self.list(depth),
            quote @ ('\'' | '"') => self.string(quote).map(Value::String),
            _ => self.word(),
        }
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, mark: char) -> Option<()> {
        self.blank();
        self.rest = self.rest.strip_prefix(mark)?;
        Some(())
    }

    fn dictionary(&mut self, depth: usize) -> Option<Value> {
        self.take('{')?;
        let mut map = Map::new();
        while self.take('}').is_none() {
            let key = match self.value(depth + 1)? {
                Value::String(key) => key,
                other => other.to_string(),
            };
            self.take(':')?;
            map.insert(key, self.value(depth + 1)?);
            _ = self.take(',');
        }
        Some(Value::Object(map))
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.take('[').or_else(|| self.take('('))?;
        let mut list = Vec::new();
        while self.take(']').or_else(|| self.take(')')).is_none() {
            list.push(self.value(depth + 1)?);
            _ = self.take(',');
        }
        Some(Value::Array(list))
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.rest = self.rest.get(at + c.len_utf8()..)?;
                    return Some(text);
                }
                '\\' => match chars.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'x' => text.push(code(&mut chars, 2)?),
                    'u' => text.push(code(&mut chars, 4)?),
                    other => text.push(other),
                },
                _ => text.push(c),
            }
        }
        None
    }

    /// Numbers, and the words for true, false and nothing.
    fn word(&mut self) -> Option<Value> {
        let end = self.rest.find([',', ':', '}', ']', ')', ' ', '\n'])?;
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        match word {
            "True" => Some(Value::Bool(true)),
            "False" => Some(Value::Bool(false)),
            "None" => Some(Value::Null),
            number => number.parse::<f64>().ok().map(Value::from),
        }
    }
}

/// The character of an escape with so many hexadecimal digits.
fn code(chars: &mut impl Iterator<Item = (usize, char)>, digits: usize) -> Option<char> {
    let hex: String = chars.take(digits).map(|c| c.1).collect();
    char::from_u32(u32::from_str_radix(&hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dictionaries_lists_strings_numbers() {
        let text = r#"ROWS = {'a': ["it's", 'caf\xe9', None, True], 3: (1.5, -2), 'b': {}, "c": 'x\'y',}"#;
        let expect = json!({"a": ["it's", "café", null, true], "3.0": [1.5, -2.0], "b": {}, "c": "x'y"});
        assert_eq!(literal(text), Some(expect));
        assert_eq!(literal("ROWS = {'a': "), None);
        assert_eq!(literal(&"[".repeat(100)), None);
    }
}
