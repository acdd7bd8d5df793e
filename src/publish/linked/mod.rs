//! What consumers of linked data get: data documents of everything that has an IRI, content negotiation, entity tags,
//! typed links, and the descriptions of the host (VoID, DCAT, service description, OpenAPI, sitemap, releases) and its
//! reconciliation service.
//!
//! Everything is a function from values to values. Requests, headers and status codes are the server's; the same
//! documents serve a site of plain files.

mod catalogue;
mod document;
mod etag;
mod fate;
mod host;
mod language;
mod limits;
mod links;
mod media;
mod memento;
mod negotiate;
mod openapi;
pub mod reconcile;
mod releases;
mod service;
mod sitemap;
mod written;

pub use catalogue::{catalogue, read_description};
pub use document::{Document, document};
pub use etag::{etag, matches, matches_strongly};
pub use fate::{Fate, fate};
pub use host::{Address, Host, Part, ontology};
pub use language::negotiate_language;
pub use limits::Limits;
pub use links::{Link, header, of_data, of_page};
pub use media::{HTML, Media, RESULTS, named, rdf, representations};
pub use memento::{Memento, memento_links, nearest, timemap, versioned};
pub use negotiate::{Choice, negotiate};
pub use openapi::{Examples, openapi};
pub use releases::{Release, atom, releases};
pub use service::service_description;
pub use sitemap::{MAX_ENTRIES, SitemapFile, paths, robots, sitemap};
pub use written::written;
