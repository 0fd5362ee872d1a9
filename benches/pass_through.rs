//! How much of what async-nats can do the worker keeps: a bare loop against the transport, and against the program.
//!
//! `cargo bench --bench pass_through`, with a nats-server as the tests want it. Rounds take turns on one server, medians
//! count. 8 KB in, 16 KB out, 64 in flight, every publish and every ack confirmed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

#[path = "../tests/support/nats_server.rs"]
mod nats_server;

use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::{Context, stream};
use bytes::Bytes;
use copydesk::pipeline::{Failure, Reader, Reading, Route};
use copydesk::telemetry::{BuildLabels, Metrics, OutcomeLabel};
use copydesk::transport::nats::{Broker, InputSettings, NatsInbox, NatsOutbox, NatsSettings, OutputSettings, Topology};
use copydesk::transport::{Gate, Headers, Inbox, Outbox, Outgoing, Receipt};
use copydesk::worker::retry::Backoff;
use copydesk::worker::{self, Desk, DeskSettings, Stop};
use futures::StreamExt;
use nats_server::NatsServer;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

const ARTICLES: usize = 6_000;
const ROUNDS: usize = 5;
/// Articles in work at a time.
const IN_FLIGHT: usize = 64;
/// Articles that a process holds at a time. The bare loop's `stream()` has up to one and a half batches waiting besides
/// those in work; ours has everything it asks for under one limit, so that limit is twice as high.
const HELD: usize = 2 * IN_FLIGHT;
const IN_FLIGHT_BYTES: usize = 32 * 1024 * 1024;
const IN_BYTES: usize = 8 * 1024;
const OUT_BYTES: usize = 16 * 1024;
/// What waits while the program's memory is watched.
const WAITING: usize = 50_000;
/// Everything to be left out of the program's work.
const EXTRACTORS: &str = r#"["language", "fingerprint", "sentences", "quotes"]"#;

/// What one round took.
struct Round {
    seconds: f64,
    cpu_ms: f64,
}

impl Round {
    fn rate(&self, articles: usize) -> f64 {
        articles as f64 / self.seconds
    }
}

#[tokio::main]
async fn main() {
    let server = NatsServer::start();
    let client = async_nats::connect(server.url()).await.expect("the server takes a connection");
    let jetstream = async_nats::jetstream::new(client);
    let (mut bare, mut ours, mut worker, mut program) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        prepare(&jetstream, ARTICLES).await;
        bare.push(bare_loop(&server, round).await);
        prepare(&jetstream, ARTICLES).await;
        ours.push(transport(&server, round).await);
        prepare(&jetstream, ARTICLES).await;
        worker.push(delivery(&server).await);
        prepare(&jetstream, ARTICLES).await;
        program.push(whole_program(&server, &jetstream, ARTICLES).await.0);
    }
    prepare(&jetstream, WAITING).await;
    let (_, ready_ms, high_water_kb) = whole_program(&server, &jetstream, WAITING).await;
    report([&bare, &ours, &worker, &program], ready_ms, high_water_kb);
}

/// What is compared, the base first.
const NAMES: [&str; 4] = ["bare async-nats", "inbox and outbox", "worker, nothing read", "copydesk run, no extractor"];

fn report(measured: [&[Round]; 4], ready_ms: f64, high_water_kb: u64) {
    let [bare, .., program] = measured;
    let rate = |rounds: &[Round]| median(rounds.iter().map(|r| r.rate(ARTICLES)));
    let cpu = |rounds: &[Round]| median(rounds.iter().map(|r| r.cpu_ms / ARTICLES as f64));
    let base = rate(bare);
    println!("{:<28}{:>12}{:>9}{:>16}", "", "articles/s", "ratio", "CPU ms/article");
    for (name, rounds) in NAMES.into_iter().zip(measured) {
        println!("{name:<28}{:>12.0}{:>9.2}{:>16.3}", rate(rounds), rate(rounds) / base, cpu(rounds));
    }
    let program_bytes = std::fs::metadata(env!("CARGO_BIN_EXE_copydesk")).map(|m| m.len()).unwrap_or_default();
    println!("CPU of the program above the bare loop: {:.3} ms an article", cpu(program) - cpu(bare));
    println!("memory at most with {WAITING} waiting: {:.0} MB", high_water_kb as f64 / 1024.0);
    println!("start to ready: {ready_ms:.0} ms");
    println!("size of the program: {:.1} MB", program_bytes as f64 / 1e6);
}

