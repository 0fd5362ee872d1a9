//! A page as a tree, parsed by html5ever into one flat list of nodes, refused while it is still being read if it is too deep.
//!
//! html5ever copes with any depth, but in quadratic time, and whoever walks its tree by recursion overflows the stack,
//! which no handler catches. Only the real parser knows how deep a page gets (unclosed tags, scripts, foreign content),
//! so the depth is counted in its sink, between pieces.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, expanded_name, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::sync::LazyLock;

/// Levels of elements. Browsers stop nesting at 512, and the parser's time grows with the square of the depth, so half of
/// that. The deepest of 240 pages of news and blogs has 34.
pub const DEPTH_MAX: usize = 256;

/// Nodes of one page, a tenth of a second's work. A page of 2 MB (`article_bytes_max`) that is all `<p>x` has a million; the
/// largest of 240 pages has 14,415. It stops the parser's own multiplication: formatting tags left open are repeated in
/// every paragraph.
pub const NODES_MAX: usize = 100_000;

/// Bytes of text of one element, as [`Dom::text`] gives it; the longest title of 240 pages has 175.
const TEXT_BYTES_MAX: usize = 4_096;

/// Bytes handed to the parser between two looks at the depth: within one piece at most a thousand tags open.
const PIECE_BYTES: usize = 4_096;

/// White space, `=` and `/` in a stretch of input of which no node comes: one tag with its attributes, or a comment. The
/// parser compares every attribute of a tag with all before it: 20,000 take 0.2 s, ten times as many 20 s. The longest
/// stretch of 240 pages has 8,546.
const SEPARATORS_MAX: usize = 20_000;

/// Place of a node in [`Dom::nodes`].
pub type Id = usize;

/// Why a page was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the page nests elements more than {DEPTH_MAX} levels deep; send the article's own markup")]
    TooDeep,
    #[error("the page has more than {NODES_MAX} nodes; send the article's own markup")]
    TooManyNodes,
    #[error(
        "a tag of the page has thousands of attributes, or a comment has the length of a book; send the article's own markup"
    )]
    TooLongTag,
}

pub enum Kind {
    Document,
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(String),
    /// Comments and processing instructions: nobody reads them.
    Other,
}

pub struct Node {
    pub kind: Kind,
    pub parent: Option<Id>,
    pub children: Vec<Id>,
    depth: usize,
}

pub struct Dom {
    pub nodes: Vec<Node>,
}

impl Dom {
    /// Parses a page or a fragment, already decoded.
    pub fn parse(html: &str) -> Result<Dom, Refused> {
        let mut parser = html5ever::parse_document(Sink::new(), Default::default());
        let mut rest = html;
        let (mut progress, mut separators) = (0, 0);
        while !rest.is_empty() {
            let end = (PIECE_BYTES..PIECE_BYTES + 4).find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
            let (piece, later) = rest.split_at(end);
            parser.process(StrTendril::from(piece));
            rest = later;
            let sink = &parser.tokenizer.sink.sink;
            if let Some(refused) = sink.refused.get() {
                return Err(refused);
            }
            let idle = std::mem::replace(&mut progress, sink.progress.get()) == progress;
            separators = if idle { separators + count_separators(piece) } else { 0 };
            if separators > SEPARATORS_MAX {
                return Err(Refused::TooLongTag);
            }
        }
        let sink = parser.finish();
        match sink.refused.get() {
            Some(refused) => Err(refused),
            None => Dom { nodes: sink.nodes.into_inner() }.measured(),
        }
    }

    /// The depth once more, exactly: the parser may have moved whole branches under deeper ones.
    fn measured(self) -> Result<Dom, Refused> {
        let (mut depth, mut deepest) = (0usize, 0usize);
        self.walk(0, |_, entering| {
            depth = if entering { depth + 1 } else { depth.saturating_sub(1) };
            deepest = deepest.max(depth);
            true
        });
        // The document itself and the text in the innermost element count as levels here.
        if deepest > DEPTH_MAX + 2 { Err(Refused::TooDeep) } else { Ok(self) }
    }

