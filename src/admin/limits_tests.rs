//! Which Host headers a server on loopback answers to.

use super::is_local_name;

#[test]
fn localhost_and_addresses_are_local_names_of_others_are_not() {
    for local in ["localhost", "LOCALHOST:8640", "127.0.0.1", "127.0.0.1:8640", "[::1]:8640", "[::1]", "10.0.0.7:1"] {
        assert!(is_local_name(local), "{local}");
    }
    for other in
        ["news.example", "news.example:8640", "localhost.news.example", "", ":8640", "127.0.0.1.example:80", "["]
    {
        assert!(!is_local_name(other), "{other}");
    }
}
