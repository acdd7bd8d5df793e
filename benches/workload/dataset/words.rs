//! Names put together from syllables, in Kazakh, Russian and English letters: they sound like names and name nobody.

use sauat::text::Lang;

/// Syllables in Kazakh, Russian and English letters; there are 32, so that five bits are one.
const SYLLABLES: [[&str; 3]; 32] = [
    ["қол", "кол", "qol"],
    ["тым", "тым", "tym"],
    ["зар", "зар", "zar"],
    ["бұқ", "бук", "buq"],
    ["дел", "дел", "del"],
    ["сөм", "сом", "som"],
    ["пар", "пар", "par"],
    ["лаш", "лаш", "lash"],
    ["жын", "жын", "zhyn"],
    ["гүп", "гуп", "gup"],
    ["кес", "кес", "kes"],
    ["шоб", "шоб", "shob"],
    ["ран", "ран", "ran"],
    ["мед", "мед", "med"],
    ["тоқ", "ток", "toq"],
    ["нөр", "нор", "nor"],
    ["буз", "буз", "buz"],
    ["вел", "вел", "vel"],
    ["сіқ", "сик", "siq"],
    ["қат", "кат", "qat"],
    ["дум", "дум", "dum"],
    ["рез", "рез", "rez"],
    ["паш", "паш", "pash"],
    ["лоб", "лоб", "lob"],
    ["зім", "зим", "zim"],
    ["ғар", "гар", "ghar"],
    ["мұт", "мут", "mut"],
    ["нық", "нык", "nyq"],
    ["әлт", "алт", "alt"],
    ["өсп", "осп", "osp"],
    ["кің", "кин", "king"],
    ["сүр", "сур", "sur"],
];

/// What a thing is about or for, in Kazakh (before the noun), Russian and English (after it).
const ABOUT: [[&str; 3]; 12] = [
    ["медиасауат жөніндегі", "по медиаграмотности", "on media literacy"],
    ["фактілерді тексеру жөніндегі", "по проверке фактов", "on fact-checking"],
    ["цифрлық қауіпсіздік жөніндегі", "по цифровой безопасности", "on digital safety"],
    ["балалар мен жасөспірімдерге арналған", "для детей и подростков", "for children and teenagers"],
    ["журналистерге арналған", "для журналистов", "for journalists"],
    ["мұғалімдерге арналған", "для учителей", "for teachers"],
    ["жергілікті БАҚ үшін құрылған", "для местных СМИ", "for local media"],
    ["қалалық", "городского уровня", "of a city"],
    ["облыстық", "областного уровня", "of a region"],
    ["ауыл мектептеріне арналған", "для сельских школ", "for rural schools"],
    ["деректер журналистикасы жөніндегі", "по журналистике данных", "on data journalism"],
    ["кітапханаларға арналған", "для библиотек", "for libraries"],
];

/// The column of a language.
fn column(lang: Lang) -> usize {
    match lang {
        Lang::Kk => 0,
        Lang::Ru => 1,
        Lang::En => 2,
    }
}

/// The name of a number: no two numbers below 32,768 (then a million, then 33 million) have the same in Kazakh.
pub(super) fn name(number: u64, seed: u64, lang: Lang) -> String {
    let mut syllables = 3;
    while number >> (5 * syllables) > 0 {
        syllables += 1;
    }
    let mask = (1_u64 << (5 * syllables)) - 1;
    // An odd factor and a sum give every number below the power of two once.
    let mixed = number.wrapping_mul(20_123).wrapping_add(seed.wrapping_mul(7_919)) & mask;
    let text: String =
        (0..syllables).map(|place| SYLLABLES[(mixed >> (5 * place)) as usize & 31][column(lang)]).collect();
    capital(&text)
}

/// What a thing is about, by a number.
pub(super) fn about(number: u64, lang: Lang) -> &'static str {
    ABOUT[(number % ABOUT.len() as u64) as usize][column(lang)]
}

/// The text with a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
