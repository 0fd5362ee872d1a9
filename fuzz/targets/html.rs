//! Any page is read or refused, the same way each time, as trimmed lines.
#![no_main]

use copydesk::text::html;
use copydesk_fuzz::{rules, target};

target!(|data| {
    let page = String::from_utf8_lossy(data);
    let read = html::read(&page);
    assert_eq!(html::read(&page), read, "the same page was read differently");
    if let Ok(read) = read {
        for line in read.body.split('\n').filter(|_| !read.body.is_empty()) {
            assert!(!line.is_empty() && line.trim() == line, "{line:?} is no line of a body");
        }
        let texts = read.authors.iter().chain(&read.title).chain(&read.site).chain(&read.language);
        for text in texts {
            assert!(!text.trim().is_empty(), "nothing where a text was promised: {read:?}");
        }
        read.published.as_deref().map(rules::published);
    }
});
