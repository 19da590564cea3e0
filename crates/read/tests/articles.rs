//! Whole articles and what the reader makes of them.
//!
//! In: small articles, as text and as pages. Out: passes when their regions are as written here.
//! Never: texts of others; all are made up.

use dateline_read::{Document, Format, Reader, Source};
use dateline_record::{PublishedBasis, RegionKind};

/// The regions, one a line: kind and words.
fn regions(document: &Document) -> String {
    let line = |region: &dateline_record::Region| {
        let words: Vec<&str> = document.words(region.span).split_whitespace().collect();
        format!("{:?}: {}\n", region.kind, words.join(" "))
    };
    document.regions.iter().map(line).collect()
}

fn text(text: &str) -> Document {
    Reader::embedded().read_text("t", text)
}

fn page(page: &str) -> Document {
    let source = Source {
        format: Format::Html,
        ..Source::new("p", page.as_bytes())
    };
    Reader::embedded().read(&source).unwrap()
}

#[test]
fn a_dispatch_with_everything() {
    let document = text(
        "Harbour talks end without a deal\n\n\
         Ministers of both islands blame each other as ferries stay in port\n\n\
         By Ana Halas in Port Vell and Jon Reeve\nPublished: 3 July 2024, 18:40\n\n\
         PORT VELL, July 3 (AP) — Ministers of East Island and West Island broke off talks on Wednesday after two days.\n\n\
         The mayor said she would try again. \"Nobody wants this,\" she told reporters.\n\n\
         Ferry crews wait at the quay. Photograph: M. Lind/Reuters\n\n\
         What happens next?\n\n\
         The ferries will stay in port until Friday, according to the union.\n\n\
         Additional reporting by Piet Moor\n\n\
         Sign up for our daily newsletter\n\nTopics: Islands | Ferries",
    );
    insta::assert_snapshot!(regions(&document), @r#"
    Headline: Harbour talks end without a deal
    Standfirst: Ministers of both islands blame each other as ferries stay in port
    Byline: By Ana Halas in Port Vell and Jon Reeve Published: 3 July 2024, 18:40
    Dateline: PORT VELL, July 3 (AP) —
    Body: Ministers of East Island and West Island broke off talks on Wednesday after two days. The mayor said she would try again. "Nobody wants this," she told reporters.
    Caption: Ferry crews wait at the quay.
    Credit: Photograph: M. Lind/Reuters
    Subheading: What happens next?
    Body: The ferries will stay in port until Friday, according to the union.
    Byline: Additional reporting by Piet Moor
    Boilerplate: Sign up for our daily newsletter
    Tags: Topics: Islands | Ferries
    "#);
    assert_eq!(
        document.title.as_deref(),
        Some("Harbour talks end without a deal")
    );
    assert_eq!(document.published.unwrap().to_string(), "2024-07-03");
    assert_eq!(document.published_basis, PublishedBasis::Dateline);
    assert_eq!(document.published_grounds.as_deref(), Some("3 July 2024"));
    assert_eq!(
        document.words(document.dateline_place.unwrap()),
        "PORT VELL"
    );
    assert_eq!(document.words(document.byline_place.unwrap()), "Port Vell");
}

#[test]
fn a_wire_story_without_a_head() {
    let document = text(
        "Police arrested eleven farmers on Sunday after they had blocked the road to the capital.\r\n\r\n\
         The farmers want cheaper fuel.\r\n\r\nTheir union called for a march on Monday.",
    );
    insta::assert_snapshot!(regions(&document), @"
    Body: Police arrested eleven farmers on Sunday after they had blocked the road to the capital. The farmers want cheaper fuel. Their union called for a march on Monday.
    ");
    assert_eq!(document.sentences.len(), 3);
    assert_eq!(document.published_basis, PublishedBasis::Unknown);
}

#[test]
fn single_sentences_are_body() {
    for line in [
        "Envoys met.",
        "Talks fail in Bern",
        "He said: \"Why?\"",
        "Will they meet?",
        "我们见面。",
    ] {
        let document = text(line);
        assert_eq!(document.regions.len(), 1, "{line}");
        assert_eq!(document.regions[0].kind, RegionKind::Body, "{line}");
        assert_eq!(document.sentences.len(), 1, "{line}");
    }
}

#[test]
fn pictures_and_links_between_paragraphs() {
    let document = text(
        "Strike closes mines in the north\nStrike closes mines in the north\n© Lind / Getty Images\n\n\
         Miners laid down their tools on Tuesday, and the company closed three pits in the north.\n\n\
         A miner leaves the pit at dawn on Tuesday [Jon Reeve/AFP]\n\n\
         Read more: How the pits were sold\n\n\
         \"We will wait,\" the union's leader said.\n\n\
         Miners in front of the gate\nEPA/Ana Halas\n\n\
         Long history\n\n\
         The last strike ended after nine weeks.\n\n\
         Related articles\nMinister visits pits\n• Coal price falls\n\nAna Halas Coal West Island",
    );
    insta::assert_snapshot!(regions(&document), @r#"
    Headline: Strike closes mines in the north
    Caption: Strike closes mines in the north
    Credit: © Lind / Getty Images
    Body: Miners laid down their tools on Tuesday, and the company closed three pits in the north.
    Caption: A miner leaves the pit at dawn on Tuesday
    Credit: [Jon Reeve/AFP]
    Tags: Read more: How the pits were sold
    Body: "We will wait," the union's leader said.
    Caption: Miners in front of the gate
    Credit: EPA/Ana Halas
    Subheading: Long history
    Body: The last strike ended after nine weeks.
    Tags: Related articles Minister visits pits • Coal price falls Ana Halas Coal West Island
    "#);
}

#[test]
fn a_dispatch_signed_by_an_agency() {
    let document = text(
        "Border post reopens\n\nUpdated 5 May 2021\nJon Reeve, Senior Correspondent\n4 May 2021\n\n\
         Arna, 4 May. /TASS/. The border post at Arna was opened again on Tuesday, guards said.\n\n\
         Trucks had waited for a week.\n\n(Reporting by Jon Reeve; editing by Ana Halas)",
    );
    insta::assert_snapshot!(regions(&document), @"
    Headline: Border post reopens
    Byline: Updated 5 May 2021 Jon Reeve, Senior Correspondent 4 May 2021
    Dateline: Arna, 4 May. /TASS/.
    Body: The border post at Arna was opened again on Tuesday, guards said. Trucks had waited for a week.
    Byline: (Reporting by Jon Reeve; editing by Ana Halas)
    ");
    assert_eq!(document.published.unwrap().to_string(), "2021-05-04");
    assert_eq!(document.words(document.dateline_place.unwrap()), "Arna");
}

#[test]
fn a_text_broken_at_one_width() {
    let document = text(
        "The foreign minister of East Island arrived in Port Vell on\n\
         Tuesday for talks with Prime Minister Ana Halas on the price\n\
         of grain, and left again in the evening.\n\n\
         She was seen off by the mayor.",
    );
    assert_eq!(document.regions.len(), 1);
    assert_eq!(document.sentences.len(), 2);
    assert_eq!(document.sentences[1].paragraph, 1);
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Grain deal signed | The Island Post</title>
<meta property="og:site_name" content="The Island Post">
<meta property="article:published_time" content="2024-07-03T18:40:00+02:00"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Grain deal signed</h1>
<p>PORT VELL (AP) &mdash; The two islands signed a grain deal on Wednesday after months of talks, the mayor said.</p>
<figure><img src="a.jpg"><figcaption>The mayor signs the deal. Photo: Ana Halas/AP</figcaption></figure>
<p>Under the deal, ships of both islands may use the harbour for ten years, and the price of grain is fixed, said Jon Reeve, a farmer.</p>
<h2>Hard winter</h2>
<p>Last winter, bread was short on both islands,<br>and people in the north, the west and the south went hungry for weeks.</p>
<p>Sign up for our newsletter</p>
</article><footer>All rights reserved</footer><script>var a = "<p>no</p>";</script></body></html>"#;

#[test]
fn a_page_with_metadata() {
    let document = page(PAGE);
    insta::assert_snapshot!(regions(&document), @"
    Headline: Grain deal signed
    Dateline: PORT VELL (AP) —
    Body: The two islands signed a grain deal on Wednesday after months of talks, the mayor said.
    Caption: The mayor signs the deal.
    Credit: Photo: Ana Halas/AP
    Body: Under the deal, ships of both islands may use the harbour for ten years, and the price of grain is fixed, said Jon Reeve, a farmer.
    Subheading: Hard winter
    Body: Last winter, bread was short on both islands, and people in the north, the west and the south went hungry for weeks.
    Boilerplate: Sign up for our newsletter
    ");
    assert!(document.extracted);
    assert_eq!(document.outlet.as_deref(), Some("The Island Post"));
    assert_eq!(document.language, "en");
    assert_eq!(document.published.unwrap().to_string(), "2024-07-03");
    assert_eq!(document.published_basis, PublishedBasis::Metadata);
    assert_eq!(
        document.words(document.dateline_place.unwrap()),
        "PORT VELL"
    );
}

#[test]
fn a_page_with_structured_data() {
    let data = r#"{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry sinks",
        "datePublished": "2023-11-05T08:00:00Z", "author": {"@type": "Person", "name": "Ana Halas"}}"#;
    let paragraph = "<p>A ferry sank off West Island on Sunday, and all forty passengers, among them the mayor, were saved by fishermen.</p>";
    let document = page(&format!(
        "<html><head><title>Ferry sinks</title><script type=\"application/ld+json\">{data}</script></head>\
         <body><div><h1>Ferry sinks</h1><time datetime=\"2023-11-06\"></time>{}</div></body></html>",
        paragraph.repeat(3)
    ));
    assert_eq!(document.published.unwrap().to_string(), "2023-11-05");
    assert_eq!(document.title.as_deref(), Some("Ferry sinks"));
    let found = regions(&document);
    assert!(
        found.starts_with("Headline: Ferry sinks\nByline: Ana Halas\nBody: A ferry"),
        "{found}"
    );
}

#[test]
fn what_the_caller_gives_wins() {
    let source = Source {
        published: Some(jiff::civil::date(2024, 1, 2)),
        title: Some("Grain"),
        outlet: Some("Wire"),
        ..Source::new("p", PAGE.as_bytes())
    };
    let document = Reader::embedded().read(&source).unwrap();
    assert_eq!(document.published.unwrap().to_string(), "2024-01-02");
    assert_eq!(document.published_basis, PublishedBasis::Given);
    assert_eq!(document.published_grounds, None);
    assert_eq!(
        (document.title.as_deref(), document.outlet.as_deref()),
        (Some("Grain"), Some("Wire"))
    );
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let document = Reader::embedded()
        .read(&Source::new("b", b"\xEF\xBB\xBFEnvoys met.\r\n"))
        .unwrap();
    assert_eq!(document.text, "Envoys met.\r\n");
    assert!(!document.extracted);
    assert_eq!(document.offsets(document.regions[0].span).start, 0);
}
