//! Numbers read out of short texts of our own.

use super::*;

/// The first number of a text: its value, and the words that it takes.
fn check(text: &str, value: &str, exact: &str) {
    let mut spans = Vec::new();
    crate::text::tokens::tokenize(text, 0, &mut spans);
    let mut pieces = Vec::new();
    cut(text, &spans, 0, &mut pieces);
    let found = (0..pieces.len()).find_map(|at| read(&pieces, at).map(|number| (at, number)));
    let (begin, number) = found.unwrap_or_else(|| panic!("no number in {text}"));
    let words = &text[pieces[begin].begin..pieces[number.end - 1].end()];
    assert_eq!((number.value.to_decimal().as_str(), words), (value, exact), "in {text}");
}

#[test]
fn digits_and_separators() {
    check("240", "240", "240");
    check("1,234.50 in all", "1234.5", "1,234.50");
    check("12,34,567.89", "1234567.89", "12,34,567.89");
    check("40 000 sheep", "40000", "40 000");
    check("1 234 567.89", "1234567.89", "1 234 567.89");
    check("5,5 metres", "5.5", "5,5");
    check("-5 at night", "-5", "-5");
    check("In 2019 300 sheep", "2019", "2019");
}

#[test]
fn words() {
    check("two hundred and forty", "240", "two hundred and forty");
    check("Three hundred thirty-one sheep", "331", "Three hundred thirty-one");
    check("two hundred and two thousand", "202000", "two hundred and two thousand");
    check("twenty-one trillion three hundred", "21000000000300", "twenty-one trillion three hundred");
    check("nine point nought four", "9.04", "nine point nought four");
    check("two point seventy-one", "2.71", "two point seventy-one");
    check("minus five point five", "-5.5", "minus five point five");
    check("half a dozen eggs", "6", "half a dozen");
    check("three dozen eggs", "36", "three dozen");
    check("three lakh crore", "3000000000000", "three lakh crore");
    check("twenty twenty", "20", "twenty");
}

#[test]
fn words_and_digits_mixed() {
    check("240 billion", "240000000000", "240 billion");
    check("1.5 million", "1500000", "1.5 million");
    check("3m", "3000000", "3m");
    check("£2bn", "2000000000", "2bn");
    check("4 thousand 3 hundred and 21 sheep", "4321", "4 thousand 3 hundred and 21");
    check("69.8-million", "69800000", "69.8-million");
}

#[test]
fn fractions() {
    check("two thirds", "0.666666666666667", "two thirds");
    check("one-third", "0.333333333333333", "one-third");
    check("half a million", "500000", "half a million");
    check("three quarters of a million", "750000", "three quarters of a million");
    check("five and a half million", "5500000", "five and a half million");
    check("one million and a half", "1500000", "one million and a half");
    check("forty two and a third", "42.3333333333333", "forty two and a third");
    check("10 1/2 miles", "10.5", "10 1/2");
    check("2½ miles", "2.5", "2½");
    check("one in five sheep", "0.2", "one in five");
    check("two out of five hundred", "0.004", "two out of five hundred");
}

#[test]
fn ordinals_and_plurals() {
    check("the twenty-first time", "21", "twenty-first");
    check("the 22nd time", "22", "22nd");
    check("the one hundred and fifth time", "105", "one hundred and fifth");
    check("tens of millions of sheep", "10000000", "tens of millions");
}

#[test]
fn what_does_not_fit_is_no_number() {
    let long = "9".repeat(60);
    let spans = [crate::text::Span::new(0, long.len())];
    let mut pieces = Vec::new();
    cut(&long, &spans, 0, &mut pieces);
    assert_eq!(read(&pieces, 0), None);
}
