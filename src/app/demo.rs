//! `copydesk demo`: the main job with nothing installed.
//!
//! The sample articles go through the whole worker: beside a real nats-server where one is found, else beside the
//! in-process broker.

use super::exit::{Exit, Failure};
use super::run::{self, Shared};
use super::samples::{SAMPLES, Sample};
use super::view::view;
use super::{desk, shelf, signals};
use crate::config::Loaded;
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::transport::memory;
use crate::transport::nats::{Broker, Live, NatsInbox, NatsOutbox, publish};
use crate::transport::{Gate, Headers, Inbox, Outbox};
use crate::worker::{self, Clock, Stop};
use jiff::Timestamp;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// A nats-server of our own is ready within this time, or something is wrong with it.
const SERVER_WAIT_S: u64 = 10;
/// Where the test command puts its nats-server.
const TOOLS: &str = "target/tools/nats-server";
/// All samples together take a fraction of this on the slowest machine.
const DEMO_MAX: Duration = Duration::from_secs(60);

/// How the demo ends.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Stay, with the live page, until a signal.
    pub keep: bool,
    /// Open the live page in the browser.
    pub open: bool,
    pub colour: bool,
}

/// Streams the samples and prints what comes out.
pub async fn demo(mut loaded: Loaded, manner: Manner) -> Result<Exit, Failure> {
    let stop = Stop::default();
    signals::watch(stop.clone()).map_err(Failure::failed)?;
    let knowledge = shelf::without_broker(&loaded.settings.knowledge)?;
    let shared = Shared::new(&desk::metrics(&loaded, &knowledge));
    let pipeline = desk::pipeline(&loaded, knowledge, &shared.metrics, None);
    let serving = run::serve(&loaded, &shared).await?;
    if manner.keep {
        page(&loaded, manner);
    }
    let count = match find_server() {
        Some(program) => {
            let server = Server::start(&program)?;
            loaded.settings.nats.url = server.url.clone();
            loaded.settings.nats.connect_wait_s = SERVER_WAIT_S;
            eprintln!("beside {} (found at {})", server.url, program.display());
            beside_nats(&loaded, &shared, pipeline, stop, manner).await?
        }
        None => {
            eprintln!("no nats-server found ($NATS_SERVER, PATH, {TOOLS}): beside the in-process broker");
            beside_memory(&loaded, &shared, pipeline, stop, manner).await?
        }
    };
    serving.cancel();
    eprintln!("{count} of {} articles came out; see `copydesk --help` for the rest", SAMPLES.len());
    Ok(if count == SAMPLES.len() { Exit::Done } else { Exit::Failed })
}

fn page(loaded: &Loaded, manner: Manner) {
    let Some(listen) = loaded.resolved.listen else { return };
    let url = format!("http://{listen}/");
    eprintln!("live page: {url} (stays until Ctrl-C)");
    if manner.open {
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        if let Err(why) = Command::new(opener).arg(&url).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
            eprintln!("cannot open a browser ({opener}: {why})");
        }
    }
}

/// `$NATS_SERVER`, then `PATH`, then the one of the test command.
fn find_server() -> Option<PathBuf> {
    let named = std::env::var_os("NATS_SERVER").filter(|v| !v.is_empty()).map(PathBuf::from);
    let on_path = std::env::var_os("PATH").into_iter().flat_map(|p| std::env::split_paths(&p).collect::<Vec<_>>());
    let on_path = on_path.map(|folder| folder.join("nats-server"));
    named.into_iter().chain(on_path).chain([PathBuf::from(TOOLS)]).find(|p| p.is_file())
}

/// A nats-server of our own, with a store that goes when it goes.
struct Server {
    child: Child,
    url: String,
    store: PathBuf,
}

impl Server {
    fn start(program: &Path) -> Result<Server, Failure> {
        let port = free_port().map_err(Failure::failed)?;
        let store = std::env::temp_dir().join(format!("copydesk-demo-{}", std::process::id()));
        let child = Command::new(program)
            .args(["--jetstream", "--addr", "127.0.0.1", "--port", &port.to_string(), "--store_dir"])
            .arg(&store)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| Failure::failed(format!("{}: {why}", program.display())))?;
        Ok(Server { child, url: format!("nats://127.0.0.1:{port}"), store })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.store);
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn headers(sample: &Sample) -> Headers {
    sample.headers.iter().map(|(name, value)| (*name, *value)).collect()
}

/// Something that came out: a subject, headers, the payload.
type CameOut = (String, Headers, bytes::Bytes);

