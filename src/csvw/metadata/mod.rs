//! Metadata documents: table groups, tables, schemas and columns, with inherited properties resolved.

mod common;
mod context;
mod inherited;
mod model;
mod parse;
mod reader;
mod schema;

pub use common::{CommonNode, CommonValue};
pub(super) use context::builtin_iri;
pub(super) use model::Inherited;
pub use model::{Column, ForeignKey, Schema, Table, TableGroup};
pub use parse::parse;
pub(super) use reader::{Reader, resolve};
pub(super) use schema::name_from_title;
