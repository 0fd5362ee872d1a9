//! What pages say of themselves, in the ways that they do.

use super::super::Page;
use super::*;

fn page(head: &str, body: &str) -> Page {
    let html = format!("<html lang=en-GB><head>{head}</head><body>{body}</body></html>");
    read(&Dom::parse(&html).unwrap())
}

fn json(object: &str) -> String {
    format!("<script type=\"application/ld+json\">{object}</script>")
}

#[track_caller]
fn check_title(head: &str, body: &str, expected: &str) {
    assert_eq!(page(head, body).title.as_deref(), Some(expected));
}

#[track_caller]
fn check_authors(head: &str, body: &str, expected: &[&str]) {
    assert_eq!(page(head, body).authors, expected);
}

#[track_caller]
fn check_date(head: &str, body: &str, expected: Option<&str>) {
    assert_eq!(page(head, body).published.as_deref(), expected, "{head} {body}");
}

#[test]
fn titles_are_confirmed_by_what_the_page_says_elsewhere() {
    let head = "<title>Ferry returns to Ellery | Ellery Gazette</title><meta property=og:title content='Ferry returns to Ellery'>";
    check_title(head, "<h1>Ferry returns to Ellery</h1>", "Ferry returns to Ellery");
    check_title(head, "<h1>Ellery Gazette</h1><h2>Ferry returns to Ellery</h2>", "Ferry returns to Ellery");
    check_title(head, "<h1><span>Islands</span> Ferry returns to Ellery</h1>", "Ferry returns to Ellery");
    check_title(head, "<h1>£5</h1><h1>£10</h1><p>words", "Ferry returns to Ellery");
    check_title(head, "<h1>Ferry returns after nine long weeks</h1>", "Ferry returns after nine long weeks");
    check_title(head, "<h1>Nine weeks late and cheered by all</h1>", "Nine weeks late and cheered by all");
}

#[test]
fn titles_lose_the_name_of_the_site() {
    let site = "<meta property=og:site_name content='Ellery Gazette'>";
    let address = "<link rel=canonical href='https://www.ellerygazette.example/ferry'>";
    for (head, expected) in [
        ("<title>Ferry returns - Ellery Gazette</title>", "Ferry returns"),
        ("<title>Ellery Gazette » Blog Archive » Ferry returns</title>", "Ferry returns"),
        ("<title>Ellery Gazette | Ferry returns</title>", "Ferry returns"),
        (
            "<title>Saint Brannoc – the ferry that would not sail for nine weeks</title>",
            "Saint Brannoc – the ferry that would not sail for nine weeks",
        ),
    ] {
        check_title(&format!("{site}{head}"), "<p>words", expected);
        check_title(&format!("{address}{head}"), "<p>words", expected);
    }
}

