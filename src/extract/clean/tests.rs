//! Articles laid out as documents.

use super::*;

fn check(title: Option<&str>, body: &str, text: &str, headline: Option<&str>) {
    let article = Article { title: title.map(str::to_owned), body: Body::Text(body.to_owned()), ..Article::default() };
    let document = clean(article).unwrap();
    assert_eq!(document.text, text);
    assert_eq!(document.headline.map(|h| h.of(text)), headline);
    assert!(document.paragraphs.iter().all(|p| !p.of(text).is_empty() && p.of(text).trim() == p.of(text)));
}

#[test]
fn plain_text_is_kept() {
    let text = "Ferry returns\n\nShe is back.\nAll is well.\n";
    check(None, text, text, Some("Ferry returns"));
    let prose = "She is back.\n\nAll is well.";
    check(None, prose, prose, None);
}

#[test]
fn a_title_is_said_once() {
    check(Some("Ferry returns"), "She is back.", "Ferry returns\n\nShe is back.", Some("Ferry returns"));
    check(
        Some("Ferry\treturns"),
        "Ferry Returns\n\nShe is back.",
        "Ferry returns\n\nShe is back.",
        Some("Ferry returns"),
    );
}

#[test]
fn nothing_to_read_is_rejected() {
    for body in [Body::Text("— 12:30 ***".into()), Body::Html("<script>var words</script>".into())] {
        assert_eq!(clean(Article { body, ..Article::default() }).unwrap_err().reason, Reason::NoWords);
    }
}
