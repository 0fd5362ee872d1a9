//! Tests of WordNet's instances.

use super::*;

#[test]
fn instances_have_kinds_names_and_years() {
    let text = "  1 A head of comments
00000001 17 n 01 river 0 000 | a stream
00000002 18 n 01 poet 0 000 | writes
00000003 15 n 02 national_capital 0 seat 0 000 | a capital
00000004 17 n 02 Silver_Run 0 Silver 0 002 @i 00000001 n 0000 #p 00000009 n 0000 | a river of Arcadia
00000005 18 n 03 Quill 0 Ada_Quill 0 Ada_Mary_Quill 0 001 @i 00000002 n 0000 | Arcadian poet (1809-1865)
00000006 15 n 01 Hill_Town 0 001 @i 00000003 n 0000 | capital of Arcadia
00000007 06 n 01 Thing 0 001 @i 00000001 n 0000 | no place
";
    let drafts = read(&Archive::of(&[(PATH, text.as_bytes())])).unwrap();
    let [river, poet] = &drafts[..] else { panic!("{drafts:?}") };
    assert_eq!((river.entry.name.as_str(), river.entry.subtype.as_deref()), ("Silver Run", Some("RiverBodyOfWater")));
    assert_eq!(river.entry.aliases, [Alias::name("Silver")]);
    assert_eq!((poet.entry.id.as_str(), poet.entry.born), ("wordnet/ada-quill", Some(1809)));
    let surname = Alias { text: "Quill".into(), kind: AliasKind::Weak, share: 0 };
    assert_eq!(poet.entry.aliases, [surname, Alias::name("Ada Mary Quill")]);
}