/// Empty streams, then `articles` in the input.
async fn prepare(jetstream: &Context, articles: usize) {
    for name in ["NEWS_RAW", "NEWS", "NEWS_DEAD"] {
        let _ = jetstream.delete_stream(name).await;
    }
    let kinds = ["enriched", "entity", "quote", "event", "story"].map(|kind| format!("news.{kind}.>"));
    for (name, subjects) in [("NEWS_RAW", vec!["news.raw.>".to_owned()]), ("NEWS", kinds.to_vec())] {
        let config = stream::Config { name: name.into(), subjects, ..Default::default() };
        jetstream.create_stream(config).await.expect("a stream");
    }
    let text = "The council voted on Tuesday to build the tunnel after all. ".repeat(IN_BYTES / 60);
    let article = serde_json::json!({ "title": "Council votes for tunnel", "text": text, "language": "en" });
    let article = Bytes::from(article.to_string());
    let mut answers = futures::stream::iter(0..articles)
        .map(|_| async { jetstream.publish("news.raw.bench", article.clone()).await.expect("sent").await })
        .buffer_unordered(256);
    while let Some(answer) = answers.next().await {
        answer.expect("stored");
    }
}

async fn bare_loop(server: &NatsServer, round: usize) -> Round {
    let client = async_nats::connect(server.url()).await.expect("a connection");
    let jetstream = async_nats::jetstream::new(client.clone());
    let config = pull::Config {
        durable_name: Some("bare".into()),
        ack_policy: AckPolicy::Explicit,
        max_ack_pending: 20_000,
        ..Default::default()
    };
    let stream = jetstream.get_stream("NEWS_RAW").await.expect("the stream");
    let consumer = stream.create_consumer(config).await.expect("a consumer");
    let watch = Watch::start(std::process::id());
    let mut messages = consumer.stream().max_messages_per_batch(IN_FLIGHT).messages().await.expect("messages");
    let (permits, payload) = (Arc::new(Semaphore::new(IN_FLIGHT)), Bytes::from(vec![b'x'; OUT_BYTES]));
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..ARTICLES {
        let permit = permits.clone().acquire_owned().await.expect("open");
        let message = messages.next().await.expect("a message").expect("no error");
        let (client, jetstream, payload) = (client.clone(), jetstream.clone(), payload.clone());
        tasks.spawn(async move {
            let _permit = permit;
            let mut headers = async_nats::HeaderMap::new();
            headers.insert("Nats-Msg-Id", format!("bare:{round}:{n}").as_str());
            let sent = jetstream.publish_with_headers("news.enriched.en.none", headers, payload).await;
            sent.expect("sent").await.expect("stored");
            let reply = message.reply.clone().expect("a reply subject");
            client.request(reply, Bytes::from_static(b"+ACK")).await.expect("confirmed");
        });
        while tasks.try_join_next().is_some() {}
    }
    tasks.join_all().await;
    watch.stop()
}

async fn transport(server: &NatsServer, round: usize) -> Round {
    let topology = Topology {
        input: InputSettings::default(),
        output: OutputSettings::default(),
        dead_letters: Default::default(),
        lease_bucket: None,
    };
    let build = BuildLabels { version: "b".into(), knowledge: "b".into(), pipeline: "b".into() };
    let settings = NatsSettings { url: server.url(), ..NatsSettings::default() };
    let broker = Broker::connect(&settings, Arc::new(Metrics::new(build))).await.expect("a connection");
    topology.apply(&broker).await.expect("streams and consumer");
    let outbox = Arc::new(NatsOutbox::new(&broker, &topology, topology.duplicate_window(&broker).await));
    let watch = Watch::start(std::process::id());
    let gate = Gate::new(HELD, IN_FLIGHT_BYTES);
    let mut inbox = NatsInbox::start(&broker, &topology, gate, HELD, IN_FLIGHT_BYTES, true);
    let (permits, payload) = (Arc::new(Semaphore::new(IN_FLIGHT)), Bytes::from(vec![b'x'; OUT_BYTES]));
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..ARTICLES {
        let permit = permits.clone().acquire_owned().await.expect("open");
        let delivery = inbox.next().await.expect("a delivery");
        let (outbox, payload) = (outbox.clone(), payload.clone());
        tasks.spawn(async move {
            let _permit = permit;
            let (id, subject) = (format!("ours:{round}:{n}"), "news.enriched.en.none".to_owned());
            let message = Outgoing { id, subject, headers: Default::default(), payload };
            outbox.publish(&message).await.expect("stored");
            delivery.receipt.ack().await.expect("confirmed");
        });
        while tasks.try_join_next().is_some() {}
    }
    tasks.join_all().await;
    let round = watch.stop();
    inbox.close().await;
    broker.close().await;
    round
}

/// Hands out a finished record: the worker with extraction switched off.
struct Finished(Bytes);

impl Reader for Finished {
    async fn read(&self, _: Bytes, _: &Headers) -> Result<Reading, Failure> {
        let route = Route { language: "en".into(), topic: String::new() };
        Ok(Reading { record: self.0.clone(), revision: self.revision(), route, fan_out: Vec::new() })
    }

