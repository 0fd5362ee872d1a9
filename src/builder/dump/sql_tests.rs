//! Rows of SQL dumps.

use super::*;
use proptest::prelude::*;

fn read(line: &str) -> Vec<String> {
    let mut all = Vec::new();
    let taken = rows(line.as_bytes(), |fields| {
        let words = fields.iter().map(|f| match f {
            Field::Number(n) => n.to_string(),
            Field::Other => "-".into(),
            text => text.title().unwrap_or_default(),
        });
        all.push(words.collect::<Vec<_>>().join("|"));
        Ok::<(), ()>(())
    });
    taken.map(|()| all).unwrap()
}

#[test]
fn rows_are_taken_apart() {
    let line = r#"INSERT INTO `page` VALUES (10,0,'AccessibleComputing',1,0.33,NULL),(12,0,'O\'Neill,_(a)_\\ \"b\"',0,-3,'');"#;
    assert_eq!(read(line), ["10|0|AccessibleComputing|1|-|-", r#"12|0|O'Neill, (a) \ "b"|0|-|"#]);
}

#[test]
fn other_lines_have_no_rows() {
    for line in ["", "CREATE TABLE `page` (", "INSERT INTO", "INSERT INTO `a` VALUES ", "INSERT INTO `a` VALUES (1,'x"]
    {
        assert_eq!(read(line), Vec::<String>::new(), "{line}");
    }
}

proptest! {
    #[test]
    fn garbage_does_no_harm(tail in "[(),'\\\\0-9a;]{0,60}") {
        read(&format!("INSERT INTO `a` VALUES ({tail}"));
    }
}
