//! Every key that there is, with its type, default and description, read from the schema of the settings.

use super::Settings;
use schemars::schema_for;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Tables in tables; the settings have three levels (`extract.remote[].name`). Guards against a type that holds itself.
const DEPTH_MAX: usize = 8;

/// The keys of one table.
#[derive(Clone, Debug, Default)]
pub struct Keys(pub BTreeMap<String, Key>);

/// One key of a table.
#[derive(Clone, Debug)]
pub struct Key {
    pub kind: Kind,
    /// May be left unset, and has no value then.
    pub optional: bool,
    /// Must be there in its table.
    pub required: bool,
    pub description: String,
    /// Its value where nobody types one.
    pub default: Value,
}

/// The type of a key's value.
#[derive(Clone, Debug)]
pub enum Kind {
    Text,
    /// Text that is never shown.
    Secret,
    /// A whole number, zero or more.
    Count,
    Boolean,
    /// One of these words.
    Choice(Vec<String>),
    List(Box<Kind>),
    Table(Keys),
}

impl Keys {
    /// The keys of the whole configuration.
    pub fn all() -> &'static Keys {
        static ALL: OnceLock<Keys> = OnceLock::new();
        ALL.get_or_init(|| {
            let schema = schema_for!(Settings).to_value();
            let defs = schema.get("$defs").cloned().unwrap_or_default();
            Keys::of(&schema, &defs, 0)
        })
    }

    fn of(schema: &Value, defs: &Value, depth: usize) -> Keys {
        let required = |name: &str| {
            schema.get("required").and_then(Value::as_array).is_some_and(|r| r.iter().any(|x| x.as_str() == Some(name)))
        };
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        Keys(properties.map(|(name, of)| (name.clone(), Key::of(of, required(name), defs, depth + 1))).collect())
    }

    /// The key under a dotted path; indices do not count (`extract.remote[0].name`).
    pub fn find(&self, path: &str) -> Option<&Key> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let name = first.split_once('[').map_or(first, |(name, _)| name);
        let key = self.0.get(name)?;
        if rest.is_empty() { Some(key) } else { key.kind.table()?.find(rest) }
    }

    /// The dotted paths of all keys that take a value; tables in lists are written `extract.remote[].name`.
    pub fn paths(&self) -> Vec<String> {
        let below = |(name, key): (&String, &Key)| match (&key.kind, key.kind.table()) {
            (_, None) => vec![name.clone()],
            (Kind::List(_), Some(keys)) => keys.paths().iter().map(|p| format!("{name}[].{p}")).collect(),
            (_, Some(keys)) => keys.paths().iter().map(|p| format!("{name}.{p}")).collect(),
        };
        self.0.iter().flat_map(below).collect()
    }
}

impl Key {
    fn of(schema: &Value, required: bool, defs: &Value, depth: usize) -> Key {
        let default = schema.get("default").cloned().unwrap_or_default();
        let said = schema.get("description").and_then(Value::as_str);
        let meant = resolve(schema, defs);
        let description = said.or(meant.get("description").and_then(Value::as_str)).unwrap_or_default().to_owned();
        Key { kind: Kind::of(schema, defs, depth), optional: nullable(schema), required, description, default }
    }
}

impl Kind {
    fn of(schema: &Value, defs: &Value, depth: usize) -> Kind {
        let schema = resolve(schema, defs);
        if depth > DEPTH_MAX {
            return Kind::Text;
        }
        if schema.get("writeOnly").is_some() {
            return Kind::Secret;
        }
        if let Some(words) = choice(schema) {
            return Kind::Choice(words);
        }
        match type_of(schema) {
            "integer" => Kind::Count,
            "boolean" => Kind::Boolean,
            "object" => Kind::Table(Keys::of(schema, defs, depth)),
            "array" => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                Kind::List(Box::new(Kind::of(items, defs, depth + 1)))
            }
            _ => Kind::Text,
        }
    }

    /// The keys of a table, or of the tables in a list.
    pub fn table(&self) -> Option<&Keys> {
        match self {
            Kind::Table(keys) => Some(keys),
            Kind::List(items) => items.table(),
            _ => None,
        }
    }

    /// What is expected, for messages.
    pub fn expected(&self) -> String {
        match self {
            Kind::Text | Kind::Secret => "a string".into(),
            Kind::Count => "a whole number, zero or more".into(),
            Kind::Boolean => "true or false".into(),
            Kind::Choice(words) => format!("one of {}", words.join(", ")),
            Kind::List(items) => match items.as_ref() {
                Kind::Table(_) => "a list of tables".into(),
                Kind::Choice(words) => format!("a list of {}", words.join(", ")),
                _ => "a list of strings".into(),
            },
            Kind::Table(_) => "a table".into(),
        }
    }
}

/// The schema that is meant: behind a reference, beside null.
fn resolve<'a>(schema: &'a Value, defs: &'a Value) -> &'a Value {
    let meant = schema
        .get("anyOf")
        .and_then(Value::as_array)
        .and_then(|any| any.iter().find(|s| type_of(s) != "null"))
        .unwrap_or(schema);
    let name = meant.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next());
    name.and_then(|name| defs.get(name)).unwrap_or(meant)
}

fn nullable(schema: &Value) -> bool {
    let null = |s: &Value| s.as_str() == Some("null");
    let in_type = schema.get("type").and_then(Value::as_array).is_some_and(|t| t.iter().any(null));
    let in_any = schema.get("anyOf").and_then(Value::as_array);
    in_type || in_any.is_some_and(|any| any.iter().any(|s| type_of(s) == "null"))
}

fn type_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).find(|n| *n != "null").unwrap_or(""),
        _ => "",
    }
}

/// The words of an enumeration; documented ones stand in `oneOf`, the others in `enum`.
fn choice(schema: &Value) -> Option<Vec<String>> {
    let words = |s: &Value| -> Vec<String> {
        let listed = s.get("enum").and_then(Value::as_array).into_iter().flatten();
        listed.chain(s.get("const")).filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let parts = schema.get("oneOf").and_then(Value::as_array);
    let all = parts.map_or_else(|| words(schema), |parts| parts.iter().flat_map(words).collect());
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
