//! The pipeline as one literal: which extractors run, in which order.

use crate::extract::{
    Extractor, actors, coreference, entities, events, fingerprint, focus, keyphrases, language, names, quantities,
    quotes, relations, sentences, speakers, summary, tags, times, tokens, tone, topics, tree,
};

/// Extractors that may run at the same time: none needs what another of its stage fills.
pub struct Stage {
    pub name: &'static str,
    pub extractors: &'static [&'static Extractor],
}

/// The stage before all others, which makes the document; it has no row in the table since it may refuse.
pub const CLEAN: &str = "clean";
/// Raised whenever the same article could be cleaned differently.
pub const CLEAN_VERSION: &str = "1";

/// Stages in the order they run.
pub const STAGES: &[Stage] = &[
    Stage { name: "text", extractors: &[&language::EXTRACTOR, &fingerprint::EXTRACTOR] },
    Stage { name: "sentences", extractors: &[&sentences::EXTRACTOR] },
    Stage { name: "tokens", extractors: &[&tokens::EXTRACTOR] },
    Stage { name: "tags", extractors: &[&tags::EXTRACTOR] },
    Stage { name: "trees", extractors: &[&tree::EXTRACTOR] },
    Stage { name: "facts", extractors: &[&names::EXTRACTOR, &times::EXTRACTOR, &quantities::EXTRACTOR] },
    Stage { name: "entities", extractors: &[&entities::EXTRACTOR] },
    Stage { name: "speech", extractors: &[&quotes::EXTRACTOR, &focus::EXTRACTOR] },
    Stage { name: "coreference", extractors: &[&coreference::EXTRACTOR] },
    Stage { name: "actors", extractors: &[&actors::EXTRACTOR] },
    Stage { name: "speakers", extractors: &[&speakers::EXTRACTOR] },
    Stage {
        name: "meaning",
        extractors: &[
            &events::EXTRACTOR,
            &relations::EXTRACTOR,
            &topics::EXTRACTOR,
            &keyphrases::EXTRACTOR,
            &tone::EXTRACTOR,
        ],
    },
    Stage { name: "summary", extractors: &[&summary::EXTRACTOR] },
];
