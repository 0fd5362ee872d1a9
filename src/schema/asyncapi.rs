//! The AsyncAPI 3 document: which messages come in and go out on which subjects.

use super::{dead_letter, written};
use crate::config::Settings;
use crate::record::{Entity, Event, Quote, Reason, Record, StoryMessage};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};

const VERSION: &str = "3.0.0";
/// Version of the NATS bindings; they know of operations only.
const NATS_BINDING: &str = "0.1.0";

/// The document for the default subjects.
pub fn asyncapi() -> Value {
    asyncapi_of(&Settings::default())
}

/// The document for the subjects that are configured.
pub fn asyncapi_of(settings: &Settings) -> Value {
    let outgoing = outgoing(&settings.output.subject_prefix);
    let mut channels = Map::new();
    let mut operations = Map::new();
    let mut messages = Map::new();
    for (i, subject) in settings.input.subjects.iter().enumerate() {
        let name = if i == 0 { "raw".to_owned() } else { format!("raw{}", i + 1) };
        channels
            .insert(name.clone(), channel(subject, "Raw articles; any subject that the filter matches.", "raw", &[]));
        operations.insert(format!("receive{}", i + 1), receive(&name, &settings.input.consumer));
    }
    messages.insert("raw".to_owned(), raw_message());
    for out in outgoing {
        channels.insert(out.name.to_owned(), channel(&out.address, out.says, out.name, out.parameters));
        operations.insert(format!("send-{}", out.name), send(out.name));
        messages.insert(out.name.to_owned(), out.message);
    }
    json!({
        "asyncapi": VERSION,
        "info": {
            "title": "Copydesk",
            "version": env!("CARGO_PKG_VERSION"),
            "description": env!("CARGO_PKG_DESCRIPTION"),
            "license": {"name": env!("CARGO_PKG_LICENSE")},
        },
        "defaultContentType": "application/json",
        "servers": {"nats": {"host": "127.0.0.1:4222", "protocol": "nats"}},
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    })
}

/// A channel that the worker publishes on.
struct Outgoing {
    name: &'static str,
    address: String,
    says: &'static str,
    /// Name and meaning of each token in braces.
    parameters: &'static [(&'static str, &'static str)],
    message: Value,
}

const TOKEN: &str = "Lower-case ASCII, at most 64 bytes; `unknown` where it is not known.";

fn outgoing(prefix: &str) -> Vec<Outgoing> {
    let out = |name, tokens: &str, says, parameters, message| Outgoing {
        name,
        address: format!("{prefix}.{tokens}"),
        says,
        parameters,
        message,
    };
    vec![
        out(
            "enriched",
            "enriched.{lang}.{topic}",
            "One enriched record for each article.",
            &[("lang", "Primary language of the article."), ("topic", "Its first topic.")],
            message("Enriched record", payload::<Record>()),
        ),
        out(
            "entity",
            "entity.{type}.{id}",
            "Every entity of a record, where output.entities is true.",
            &[("type", "Type of the entity."), ("id", "Wikidata id, or its name.")],
            message("Entity", payload::<Entity>()),
        ),
        out(
            "quote",
            "quote.{speaker}",
            "Every quote of a record, where output.quotes is true.",
            &[("speaker", "Who said it.")],
            message("Quote", payload::<Quote>()),
        ),
        out(
            "event",
            "event.{type}.{country}",
            "Every event of a record, where output.events is true.",
            &[("type", "PLOVER type."), ("country", "ISO 3166-1 alpha-2 code of where it happened.")],
            message("Event", payload::<Event>()),
        ),
        out(
            "story",
            "story.{id}",
            "Which story a record belongs to, from the story desk, where output.stories is true.",
            &[("id", "The story.")],
            message("Story", payload::<StoryMessage>()),
        ),
        out(
            "dead",
            "dead.{stage}.{reason}",
            "What could not become a record: the original bytes and headers, and why.",
            &[("stage", "Where it was found out."), ("reason", "Why; a closed list.")],
            dead_message(),
        ),
    ]
}

