//! Statements of Wikidata as its dumps write them: property, rank, value, qualifiers.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The properties that are read, each with its number.
macro_rules! properties {
    ($($(#[$about:meta])* $name:ident = $text:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Property { $($(#[$about])* $name),+ }

        impl Property {
            fn of(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Property::$name),)+
                    _ => None,
                }
            }
        }
    };
}

properties! {
    InstanceOf = "P31",
    SubclassOf = "P279",
    Country = "P17",
    Citizenship = "P27",
    CountryCode = "P297",
    Coordinates = "P625",
    GeonamesId = "P1566",
    Gender = "P21",
    BirthDate = "P569",
    Position = "P39",
    Employer = "P108",
    TeamMember = "P54",
    ParentOrganization = "P749",
    PartOf = "P361",
    LocatedIn = "P131",
    Headquarters = "P159",
    Sport = "P641",
    DirectedBody = "P2389",
    Jurisdiction = "P1001",
    Of = "P642",
    Demonym = "P1549",
    ShortName = "P1813",
    Dissolved = "P576",
    Since = "P580",
    Until = "P582",
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    Deprecated,
    #[default]
    Normal,
    Preferred,
}

/// What a statement or qualifier says.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    /// The number of an item.
    Item(u32),
    Text(Cow<'a, str>),
    Time {
        time: Cow<'a, str>,
        precision: u8,
    },
    Point {
        lat: f64,
        lon: f64,
    },
    InLanguage {
        text: Cow<'a, str>,
        language: Cow<'a, str>,
    },
    /// Not known, nothing, or of a kind that is not read.
    #[default]
    None,
}

impl<'a> Value<'a> {
    pub fn item(&self) -> Option<u32> {
        if let Value::Item(number) = self { Some(*number) } else { None }
    }

    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Statement<'a> {
    #[serde(borrow)]
    pub mainsnak: Snak<'a>,
    #[serde(borrow)]
    pub qualifiers: Claims<Snak<'a>>,
    pub rank: Rank,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Snak<'a> {
    #[serde(borrow)]
    datavalue: Option<Datavalue<'a>>,
}

impl<'a> Snak<'a> {
    pub fn value(&self) -> &Value<'a> {
        self.datavalue.as_ref().map_or(&Value::None, |data| &data.value)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Datavalue<'a> {
    #[serde(borrow)]
    value: Value<'a>,
}

/// Statements or qualifiers by property; those of other properties are passed over without looking at them.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims<T>(Vec<(Property, Vec<T>)>);

impl<T> Default for Claims<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Claims<T> {
    pub fn of(&self, property: Property) -> &[T] {
        self.0.iter().find(|row| row.0 == property).map_or(&[], |row| row.1.as_slice())
    }
}

impl<'a> Claims<Statement<'a>> {
    /// The statements of the best rank, those that ended behind those that did not.
    pub fn best(&self, property: Property) -> Vec<&Statement<'a>> {
        let all = self.of(property);
        let best = all.iter().map(|s| s.rank).max().unwrap_or_default().max(Rank::Normal);
        let mut found: Vec<_> = all.iter().filter(|s| s.rank == best).collect();
        found.sort_by_key(|s| !s.qualifiers.of(Property::Until).is_empty());
        found
    }

    /// The first item of the best statements.
    pub fn item(&self, property: Property) -> Option<u32> {
        self.best(property).iter().find_map(|s| s.mainsnak.value().item())
    }

    /// All items of the best statements, up to `most`.
    pub fn items(&self, property: Property, most: usize) -> Vec<u32> {
        self.best(property).iter().filter_map(|s| s.mainsnak.value().item()).take(most).collect()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Claims<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
            type Value = Claims<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("statements by property")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Claims<T>, M::Error> {
                let mut rows = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    match Property::of(&key) {
                        Some(property) => rows.push((property, map.next_value()?)),
                        None => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(Claims(rows))
            }

            /// An empty object is written as an empty array by the program that makes the dumps.
            fn visit_seq<S: SeqAccess<'de>>(self, seq: S) -> Result<Claims<T>, S::Error> {
                drain(seq).map(|()| Claims::default())
            }
        }
        deserializer.deserialize_any(Visit(std::marker::PhantomData))
    }
}

/// A key, borrowed where it holds no escapes.
#[derive(Deserialize)]
pub struct Key<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// Reads an array to its end.
pub fn drain<'de, S: SeqAccess<'de>>(mut seq: S) -> Result<(), S::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// The fields of all values that are objects.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields<'a> {
    #[serde(rename = "numeric-id")]
    number: Option<u64>,
    #[serde(rename = "entity-type", borrow)]
    entity: Option<Cow<'a, str>>,
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    time: Option<Cow<'a, str>>,
    precision: Option<f64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    language: Option<Cow<'a, str>>,
}

impl<'a> Fields<'a> {
    fn value(self) -> Value<'a> {
        if self.entity.as_deref().is_some_and(|kind| kind != "item") {
            return Value::None;
        }
        let number = self.number.and_then(|n| n.try_into().ok()).or_else(|| self.id.as_deref().and_then(item_number));
        match self {
            _ if number.is_some() => number.map_or(Value::None, Value::Item),
            Fields { time: Some(time), precision, .. } => {
                Value::Time { time, precision: precision.unwrap_or_default() as u8 }
            }
            Fields { latitude: Some(lat), longitude: Some(lon), .. } => Value::Point { lat, lon },
            Fields { text: Some(text), language: Some(language), .. } => Value::InLanguage { text, language },
            _ => Value::None,
        }
    }
}

/// The number of an item's id: "Q42" → 42.
pub fn item_number(id: &str) -> Option<u32> {
    id.strip_prefix('Q')?.parse().ok()
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Value<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value of a statement")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
                Ok(Value::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
                Ok(Value::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Value<'de>, M::Error> {
                Fields::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Fields::value)
            }

            fn visit_seq<S: SeqAccess<'de>>(self, seq: S) -> Result<Value<'de>, S::Error> {
                drain(seq).map(|()| Value::None)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
                Ok(Value::None)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Value<'de>, E> {
                Ok(Value::None)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Value<'de>, E> {
                Ok(Value::None)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Value<'de>, E> {
                Ok(Value::None)
            }

            fn visit_unit<E>(self) -> Result<Value<'de>, E> {
                Ok(Value::None)
            }
        }
        deserializer.deserialize_any(Visit)
    }
}
