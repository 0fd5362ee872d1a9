//! One walk over every span of a layer: from bytes to code points on the way out, back on the way in.

use super::layers::*;
use crate::text::{CodePoints, Span};
use std::fmt;

/// Visits every span together with the `exact` string that must equal its characters, where there is one.
pub trait Spanned {
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span, Option<&mut String>));

    /// Bytes → code points, and `exact` cut from the text: the way out.
    fn seal(&mut self, text: &str, points: &CodePoints<'_>) {
        self.visit_spans(&mut |span, exact| {
            if let Some(exact) = exact {
                *exact = span.of(text).to_owned();
            }
            *span = points.points(*span);
        });
    }

    /// Code points → bytes, checking range and `exact` where it was given: the way in (answers of remote extractors).
    fn unseal(&mut self, text: &str, points: &CodePoints<'_>) -> Result<(), Unmappable> {
        let mut bad = None;
        self.visit_spans(&mut |span, exact| match points.bytes(*span) {
            Some(bytes) if exact.as_ref().is_none_or(|e| e.is_empty() || e.as_str() == bytes.of(text)) => *span = bytes,
            _ => bad = bad.or(Some(Unmappable(*span))),
        });
        bad.map_or(Ok(()), Err)
    }
}

/// A span (in code points) that is no range of the text, or whose `exact` is not what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmappable(pub Span);

impl fmt::Display for Unmappable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "span [{},{}] is no range of the text, or its `exact` does not stand there", self.0.begin, self.0.end)
    }
}

impl std::error::Error for Unmappable {}

/// Implements [`Spanned`] for types whose spans are listed field by field.
macro_rules! spanned {
    ($($kind:ty: |$x:ident, $visit:ident| $walk:block)*) => {$(
        impl Spanned for $kind {
            fn visit_spans(&mut self, $visit: &mut dyn FnMut(&mut Span, Option<&mut String>)) {
                let $x = self;
                $walk
            }
        }
    )*};
}

spanned! {
    Span: |s, visit| { visit(s, None) }
    Anchor: |a, visit| { visit(&mut a.span, Some(&mut a.exact)) }
    Mention: |m, visit| { visit(&mut m.span, Some(&mut m.exact)) }
    Time: |t, visit| { visit(&mut t.span, Some(&mut t.exact)) }
    Quantity: |q, visit| { visit(&mut q.span, Some(&mut q.exact)) }
    Role: |r, visit| { r.span.visit_spans(visit) }
    Entity: |e, visit| { e.roles.visit_spans(visit) }
    Quote: |q, visit| {
        visit(&mut q.span, Some(&mut q.exact));
        q.cue.visit_spans(visit);
    }
    Event: |e, visit| {
        e.trigger.visit_spans(visit);
        e.evidence.visit_spans(visit);
    }
    Relation: |r, visit| { r.evidence.visit_spans(visit) }
    Keyphrase: |k, visit| { k.spans.visit_spans(visit) }
    Summary: |s, visit| { s.sentences.visit_spans(visit) }
}

impl<T: Spanned> Spanned for Vec<T> {
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span, Option<&mut String>)) {
        self.iter_mut().for_each(|x| x.visit_spans(visit));
    }
}

impl<T: Spanned> Spanned for Option<T> {
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span, Option<&mut String>)) {
        self.iter_mut().for_each(|x| x.visit_spans(visit));
    }
}
