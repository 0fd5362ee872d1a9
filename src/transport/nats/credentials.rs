//! Signing in: what the server is shown, read anew at each connect so that rotated files are picked up.

use super::NatsSettings;
use async_nats::{Auth, AuthError};
use std::path::{Path, PathBuf};

/// Largest credentials file in bytes; real ones have about two thousand.
const FILE_BYTES_MAX: u64 = 64 * 1024;

const JWT_BEGIN: &str = "-----BEGIN NATS USER JWT-----";
const SEED_BEGIN: &str = "-----BEGIN USER NKEY SEED-----";

/// Reads the configured files and answers the server's `nonce`.
///
/// # Errors
/// Names the file and what is wrong with it, never its content.
pub fn sign_in(settings: &NatsSettings, nonce: &[u8]) -> Result<Auth, AuthError> {
    let mut auth = Auth::new();
    if let Some(path) = &settings.creds_file {
        let text = read(path)?;
        auth.jwt = Some(block(&text, JWT_BEGIN).ok_or_else(|| broken(path, "no user JWT in it"))?);
        let seed = block(&text, SEED_BEGIN).ok_or_else(|| broken(path, "no nkey seed in it"))?;
        auth.signature = Some(sign(path, &seed, nonce)?.1);
    }
    if let Some(path) = &settings.nkey_file {
        let (public, signature) = sign(path, read(path)?.trim(), nonce)?;
        (auth.nkey, auth.signature) = (Some(public), Some(signature));
    }
    auth.token = secret(&settings.token_file, settings.token.as_ref().map(|t| t.reveal()))?;
    if settings.user.is_some() {
        auth.username.clone_from(&settings.user);
        auth.password = secret(&settings.password_file, settings.password.as_ref().map(|p| p.reveal()))?;
    }
    Ok(auth)
}

/// The file wins over the value: it can be rotated.
fn secret(file: &Option<PathBuf>, value: Option<&str>) -> Result<Option<String>, AuthError> {
    match file {
        Some(path) => Ok(Some(read(path)?.trim().to_owned())),
        None => Ok(value.map(str::to_owned)),
    }
}

fn read(path: &Path) -> Result<String, AuthError> {
    let size = std::fs::metadata(path).map_err(|why| broken(path, why))?.len();
    if size > FILE_BYTES_MAX {
        return Err(broken(path, format!("{size} bytes are too many for credentials")));
    }
    std::fs::read_to_string(path).map_err(|why| broken(path, why))
}

/// The lines of a block up to its dashed end.
fn block(text: &str, begin: &str) -> Option<String> {
    let after = text.split_once(begin)?.1;
    let inside: String =
        after.lines().map(str::trim).skip_while(|l| l.is_empty()).take_while(|l| !l.starts_with("---")).collect();
    (!inside.is_empty()).then_some(inside)
}

/// Public key and signature.
fn sign(path: &Path, seed: &str, nonce: &[u8]) -> Result<(String, Vec<u8>), AuthError> {
    let pair = nkeys::KeyPair::from_seed(seed).map_err(|_| broken(path, "its nkey seed is not valid"))?;
    let signature = pair.sign(nonce).map_err(|_| broken(path, "its nkey cannot sign"))?;
    Ok((pair.public_key(), signature))
}

fn broken(path: &Path, why: impl std::fmt::Display) -> AuthError {
    let problem = format!("credentials file {}: {why}", path.display());
    tracing::error!(problem, "cannot sign in to the broker");
    AuthError::new(problem)
}

#[cfg(test)]
#[path = "credentials_tests.rs"]
mod tests;
