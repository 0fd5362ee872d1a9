//! Credentials are read anew each time, and a broken file is named, not shown.

use super::*;

fn seed() -> String {
    nkeys::KeyPair::new_user().seed().unwrap()
}

#[test]
fn a_rotated_token_is_picked_up() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let settings = NatsSettings { token_file: Some(file.path().into()), ..NatsSettings::default() };
    for token in ["first", "second"] {
        std::fs::write(file.path(), format!("{token}\n")).unwrap();
        assert_eq!(sign_in(&settings, b"").unwrap().token.as_deref(), Some(token));
    }
}

#[test]
fn a_creds_file_answers_the_nonce() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let text = format!(
        "{JWT_BEGIN}\nab.cd.ef\n------END NATS USER JWT------\n\n{SEED_BEGIN}\n{}\n------END USER NKEY SEED------\n",
        seed()
    );
    std::fs::write(file.path(), text).unwrap();
    let settings = NatsSettings { creds_file: Some(file.path().into()), ..NatsSettings::default() };
    let auth = sign_in(&settings, b"nonce").unwrap();
    assert_eq!(auth.jwt.as_deref(), Some("ab.cd.ef"));
    assert_eq!(auth.signature.map(|s| s.len()), Some(64));
}

#[test]
fn a_broken_file_is_named_and_not_shown() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "SECRET-THAT-IS-NO-SEED").unwrap();
    let settings = NatsSettings { nkey_file: Some(file.path().into()), ..NatsSettings::default() };
    let problem = format!("{:?}", sign_in(&settings, b"").err().unwrap());
    assert!(problem.contains("not valid") && !problem.contains("SECRET"), "{problem}");
}
