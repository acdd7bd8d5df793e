//! Metadata documents: table groups, tables, schemas and columns, with inherited properties resolved.

mod common;
mod context;
mod inherited;
mod model;
mod parse;
mod reader;

pub(super) use context::builtin_iri;
pub use common::{CommonNode, CommonValue};
pub use model::{Column, ForeignKey, Schema, Table, TableGroup};
pub(super) use model::Inherited;
pub use parse::parse;
pub(super) use parse::name_from_title;
pub(super) use reader::{Reader, resolve};
