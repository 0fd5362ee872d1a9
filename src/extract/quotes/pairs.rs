//! Pairs quotation marks, paragraph by paragraph, and follows quotations over paragraph breaks.

use super::marks::{Mark, Sign, marks};
use crate::record::Document;
use crate::text::Span;

/// Quotations inside quotations that are followed; writers use two or three, and each costs one look a mark.
const DEPTH_MAX: usize = 8;

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// The words, without the marks and without space at the ends.
    pub inner: Span,
    /// The words and their marks.
    pub outer: Span,
    pub paragraph: Span,
    pub headline: bool,
    pub depth: usize,
    pub single: bool,
    /// One of the two marks is missing; the end (or begin) was inferred.
    pub recovered: bool,
    /// Index, in text order, of the quotation that this one goes on from.
    pub continues: Option<usize>,
    /// No closing mark stood in the paragraph and the next one goes on.
    pub goes_on: bool,
}

#[derive(Clone, Copy)]
struct Open {
    sign: Sign,
    at: Mark,
    /// Index in `found` of the quotation of the paragraph before that this one reopens.
    continues: Option<usize>,
    /// Where another quotation of the same family began inside this one.
    cut: Option<usize>,
}

/// A quotation that was open at the end of the last paragraph: its sign, and its index.
type Pending = Vec<(Sign, usize)>;

/// All quotations of a document in text order.
pub fn quoted(document: &Document) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut pending = Pending::new();
    for &paragraph in &document.paragraphs {
        let headline = document.headline == Some(paragraph);
        let mut reader = Reader { text: &document.text, paragraph, headline, found: &mut found, stack: Vec::new() };
        pending = reader.read(pending);
        if headline {
            pending.clear();
        }
    }
    in_text_order(found)
}

struct Reader<'a> {
    text: &'a str,
    paragraph: Span,
    headline: bool,
    found: &'a mut Vec<Quoted>,
    stack: Vec<Open>,
}

