//! Tests of the homes of media.

use super::*;

fn check(url: Option<&str>, source: Option<&str>, country: Option<&str>, city: Option<&str>) {
    let document = Document { url: url.map(str::to_owned), source: source.map(str::to_owned), ..Document::default() };
    let knowledge = Knowledge::core();
    let home = home(&document, &knowledge);
    assert_eq!(home.country.as_ref().map(|code| std::str::from_utf8(code).unwrap()), country, "{url:?} {source:?}");
    assert_eq!(home.city.map(|row| row.name), city, "{url:?} {source:?}");
}

#[test]
fn the_home_of_a_medium() {
    check(Some("https://www.seattletimes.com/a/b?c"), None, Some("US"), Some("Seattle"));
    check(Some("http://news.seattletimes.com:80/"), None, Some("US"), Some("Seattle"));
    check(None, Some("The Seattle Times"), Some("US"), Some("Seattle"));
    check(None, Some("Daily News"), None, None); // there are several
    check(Some("https://paper.example.co.uk/x"), None, Some("GB"), None);
    check(Some("https://paper.example.com/x"), None, None, None);
    check(Some("no address"), None, None, None);
    check(None, None, None, None);
}
