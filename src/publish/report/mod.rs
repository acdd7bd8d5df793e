//! A report (stub).
use crate::analysis::MeasureError;
use crate::export::Written;
use crate::network::{Network, Selection};
use crate::pipeline::About;
use crate::text::Lang;
/// x
pub struct Report<'a> { /// x
 pub whole: &'a Network, /// x
 pub selection: &'a Selection, /// x
 pub about: &'a About, /// x
 pub chosen: &'a [(&'static str, String)], /// x
 pub lang: Lang }
/// x
#[derive(Clone, Copy)]
pub enum Style { /// x
 Markdown, /// x
 Html }
/// x
/// # Errors
/// x
pub fn report(_asked: &Report<'_>, _style: Style, _stem: &str) -> Result<Vec<Written>, MeasureError> { Ok(Vec::new()) }