#[test]
fn authors_come_from_json_ld_with_its_references() {
    let author = |a: &str| json(&format!("{{\"@type\": \"NewsArticle\", \"author\": {a}}}"));
    check_authors(&author(r#"{"@type": "Person", "name": "Mary Quill"}"#), "", &["Mary Quill"]);
    check_authors(&author(r#"[{"name": "Mary Quill"}, {"name": "Tom Orr"}]"#), "", &["Mary Quill", "Tom Orr"]);
    check_authors(&author(r#"{"name": ["Mary Quill", "Tom Orr"]}"#), "", &["Mary Quill", "Tom Orr"]);
    check_authors(&author(r#""By Mary Quill, PhD""#), "", &["Mary Quill"]);
    let graph = r##"{"@graph": [{"@type": "Article", "author": {"@id": "#m"}}, {"@type": "Person", "@id": "#m", "name": "Mary Quill"}]}"##;
    check_authors(&json(graph), "", &["Mary Quill"]);
}

#[test]
fn a_site_is_its_author_only_where_nobody_else_is() {
    let head = json(
        r#"{"@type": "NewsArticle", "author": {"@type": "NewsMediaOrganization", "name": "Ellery Gazette"}, "publisher": {"name": "Ellery Gazette"}}"#,
    );
    check_authors(&head, "<p class=byline>By Mary Quill</p>", &["Mary Quill"]);
    check_authors(&head, "<p>words", &["Ellery Gazette"]);
}

#[test]
fn authors_come_from_what_readers_see() {
    for byline in [
        "<a rel=author href=/q>Mary Quill</a>",
        "<span itemprop=author><span itemprop=name>Mary Quill</span></span>",
        "<div class=article__byline>By <b>Mary Quill</b> | 3 May</div>",
        "<div class=author-name>Mary Quill</div><div class=author-role>Staff reporter</div>",
        "<div class=byline><div>Mary Quill</div><div>Harbour reporter</div></div>",
        "<h1>Ferry returns</h1><p>Von Mary Quill</p>",
        "<h1>Ferry returns</h1><p>Posted by Mary Quill on 3 May</p>",
    ] {
        check_authors("", byline, &["Mary Quill"]);
        let user = "<meta name=author content=mquill>";
        check_authors(user, byline, &["Mary Quill"]);
    }
    check_authors(
        "",
        "<p class=byline><a rel=author>Mary Quill</a> and <a rel=author>Tom Orr</a></p>",
        &["Mary Quill", "Tom Orr"],
    );
    check_authors(
        "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Mary Quill'>",
        "",
        &["Mary Quill"],
    );
}

#[test]
fn what_is_nobody_s_name_is_no_author() {
    for byline in [
        "<div class=author>About the author</div>",
        "<div class=author><a>Twitter</a> <a>Facebook</a></div>",
        "<div class=author>The ferry in the harbour of Ellery</div>",
        "<section class=comments><span class=author>Tom Orr</span></section>",
        "<aside><a rel=author>Tom Orr</a></aside>",
        "<h1>Ferry returns</h1><p>By the time she came, Mary Quill had counted sixty-three days on her slate.</p>",
    ] {
        check_authors("", byline, &[]);
    }
    check_authors("<meta name=author content='Harbour Verlag GmbH, Ellery'>", "", &[]);
}

#[test]
fn dates_are_stated_or_shown_or_in_the_address() {
    let day = Some("2024-03-05");
    check_date(
        &json(r#"{"@type": "NewsArticle", "datePublished": "2024-03-05T10:15:00Z"}"#),
        "",
        Some("2024-03-05T10:15:00Z"),
    );
    check_date(&json(r#"{"@type": "NewsArticle", "datePublished": "2024-03-05T10:15:00:684Z"}"#), "", day);
    check_date("<meta itemprop=datePublished content=2024-03-05>", "", day);
    check_date("", "<span property=schema:dateCreated content=2024-03-05></span>", day);
    check_date("<link rel=canonical href=https://ellery.example/2024/03/05/ferry>", "<time datetime=2023-01-01>", day);
    check_date("", "<time datetime=2024-03-05>Tuesday</time>", day);
    for shown in [
        "5 March 2024",
        "March 5th, 2024",
        "5. März 2024",
        "5 de marzo de 2024",
        "mardi 5 mars 2024, 10h15",
        "05.03.2024",
        "05.03.24",
        "05/03/2024",
        "2024年3月5日",
    ] {
        check_date("", &format!("<p class=pub-date>Published: {shown}</p>"), day);
        check_date("", &format!("<h1>Ferry returns</h1><p>{shown}</p>"), day);
    }
    check_date("<meta property=article:modified_time content=2024-03-06>", "<p class=date>5 March 2024</p>", day);
}

#[test]
fn what_is_no_date_of_publication_is_none() {
    check_date("", "<p class=date>31 February 2024</p>", None);
    check_date("", "<p class=date>12.30 p.m.</p>", None);
    check_date("<link rel=canonical href=https://ellery.example/2024/99/05/ferry>", "", None);
    check_date("", "<p>She was built on 5 March 1987, and nobody remembers a winter like this one.</p>", None);
    assert_eq!(shown_dates::shown("03/05/2024", Some("en")), None);
    assert_eq!(shown_dates::shown("03/05/2024", Some("en-US")).as_deref(), Some("2024-03-05"));
}

#[test]
fn dates_and_names_of_any_text_are_answered() {
    for text in ["²", "5²4", "ⅷ 5 2024", "2024年", "1st", "st nd", "٣ مارس ٢٠٢٤"] {
        let _ = shown_dates::shown(text, None);
        let _ = page("", &format!("<p class=byline>{text}</p>"));
    }
}
