//! One table: cells parted by tabs, columns named by the line `# columns: …`.

use super::Problem;

const HEAD: &str = "# columns:";

#[derive(Debug)]
pub struct Sheet {
    file: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    pub line: usize,
    cells: &'a [String],
}

impl Sheet {
    /// Reads a table. Lines with another number of cells than columns are problems and left out.
    pub fn parse(file: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let mut sheet = Self { file: file.to_owned(), columns: Vec::new(), rows: Vec::new() };
        for (line, text) in (1..).zip(text.lines()) {
            if let Some(names) = text.strip_prefix(HEAD) {
                sheet.columns = names.split_whitespace().map(str::to_owned).collect();
            } else if !text.trim().is_empty() && !text.starts_with('#') {
                let cells: Vec<String> = text.split('\t').map(|cell| cell.trim().to_owned()).collect();
                if cells.len() == sheet.columns.len() {
                    sheet.rows.push((line, cells));
                } else {
                    let what = format!("{} cells parted by tabs, but {} columns", cells.len(), sheet.columns.len());
                    problems.push(Problem { file: file.to_owned(), line, column: String::new(), what });
                }
            }
        }
        if sheet.columns.is_empty() {
            let what = format!("no line `{HEAD} …` names the columns");
            problems.push(Problem { file: file.to_owned(), line: 1, column: String::new(), what });
        }
        sheet
    }

    /// What the table holds, by its name: "org" for `org-public.tsv`.
    pub fn kind(&self) -> &str {
        self.file.split(['.', '-']).next().unwrap_or_default()
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { sheet: self, line: *line, cells })
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }
}

impl<'a> Row<'a> {
    /// The text of a cell; empty where the table has no such column.
    pub fn text(&self, column: &str) -> &'a str {
        let at = self.sheet.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The parts of a cell with several.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.text(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    pub fn problem(&self, column: &str, what: impl ToString) -> Problem {
        Problem { file: self.sheet.file.clone(), line: self.line, column: column.to_owned(), what: what.to_string() }
    }

    /// What a cell means; an empty one is nothing, a senseless one is a problem.
    pub fn read<T>(
        &self,
        column: &str,
        wanted: &str,
        problems: &mut Vec<Problem>,
        mean: impl Fn(&'a str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let meant = mean(text);
        if meant.is_none() {
            problems.push(self.problem(column, format!("`{text}` is not {wanted}")));
        }
        meant
    }

    /// A cell that must not be empty.
    pub fn required(&self, column: &str, problems: &mut Vec<Problem>) -> String {
        let text = self.text(column);
        if text.is_empty() {
            problems.push(self.problem(column, "is empty"));
        }
        text.to_owned()
    }
}
