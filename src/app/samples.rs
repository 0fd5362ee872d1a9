//! The sample articles, inside the program: what `demo` streams, and what tests read.

/// One message of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// File under `samples/`.
    pub name: &'static str,
    /// Subject that it is published on, `news.raw.<source>`.
    pub subject: &'static str,
    /// Headers in the order they are sent, `Content-Type` first.
    pub headers: &'static [(&'static str, &'static str)],
    pub bytes: &'static [u8],
}

/// Media types by the end of a file name, the longest first.
const TYPES: [(&str, &str); 4] = [
    (".cloudevent.json", "application/cloudevents+json"),
    (".json", "application/json"),
    (".html", "text/html"),
    (".txt", "text/plain; charset=utf-8"),
];

/// The `Content-Type` of a file that is published as it is; `None` where its name does not tell.
pub fn content_type(name: &str) -> Option<&'static str> {
    TYPES.iter().find(|(end, _)| name.ends_with(end)).map(|(_, of)| *of)
}

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];
const HTML: &[(&str, &str)] = &[("Content-Type", "text/html")];
const TEXT: &[(&str, &str)] = &[("Content-Type", "text/plain; charset=utf-8")];
const STRUCTURED: &[(&str, &str)] = &[("Content-Type", "application/cloudevents+json")];
/// A CloudEvent in binary form: its attributes are headers, percent-encoded where they hold spaces.
const BINARY: &[(&str, &str)] = &[
    ("Content-Type", "text/plain; charset=utf-8"),
    ("ce-specversion", "1.0"),
    ("ce-id", "hdr-2024-0603-07"),
    ("ce-source", "https://wire.highdesert.example/newsroom"),
    ("ce-type", "example.highdesert.article.published"),
    ("ce-subject", "Canyon%20Ridge%20Fire"),
    ("ce-time", "2024-06-03T20:15:00-06:00"),
];

/// A row of the table: file, source, headers.
macro_rules! samples {
    ($($file:literal $source:literal $headers:ident)*) => {
        &[$(Sample {
            name: $file,
            subject: concat!("news.raw.", $source),
            headers: $headers,
            bytes: include_bytes!(concat!("../../samples/", $file)),
        }),*]
    };
}

/// All samples, in the order of their file names; what each shows stands in `samples/README.md`.
pub static SAMPLES: &[Sample] = samples! {
    "01-tunnel-vote.json" "tideway-post" JSON
    "02-chip-plant.json" "prairie-ledger" JSON
    "03-mindanao-quake.json" "archipelago" JSON
    "04-fell-race.txt" "fell-and-dale" TEXT
    "05-distant-galaxy.ninjs.json" "southern-sky" JSON
    "06-lunch-money.html" "three-rivers" HTML
    "07-tea-urn.html" "eastern-gazette" HTML
    "08-ferry-strike.cloudevent.json" "north-sea" STRUCTURED
    "09-walk-off.json" "cascade-sports" JSON
    "10-canyon-fire.txt" "high-desert" BINARY
    "11-malaria-vaccine.json" "lake-health" JSON
    "12-elbe-hochwasser.json" "elbanzeiger" JSON
    "13-mediatheque.json" "vents-de-loire" JSON
    "14-border-talks.ninjs.json" "silk-road" JSON
    "15-truncated.json" "cut-short" JSON
    "16-no-words.html" "empty-shell" HTML
};

#[cfg(test)]
#[path = "samples_tests.rs"]
mod tests;
