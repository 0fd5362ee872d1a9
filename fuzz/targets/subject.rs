//! Any string becomes one subject token: safe, short, and its own token.
#![no_main]

use copydesk::transport::subject::token;
use copydesk_fuzz::target;

target!(|data| {
    let token_of = token(&String::from_utf8_lossy(data));
    let safe = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    assert!((1..=64).contains(&token_of.len()), "{token_of:?} has {} bytes", token_of.len());
    assert!(token_of.bytes().all(safe), "{token_of:?} is no safe token");
    assert!(!token_of.starts_with('-') && !token_of.ends_with('-') && !token_of.contains("--"), "{token_of:?}");
    assert_eq!(token(&token_of), token_of, "a token is not its own token");
});
