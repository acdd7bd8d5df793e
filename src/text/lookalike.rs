//! Characters that look like others: which Latin letter or ASCII sign each is taken for, and what it is called.

/// The ASCII character that `c` is taken for; nothing for one that looks like none, and for ASCII itself.
///
/// ```
/// use sauat::text::lookalike;
/// assert_eq!([lookalike('а'), lookalike('С'), lookalike('–'), lookalike('ｋ')], [Some('a'), Some('C'), Some('-'), Some('k')]);
/// assert_eq!([lookalike('ж'), lookalike('a')], [None, None]);
/// ```
#[must_use]
pub fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'ɑ' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' | 'Ϲ' => 'C',
        'ԁ' => 'd',
        'е' | 'ҽ' => 'e',
        'Е' | 'Ε' => 'E',
        'ɡ' => 'g',
        'һ' => 'h',
        'Н' | 'Η' => 'H',
        'і' | 'ı' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' => 'j',
        'Ј' => 'J',
        'к' | 'κ' => 'k',
        'К' | 'Κ' => 'K',
        'ӏ' => 'l',
        'м' => 'm',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' | 'օ' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ԛ' => 'q',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'т' | 'τ' => 't',
        'Т' | 'Τ' => 'T',
        'ѵ' | 'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'у' | 'ү' => 'y',
        'У' | 'Ү' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        // Full-width forms stand side by side as ASCII does.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
        _ => return None,
    })
}

/// What Unicode calls a character; its number where it has no name.
///
/// ```
/// use sauat::text::character_name;
/// assert_eq!(character_name('а'), "CYRILLIC SMALL LETTER A");
/// assert_eq!(character_name('\u{1}'), "U+0001");
/// ```
#[must_use]
pub fn character_name(c: char) -> String {
    unicode_names2::name(c).map_or_else(|| format!("U+{:04X}", u32::from(c)), |name| name.to_string())
}
