//! Entities of Wikidata as its dumps write them, read without looking at what is not needed.

use super::statements::{Claims, Key, Statement, drain};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Sites whose names end in "wiki" and that are no encyclopedias: a link to them says nothing of how known a thing is.
const NO_ENCYCLOPEDIAS: &[&str] = &[
    "commonswiki",
    "foundationwiki",
    "incubatorwiki",
    "mediawikiwiki",
    "metawiki",
    "outreachwiki",
    "sourceswiki",
    "specieswiki",
    "wikidatawiki",
    "wikifunctionswiki",
    "wikimaniawiki",
];
/// Labels that hold for all languages; names of people are moving there.
const ALL_LANGUAGES: &str = "mul";

/// Languages whose names are kept, the first one first.
#[derive(Clone, Debug)]
pub struct Languages {
    codes: Vec<String>,
    /// The encyclopedia whose titles lead to items.
    wiki: String,
}

impl Languages {
    pub fn new(codes: &[String]) -> Self {
        let wiki = format!("{}wiki", codes.first().map_or("en", String::as_str));
        let all = codes.iter().cloned().chain([ALL_LANGUAGES.to_owned()]);
        Self { codes: all.collect(), wiki }
    }

    /// The place of a language in their order.
    pub fn rank(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|c| c == code)
    }
}

/// What a line of a dump holds, as far as it is needed.
#[derive(Debug, Default)]
pub struct Item<'a> {
    pub kind: Cow<'a, str>,
    pub id: Cow<'a, str>,
    pub modified: Cow<'a, str>,
    pub is_redirect: bool,
    /// By rank of the language.
    pub labels: Vec<(usize, Cow<'a, str>)>,
    pub aliases: Vec<Cow<'a, str>>,
    pub claims: Claims<Statement<'a>>,
    /// Encyclopedias with an article about it.
    pub sitelinks: u32,
    /// Title in the encyclopedia of the first language.
    pub title: Option<Cow<'a, str>>,
}

impl<'a> Item<'a> {
    /// Reads one entity.
    ///
    /// # Errors
    /// The line is no JSON object.
    pub fn read(line: &'a [u8], languages: &Languages) -> serde_json::Result<Self> {
        let mut reader = serde_json::Deserializer::from_slice(line);
        let item = ItemSeed(languages).deserialize(&mut reader)?;
        reader.end()?;
        Ok(item)
    }

    /// The label in the first language that has one.
    pub fn label(&self) -> Option<&str> {
        self.labels.iter().min_by_key(|label| label.0).map(|label| label.1.as_ref())
    }
}

/// Declares a seed that reads an object (or the empty array that stands for one) with the help of the languages.
macro_rules! object_seed {
    ($seed:ident, $value:ty, $what:literal, |$self:ident, $map:ident| $body:block) => {
        struct $seed<'l>(&'l Languages);

        impl<'de> DeserializeSeed<'de> for $seed<'_> {
            type Value = $value;

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
                deserializer.deserialize_any(self)
            }
        }

        impl<'de> Visitor<'de> for $seed<'_> {
            type Value = $value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($what)
            }

            fn visit_map<M: MapAccess<'de>>($self, mut $map: M) -> Result<Self::Value, M::Error> $body

            fn visit_seq<S: SeqAccess<'de>>(self, seq: S) -> Result<Self::Value, S::Error> {
                drain(seq).map(|()| <$value>::default())
            }
        }
    };
}

object_seed!(ItemSeed, Item<'de>, "an entity", |self, map| {
    let mut item = Item::default();
    while let Some(Key(key)) = map.next_key()? {
        match key.as_ref() {
            "type" => item.kind = map.next_value::<Key<'de>>()?.0,
            "id" => item.id = map.next_value::<Key<'de>>()?.0,
            "modified" => item.modified = map.next_value::<Key<'de>>()?.0,
            "redirect" => {
                item.is_redirect = true;
                map.next_value::<IgnoredAny>()?;
            }
            "labels" => item.labels = map.next_value_seed(LabelsSeed(self.0))?,
            "aliases" => item.aliases = map.next_value_seed(AliasesSeed(self.0))?,
            "claims" => item.claims = map.next_value()?,
            "sitelinks" => (item.sitelinks, item.title) = map.next_value_seed(SitelinksSeed(self.0))?,
            _ => drop(map.next_value::<IgnoredAny>()?),
        }
    }
    Ok(item)
});

/// `{"language": "en", "value": "…"}`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Term<'a> {
    #[serde(borrow)]
    value: Cow<'a, str>,
}

object_seed!(LabelsSeed, Vec<(usize, Cow<'de, str>)>, "labels by language", |self, map| {
    let mut labels = Vec::new();
    while let Some(Key(key)) = map.next_key()? {
        match self.0.rank(&key) {
            Some(rank) => labels.push((rank, map.next_value::<Term<'de>>()?.value)),
            None => drop(map.next_value::<IgnoredAny>()?),
        }
    }
    Ok(labels)
});

object_seed!(AliasesSeed, Vec<Cow<'de, str>>, "aliases by language", |self, map| {
    let mut aliases = Vec::new();
    while let Some(Key(key)) = map.next_key()? {
        match self.0.rank(&key) {
            Some(_) => aliases.extend(map.next_value::<Vec<Term<'de>>>()?.into_iter().map(|term| term.value)),
            None => drop(map.next_value::<IgnoredAny>()?),
        }
    }
    Ok(aliases)
});

/// `{"site": "enwiki", "title": "…"}`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sitelink<'a> {
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
}

object_seed!(SitelinksSeed, (u32, Option<Cow<'de, str>>), "links by site", |self, map| {
    let (mut count, mut title) = (0, None);
    while let Some(Key(key)) = map.next_key()? {
        count += u32::from(key.ends_with("wiki") && !NO_ENCYCLOPEDIAS.contains(&key.as_ref()));
        if *key == *self.0.wiki {
            title = map.next_value::<Sitelink<'de>>()?.title;
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok((count, title))
});
