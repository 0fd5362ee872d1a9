//! How progress is told.

use super::*;

#[test]
fn a_line_tells_how_far_and_how_long() {
    let at = |bytes_read, bytes_unpacked| Progress {
        stage: Stage::Reading,
        bytes_read,
        bytes_all: 90_000_000_000,
        bytes_unpacked,
        rows: 1000,
        kept: 100,
    };
    let line = line(&at(9_000_000_000, 160_000_000_000), &at(0, 0), Duration::from_secs(3600));
    assert_eq!(line, "reading items: 10.0 % of 90000 MB, 44 MB/s unpacked, 9 h 0 min left; 1000 rows, 100 kept");
}

#[test]
fn a_stage_without_a_file_tells_rows() {
    let progress = Progress::rows(Stage::Names, 7, 5);
    assert_eq!(line(&progress, &progress, Duration::ZERO), "writing names: 7 rows, 5 kept");
}
