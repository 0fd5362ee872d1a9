//! Who held which post, and when.

use super::Problem;
use super::sheet::{Row, Sheet};
use crate::knowledge::{Entry, Office};
use jiff::civil::Date;
use std::collections::HashMap;

pub fn read(sheet: &Sheet, people: &mut [&mut Entry], problems: &mut Vec<Problem>) {
    let at: HashMap<String, usize> = people.iter().zip(0..).map(|(person, n)| (person.id.clone(), n)).collect();
    for row in sheet.rows() {
        let id = row.required("person_id", problems);
        let office = office(&row, problems);
        match at.get(&id).and_then(|&n| people.get_mut(n)) {
            Some(person) => person.offices.push(office),
            None => problems.push(row.problem("person_id", format!("nobody has the id `{id}`"))),
        }
    }
}

fn office(row: &Row, problems: &mut Vec<Problem>) -> Office {
    let title = row.required("title", problems);
    let since = row.read("since", "a date", problems, |text| day(text, false));
    let until = row.read("until", "a date", problems, |text| day(text, true));
    if since.zip(until).is_some_and(|(since, until)| until < since) {
        problems.push(row.problem("until", "lies before `since`"));
    }
    Office { title, of: row.some("of_id"), since, until }
}

/// Days since 1970 of "2012-05-07", "2012-05" or "2012": the first day of the time that is meant, or the last one.
pub fn day(text: &str, last: bool) -> Option<i32> {
    let mut parts = text.split('-');
    let mut number = || parts.next().map(|part| part.parse::<i16>().ok());
    let year = number()??;
    let date = match (number(), number()) {
        (None, _) if last => Date::new(year, 12, 31).ok()?,
        (None, _) => Date::new(year, 1, 1).ok()?,
        (Some(month), None) => {
            let first = Date::new(year, i8::try_from(month?).ok()?, 1).ok()?;
            if last { first.last_of_month() } else { first }
        }
        (Some(_), Some(_)) => text.parse().ok()?,
    };
    let days = (date - Date::constant(1970, 1, 1)).get_days();
    (1..=9999).contains(&year).then_some(days)
}
