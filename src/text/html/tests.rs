//! Pages as sites build them, and the article that a reader sees in each.

use super::*;

/// Three paragraphs that are long enough for an article.
const STORY: &str = "<p>The ferry Saint Brannoc returned to Ellery harbour on Tuesday after nine weeks in dry dock, \
    and about two hundred islanders stood on the quay to greet her in the rain.</p>\
    <p>\"We had run out of everything but patience,\" said Mary Quill, who keeps the shop above the slipway and had \
    counted the days on a slate.</p><p>Engineers replaced both shafts. The council will publish the bill in May.</p>";

const READ: &str = "The ferry Saint Brannoc returned to Ellery harbour on Tuesday after nine weeks in dry dock, \
    and about two hundred islanders stood on the quay to greet her in the rain.\n\
    \"We had run out of everything but patience,\" said Mary Quill, who keeps the shop above the slipway and had \
    counted the days on a slate.\nEngineers replaced both shafts. The council will publish the bill in May.";

fn body(page: &str) -> String {
    read(page).unwrap().body
}

/// The page's body is the story, and nothing else.
fn check(page: &str) {
    assert_eq!(body(page), READ, "{page}");
}

#[test]
fn what_is_around_stays_out() {
    for around in [
        "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>",
        "<aside><p>The gazette is printed on the island since 1888 and is read in nine harbours.</p></aside>",
        "<div class=\"cookie-notice\"><p>We use cookies to make this site better for you and for our partners.</p></div>",
        "<div class=\"articleRelatedLinks\"><p>Harbour dues to rise in the spring, says the council.</p></div>",
        "<section id=comments><p>First! And welcome back, old girl, we have missed you so.</p></section>",
        "<div role=navigation><p>Go back to the list of all the news of the island.</p></div>",
        "<figure><img src=f.jpg><figcaption>The ferry in the harbour, seen from the church.</figcaption></figure>",
        "<p class=\"image__caption\">The ferry in the harbour, seen from the church.</p>",
        "<div style=\"display: none\"><p>Please switch on scripts to see the whole of this page.</p></div>",
        "<ul><li><a href=1>Fares rise in May</a></li><li><a href=2>Gale closes the pier</a></li></ul>",
        "<p><a href=3>Read how the dock was built</a></p>",
        "<p>Read more: how the dock was built</p>",
        "<div class=sharebar>Share</div>",
        "Advertisement",
        "<h3>More from the harbour</h3>",
    ] {
        check(&format!("<html><body><main><article>{STORY}{around}</article></main></body></html>"));
        check(&format!("<html><body><div class=\"post-body\">{STORY}{around}</div></body></html>"));
    }
}

#[test]
fn the_article_is_found_whatever_holds_it() {
    let teaser =
        "<div class=box><p>A gale closed the pier on Monday, and the mail boat lay at anchor.</p></div>".repeat(2);
    for (open, close) in [
        ("<article>", "</article>"),
        ("<div class=\"article__body\">", "</div>"),
        ("<div class=\"c-articleBody x1\">", "</div>"),
        ("<div itemprop=articleBody>", "</div>"),
        ("<div id=story-text>", "</div>"),
        ("<div class=post>", "</div>"),
        ("<div class=\"Inhalt\">", "</div>"),
        ("<main>", "</main>"),
    ] {
        check(&format!("<html><body>{teaser}{open}{STORY}{close}{teaser}</body></html>"));
    }
}

#[test]
fn pieces_of_one_article_are_put_together() {
    let pieces = STORY
        .replace("<p>", "<div class=\"article-body\"><p>")
        .replace("</p>", "</p></div><div class=ad-slot>Buy!</div>");
    check(&format!("<html><body><div>{pieces}</div></body></html>"));
}

#[test]
fn names_that_wrap_the_article_do_not_cut_it() {
    for class in ["paywall", "teaser-content", "category-news tag-ferry hentry", "comments-open post", "sc-adXy jpAdZ"]
    {
        check(&format!("<html><body><article><div class=\"{class}\">{STORY}</div></article></body></html>"));
    }
}

#[test]
fn links_in_a_sentence_are_part_of_it() {
    let linked = STORY.replace("Mary Quill", "<a class=tag-link href=/q><span class=related>Mary Quill</span></a>");
    check(&format!("<html><body><article>{linked}</article></body></html>"));
}

#[test]
fn a_standfirst_outside_of_the_text_is_read() {
    let lead = "Nine weeks late, and to applause, the island has its ferry back.";
    let named = format!("<header><h1>Ferry returns</h1><p class=\"article__standfirst\">{lead}</p></header>");
    let said = format!("<header><h1>Ferry returns</h1><p>{lead}</p></header>");
    let meta = format!("<meta property=og:description content=\"{lead}\">");
    for (head, header) in [("", &named), (meta.as_str(), &said)] {
        let page =
            format!("<html><head>{head}</head><body>{header}<div class=article-body>{STORY}</div></body></html>");
        assert_eq!(body(&page), format!("{lead}\n{READ}"));
    }
    // Not what the text says itself, nor any line before it.
    check(&format!("<html><body><p class=box>{lead}</p><div class=article-body>{STORY}</div></body></html>"));
}

#[test]
fn headings_lists_and_quotations_of_the_article_are_read() {
    let page = format!(
        "<html><body><article>{STORY}<h2>What was done</h2><ul><li>Both shafts replaced</li><li>Hull painted</li></ul>\
         <blockquote>She runs like new.</blockquote><p>The next sailing is at nine.</p></article></body></html>"
    );
    let rest = "What was done\nBoth shafts replaced\nHull painted\nShe runs like new.\nThe next sailing is at nine.";
    assert_eq!(body(&page), format!("{READ}\n{rest}"));
}

#[test]
fn lines_without_paragraphs_are_read_where_there_are_no_others() {
    let broken = STORY.replace("<p>", "").replace("</p>", "<br><br>");
    check(&format!("<html><body><div class=post-body>{broken}</div></body></html>"));
    check(&format!("<html><body><table><tr><td>{broken}</td></tr></table></body></html>"));
}

#[test]
fn a_hidden_article_is_better_than_none() {
    check(&format!("<html><body><p>Loading.</p><article><div hidden>{STORY}</div></article></body></html>"));
}

#[test]
fn text_that_only_json_ld_has_is_read() {
    let text = READ.replace('"', "\\\"").replace('\n', "\\n");
    let json = format!("{{\"@type\": \"NewsArticle\", \"articleBody\": \"{text}\"}}");
    let page = |shown: &str| {
        format!("<html><head><script type=\"application/ld+json\">{json}</script></head><body>{shown}</body></html>")
    };
    check(&page("<p>Please log in.</p>"));
    let shown = STORY.replace("Tuesday", "Wednesday");
    assert_eq!(body(&page(&shown)), READ.replace("Tuesday", "Wednesday"));
}

#[test]
fn short_texts_and_fragments_are_kept() {
    for (page, expected) in [
        ("<p>She is back.", "She is back."),
        ("She is back.<br>All is well.", "She is back.\nAll is well."),
        ("<nav>Home</nav>", "Home"),
        ("<article><p>She is back.</p><p>All is well.</p></article>", "She is back.\nAll is well."),
        ("<p>Advertisement</p>", "Advertisement"),
    ] {
        assert_eq!(body(page), expected, "{page}");
    }
}

#[test]
fn readings_over_a_character_are_not_words() {
    assert_eq!(body("<article><p><ruby>船<rt>ふね</rt></ruby>が戻った。</p></article>"), "船が戻った。");
}