impl Reader<'_> {
    /// Reads one paragraph; answers what is still open at its end.
    fn read(&mut self, pending: Pending) -> Pending {
        let marks = marks(self.text, self.paragraph.begin as usize, self.paragraph.end as usize);
        let better = better_closers(&marks);
        let mut leading_end = self.paragraph.begin as usize;
        let mut first = true;
        for (n, mark) in marks.iter().enumerate() {
            let leading = self.text.get(leading_end..mark.begin).is_some_and(|s| s.trim().is_empty());
            let closed = mark.closes && !(leading && mark.opens) && self.close(mark, better[n]);
            if !closed && mark.opens {
                if leading {
                    leading_end = mark.end;
                }
                self.open(mark, leading, &pending);
            } else if !closed && first && mark.closes && !mark.sign.is_single() && !mark.weak {
                self.orphan(mark, pending.first().filter(|p| p.0.is_closed_by(mark.sign)));
            }
            first = false;
        }
        self.end()
    }

    fn close(&mut self, mark: &Mark, better_follows: bool) -> bool {
        if mark.weak && better_follows {
            return false;
        }
        let Some(n) = self.stack.iter().rposition(|o| o.sign.is_closed_by(mark.sign) && o.at.end <= mark.begin) else {
            return false;
        };
        while self.stack.len() > n + 1 {
            let Some(lost) = self.stack.pop() else { break };
            if !lost.sign.is_single() {
                self.push(lost, mark.begin, mark.begin, true);
            }
        }
        if let Some(open) = self.stack.pop() {
            self.push(open, mark.begin, mark.end, false);
        }
        true
    }

    fn open(&mut self, mark: &Mark, leading: bool, pending: &Pending) {
        if self.stack.len() >= DEPTH_MAX {
            return;
        }
        let same = |o: &&mut Open| o.sign.is_single() == mark.sign.is_single() && o.cut.is_none();
        if let Some(outer) = self.stack.last_mut().filter(same) {
            outer.cut = Some(mark.begin);
        }
        let reopened = pending.get(self.stack.len()).filter(|p| leading && p.0 == mark.sign);
        self.stack.push(Open { sign: mark.sign, at: *mark, continues: reopened.map(|p| p.1), cut: None });
    }

    /// A closing mark that nothing opened: the end of a quotation whose paragraph was not reopened, or a lost opening mark.
    /// Only the first mark of a paragraph is read so: what stands before it is then all one quotation.
    fn orphan(&mut self, mark: &Mark, goes_on_from: Option<&(Sign, usize)>) {
        let from = self.paragraph.begin as usize;
        let at = Mark { begin: from, end: from, sign: mark.sign, ..*mark };
        let open = Open { sign: mark.sign, at, continues: goes_on_from.map(|p| p.1), cut: None };
        self.push(open, mark.begin, mark.end, true);
    }

    /// Settles what no mark closed: the quotation ends with its paragraph.
    fn end(&mut self) -> Pending {
        let end = self.paragraph.end as usize;
        let mut pending = Pending::new();
        for open in std::mem::take(&mut self.stack) {
            let introduced = self.introduces(open.at.begin);
            if open.sign.is_single() && !introduced {
                continue;
            }
            match open.cut {
                Some(cut) => _ = self.push(open, cut, cut, true),
                None => pending.extend(self.push(open, end, end, true).map(|n| (open.sign, n))),
            }
        }
        pending
    }

    /// Whether a quotation may begin here: at the start of the paragraph, or after a comma, colon or another mark.
    fn introduces(&self, at: usize) -> bool {
        let before = self.text.get(self.paragraph.begin as usize..at).unwrap_or("");
        before.trim_end().chars().next_back().is_none_or(|c| matches!(c, ',' | ':' | '"' | '“' | '«' | '„'))
    }

    fn push(&mut self, open: Open, inner_end: usize, outer_end: usize, recovered: bool) -> Option<usize> {
        let inner = trimmed(self.text, open.at.end, inner_end)?;
        self.found.push(Quoted {
            inner,
            outer: Span::new(open.at.begin, outer_end.max(inner.end as usize)),
            paragraph: self.paragraph,
            headline: self.headline,
            depth: self.stack.len(),
            single: open.sign.is_single(),
            recovered,
            continues: open.continues,
            goes_on: false,
        });
        Some(self.found.len() - 1)
    }
}

/// For each mark: does a surer closing mark of its family follow before the next opening one?
fn better_closers(marks: &[Mark]) -> Vec<bool> {
    let mut ahead = [false; 2]; // double, single
    let mut better = vec![false; marks.len()];
    for (n, mark) in marks.iter().enumerate().rev() {
        let family = usize::from(mark.sign.is_single());
        better[n] = ahead[family];
        if mark.closes && !mark.opens && !mark.weak {
            ahead[family] = true;
        } else if mark.opens && !mark.closes {
            ahead[family] = false;
        }
    }
    better
}

/// The range without space at its ends; `None` where no letter or digit is left.
fn trimmed(text: &str, begin: usize, end: usize) -> Option<Span> {
    let words = text.get(begin..end)?;
    words.chars().any(char::is_alphanumeric).then_some(())?;
    let begin = begin + (words.len() - words.trim_start().len());
    Some(Span::new(begin, begin + words.trim().len()))
}

/// Sorts by place (outer before inner), and renumbers the links. Links whose first half was not kept are dropped.
fn in_text_order(found: Vec<Quoted>) -> Vec<Quoted> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&n| (found[n].inner.begin, std::cmp::Reverse(found[n].inner.end), n));
    let mut place = vec![0; found.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut sorted: Vec<Quoted> = order.iter().map(|&n| found[n].clone()).collect();
    for n in 0..sorted.len() {
        let from = sorted[n].continues.map(|old| place[old]).filter(|&from| from < n);
        sorted[n].continues = from;
        if let Some(before) = from {
            sorted[before].goes_on = true;
        }
    }
    sorted
}
