//! The in-process broker: the twin of `nats` for tests and the demo.
