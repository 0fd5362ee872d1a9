//! Log lines: text for people on a terminal, one flat JSON object a line for machines; on standard error.

use super::{LogFormat, TelemetrySettings};
use std::io::IsTerminal;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::fmt::format::{JsonFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields, MakeWriter};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};
use tracing_subscriber::reload;
use tracing_subscriber::util::SubscriberInitExt;

/// Libraries whose everyday talk is not ours; directives that name them are heard all the same.
const QUIET: &str = "async_nats=warn,html5ever=error";

/// Why logging could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    #[error(
        "telemetry.log = {directives:?} is neither a level nor directives such as `info,copydesk::worker=debug`: {problem}"
    )]
    Directives { directives: String, problem: String },
    #[error("logging was set up before in this process")]
    Twice,
}

/// Logging that is set up; keeps the means to change its level.
pub struct Guard {
    filter: reload::Handle<EnvFilter, Registry>,
}

impl Guard {
    /// Logs by other directives from now on.
    pub fn set(&self, directives: &str) -> Result<(), LogError> {
        let filter = filter(directives)?;
        self.filter
            .reload(filter)
            .map_err(|problem| LogError::Directives { directives: directives.to_owned(), problem: problem.to_string() })
    }
}

/// Sets up the logs of this process. Call once, before anything is logged.
pub fn init(settings: &TelemetrySettings) -> Result<Guard, LogError> {
    let (filter, handle) = reload::Layer::new(filter(&settings.log)?);
    let terminal = std::io::stderr().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let lines = lines(is_json(settings.log_format, terminal), colour, std::io::stderr);
    tracing_subscriber::registry().with(filter).with(lines).try_init().map_err(|_| LogError::Twice)?;
    Ok(Guard { filter: handle })
}

/// Checks `telemetry.log` without setting anything up.
pub fn check(directives: &str) -> Result<(), LogError> {
    filter(directives).map(drop)
}

fn is_json(format: LogFormat, terminal: bool) -> bool {
    match format {
        LogFormat::Auto => !terminal,
        LogFormat::Text => false,
        LogFormat::Json => true,
    }
}

fn filter(directives: &str) -> Result<EnvFilter, LogError> {
    EnvFilter::builder()
        .parse(format!("{QUIET},{directives}"))
        .map_err(|problem| LogError::Directives { directives: directives.to_owned(), problem: problem.to_string() })
}

/// The layer that writes lines. A line that cannot be written is lost in silence: standard error may be closed, and
/// complaining there would end the process.
fn lines<S, W>(json: bool, colour: bool, writer: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(writer).log_internal_errors(false);
    if json {
        layer.with_ansi(false).fmt_fields(JsonFields::new()).event_format(FlatJson).boxed()
    } else {
        layer.with_ansi(colour).boxed()
    }
}

/// One JSON object a line; the fields of the enclosing spans (`stream`, `sequence`, `id`, `trace_id`) stand beside those
/// of the event, inner ones win, so that a search needs no nesting.
struct FlatJson;

type Fields = serde_json::Map<String, serde_json::Value>;

impl<S> FormatEvent<S, JsonFields> for FlatJson
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> std::fmt::Result {
        let mut fields = Fields::new();
        for span in context.event_scope().into_iter().flat_map(|scope| scope.from_root()) {
            if let Some(recorded) = span.extensions().get::<FormattedFields<JsonFields>>() {
                fields.extend(object(recorded));
            }
        }
        let mut own = String::new();
        context.format_fields(Writer::new(&mut own), event)?;
        fields.extend(object(&own));
        let meta = event.metadata();
        let mut line = Fields::new();
        line.insert("at".into(), jiff::Timestamp::now().to_string().into());
        line.insert("level".into(), meta.level().as_str().to_ascii_lowercase().into());
        line.insert("message".into(), fields.remove("message").unwrap_or_default());
        line.insert("target".into(), meta.target().into());
        for (name, value) in fields {
            line.entry(name).or_insert(value);
        }
        writeln!(writer, "{}", serde_json::Value::Object(line))
    }
}

/// The fields as tracing-subscriber wrote them, read back.
fn object(json: &str) -> Fields {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
#[path = "logs_tests.rs"]
mod tests;