    pub fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id)
    }

    pub fn children(&self, id: Id) -> &[Id] {
        self.node(id).map_or(&[], |n| &n.children)
    }

    /// The tag name, empty for what is no element.
    pub fn name(&self, id: Id) -> &str {
        match self.node(id).map(|n| &n.kind) {
            Some(Kind::Element { name, .. }) => &name.local,
            _ => "",
        }
    }

    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match self.node(id).map(|n| &n.kind) {
            Some(Kind::Element { attributes, .. }) => {
                attributes.iter().find(|a| &*a.name.local == wanted).map(|a| &*a.value)
            }
            _ => None,
        }
    }

    /// All nodes below and at `root` in document order, as (node, entering); void of recursion.
    pub fn walk(&self, root: Id, mut visit: impl FnMut(Id, bool) -> bool) {
        let mut stack = vec![(root, 0usize)];
        let mut inside = visit(root, true);
        while let Some((id, next)) = stack.pop() {
            match self.children(id).get(next).filter(|_| inside || next > 0) {
                Some(&child) => {
                    stack.push((id, next + 1));
                    inside = visit(child, true);
                    stack.push((child, 0));
                }
                None => {
                    visit(id, false);
                    inside = true;
                }
            }
        }
    }

    /// The text below `root`, white space folded: the beginning of it, for what is longer than a byline or a title.
    pub fn text(&self, root: Id) -> String {
        let mut out = String::new();
        let mut todo = vec![root];
        while let Some(id) = todo.pop().filter(|_| out.len() < TEXT_BYTES_MAX) {
            match self.node(id).map(|n| &n.kind) {
                Some(Kind::Text(text)) => out.push_str(text),
                Some(Kind::Element { name, .. }) if super::lines::is_unread(&name.local) && id != root => continue,
                Some(Kind::Element { name, .. }) if !super::lines::is_inline(&name.local) => out.push(' '),
                _ => {}
            }
            todo.extend(self.children(id).iter().rev());
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn count_separators(piece: &str) -> usize {
    piece.bytes().filter(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0xc | b'=' | b'/')).count()
}

/// The name of what has none.
static NAMELESS: LazyLock<QualName> = LazyLock::new(|| QualName::new(None, ns!(html), local_name!("")));

struct Sink {
    nodes: RefCell<Vec<Node>>,
    refused: Cell<Option<Refused>>,
    /// Nodes and pieces of text that came so far.
    progress: Cell<usize>,
}

impl Sink {
    fn new() -> Self {
        let document = Node { kind: Kind::Document, parent: None, children: Vec::new(), depth: 0 };
        Self { nodes: RefCell::new(vec![document]), refused: Cell::new(None), progress: Cell::new(0) }
    }

    fn create(&self, kind: Kind) -> Id {
        self.progress.set(self.progress.get() + 1);
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { kind, parent: None, children: Vec::new(), depth: 0 });
        if nodes.len() > NODES_MAX {
            self.refused.set(Some(Refused::TooManyNodes));
        }
        nodes.len() - 1
    }

    fn attach(&self, parent: Id, at: Option<usize>, child: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes.get(parent).map_or(0, |n| n.depth) + 1;
        if depth > DEPTH_MAX {
            self.refused.set(Some(Refused::TooDeep));
        }
        if let Some(node) = nodes.get_mut(child) {
            node.parent = Some(parent);
            node.depth = node.depth.max(depth);
            // The contents of a template hang on it before it has a place itself.
            if let Some(contents) = node.children.first().copied().and_then(|c| nodes.get_mut(c)) {
                contents.depth = contents.depth.max(depth + 1);
            }
        }
        if let Some(node) = nodes.get_mut(parent) {
            let at = at.unwrap_or(node.children.len()).min(node.children.len());
            node.children.insert(at, child);
        }
    }

    /// Puts a node or text at a place; text joins the text before it.
    fn put(&self, parent: Id, at: Option<usize>, child: NodeOrText<Id>) {
        self.progress.set(self.progress.get() + 1);
        let text = match child {
            NodeOrText::AppendNode(id) => return self.attach(parent, at, id),
            NodeOrText::AppendText(text) => text,
        };
        let before = {
            let nodes = self.nodes.borrow();
            let children = nodes.get(parent).map_or(&[][..], |n| &n.children);
            let at = at.unwrap_or(children.len());
            at.checked_sub(1).and_then(|i| children.get(i)).copied()
        };
        if self.join(before, &text) {
            return;
        }
        let id = self.create(Kind::Text(text.to_string()));
        self.attach(parent, at, id);
    }

    fn join(&self, before: Option<Id>, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        match before.and_then(|b| nodes.get_mut(b)).map(|n| &mut n.kind) {
            Some(Kind::Text(old)) => {
                old.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes.get_mut(id).and_then(|n| n.parent.take()) else { return };
        if let Some(node) = nodes.get_mut(parent) {
            // Searched from the end: the parser moves what it has just added.
            if let Some(at) = node.children.iter().rposition(|&c| c == id) {
                node.children.remove(at);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn get_document(&self) -> Id {
        0
    }
    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }
    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match nodes.get(*target).map(|n| &n.kind) {
            Some(Kind::Element { name, .. }) => name,
            _ => &NAMELESS,
        })
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let template = name.expanded() == expanded_name!(html "template");
        let id = self.create(Kind::Element { name, attributes });
        if template {
            let contents = self.create(Kind::Other);
            self.attach(id, None, contents);
        }
        id
    }
    fn create_comment(&self, _: StrTendril) -> Id {
        self.create(Kind::Other)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.create(Kind::Other)
    }
    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, None, child);
    }
    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = child {
            self.detach(id);
        }
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes.get(*sibling).and_then(|n| n.parent);
            parent.and_then(|p| Some((p, nodes.get(p)?.children.iter().rposition(|c| c == sibling)?)))
        };
        if let Some((parent, at)) = place {
            self.put(parent, Some(at), child);
        }
    }
    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let attached = self.nodes.borrow().get(*element).is_some_and(|n| n.parent.is_some());
        if attached { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, target: &Id, more: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(Kind::Element { attributes, .. }) = nodes.get_mut(*target).map(|n| &mut n.kind) {
            for attribute in more {
                if !attributes.iter().any(|a| a.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }
    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }
    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let moved = self.nodes.borrow_mut().get_mut(*node).map(|n| std::mem::take(&mut n.children));
        for child in moved.unwrap_or_default() {
            self.attach(*new_parent, None, child);
        }
    }
    fn get_template_contents(&self, target: &Id) -> Id {
        self.nodes.borrow().get(*target).and_then(|n| n.children.first().copied()).unwrap_or(*target)
    }
    fn mark_script_already_started(&self, _: &Id) {}
}
