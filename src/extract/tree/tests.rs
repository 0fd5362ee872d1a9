//! Trees of sentences.
