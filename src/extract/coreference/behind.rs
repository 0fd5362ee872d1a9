//! The features of a pronoun and what stands behind it in its sentence: "In his speech, Orr …".

use super::chains::agreement;
use super::fits::follows_opening;
use super::pairs::{Near, View, bin};
use super::phrases::Kind;
use super::weights::{Class, Template, feature};

impl View<'_> {
    /// Features of a pronoun and a candidate behind it.
    pub(super) fn behind_it(&self, class: Class, n: usize, candidate: usize, near: Near, found: &mut Vec<u32>) {
        let (Some(p), Some(c)) = (self.phrases.get(n), self.phrases.get(candidate)) else { return };
        let (Some(look), Some(c_look)) = (self.looks.get(n), self.looks.get(candidate)) else { return };
        let mut add = |template, answer| found.push(feature(class, template, answer));
        let opening = u32::from(follows_opening(self.page, p, c));
        let chain = self.chains.of_phrase(candidate).or_else(|| self.chains.get(c.kind.entity()?));
        let seen = chain.map_or(0, |chain| bin(chain.count, &[1, 2, 3, 5]));
        add(Template::Cataphor, (c_look.role * 9 + look.role) * 2 + opening);
        add(Template::CataphorSeen, seen * 2 + opening);
        add(Template::CataphorClauses, self.clauses(p, c) * 2 + opening);
        add(Template::CataphorMark, look.mark * 2 + opening);
        add(Template::CataphorCase, look.owner_case * 2 + opening);
        add(Template::CataphorNear, near.between.min(3) * 2 + opening);
        add(Template::CataphorWords, bin(c.tokens.start.saturating_sub(p.head) as u32, &[4, 7, 11, 16]) * 2 + opening);
        if let (Some(gender), Some(chain)) = (p.gender, chain) {
            add(Template::Agreement, agreement(&chain.traits, gender));
        }
        if let Kind::Name { .. } = c.kind {
            add(Template::NameWords, (c.tokens.len() as u32).min(3));
        }
    }
}
