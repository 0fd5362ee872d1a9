//! More features of "he" and "she", of which most is known: questions put together.

use super::pairs::{Near, View, bin};
use super::weights::{Class, Template, feature};

impl View<'_> {
    /// Features of "he" or "she" and a candidate before it.
    pub(super) fn person(&self, n: usize, candidate: usize, near: Near, found: &mut Vec<u32>) {
        let (Some(p), Some(c)) = (self.phrases.get(n), self.phrases.get(candidate)) else { return };
        let (Some(look), Some(c_look)) = (self.looks.get(n), self.looks.get(candidate)) else { return };
        let Some(chain) = self.chains.of_phrase(candidate) else { return };
        let mut add = |template, answer| found.push(feature(Class::Person, template, answer));
        let same = u32::from(p.sentence == c.sentence);
        let apart = p.sentence.abs_diff(c.sentence).min(2);
        let (p_role, c_role) = (look.role, c_look.role);
        let clauses = if same == 1 { self.clauses(p, c) } else { 5 + apart };
        add(Template::RolesClauses, (c_role * 9 + p_role) * 8 + clauses);
        add(Template::Persons, near.persons.min(4) * 3 + apart);
        add(Template::PersonsRole, (near.persons.min(2) * 9 + c_role) * 3 + apart);
        add(Template::Rank, near.rank.min(3) * 3 + apart);
        add(Template::Owner, (c_role * 10 + look.owned) * 3 + apart);
        add(Template::Owned, (c_look.owned * 9 + p_role) * 3 + apart);
        add(Template::Case, (c_look.case * 9 + p_role) * 2 + same);
        let main = u32::from(c_look.is_main) * 2 + u32::from(look.is_main);
        add(Template::Main, (main * 9 + c_role) * 3 + apart);
        add(Template::Subjects, bin(chain.subjects, &[1, 2, 3, 5]) * 3 + apart);
        add(Template::SubjectShare, (chain.subjects * 4 / chain.count.max(1)).min(4) * 3 + bin(chain.count, &[2, 4]));
    }
}
