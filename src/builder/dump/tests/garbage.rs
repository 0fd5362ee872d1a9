//! Lines that are no entities do no harm.

use super::world::{lines, world};
use super::*;
use crate::builder::dump::facts::{Line, Wanted, read_line};
use proptest::prelude::*;

fn check(line: &[u8]) -> Line {
    let (classes, languages) = (Classes::load(None).unwrap(), Languages::new(&["en".into()]));
    read_line(line, &Wanted { languages: &languages, classes: &classes, sitelinks_min: 0 })
}

/// A line of the small world.
fn line(n: usize) -> String {
    let world = world();
    world[n % world.len()].to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn bytes_are_read_or_passed_over(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes);
    }

    #[test]
    fn bent_entities_are_read_or_passed_over(n in 0usize..17, at in 0usize..4000, with in "[\\[\\]{}:,\"0-9a-zé\\\\]{0,4}", cut in 0usize..6) {
        let line = line(n);
        let begin = line.floor_char_boundary(at % line.len());
        let end = line.floor_char_boundary((begin + cut).min(line.len()));
        check(format!("{}{with}{}", &line[..begin], &line[end.max(begin)..]).as_bytes());
    }

    #[test]
    fn values_of_any_kind_are_read_or_passed_over(n in 0usize..17, key in "[a-z-]{2,10}", which in 0usize..40) {
        let line = line(n);
        let values = ["null", "[]", "{}", "-1", "1e300", "18446744073709551615", "\"\\u0000\"", "true"];
        // Another value behind one of the colons.
        let Some((at, _)) = line.match_indices("\":").nth(which) else { return Ok(()) };
        for value in values {
            let rest = &line[at + 2..];
            let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
            check(format!("{}{value}{}", &line[..at + 2], &rest[end..]).as_bytes());
            check(format!("{{\"type\":\"item\",\"id\":\"Q1\",\"{key}\":{value},{}", &line[1..]).as_bytes());
        }
    }
}

#[test]
fn unreadable_lines_are_counted_and_quoted() {
    let desk = Desk::new();
    let mut dump = lines(&world());
    dump.push_str("{\"type\":\"item\",\"id\":\"Q7\",\nnot JSON\n{\"type\":\"item\",\"id\":\"X1\"}\n{}\n\u{0}\n\n");
    let (report, _) = desk.build(&desk.options(dump));
    assert_eq!((report.counts.unreadable, report.entities), (5, 7));
    assert!(report.counts.examples[1].starts_with("line 21: ") && report.counts.examples[1].contains("not JSON"));
}

#[test]
fn deep_nesting_does_no_harm() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let nested = |field: &str| check(format!("{{\"type\":\"item\",\"id\":\"Q1\",{field}{open}1{close}}}").as_bytes());
    assert!(matches!(nested("\"x\":"), Line::Nameless), "what is not read is passed over");
    let statement = "\"claims\":{\"P31\":[{\"mainsnak\":{\"datavalue\":{\"value\":";
    assert!(matches!(nested(statement), Line::Unreadable(_)));
}
