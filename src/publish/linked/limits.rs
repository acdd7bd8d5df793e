//! What clients may ask of the endpoint: said in its description, in that of the routes, and in every refusal.

use serde::Serialize;
use serde_json::Value;

use crate::text::Lang;

/// The limits of the endpoint, as numbers with their units in their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// After how many seconds a query is ended.
    pub deadline_seconds: u64,
    /// How much memory a query may take.
    pub memory_bytes: u64,
    /// How long the body of a request, and so a query, may be.
    pub body_bytes: u64,
    /// How long an address may be.
    pub address_bytes: u64,
    /// How long an answer may be.
    pub answer_bytes: u64,
    /// Up to what length an answer is held back until it is whole.
    pub spool_bytes: u64,
    /// How many rows VALUES may have.
    pub values_rows: u64,
    /// How deep brackets may stand in each other.
    pub nested_brackets: u64,
    /// How deep patterns and expressions may stand in each other once a query is read.
    pub nested_patterns: u64,
    /// How many operators, unions, filters and the like a query may have.
    pub query_parts: u64,
    /// How many prefixes a query may declare.
    pub prefixes: u64,
    /// How long the address of a prefix may be.
    pub prefix_bytes: u64,
    /// How many queries run at the same time.
    pub queries_at_once: u64,
    /// How many of these may be of one client.
    pub queries_at_once_per_client: u64,
    /// How long the queries of one client may run in a minute, together.
    pub seconds_per_client_and_minute: u64,
    /// How many queries of one client may fail in a minute.
    pub failures_per_client_and_minute: u64,
}

impl Limits {
    /// The limits in a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let Self { deadline_seconds, .. } = *self;
        let mib = |bytes: u64| bytes.div_ceil(1 << 20);
        let (memory, result) = (mib(self.memory_bytes), mib(self.answer_bytes));
        let query = self.body_bytes.div_ceil(1 << 10);
        match lang {
            Lang::Kk => format!(
                "Тек оқуға арналған. Бір сұрауға {deadline_seconds} секунд пен {memory} МиБ жад беріледі; жауап {result} МиБ-тан, сұрау мәтіні {query} КиБ-тан аспайды. SERVICE қабылданбайды."
            ),
            Lang::Ru => format!(
                "Только для чтения. На запрос даётся {deadline_seconds} с и {memory} МиБ памяти; ответ — до {result} МиБ, текст запроса — до {query} КиБ. SERVICE не принимается."
            ),
            Lang::En => format!(
                "Read-only. A query has {deadline_seconds} seconds and {memory} MiB of memory; an answer has at most {result} MiB, the text of a query at most {query} KiB. SERVICE is refused."
            ),
        }
    }

    /// The limits by name, in the order of their names in this struct.
    #[must_use]
    pub fn named(&self) -> Vec<(String, u64)> {
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else { return Vec::new() };
        fields.into_iter().filter_map(|(name, value)| Some((name, value.as_u64()?))).collect()
    }
}
