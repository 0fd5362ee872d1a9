//! The broker itself, through async-nats: the only room that names it.