fn channel(address: &str, says: &str, message: &str, parameters: &[(&str, &str)]) -> Value {
    let described = |(name, says): &(&str, &str)| {
        let mut parameter = json!({"description": format!("{says} {TOKEN}")});
        if *name == "reason" {
            parameter = json!({"description": says, "enum": Reason::ALL.map(Reason::as_str)});
        }
        ((*name).to_owned(), parameter)
    };
    let mut channel = json!({
        "address": address,
        "description": says,
        "servers": [{"$ref": "#/servers/nats"}],
        "messages": {message: {"$ref": format!("#/components/messages/{message}")}},
    });
    if !parameters.is_empty() {
        channel["parameters"] = Value::Object(parameters.iter().map(described).collect());
    }
    channel
}

fn receive(channel: &str, consumer: &str) -> Value {
    json!({
        "action": "receive",
        "channel": {"$ref": format!("#/channels/{channel}")},
        "summary": "A durable JetStream pull consumer; workers that share it share the work.",
        "bindings": {"nats": {"queue": consumer, "bindingVersion": NATS_BINDING}},
    })
}

fn send(channel: &str) -> Value {
    json!({"action": "send", "channel": {"$ref": format!("#/channels/{channel}")}})
}

/// Any of the forms of RECORD.md "In"; only its headers can be described.
fn raw_message() -> Value {
    let text = |says: &str| json!({"type": "string", "description": says});
    json!({
        "title": "Raw article",
        "description": "JSON, a ninjs 2.x or 3.x item, a CloudEvent (structured or binary), plain text or HTML.",
        "headers": {"type": "object", "properties": {
            "Content-Type": text("Media type of the payload; wins over what it looks like."),
            "Nats-Msg-Id": text("The sender's id of the message."),
            "traceparent": text("W3C trace context; the worker's span is linked to it."),
            "tracestate": text("W3C trace state."),
        }, "patternProperties": {"^ce-": text("Attribute of a CloudEvent in binary form.")}},
        "payload": {},
    })
}

fn message(title: &str, payload: Value) -> Value {
    json!({"title": title, "contentType": "application/json", "headers": output_headers(), "payload": payload})
}

fn output_headers() -> Value {
    let text = |says: &str| json!({"type": "string", "description": says});
    json!({
        "type": "object",
        "required": ["Content-Type", "Nats-Msg-Id", "Copydesk-Record-Version", "Copydesk-Source", "Copydesk-Digest"],
        "properties": {
            "Content-Type": {"const": "application/json"},
            "Nats-Msg-Id": text("Deterministic: the same article, kind and pipeline revision have the same id."),
            "traceparent": text("W3C trace context of the publish span."),
            "Copydesk-Record-Version": text("Version of the record's form."),
            "Copydesk-Source": text("`stream:sequence` of the raw article."),
            "Copydesk-Digest": text("SHA-256 of the payload in hex."),
        },
    })
}

fn dead_message() -> Value {
    let headers = dead_letter()["$defs"]["headers"].take();
    json!({
        "title": "Dead letter",
        "description": "The original bytes and headers, with the headers below added.",
        "headers": self_contained(headers),
        "payload": {},
    })
}

/// A type's schema as it stands inside the document: AsyncAPI resolves references against the document's root, so the
/// definitions are put in their places.
fn payload<T: JsonSchema>() -> Value {
    self_contained(written::<T>())
}

/// References in references end here; the record's types nest five deep.
const NESTING_MAX: usize = 16;

fn self_contained(mut schema: Value) -> Value {
    let defs = schema.as_object_mut().and_then(|root| {
        root.remove("$schema");
        root.remove("$defs")
    });
    inline(&mut schema, &defs.unwrap_or_default(), 0);
    schema
}

fn inline(schema: &mut Value, defs: &Value, depth: usize) {
    if depth > NESTING_MAX {
        return;
    }
    let meant = schema.get("$ref").and_then(Value::as_str).and_then(|r| defs.get(r.rsplit('/').next()?)).cloned();
    if let (Some(meant), Some(object)) = (meant, schema.as_object_mut()) {
        object.remove("$ref");
        for (key, value) in meant.as_object().into_iter().flatten() {
            object.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    match schema {
        Value::Object(object) => object.values_mut().for_each(|value| inline(value, defs, depth + 1)),
        Value::Array(list) => list.iter_mut().for_each(|value| inline(value, defs, depth + 1)),
        _ => {}
    }
}
