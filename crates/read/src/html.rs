//! Web page to article.
//!
//! In: the text of a web page. Out: the [`Article`] in it: paragraphs with what their markup says of
//! them, and the page's metadata. Never: a panic on broken markup; words that the page does not show.
//!
//! `<h1>Talks open</h1><p>Envoys met.</p><figcaption>Bern</figcaption>` has a headline, a paragraph
//! and a caption.

use dateline_record::RegionKind;
use dom_query::{Document as Dom, NodeRef};
use dom_smoothie::{Config, Readability};

/// What a page is about.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// Its paragraphs, headline and byline first.
    pub(crate) blocks: Vec<Block>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// Name of the site.
    pub(crate) outlet: Option<String>,
    /// When it was published, as the page writes it.
    pub(crate) published: Option<String>,
    /// ISO 639-1 code of its language.
    pub(crate) language: Option<String>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What its markup says that it is.
    pub(crate) kind: Option<RegionKind>,
    /// Its text, white space made single spaces.
    pub(crate) text: String,
}

/// Where pages state their date of publication, best first: selector and attribute.
const DATES: &[(&str, &str)] = &[
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='publishdate']", "content"),
    ("meta[name='dc.date.issued']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='date']", "content"),
    ("time[itemprop='datePublished']", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[pubdate]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// Pages nested deeper are read whole, without a search for the article in them.
const DEEPEST: usize = 400;

/// Elements whose text is not shown or not part of an article.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "head", "nav", "form", "button",
    "select", "textarea", "iframe", "object", "video", "audio", "canvas", "input",
];

/// Elements that stand inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

/// The article of a page; the whole page where no article stands out.
pub(crate) fn article(page: &str) -> Article {
    let dom = Dom::from(page);
    let date = DATES.iter().find_map(|(selector, attribute)| {
        let element = dom.select_single(selector);
        element.attr(attribute).map(|stamp| stamp.to_string())
    });
    if nesting(&dom) > DEEPEST {
        return whole(page);
    }
    let heading = collapse(&dom.select_single("h1").text());
    let language = dom
        .select_single("html")
        .attr("lang")
        .and_then(|code| language_of(&code));
    let mut article = readable(dom).unwrap_or_else(|| whole(page));
    article.published = article.published.or(date);
    article.shorten_title(&heading);
    article.language = language;
    article
}

impl Article {
    /// Takes the name of the site off the title, and puts the title in front when it is not yet.
    fn shorten_title(&mut self, heading: &str) {
        let Some(title) = self.title.take() else {
            return;
        };
        let is_mark = |each: char| matches!(each, '|' | '-' | '–' | '—' | ':' | '·' | '»' | ' ');
        let bare = self
            .outlet
            .as_deref()
            .and_then(|outlet| title.strip_suffix(outlet));
        let mut short = bare.map_or(title.as_str(), |bare| bare.trim_end_matches(is_mark));
        if !heading.is_empty() && short.starts_with(heading) {
            short = heading;
        }
        let short = if short.is_empty() {
            title.clone()
        } else {
            short.to_owned()
        };
        self.blocks
            .retain(|block| block.text != short && block.text != title);
        self.blocks.insert(
            0,
            Block {
                kind: Some(RegionKind::Headline),
                text: short.clone(),
            },
        );
        self.title = Some(short);
    }
}

/// The article that stands out in a page.
fn readable(dom: Dom) -> Option<Article> {
    let mut readability = Readability::with_document(dom, None, Some(Config::default())).ok()?;
    let found = readability.parse().ok()?;
    let mut blocks = blocks_of(&found.content);
    if blocks.is_empty() {
        return None;
    }
    let title = Some(collapse(&found.title)).filter(|title| !title.is_empty());
    let byline = found
        .byline
        .map(|byline| collapse(&byline))
        .filter(|byline| !byline.is_empty());
    if let Some(text) = byline {
        blocks.retain(|block| block.text != text);
        blocks.insert(
            0,
            Block {
                kind: Some(RegionKind::Byline),
                text,
            },
        );
    }
    Some(Article {
        blocks,
        title,
        outlet: found
            .site_name
            .map(|name| collapse(&name))
            .filter(|name| !name.is_empty()),
        published: found.published_time,
        language: None,
    })
}

/// All that a page shows.
fn whole(page: &str) -> Article {
    let dom = Dom::from(page);
    let title =
        Some(collapse(&dom.select_single("title").text())).filter(|title| !title.is_empty());
    Article {
        blocks: blocks_of_node(dom.root()),
        title,
        ..Article::default()
    }
}