    fn revision(&self) -> Arc<str> {
        "bench".into()
    }
}

/// The whole delivery (`worker::run`: ids, digests, in-progress acks, guards, metrics), with a reader that reads nothing.
async fn delivery(server: &NatsServer) -> Round {
    let topology = Topology {
        input: Default::default(),
        output: Default::default(),
        dead_letters: Default::default(),
        lease_bucket: None,
    };
    let build = BuildLabels { version: "b".into(), knowledge: "b".into(), pipeline: "b".into() };
    let metrics = Arc::new(Metrics::new(build));
    let settings = NatsSettings { url: server.url(), ..NatsSettings::default() };
    let broker = Broker::connect(&settings, metrics.clone()).await.expect("a connection");
    topology.apply(&broker).await.expect("streams and consumer");
    let window = topology.duplicate_window(&broker).await;
    let outbox = NatsOutbox::new(&broker, &topology, window);
    let reader = Finished(Bytes::from(vec![b'x'; OUT_BYTES]));
    let desk = Desk::new(outbox, reader, desk_settings(window), Arc::new(jiff::Timestamp::now), metrics.clone());
    let watch = Watch::start(std::process::id());
    let inbox = NatsInbox::start(&broker, &topology, Gate::new(HELD, IN_FLIGHT_BYTES), HELD, IN_FLIGHT_BYTES, true);
    let stop = Stop::default();
    let working = tokio::spawn(worker::run(inbox, Arc::new(desk), stop.clone()));
    let published = metrics.outcomes.get_or_create(&OutcomeLabel { outcome: "published" }).clone();
    while published.get() < ARTICLES as u64 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let round = watch.stop();
    stop.drain.cancel();
    working.await.expect("the worker ends");
    broker.close().await;
    round
}

fn desk_settings(duplicate_window: Duration) -> DeskSettings {
    DeskSettings {
        worker: "bench".into(),
        subject_prefix: "news".into(),
        attempts_max: 5,
        article_bytes_max: 2_000_000,
        record_bytes_max: None,
        ack_wait: Duration::from_secs(30),
        duplicate_window,
        retry: Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(60) },
        ordered: false,
        drain: Duration::from_secs(25),
    }
}

/// The round, milliseconds to readiness, and the high water of memory in KiB.
async fn whole_program(server: &NatsServer, jetstream: &Context, articles: usize) -> (Round, f64, u64) {
    let admin = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    let file = server.dir().join("copydesk.toml");
    let text = format!(
        "[nats]\nurl = \"{}\"\n[worker]\nin_flight_max = {HELD}\n[extract]\ndisabled = {EXTRACTORS}\n[admin]\nlisten = \
         \"{admin}\"\n[telemetry]\nlog = \"warn\"\n",
        server.url()
    );
    std::fs::write(&file, text).expect("a configuration");
    let started = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let child =
        command.arg("run").arg("--config").arg(&file).stdout(Stdio::null()).spawn().expect("the program starts");
    let child = Stopped(child);
    let watch = Watch::start(child.0.id());
    let url = format!("GET /readyz HTTP/1.1\r\nHost: {admin}\r\nConnection: close\r\n\r\n");
    while !is_ready(&admin.to_string(), &url).await {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let ready_ms = started.elapsed().as_secs_f64() * 1e3;
    loop {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let Ok(stream) = jetstream.get_stream("NEWS_RAW").await else { continue };
        let Ok(info) = stream.consumer_info("copydesk").await else { continue };
        if info.num_pending == 0 && info.num_ack_pending == 0 {
            break;
        }
    }
    let round = watch.stop();
    let stored = jetstream.get_stream("NEWS").await.expect("the output").cached_info().state.messages;
    assert_eq!(stored, articles as u64, "every article has its record");
    (round, ready_ms, high_water_kb(child.0.id()))
}

async fn is_ready(address: &str, request: &str) -> bool {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let Ok(mut stream) = tokio::net::TcpStream::connect(address).await else { return false };
    let mut answer = String::new();
    let asked = stream.write_all(request.as_bytes()).await;
    asked.is_ok() && stream.read_to_string(&mut answer).await.is_ok() && answer.starts_with("HTTP/1.1 200")
}

/// A process that does not outlive its measurement.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Time and processor time of a process, from here on.
struct Watch {
    process: u32,
    begun: Instant,
    cpu_ms: f64,
}

impl Watch {
    fn start(process: u32) -> Self {
        Self { process, begun: Instant::now(), cpu_ms: cpu_ms(process) }
    }

    fn stop(self) -> Round {
        Round { seconds: self.begun.elapsed().as_secs_f64(), cpu_ms: cpu_ms(self.process) - self.cpu_ms }
    }
}

/// User and system time of `/proc/<pid>/stat`, in its ticks of 10 ms.
fn cpu_ms(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

fn high_water_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
