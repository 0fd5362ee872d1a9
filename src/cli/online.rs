//! Commands that speak to a broker or to a running worker.

use super::commands::{self, Config, DlqCommand};
use super::offline::loaded;
use crate::app::exit::{Exit, Failure};
use crate::app::letters::{self, Filter, Manner};
use crate::app::replay::{Stretch, run_again};
use crate::app::shelf::Shelf;
use crate::app::{demo, desk, feed, print, run};
use crate::config::Loaded;
use crate::knowledge::Knowledge;
use crate::telemetry::logs;
use crate::top;
use crate::transport::nats::doctor::{Finding, Gravity, examine, examine_bucket};
use crate::transport::nats::replay::From;
use crate::transport::nats::{Broker, Bucket, Live, Topology};
use std::future::Future;
use std::io::{IsTerminal, Read, Write};
use std::time::Duration;

/// One-off commands give a broker that is away this long.
const CONNECT_WAIT_S: u64 = 5;
/// A health check must answer before its caller gives up.
const HEALTH_WAIT: Duration = Duration::from_secs(3);
/// More than any answer of `/readyz` has.
const HEALTH_BYTES_MAX: u64 = 64 * 1024;
/// Threads that wait for the network; reading articles has its own.
const IO_THREADS: usize = 2;
/// Threads that read, beyond those that are allowed to: stuck extractors hold one each until they end.
const STUCK_THREADS: usize = 16;

/// Runs on an event loop. Threads for reading are bounded by the configuration; those of stuck extractors come on top.
fn block<T>(threads: usize, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(IO_THREADS)
        .max_blocking_threads(2 * threads + STUCK_THREADS)
        .enable_all()
        .build()
        .map_err(Failure::failed)?
        .block_on(work)
}

pub fn run(config: Config) -> Result<Exit, Failure> {
    let loaded = loaded(&config)?;
    logs::init(&loaded.settings.telemetry).map_err(Failure::failed)?;
    block(loaded.resolved.threads, run::run(loaded))
}

pub fn demo(options: commands::Demo) -> Result<Exit, Failure> {
    let mut loaded = loaded(&Config::default())?;
    if !options.keep {
        loaded.settings.admin.listen.clear();
        loaded.resolved.listen = None;
    }
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    block(loaded.resolved.threads, demo::demo(loaded, demo::Manner { keep: options.keep, open: options.open, colour }))
}

pub fn check(options: commands::Check) -> Result<Exit, Failure> {
    let loaded = loaded(&options.config)?;
    let shelf = Shelf::open(&loaded.settings.knowledge)?;
    match &loaded.file {
        Some(file) => print::line(format!("ok: {} can be used", file.display()))?,
        None => print::line("ok: no file, the built-in defaults can be used")?,
    }
    if !options.connect {
        return Ok(Exit::Done);
    }
    connected(loaded, async |loaded, broker, topology| {
        let mut findings = examine(broker, topology, loaded.resolved.retries_take_at_most).await;
        if let Some(bucket) = shelf.bucket() {
            findings.push(examine_bucket(broker, bucket).await);
            findings.extend(refused(broker, &shelf, bucket).await);
        }
        findings.iter().try_for_each(print::line)?;
        let worst = findings.iter().map(|f| f.gravity).max();
        Ok(if worst == Some(Gravity::Problem) { Exit::Failed } else { Exit::Done })
    })
}

/// Values of the bucket that are no rows: the worker leaves them out.
async fn refused(broker: &Broker, shelf: &Shelf, bucket: &str) -> Vec<Finding> {
    let Ok((_, contents)) = Bucket::open(broker, bucket).await else { return Vec::new() };
    let problems = shelf.holding(contents).compose().refused;
    problems.iter().map(|problem| Finding { gravity: Gravity::Warning, what: problem.to_string() }).collect()
}

pub fn setup(options: commands::Setup) -> Result<Exit, Failure> {
    connected(loaded(&options.config)?, async |_, broker, topology| {
        let changes = topology.difference(broker).await.map_err(Failure::failed)?;
        changes.iter().try_for_each(print::line)?;
        if changes.is_empty() {
            print::line("nothing to do")?;
        } else if !options.dry_run {
            topology.apply(broker).await.map_err(Failure::failed)?;
            print::line("done")?;
        }
        Ok(Exit::Done)
    })
}

