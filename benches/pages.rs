//! Pages a second on one core, by the processor time of the thread.
//!
//! `cargo bench --bench pages -- FILE.jsonl...`: one `{"html": ...}` a line. Whole passes over a file are timed, each at
//! least three times and for two seconds. Then pages that are made to take long, once each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

use copydesk::text::html;

/// Processor time of a run and its passes at least.
const SECONDS: f64 = 2.0;
const PASSES: usize = 3;

fn main() {
    for file in std::env::args().skip(1).filter(|a| !a.starts_with('-')) {
        let lines = std::fs::read_to_string(&file).expect("the file can be read");
        let pages: Vec<String> = lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"))
            .filter_map(|page| page.get("html").and_then(|h| h.as_str()).map(str::to_owned))
            .collect();
        let (mut passes, mut read, begin) = (0, 0, cpu_seconds());
        while passes < PASSES || cpu_seconds() - begin < SECONDS {
            read += pages.iter().filter(|p| html::read(p).is_ok()).count();
            passes += 1;
        }
        let seconds = cpu_seconds() - begin;
        println!(
            "{file}: {} pages, {read} read in {passes} passes, {:.0} pages a second",
            pages.len(),
            read as f64 / seconds
        );
    }
    for (what, page) in hostile() {
        let begin = std::time::Instant::now();
        let answer = html::read(&page)
            .map_or_else(|refused| format!("{refused:?}"), |read| format!("{} bytes", read.body.len()));
        println!("{what}: {} kB in {} ms, {answer}", page.len() / 1000, begin.elapsed().as_millis());
    }
}

/// User and system time of this process, from the kernel's count in hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells processor times");
    let after = stat.rsplit_once(')').expect("the name stands in parentheses").1;
    let field = |n: usize| after.split_whitespace().nth(n).and_then(|v| v.parse::<f64>().ok()).expect("a time");
    (field(11) + field(12)) / 100.0
}

/// Pages made to take long, each as large as its limit on nodes or twice the largest article that is taken.
fn hostile() -> Vec<(&'static str, String)> {
    let deep = |open: &str, inner: String| open.repeat(200) + &inner;
    vec![
        ("100,000 nodes of words", "<p>word word word word".repeat(49_000)),
        ("one paragraph of 4 MB", format!("<p>{}", "many words in a line ".repeat(200_000))),
        ("4 MB of scripts", format!("<script>{}</script>", "let a = 1;".repeat(400)).repeat(1_000)),
        ("bylines in bylines around everything", deep("<div class=author>", "<p>words of it".repeat(48_000))),
        ("standfirsts without end", "<div class=intro>A line that may well be a standfirst</div>".repeat(48_000)),
        ("standfirsts in standfirsts", deep("<div class=intro>", "<i></i>".repeat(98_000)) + "words"),
        ("articles in articles", deep("<article>", "<article>words of it</article>".repeat(32_000))),
        ("headings, times and links", "<h1>A title</h1><time>now</time><a rel=author>Mary</a>".repeat(15_000)),
        ("attributes of one word", format!("<div class='{}'>word</div>", "article-share-".repeat(60)).repeat(2_000)),
        (
            "JSON-LD of 2 MB",
            format!("<script type=application/ld+json>[{}1]</script>", "{\"@type\":\"Person\"},".repeat(100_000)),
        ),
        ("nesting beyond the limit", "<div>".repeat(400_000)),
    ]
}
