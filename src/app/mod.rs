//! Wiring: the rooms put together into what the commands run.

pub mod demo;
pub mod desk;
pub mod exit;
pub mod explain;
pub mod extract;
pub mod feed;
pub mod keeper;
pub mod knowledge;
pub mod knowledge_build;
pub mod letters;
pub mod lookup;
pub mod print;
pub mod replay;
pub mod run;
pub mod samples;
pub mod shelf;
pub mod signals;
pub mod view;
