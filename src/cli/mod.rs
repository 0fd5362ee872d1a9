//! The command line: what can be typed, and what it runs.

mod commands;
mod dates;
mod knowledge;
mod knowledge_build;
mod offline;
mod online;

use crate::app::exit::{Exit, Failure};
use clap::Parser;
use commands::{Arguments, Command};
use std::process::ExitCode;

/// Parses, runs, and says what went wrong.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(why) => {
            let _ = why.print();
            return if why.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    match dispatch(arguments.command) {
        Ok(exit) => exit.into(),
        Err(Failure { exit, message }) => {
            eprintln!("copydesk: {message}");
            exit.into()
        }
    }
}

fn dispatch(command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Extract(options) => offline::extract(options),
        Command::Plan(options) => offline::plan(options),
        Command::Explain(options) => offline::explain(options),
        Command::Schema { which } => offline::schema(which),
        Command::Knowledge { command } => knowledge::run(command),
        Command::Run(config) => online::run(config),
        Command::Demo(options) => online::demo(options),
        Command::Check(options) => online::check(options),
        Command::Setup(options) => online::setup(options),
        Command::Dlq(options) => online::dlq(options),
        Command::Replay(options) => online::replay(options),
        Command::Tap(options) => online::tap(options),
        Command::Top(options) => online::top(options),
        Command::Feed(options) => online::feed(options),
        Command::Healthcheck { url } => online::healthcheck(&url),
    }
}
