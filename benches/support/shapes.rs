//! Texts of any length that are ordinary, or made to be expensive to read.

use crate::articles::{Maker, goldens, name, samples};
use copydesk::knowledge::Knowledge;
use copydesk::record::EntityType;
use fastrand::Rng;

/// A kind of text.
pub struct Shape {
    pub name: &'static str,
    pub form: Form,
    /// So many bytes of it, or a few more.
    pub make: fn(usize) -> String,
}

/// What a text is sent as.
pub enum Form {
    Text,
    Page,
}

impl Form {
    pub fn content_type(&self) -> &'static str {
        match self {
            Form::Text => "text/plain; charset=utf-8",
            Form::Page => "text/html; charset=utf-8",
        }
    }
}

const fn text(name: &'static str, make: fn(usize) -> String) -> Shape {
    Shape { name, form: Form::Text, make }
}

const fn page(name: &'static str, make: fn(usize) -> String) -> Shape {
    Shape { name, form: Form::Page, make }
}

pub const SHAPES: &[Shape] = &[
    text("prose", prose),
    text("prose in one line", |n| prose(n).replace('\n', " ")),
    text("a sentence without end", |n| prose(n).replace(['.', '!', '?', ':', ';', '\n'], "").to_lowercase()),
    text("clauses in clauses", |n| again(n, "the man who knew the woman who saw ")),
    text("that he said that", |n| again(n, "she said that he said that ")),
    text("he said he said", |n| again(n, "he said he said ")),
    text("Said John.", |n| again(n, "\"No,\" said John. \"Yes,\" Mary told him. ")),
    text("said John. He said that", |n| again(n, "“We shall go,” said John. He said that it was late. ")),
    text("quotation marks", |n| again(n, "\" ” “ ' ’ ‘ « » „ ")),
    text("opened quotations", |n| again(n, "“")),
    text("quotations in quotations", |n| again(n, "“he said ‘")),
    text("a word quoted", |n| again(n, "\"word\" ")),
    text("unclosed, by paragraph", |n| again(n, "“We shall go, he said\n")),
    text("apostrophes", |n| again(n, "'s ''' 'tis dogs' ")),
    text("one number", |n| again(n, "1234567890")),
    text("numbers", |n| numbered(n, |i| format!("{i} "))),
    text("number words", |n| again(n, "one hundred thousand and ")),
    text("dates", |n| numbered(n, |i| format!("{} May {}, ", i % 31 + 1, 1900 + i % 150))),
    text("times and dates", |n| again(n, "from Monday to Friday at 3 pm on 12/03/2024 next year ago ")),
    text("money", |n| numbered(n, |i| format!("${} million (£{}.5bn), ", i % 900 + 1, i % 7))),
    text("the same money", |n| again(n, "$5 million ")),
    text("percentages", |n| again(n, "5 per cent of 12.5% to ")),
    text("capitalised words", |n| named(n, " ")),
    text("the same name", |n| again(n, "Mary Brandt ")),
    text("a list of names", |n| named(n, ", ")),
    text("names, one a line", |n| named(n, "\n")),
    text("names and and", |n| named(n, " and ")),
    text("surnames alone", surnames),
    text("a gazetteer", gazetteer),
    text("places", |n| again(n, "Paris, London, Springfield, Georgia, Washington, San José, ")),
    text("initials", |n| again(n, "A. B. C. ")),
    text("abbreviations", |n| again(n, "Mr. Dr. U.S. Inc. St. ")),
    text("and and and", |n| again(n, "and ")),
    text("one word again", |n| again(n, "word ")),
    text("one word without end", |n| again(n, "word")),
    text("WORDS IN CAPITALS", |n| prose(n).to_uppercase()),
    text("pronouns", |n| again(n, "He told her that they saw him with his and their own. ")),
    text("the company", |n| again(n, "The company said the minister told the company. ")),
    text("posts", |n| again(n, "the former chief executive and deputy prime minister of the national ")),
    text("attacks", |n| again(n, "Police arrested and charged and killed rebels who attacked troops. ")),
    text("commas", |n| again(n, ", ")),
    text("full stops", |n| again(n, ".")),
    text("hyphens", |n| again(n, "-")),
    text("words on hyphens", |n| again(n, "well-")),
    text("nested brackets", |n| again(n / 2, "(") + &again(n / 2, ")")),
    text("words in brackets", |n| again(n / 2, "(word [") + &again(n / 2, "word])")),
    text("combining marks", |n| again(n, "a\u{301}\u{323}\u{301}\u{301}")),
    text("marks on one letter", |n| again(n, "\u{301}")),
    text("no width", |n| again(n, "w\u{200b}\u{200d}\u{feff}o\u{ad} ")),
    text("emoji", |n| again(n, "👩‍👩‍👧‍👦🏳️‍🌈")),
    text("ideographs", |n| again(n, "渡轮搁浅船主说没有人受伤")),
    text("blank lines", |n| again(n, "a\n\n")),
    text("addresses", |n| again(n, "http://example.org/a?b=c me@example.org #tag @me ")),
    text("not not", |n| again(n, "not never very good bad ")),
    page("prose on a page", |n| format!("<html><body><article><p>{}</article>", prose(n).replace('\n', "</p><p>"))),
    page("unclosed elements", |n| again(n, "<p><b><i>words ")),
    page("entities", |n| format!("<p>{}", again(n, "&amp;&quot;&#8220; word "))),
    page("angles", |n| format!("<p>{}", again(n, "a < b > "))),
];

fn again(bytes: usize, piece: &str) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

fn numbered(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&piece(number));
    }
    text
}

/// Articles of our own, in an order of no meaning.
fn prose(bytes: usize) -> String {
    let maker = Maker::new(&[goldens(), samples()].concat());
    numbered(bytes, |number| maker.article(number as u64))
}

/// Full names that nobody has, all different.
fn named(bytes: usize, between: &str) -> String {
    let rng = std::cell::RefCell::new(Rng::with_seed(2));
    numbered(bytes, |_| {
        let rng = &mut rng.borrow_mut();
        format!("{} {}{between}", name(rng), name(rng))
    })
}

/// Places that the knowledge base knows.
fn gazetteer(bytes: usize) -> String {
    let knowledge = Knowledge::core();
    let rows = (0..).step_by(3).map_while(|number| knowledge.row(number));
    let places = rows.filter(|row| row.class == EntityType::Place);
    let names: Vec<String> = places.take(bytes / 8).map(|row| format!("{}, ", row.name)).collect();
    numbered(bytes, |n| names.get(n % names.len()).cloned().unwrap_or_default())
}

/// People with one surname, who are then called by it.
fn surnames(bytes: usize) -> String {
    let rng = std::cell::RefCell::new(Rng::with_seed(3));
    numbered(bytes, |_| {
        let name = name(&mut rng.borrow_mut());
        format!("{name} Brandt met Mr Brandt and Dr {name}. ")
    })
}
