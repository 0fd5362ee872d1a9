//! Headers of async-nats and ours.

use crate::transport::Headers;
use async_nats::{HeaderMap, HeaderName, HeaderValue};

/// Ours from theirs, sorted by name: their order is lost on the way.
pub fn ours(theirs: Option<&HeaderMap>) -> Headers {
    let Some(theirs) = theirs else { return Headers::new() };
    let mut pairs: Vec<(String, String)> = theirs
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (name.to_string(), v.as_str().to_owned())))
        .collect();
    pairs.sort();
    pairs.into_iter().collect()
}

/// Theirs from ours; what the protocol cannot carry (line breaks, a name with a colon) stays behind.
pub fn theirs(ours: &Headers) -> HeaderMap {
    let mut theirs = HeaderMap::new();
    for (name, value) in ours.iter() {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            theirs.append(name, value);
        }
    }
    theirs
}
