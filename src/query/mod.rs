//! Questions: SPARQL text with places for its errors, named questions with typed parameters, and result formats.
//!
//! It knows the algebra and the shape of answers. It opens no file and no engine; evaluation is the store's. `plan` rewrites a query
//! by what is known of the dataset, and sorts.

mod bind;
mod limits;
mod measure;
mod mentions;
mod misread;
mod plan;
mod question;
mod relaxed;
mod results;
mod shape;
mod substitute;
mod syntax;
mod table;
mod writer;

pub use bind::{BindError, Entities, bind, in_language};
pub use limits::{MAX_DEPTH, MAX_PARTS, MAX_QUERY};
pub use measure::{declared_prefixes, is_repeatable, value_cells};
pub use mentions::{Mention, Use, mentions, variables};
pub use plan::{Node, Plan, Predicate, Statistics, answer, optimise, run};
pub use question::{Param, ParamKind, Question};
pub use relaxed::{MOST_COUNTED, Relaxed, relaxed, why_empty};
pub use results::{ResultsFormat, Rows, write_boolean, write_rows};
pub use shape::MAX_LEVELS;
pub use substitute::substitute;
pub use syntax::{IN_PARTS, SyntaxError, on_a_deep_stack, parse, parse_at};
pub use table::{Display, cell_text, table};
pub use writer::RowWriter;