async fn beside_nats(
    loaded: &Loaded,
    shared: &Shared,
    pipeline: Arc<Pipeline>,
    stop: Stop,
    manner: Manner,
) -> Result<usize, Failure> {
    let broker = Broker::connect(&loaded.settings.nats, shared.metrics.clone()).await.map_err(Failure::no_broker)?;
    shared.health.set_connected(true);
    let topology = run::topology(loaded);
    run::ensure(&broker, &topology).await?;
    let prefix = &loaded.settings.output.subject_prefix;
    let mut records = Live::listen(&broker, &format!("{prefix}.enriched.>")).await.map_err(Failure::failed)?;
    let mut letters = Live::listen(&broker, &format!("{prefix}.dead.>")).await.map_err(Failure::failed)?;
    for sample in SAMPLES {
        publish(&broker, sample.subject, &headers(sample), sample.bytes.into()).await.map_err(Failure::failed)?;
    }
    let gate = gate(loaded);
    let (in_flight, bytes) = (loaded.resolved.in_flight_max, loaded.settings.worker.in_flight_bytes_max);
    let inbox = NatsInbox::start(&broker, &topology, gate, in_flight, bytes, true);
    let clock: Clock = Arc::new(Timestamp::now);
    let work = work(
        loaded,
        shared,
        pipeline,
        inbox,
        NatsOutbox::new(&broker, &topology, loaded.resolved.duplicate_window),
        clock,
        stop.clone(),
    );
    let came = async move || -> Option<CameOut> {
        let passing = tokio::select! { record = records.next() => record, letter = letters.next() => letter }?;
        Some((passing.subject, passing.headers, passing.payload))
    };
    let count = watch(work, came, stop, manner).await;
    broker.close().await;
    Ok(count)
}

async fn beside_memory(
    loaded: &Loaded,
    shared: &Shared,
    pipeline: Arc<Pipeline>,
    stop: Stop,
    manner: Manner,
) -> Result<usize, Failure> {
    let settings = &loaded.settings;
    let options = memory::Options::of(&settings.input, &settings.output, &settings.dead_letters);
    let broker = memory::Broker::new(options);
    shared.health.set_connected(true);
    for sample in SAMPLES {
        broker.publish(sample.subject, headers(sample), sample.bytes.into()).map_err(Failure::failed)?;
    }
    let mut records = broker.subscribe(&settings.output.stream);
    let mut letters = broker.subscribe(&settings.dead_letters.stream);
    let clock: Clock = Arc::new(broker.clock());
    let inbox = broker.inbox(&settings.input.consumer, gate(loaded));
    let work = work(loaded, shared, pipeline, inbox, broker.outbox(), clock, stop.clone());
    let came = async move || -> Option<CameOut> {
        let message = tokio::select! { record = records.next() => record, letter = letters.next() => letter };
        Some((message.subject.clone(), message.headers.clone(), message.payload.clone()))
    };
    Ok(watch(work, came, stop, manner).await)
}

fn gate(loaded: &Loaded) -> Gate {
    Gate::new(loaded.resolved.in_flight_max, loaded.settings.worker.in_flight_bytes_max)
}

fn work<I: Inbox, O: Outbox>(
    loaded: &Loaded,
    shared: &Shared,
    pipeline: Arc<Pipeline>,
    inbox: I,
    outbox: O,
    clock: Clock,
    stop: Stop,
) -> tokio::task::JoinHandle<worker::Drained> {
    let desk = shared.share(desk::desk(loaded, outbox, pipeline, clock, shared.metrics.clone()));
    shared.health.set_bound(true);
    tokio::spawn(worker::run(inbox, desk, stop))
}

/// Prints everything that comes out, once for each sample; then ends the worker, or stays.
async fn watch(
    work: tokio::task::JoinHandle<worker::Drained>,
    mut came: impl AsyncFnMut() -> Option<CameOut>,
    stop: Stop,
    manner: Manner,
) -> usize {
    let mut count = 0;
    let all = async {
        while count < SAMPLES.len()
            && let Some((subject, headers, payload)) = came().await
        {
            show(&subject, &headers, &payload, manner.colour);
            count += 1;
        }
    };
    tokio::select! {
        _ = tokio::time::timeout(DEMO_MAX, all) => {}
        () = stop.drain.cancelled() => {}
    }
    if manner.keep {
        stop.drain.cancelled().await;
    }
    stop.drain.cancel();
    let _ = work.await;
    count
}

/// Whoever reads may have stopped reading; that ends nothing.
fn show(subject: &str, headers: &Headers, payload: &[u8], colour: bool) {
    let what = match serde_json::from_slice::<Record>(payload) {
        Ok(record) => view(&record, colour),
        Err(_) => format!("dead letter: {}\n", headers.get("Copydesk-Dead-Detail").unwrap_or("no detail")),
    };
    let _ = writeln!(std::io::stdout(), "── {subject}\n{what}");
}
