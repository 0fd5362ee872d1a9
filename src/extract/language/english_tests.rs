//! Cues of British and American style are counted where they stand.

use super::*;

fn check(text: &str, cue: Cue, expected: u8) {
    assert_eq!(count(text)[cue as usize], expected, "{cue:?} in {text:?}");
}

#[test]
fn counts_cues() {
    check("The harbours and the Theatre.", Cue::SpellingGb, 2);
    check("A color program at the center.", Cue::SpellingUs, 3);
    check("They organised and recognised it.", Cue::IseGb, 2);
    check("Some 5 per cent", Cue::PercentGb, 1);
    check("Some 5 percent", Cue::PercentUs, 1);
    check("Mr Lind met Dr Voss.", Cue::TitleGb, 2);
    check("Mr. Lind met Dr. Voss.", Cue::TitleUs, 2);
    check("Sen. Lind", Cue::OfficeUs, 1);
    check("on 3 September", Cue::DayMonth, 1);
    check("on September 3, in September 2019", Cue::MonthDay, 1);
    check("on Sept. 3", Cue::ShortMonth, 1);
    check("he said on Tuesday", Cue::OnWeekday, 1);
    check("he said Tuesday, last Friday", Cue::BareWeekday, 1);
    check("the US and the U.S. again", Cue::UsPlain, 1);
    check("the US and the U.S. again", Cue::UsStops, 1);
    check("at 3 p.m. sharp", Cue::ClockStops, 1);
    check("tin, lead, and zinc; iron, coal and salt", Cue::SerialComma, 1);
    check("tin, lead, and zinc; iron, coal and salt", Cue::NoSerialComma, 1);
    check("a ship — a boat -- a raft", Cue::EmDash, 2);
    check("a ship - a boat – a raft", Cue::SpacedDash, 2);
    check("£5 and $5bn", Cue::Pound, 2);
    check("5km or 5 km", Cue::JoinedUnit, 1);
    check("5% of it", Cue::PercentSign, 1);
}

#[test]
fn every_line_of_the_lexicon_is_read() {
    let lines = include_str!("english.tsv").lines().filter(|l| !l.starts_with('#'));
    for line in lines {
        assert!(!entries(line).is_empty(), "{line}");
    }
}
