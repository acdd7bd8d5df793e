//! Labels as people may write them, in DOT, SVG and the other formats of networks: the files are what they should be, and the
//! label stands in them.

use oxrdf::Literal;
use sauat::export::{CsvStyle, NETWORK_FORMATS};
use sauat::network::{Selection, project};
use sauat::pipeline::About;
use sauat::publish::maps::{Request, find_view};
use sauat::store::Dataset;
use sauat::text::Lang;

use super::plans::{BASE, space};

/// A dataset of two actors that are tied, with labels.
fn dataset(one: &str, other: &str) -> Dataset {
    const SAUAT: &str = "https://w3id.org/sauat/ontology#";
    let (one, other) = (
        Literal::new_language_tagged_literal_unchecked(one, "en"),
        Literal::new_language_tagged_literal_unchecked(other, "en"),
    );
    let trig = format!(
        "@prefix : <{BASE}> . @prefix s: <{SAUAT}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <{BASE}graph/facts> {{
          :a a s:Ngo ; s:kind s:Ngo ; rdfs:label {one} ; s:partnerOf :b .
          :b a s:Ngo ; s:kind s:Ngo ; rdfs:label {other} .
          :doc a s:SourceDocument ; s:kind s:SourceDocument ; rdfs:label {one} .
        }}
        <{BASE}graph/claims> {{
          <{BASE}claim/r1> a s:Claim ; rdf:subject :a ; rdf:predicate s:partnerOf ; rdf:object :b ; prov:wasDerivedFrom :doc ;
            s:lines \"L1\" ; s:rank s:normal ; s:certainty s:stated ; s:modality s:done ; s:note {other} .
        }}
        <{BASE}graph/ontology> {{
          s:partnerOf a owl:ObjectProperty , s:Tie ; rdfs:label \"is a partner of\"@en .
          s:Ngo a owl:Class ; rdfs:label \"NGO\"@en ; rdfs:subClassOf s:Organisation .
          s:Organisation a owl:Class ; rdfs:label {one} ; rdfs:subClassOf s:Actor .
          s:Actor a owl:Class ; rdfs:label \"actor\"@en .
        }}"
    );
    Dataset::from_trig(trig.as_bytes(), space()).expect("TriG")
}

/// Whether XML 1.0 may hold a text.
fn xml(text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Draws two labels and writes them in every format.
pub(crate) fn written(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(2, '\u{1f}');
    let (one, other) = (parts.next().unwrap_or_default(), parts.next().unwrap_or("b"));
    if one.len() + other.len() > 600 || one.trim().is_empty() || other.trim().is_empty() {
        return;
    }
    let network = project(&dataset(one, other)).expect("a network");
    let about = About::default();
    let view = find_view("system").expect("a view");
    let request = Request { selection: Selection::default(), ..Request::new(&network, &about, Lang::En, 5.5) };
    let Ok(chart) = view.draw(&request) else { return };
    let drawn = xml(&chart.svg);
    for node in drawn.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(!matches!(name, "script" | "foreignObject" | "iframe"), "{name}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            let harmless = !attribute.value().trim_start().to_lowercase().starts_with("javascript:");
            assert!(attribute.name() != "href" || harmless, "{}", attribute.value());
        }
    }
    for format in NETWORK_FORMATS {
        let Ok(files) = format.write(&chart.sheet(&about, Lang::En, CsvStyle::Machine)) else { continue };
        for file in files {
            match file.suffix.rsplit('.').next() {
                Some("gexf" | "graphml" | "svg") => drop(xml(std::str::from_utf8(&file.bytes).expect("UTF-8"))),
                Some("json" | "cyjs") => {
                    serde_json::from_slice::<serde_json::Value>(&file.bytes).expect("JSON");
                }
                Some("dot" | "gv") => {
                    let dot = String::from_utf8(file.bytes).expect("UTF-8");
                    let quotes = balanced(&dot);
                    assert!(quotes, "{dot}");
                }
                _ => {}
            }
        }
    }
}

/// Whether each string of a DOT file ends, and what stands outside of strings holds nothing that begins one.
fn balanced(dot: &str) -> bool {
    let (mut inside, mut escaped) = (false, false);
    for c in dot.chars() {
        if inside && c == '\\' && !escaped {
            escaped = true;
            continue;
        }
        inside ^= c == '"' && !escaped;
        escaped = false;
    }
    !inside && dot.trim_end().ends_with('}')
}
