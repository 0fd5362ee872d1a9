//! Extractors that run elsewhere: the record as it stands goes out, layers come back and are checked like a stranger's.

use super::RemoteSettings;
use crate::record::{Document, Fault, FaultKind, Layer, LayerKind, Provenance, Record, Spanned};
use crate::text::CodePoints;
use crate::transport::{Ask, AskError};
use bytes::Bytes;
use futures::future::join_all;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::time::Duration;

/// Largest answer in bytes: four times the largest article.
const ANSWER_BYTES_MAX: usize = 8_000_000;

/// Asks all remote extractors at once and fills in what they answer; who fails becomes a fault.
pub async fn ask_all(remotes: &[RemoteSettings], asker: Option<&dyn Ask>, document: &mut Document) {
    let record = Record::seal(document.clone(), &Provenance::default());
    let Ok(question) = serde_json::to_vec(&record).map(Bytes::from) else { return };
    let answers = join_all(remotes.iter().map(|remote| {
        let (question, timeout) = (question.clone(), Duration::from_millis(remote.timeout_ms));
        async move {
            match asker {
                Some(asker) => asker.ask(&remote.subject, question, timeout).await,
                None => Err(AskError::Nobody(remote.subject.clone())),
            }
        }
    }))
    .await;
    for (remote, answer) in remotes.iter().zip(answers) {
        match answer.map_err(fault_kind).and_then(|bytes| layers(&bytes, remote, document)) {
            Ok(layers) => layers.into_iter().for_each(|layer| document.fill(layer)),
            Err(kind) => document.faults.push(Fault { extractor: remote.name.clone(), kind }),
        }
    }
}

fn fault_kind(why: AskError) -> FaultKind {
    match why {
        AskError::TimedOut(_) => FaultKind::TimeOut,
        AskError::Nobody(_) | AskError::Failed(_) => FaultKind::Unreachable,
    }
}

/// The layers of an answer: a JSON object with the fields of the record that this extractor fills, spans in code points.
pub fn layers(answer: &[u8], remote: &RemoteSettings, document: &Document) -> Result<Vec<Layer>, FaultKind> {
    if answer.len() > ANSWER_BYTES_MAX {
        return Err(FaultKind::BadAnswer);
    }
    let mut fields: Map<String, Value> = serde_json::from_slice(answer).map_err(|_| FaultKind::BadAnswer)?;
    let points = CodePoints::new(&document.text);
    let mut layers = Vec::new();
    for kind in &remote.fills {
        let value = fields.remove(kind.as_str()).ok_or(FaultKind::BadAnswer)?;
        layers.push(layer(*kind, value, document, &points)?);
    }
    Ok(layers)
}

fn layer(kind: LayerKind, value: Value, document: &Document, points: &CodePoints<'_>) -> Result<Layer, FaultKind> {
    let text = document.text.as_str();
    Ok(match kind {
        LayerKind::Language => Layer::Language(plain(value)?),
        LayerKind::Fingerprint => Layer::Fingerprint(plain(value)?),
        LayerKind::Topics => Layer::Topics(plain(value)?),
        LayerKind::Sentiment => Layer::Sentiment(plain(value)?),
        LayerKind::Focus => Layer::Focus(plain(value)?),
        LayerKind::Sentences => Layer::Sentences(spanned(value, text, points)?),
        // Not of this form outside the program; the configuration cannot name it.
        LayerKind::Tokens | LayerKind::Tags | LayerKind::Trees => return Err(FaultKind::BadAnswer),
        LayerKind::Mentions => Layer::Mentions(spanned(value, text, points)?),
        LayerKind::Entities => Layer::Entities(document.layers.mentions.clone(), spanned(value, text, points)?),
        LayerKind::Times => Layer::Times(spanned(value, text, points)?),
        LayerKind::Quantities => Layer::Quantities(spanned(value, text, points)?),
        LayerKind::Quotes => Layer::Quotes(spanned(value, text, points)?),
        LayerKind::Events => Layer::Events(spanned(value, text, points)?),
        LayerKind::Relations => Layer::Relations(spanned(value, text, points)?),
        LayerKind::Keyphrases => Layer::Keyphrases(spanned(value, text, points)?),
        LayerKind::Summary => Layer::Summary(spanned(value, text, points)?),
    })
}

fn plain<T: DeserializeOwned>(value: Value) -> Result<T, FaultKind> {
    serde_json::from_value(value).map_err(|_| FaultKind::BadAnswer)
}

fn spanned<T: DeserializeOwned + Spanned>(value: Value, text: &str, points: &CodePoints<'_>) -> Result<T, FaultKind> {
    let mut layer: T = plain(value)?;
    layer.unseal(text, points).map_err(|_| FaultKind::BadAnswer)?;
    Ok(layer)
}
