//! Raw messages told apart and opened: bytes and headers in, an Article or a Rejection out.
