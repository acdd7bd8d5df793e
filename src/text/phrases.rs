//! Words of the interface that the ontology does not have: one line for each, in all three languages.

/// Declares `struct Words` with a field for each phrase, and `fn words(lang)`: `name: Kazakh, Russian, English;`.
macro_rules! phrases {
    ($($name:ident: $kk:literal, $ru:literal, $en:literal;)*) => {
        /// Words of one language.
        pub(super) struct Words {
            $(pub(super) $name: &'static str,)*
        }

        /// The words of a language.
        pub(super) fn words(lang: $crate::text::Lang) -> Words {
            match lang {
                $crate::text::Lang::Kk => Words { $($name: $kk,)* },
                $crate::text::Lang::Ru => Words { $($name: $ru,)* },
                $crate::text::Lang::En => Words { $($name: $en,)* },
            }
        }
    };
}

pub(crate) use phrases;
