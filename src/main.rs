//! The `copydesk` program.

use std::process::ExitCode;

/// The C library's allocator takes a twentieth of an article's time longer, and that of a static build (musl) serves one
/// thread at a time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    copydesk::cli::main()
}
