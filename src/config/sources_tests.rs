//! Text of variables and flags with the type of its key.

use super::*;

#[test]
fn lists() {
    let list = |text: &str| typed(text, &Kind::List(Box::new(Kind::Text)), &Origin::Default).map(|n| n.to_json());
    assert_eq!(list("a, b,,c"), Ok(serde_json::json!(["a", "b", "c"])));
    assert_eq!(list(""), Ok(serde_json::json!([])));
    assert_eq!(list(" [\"a,b\"] "), Ok(serde_json::json!(["a,b"])));
    assert!(list("[a").is_err());
}

#[test]
fn flags_name_keys_too() {
    let mut problems = Vec::new();
    let flag = Override { flag: "--listen".into(), path: "admin.listem".into(), value: "x".into() };
    lay_overrides(&mut Node::nothing(), &[flag], &mut problems);
    let told = problems[0].to_string();
    assert_eq!(told, "error: admin.listem (--listen): names no key; did you mean `admin.listen`?");
}