/// How deep the elements of a page are nested.
fn nesting(dom: &Dom) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let mut node = dom.root().first_child();
    while let Some(current) = node {
        if let Some(below) = current.first_child() {
            depth += 1;
            deepest = deepest.max(depth);
            node = Some(below);
            continue;
        }
        node = current.next_sibling();
        let mut last = current;
        while node.is_none() && depth > 0 {
            let Some(parent) = last.parent() else { break };
            depth -= 1;
            node = parent.next_sibling();
            last = parent;
        }
    }
    deepest
}

/// The two letters of a language code such as `en-GB`.
fn language_of(code: &str) -> Option<String> {
    let main = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (main.len() == 2 && main.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(main)
}

fn blocks_of(content: &str) -> Vec<Block> {
    blocks_of_node(Dom::fragment(content).root())
}

/// Text with single spaces for all white space.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Collects paragraphs while a tree is walked.
#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    /// The paragraph so far; a line feed stands for a break element.
    line: String,
    kind: Option<RegionKind>,
    item: bool,
}

/// The paragraphs below a node. Walks without recursion: pages may be nested very deep.
fn blocks_of_node(root: NodeRef) -> Vec<Block> {
    let mut walk = Walk::default();
    let mut node = root.first_child();
    let mut depth = 0usize;
    while let Some(current) = node {
        let below = if walk.enter(&current) {
            current.first_child()
        } else {
            None
        };
        if below.is_some() {
            depth += 1;
            node = below;
            continue;
        }
        walk.leave(&current);
        node = current.next_sibling();
        let mut last = current;
        while node.is_none() && depth > 0 {
            let Some(parent) = last.parent() else { break };
            walk.leave(&parent);
            depth -= 1;
            node = parent.next_sibling();
            last = parent;
        }
    }
    walk.flush();
    walk.blocks
}

impl Walk {
    /// Takes in a node; says whether to go on below it.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if node.is_text() {
            self.line.push_str(&node.text().replace('\n', " "));
            return false;
        }
        let Some(name) = node.node_name() else {
            return true;
        };
        let name: &str = &name;
        if SKIPPED.contains(&name) {
            return false;
        }
        if name == "br" {
            self.line.push('\n');
        } else if !INLINE.contains(&name) {
            self.flush();
            self.kind = kind_of(name).or(self.kind);
            self.item = name == "li" || self.item && name == "p";
        }
        true
    }

    fn leave(&mut self, node: &NodeRef) {
        let Some(name) = node.node_name() else { return };
        let name: &str = &name;
        if node.is_element() && !INLINE.contains(&name) && name != "br" && !SKIPPED.contains(&name)
        {
            self.flush();
            if kind_of(name).is_some() {
                self.kind = None;
            }
            self.item = false;
        }
    }

    /// Ends the paragraph; two breaks in it part paragraphs too.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut part = String::new();
        let mut lines = line.split('\n').map(collapse).peekable();
        while let Some(line) = lines.next() {
            if !line.is_empty() {
                part.push_str(if part.is_empty() { "" } else { " " });
                part.push_str(&line);
            }
            let last = lines.peek().is_none();
            if (line.is_empty() || last) && !part.is_empty() {
                let mark = if self.item { "• " } else { "" };
                let text = format!("{mark}{part}");
                self.blocks.push(Block {
                    kind: self.kind,
                    text,
                });
                part.clear();
                self.item = false;
            }
        }
    }
}

/// The kind that an element gives to its text.
fn kind_of(name: &str) -> Option<RegionKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(RegionKind::Subheading),
        "figcaption" => Some(RegionKind::Caption),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(Option<RegionKind>, String)> {
        blocks_of(html)
            .into_iter()
            .map(|block| (block.kind, block.text))
            .collect()
    }

    #[test]
    fn blocks_have_kinds() {
        let html = "<div><h2>Talks</h2><p>Envoys <b>met</b>\n in&nbsp;Bern.</p>a<br>b<br><br>c\
                    <ul><li>One</li><li><p>Two</p></li></ul><script>x</script></div>\
                    <figure><img><figcaption>A hall</figcaption></figure><p>End</p>";
        let shown: Vec<String> = texts(html)
            .into_iter()
            .map(|(kind, text)| format!("{kind:?} {text}"))
            .collect();
        assert_eq!(
            shown,
            [
                "Some(Subheading) Talks",
                "None Envoys met in Bern.",
                "None a b",
                "None c",
                "None • One",
                "None • Two",
                "Some(Caption) A hall",
                "None End"
            ]
        );
    }

    #[test]
    fn broken_markup_is_read() {
        for page in [
            "<",
            "<p",
            "<html><p>a<div></p></html></div>b",
            "</body></p><p>x",
            "<p>&#0;&bogus;",
        ] {
            article(page);
        }
        assert_eq!(article("<p>x</b></div> y").blocks.len(), 1);
    }

    #[test]
    fn language_codes_have_two_letters() {
        assert_eq!(language_of("en-GB").as_deref(), Some("en"));
        assert_eq!(language_of("eng"), None);
    }
}
