//! Whole sentences: which mentions are one thing, and which thing that is.
