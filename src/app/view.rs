//! A record as annotated text for people.

use crate::record::{EntityType, Event, MentionKind, Modality, Quote, QuoteType, Record};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

const HEADLINE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const DIRECT: Style = AnsiColor::Green.on_default();
const MIXED: Style = AnsiColor::Cyan.on_default();
const SCARE: Style = AnsiColor::Yellow.on_default();
const CUE: Style = AnsiColor::Magenta.on_default();
const VALUE: Style = AnsiColor::Blue.on_default();
const CLASSES: [(EntityType, AnsiColor); 9] = [
    (EntityType::Person, AnsiColor::BrightBlue),
    (EntityType::Organization, AnsiColor::BrightMagenta),
    (EntityType::Place, AnsiColor::BrightGreen),
    (EntityType::Facility, AnsiColor::BrightCyan),
    (EntityType::Group, AnsiColor::BrightYellow),
    (EntityType::Event, AnsiColor::BrightRed),
    (EntityType::Work, AnsiColor::BrightRed),
    (EntityType::Product, AnsiColor::BrightRed),
    (EntityType::Other, AnsiColor::BrightRed),
];

/// What is painted where: code points from and to, how, and what is said of it.
struct Mark {
    begin: usize,
    end: usize,
    style: Style,
    note: String,
    /// Stands behind the words only where nothing is painted.
    only_plain: bool,
}

/// The text with its facts marked, and a line of what is known of the whole. Colour only where it is wanted; without it
/// the class of a name stands behind it.
pub fn view(record: &Record, colour: bool) -> String {
    let chars: Vec<char> = record.text.value.chars().collect();
    let marks = marks(record, chars.len());
    let mut bounds: Vec<usize> = marks.iter().flat_map(|m| [m.begin, m.end]).chain([0, chars.len()]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut out = String::new();
    for pair in bounds.windows(2) {
        let words: String = chars.get(pair[0]..pair[1]).unwrap_or_default().iter().collect();
        // The shortest mark is the innermost.
        let inside = marks.iter().filter(|m| m.begin <= pair[0] && pair[1] <= m.end);
        let style = inside.min_by_key(|m| m.end - m.begin).map_or(Style::new(), |m| m.style);
        out.push_str(&painted(&words, style, colour));
        let ends = marks.iter().filter(|m| m.end == pair[1] && !m.note.is_empty() && !(colour && m.only_plain));
        ends.for_each(|m| out.push_str(&painted(&m.note, QUIET, colour)));
    }
    out.push('\n');
    for event in &record.events {
        let _ = write!(out, "\n{}", painted(&told(record, event), QUIET, colour));
    }
    let _ = write!(out, "\n{}\n", painted(&about(record), QUIET, colour));
    if colour && record.mentions.iter().any(|m| is_name(m.kind)) {
        let _ = writeln!(out, "{}", legend(record));
    }
    out
}

fn marks(record: &Record, length: usize) -> Vec<Mark> {
    let headline = record.text.headline.map(|h| mark(h.begin, h.end, HEADLINE, String::new()));
    let quotes = record.quotes.iter().map(|q| mark(q.span.begin, q.span.end, style(q.class), note(record, q)));
    let cues = record.quotes.iter().filter_map(|q| q.cue.as_ref());
    let cues = cues.map(|c| mark(c.span.begin, c.span.end, CUE, String::new()));
    let times = record.times.iter().map(|t| mark(t.span.begin, t.span.end, VALUE, format!("[{}]", t.value)));
    let quantities = record.quantities.iter().map(|n| {
        let unit = n.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
        mark(n.span.begin, n.span.end, VALUE, format!("[{}{unit}]", n.value))
    });
    let values = times.chain(quantities);
    let names = record.mentions.iter().filter(|m| is_name(m.kind)).map(|m| Mark {
        only_plain: true,
        ..mark(m.span.begin, m.span.end, colour_of(m.class), format!("[{:?}]", m.class))
    });
    let mut marks: Vec<Mark> = headline.into_iter().chain(quotes).chain(cues).chain(values).chain(names).collect();
    marks.retain(|m| m.begin < m.end && m.end <= length);
    marks
}

fn mark(begin: u32, end: u32, style: Style, note: String) -> Mark {
    Mark { begin: begin as usize, end: end as usize, style, note, only_plain: false }
}

fn style(class: QuoteType) -> Style {
    match class {
        QuoteType::Direct => DIRECT,
        QuoteType::Mixed | QuoteType::Indirect => MIXED,
        QuoteType::Scare => SCARE,
    }
}

/// The colour of a name's class.
fn colour_of(class: EntityType) -> Style {
    let (_, colour) = CLASSES.iter().find(|c| c.0 == class).copied().unwrap_or((class, AnsiColor::White));
    colour.on_default().bold()
}

/// One line that says which colour is which class, of the classes that occur.
fn legend(record: &Record) -> String {
    let occurs = |class: EntityType| record.mentions.iter().any(|m| is_name(m.kind) && m.class == class);
    let classes = CLASSES.iter().filter(|(class, _)| occurs(*class));
    classes.map(|(class, _)| painted(&format!("{class:?}"), colour_of(*class), true)).collect::<Vec<_>>().join(" ")
}

fn is_name(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Name | MentionKind::Demonym)
}

