//! Rows of the SQL dumps of Wikipedia: `INSERT INTO … VALUES (…),(…);`.

/// Most columns of a row that are read.
const COLUMNS_MAX: usize = 16;

/// One field of a row; texts as they are written, with their escapes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    Number(u64),
    Text(&'a [u8]),
    /// NULL, negative numbers and fractions.
    Other,
}

impl Field<'_> {
    pub fn number(self) -> Option<u64> {
        if let Field::Number(number) = self { Some(number) } else { None }
    }

    /// The title that a text spells: escapes undone, underscores are blanks.
    pub fn title(self) -> Option<String> {
        let Field::Text(raw) = self else { return None };
        let mut bytes = Vec::with_capacity(raw.len());
        let mut rest = raw.iter();
        while let Some(&byte) = rest.next() {
            bytes.push(match byte {
                b'\\' => *rest.next()?,
                b'_' => b' ',
                other => other,
            });
        }
        String::from_utf8(bytes).ok().filter(|title| !title.is_empty())
    }
}

/// Calls `row` with the fields of each row of a line; lines that insert nothing have none.
pub fn rows<E>(line: &[u8], mut row: impl FnMut(&[Field<'_>]) -> Result<(), E>) -> Result<(), E> {
    if !line.starts_with(b"INSERT INTO") {
        return Ok(());
    }
    let Some(begin) = memchr::memmem::find(line, b" VALUES ") else { return Ok(()) };
    let mut rest = line.get(begin + 8..).unwrap_or_default();
    let mut fields = Vec::with_capacity(COLUMNS_MAX);
    while let Some(b'(') = rest.first() {
        rest = rest.get(1..).unwrap_or_default();
        fields.clear();
        let Some(after) = fields_of(rest, &mut fields) else { return Ok(()) };
        row(&fields)?;
        rest = match after {
            [b',', more @ ..] => more,
            _ => return Ok(()),
        };
    }
    Ok(())
}

/// Reads fields up to the closing bracket; gives what follows it.
fn fields_of<'a>(mut rest: &'a [u8], fields: &mut Vec<Field<'a>>) -> Option<&'a [u8]> {
    loop {
        let (field, length) = match rest.first()? {
            b'\'' => {
                let text = rest.get(1..)?;
                let end = end_of_text(text)?;
                (Field::Text(text.get(..end)?), end + 2)
            }
            _ => {
                let end = memchr::memchr2(b',', b')', rest)?;
                (number(rest.get(..end)?), end)
            }
        };
        if fields.len() < COLUMNS_MAX {
            fields.push(field);
        }
        match rest.get(length)? {
            b',' => rest = rest.get(length + 1..)?,
            b')' => return rest.get(length + 1..),
            _ => return None,
        }
    }
}

/// Where the quote stands that ends a text: the first one without a backslash before it.
fn end_of_text(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr::memchr2(b'\'', b'\\', text.get(at..)?)?;
        match text.get(found)? {
            b'\'' => return Some(found),
            _ => at = found + 2,
        }
    }
}

fn number(digits: &[u8]) -> Field<'_> {
    std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).map_or(Field::Other, Field::Number)
}

#[cfg(test)]
#[path = "sql_tests.rs"]
mod tests;