pub fn dlq(options: commands::Dlq) -> Result<Exit, Failure> {
    let manner = |m: commands::Manner| Manner { dry_run: m.dry_run, per_second: m.rate };
    match options.command {
        DlqCommand::Ls { filter } => {
            let (loaded, filter) = filtered(filter)?;
            connected(loaded, async |_, broker, topology| letters::list(broker, topology, &filter).await)
        }
        DlqCommand::Show { sequence, config } => {
            connected(loaded(&config)?, async |_, broker, topology| letters::show(broker, topology, sequence).await)
        }
        DlqCommand::Replay { filter, manner: typed } => {
            let ((loaded, filter), manner) = (filtered(filter)?, manner(typed));
            connected(loaded, async |_, broker, topology| letters::replay(broker, topology, &filter, manner).await)
        }
        DlqCommand::Purge { filter, manner: typed } => {
            let ((loaded, filter), manner) = (filtered(filter)?, manner(typed));
            connected(loaded, async |_, broker, topology| letters::purge(broker, topology, &filter, manner).await)
        }
    }
}

fn filtered(typed: commands::Filter) -> Result<(Loaded, Filter), Failure> {
    let loaded = loaded(&typed.config)?;
    Ok((loaded, Filter { reason: typed.reason, stage: typed.stage, since: typed.since, limit: typed.limit }))
}

pub fn replay(options: commands::Replay) -> Result<Exit, Failure> {
    let mut loaded = loaded(&options.config)?;
    logs::init(&loaded.settings.telemetry).map_err(Failure::failed)?;
    loaded.settings.nats.connect_wait_s = CONNECT_WAIT_S;
    let from = match (options.from_seq, options.from_time) {
        (Some(sequence), _) => From::Sequence(sequence),
        (None, Some(at)) => From::Time(at),
        (None, None) => return Err(Failure::new(Exit::Usage, "give --from-seq or --from-time")),
    };
    let stretch = Stretch { from, to: options.to, filter: options.filter, per_second: options.rate };
    block(loaded.resolved.threads, run_again(loaded, stretch))
}

pub fn tap(options: commands::Tap) -> Result<Exit, Failure> {
    connected(loaded(&options.config)?, async |_, broker, topology| {
        let mut subjects = options.subject.map_or_else(|| topology.output_subjects(), |s| vec![s]);
        if subjects.len() > 1 {
            subjects.push(topology.dead_subject());
        }
        let mut lives = Vec::new();
        for subject in &subjects {
            lives.push(Live::listen(broker, subject).await.map_err(Failure::failed)?);
        }
        eprintln!("listening on {}", subjects.join(", "));
        loop {
            let next = lives.iter_mut().map(|live| Box::pin(live.next()));
            let (passing, ..) = futures::future::select_all(next).await;
            let Some(passing) = passing else { return Ok(Exit::Done) };
            let line = top::tap_line(&passing.subject, &passing.headers, &passing.payload);
            if writeln!(std::io::stdout(), "{line}").is_err() {
                return Ok(Exit::Done); // nobody reads any more
            }
        }
    })
}

pub fn top(options: commands::Top) -> Result<Exit, Failure> {
    block(1, async {
        let mut out = std::io::stdout();
        let shown =
            if options.once { top::once(&options.url, &mut out).await } else { top::run(&options.url, &mut out).await };
        shown.map(|()| Exit::Done).map_err(Failure::failed)
    })
}

pub fn feed(options: commands::Feed) -> Result<Exit, Failure> {
    connected(loaded(&options.config)?, async |_, broker, topology| {
        run::ensure(broker, topology).await?;
        feed::feed(broker, &options.paths, &options.subject).await
    })
}

/// Connects, does one thing, and leaves.
fn connected(
    mut loaded: Loaded,
    work: impl AsyncFnOnce(&Loaded, &Broker, &Topology) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    if loaded.settings.nats.connect_wait_s == 0 {
        loaded.settings.nats.connect_wait_s = CONNECT_WAIT_S;
    }
    block(1, async {
        let broker = run::connect(&loaded, &desk::metrics(&loaded, &Knowledge::core())).await?;
        let exit = work(&loaded, &broker, &run::topology(&loaded)).await;
        broker.close().await;
        exit
    })
}

/// Asks `/readyz`; nothing but a plain request over a socket, so that a container needs no other program.
pub fn healthcheck(url: &str) -> Result<Exit, Failure> {
    let host = url.strip_prefix("http://").unwrap_or(url).split('/').next().unwrap_or_default();
    let answer = ask_ready(host).map_err(|why| Failure::failed(format!("{host}: {why}")))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if head.split_whitespace().nth(1) == Some("200") {
        print::line("ready")?;
        return Ok(Exit::Done);
    }
    Err(Failure::failed(format!("{host} is not ready: {}", body.trim())))
}

fn ask_ready(host: &str) -> std::io::Result<String> {
    let address = std::net::ToSocketAddrs::to_socket_addrs(host)?.next();
    let address = address.ok_or_else(|| std::io::Error::other("no such address"))?;
    let mut stream = std::net::TcpStream::connect_timeout(&address, HEALTH_WAIT)?;
    stream.set_read_timeout(Some(HEALTH_WAIT))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(HEALTH_BYTES_MAX).read_to_string(&mut answer)?;
    Ok(answer)
}