fn note(record: &Record, quote: &Quote) -> String {
    let class = format!("{:?}", quote.class).to_lowercase();
    let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.entity.as_deref());
    let speaker = speaker.map_or(String::new(), |id| format!(": {}", name_of(record, id)));
    format!("[{} {class}{speaker}]", quote.id)
}

fn name_of<'r>(record: &'r Record, entity: &'r str) -> &'r str {
    record.entities.iter().find(|e| e.id == entity).map_or(entity, |e| e.name.as_str())
}

/// One line of an event: what, who, to whom, when; what is not plainly asserted is said so.
fn told(record: &Record, event: &Event) -> String {
    let names = |ids: &[String]| ids.iter().map(|id| name_of(record, id)).collect::<Vec<_>>().join(", ");
    let class = event.plover.as_ref().map_or("EVENT", |plover| plover.class.as_str());
    let mut parts = vec![format!("{class} “{}”", event.trigger.exact)];
    parts.extend((!event.actors.is_empty()).then(|| names(&event.actors)));
    parts.extend((!event.recipients.is_empty()).then(|| format!("→ {}", names(&event.recipients))));
    parts.extend(event.place.as_ref().map(|id| format!("in {}", name_of(record, id))));
    let time = event.time.as_ref().and_then(|id| record.times.iter().find(|t| &t.id == id));
    parts.extend(time.map(|time| time.value.clone()));
    parts.extend((event.modality != Modality::Asserted).then(|| format!("{:?}", event.modality).to_lowercase()));
    parts.extend(event.main.then(|| "the main event".to_owned()));
    format!("{}: {}", event.id, parts.join(" · "))
}

fn painted(words: &str, style: Style, colour: bool) -> String {
    if colour && !words.is_empty() { format!("{style}{words}{style:#}") } else { words.to_owned() }
}

/// One line of what is known of the whole.
fn about(record: &Record) -> String {
    let mut parts = vec![
        format!("{} ({:.2})", record.language.tag, record.language.confidence),
        format!("published {}", record.published.value.as_deref().unwrap_or("at an unknown time")),
        format!("{} paragraphs", record.text.paragraphs.len()),
        format!("{} sentences", record.text.sentences.len()),
        format!("{} names", record.mentions.iter().filter(|m| is_name(m.kind)).count()),
        format!("{} quotes", record.quotes.len()),
    ];
    parts.extend(record.topics.first().map(|topic| format!("{} ({:.2})", topic.name, topic.confidence)));
    parts.extend(record.source_id.as_ref().map(|id| format!("id {id}")));
    parts.extend(record.provenance.degraded.iter().map(|f| format!("without {}", f.extractor)));
    parts.join(" · ")
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
