//! What came in: one article as its sender wrote it, decoded but not yet cleaned.

/// One raw article after its envelope (JSON, ninjs, CloudEvent, plain text, HTML) was taken off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The id that the article came in with.
    pub source_id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub body: Body,
    /// RFC 3339 date-time or `YYYY-MM-DD`, checked to be a real date; the sender's offset is kept.
    pub published: Option<String>,
    /// BCP-47 tag as declared by the sender; a hint, not a finding.
    pub language: Option<String>,
    pub source: Option<String>,
    pub authors: Vec<String>,
}

/// The words of an article, in the form they came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Plain text, Unicode. `Article::title` is not part of it.
    Text(String),
    /// A page or a fragment, already decoded from its charset: what it still declares about that is stale.
    Html(String),
}

impl Default for Body {
    fn default() -> Self {
        Body::Text(String::new())
    }
}
