//! Kazakh in Latin letters, derived from Cyrillic: the alphabet of 31 letters that the government of Kazakhstan presented
//! on 28 January 2021, with its digraphs for letters of loan words.

/// Writes Kazakh Cyrillic `text` in Latin letters. Other letters stay as they are.
///
/// ```
/// use sauat::text::to_latin;
/// assert_eq!(to_latin("Қазақстан Республикасы"), "Qazaqstan Respublikasy");
/// assert_eq!(to_latin("Ғылым және жоғары білім"), "Ğylym jäne joğary bılım");
/// assert_eq!(to_latin("ЮНЕСКО МАС бойынша"), "İUNESKO MAS boiynşa");
/// ```
#[must_use]
pub fn to_latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before_upper = false;
    while let Some(c) = chars.next() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let Some(latin) = letter(lower) else {
            out.push(c);
            before_upper = c.is_uppercase();
            continue;
        };
        if c == lower {
            out.push_str(latin);
        } else {
            // A digraph is all capitals inside a word of capitals: ЮНЕСКО, but Юрист.
            let after = chars.peek().copied();
            let shouts =
                after.map_or(before_upper, |next| next.is_uppercase() || (before_upper && !next.is_lowercase()));
            for (i, l) in latin.chars().enumerate() {
                match l {
                    l if i > 0 && !shouts => out.push(l),
                    'i' => out.push('İ'),
                    'ı' => out.push('I'),
                    l => out.extend(l.to_uppercase()),
                }
            }
        }
        before_upper = c != lower;
    }
    out
}

/// The Latin form of a small Kazakh letter.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'ә' => "ä",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'ғ' => "ğ",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "io",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' => "i",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ñ",
        'о' => "o",
        'ө' => "ö",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ұ' => "ū",
        'ү' => "ü",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "tş",
        'ш' => "ş",
        'щ' => "ştş",
        'ы' => "y",
        'і' => "ı",
        'ю' => "iu",
        'я' => "ia",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}
