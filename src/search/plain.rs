//! The plain way to search, which goes through everything: what the index must agree with on random names and texts.

use std::collections::{BTreeMap, BTreeSet};

use strsim::osa_distance;

use crate::random::Random;
use crate::search::acronym::each_acronym;
use crate::search::expand::{ENDING, INFLECTED, MAX_EXPANSIONS, STEM, voiced};
use crate::search::{Builder, Form, Hit};
use crate::text::{fold, skeleton, stems, words};

type Name = (u32, Form, String);

/// The best things for a text with words, of all names.
fn search(names: &[Name], text: &str, limit: usize) -> Vec<Hit> {
    let dictionary: BTreeSet<String> = names.iter().flat_map(|(.., name)| skeleton(name)).collect();
    let asked = skeleton(text);
    let expansions: Vec<BTreeMap<&str, f32>> = asked.iter().map(|word| expand(&dictionary, text, word)).collect();
    let share = 70.0 / asked.len() as f32;
    let fits = |form: Form, name: &str| {
        let held = skeleton(name);
        let best = |expansion: &BTreeMap<&str, f32>| {
            held.iter().filter_map(|word| expansion.get(word.as_str())).copied().fold(0.0, f32::max)
        };
        let each: Vec<f32> = expansions.iter().map(best).collect();
        let covered = (asked.len() as f32 / held.len().max(1) as f32).min(1.0);
        (each.iter().filter(|fit| **fit > 0.0).count(), each.iter().sum::<f32>() * share, covered * form.whole())
    };
    let most = names.iter().map(|(.., name)| fits(Form::Label, name).0).max().unwrap_or(0);
    let folded = fold(text);
    let mut scored: Vec<(f32, usize)> = Vec::new();
    for (number, (_, form, name)) in names.iter().enumerate() {
        let preferred = form.preferred();
        let spelling = match fold(name) {
            same if same == folded => 9.0,
            longer if longer.starts_with(&folded) => 4.0,
            _ => 0.0,
        };
        let (count, fit, covered) = fits(*form, name);
        if count == most && most > 0 && most * 2 >= asked.len() {
            scored.push((fit + (covered + preferred) + spelling, number));
        }
        let mut is_short = false;
        each_acronym(&fold(name), |acronym| is_short |= [acronym] == asked.as_slice());
        if is_short && *form != Form::Hidden {
            scored.push((84.0 + (1.0 + preferred) + spelling, number));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut seen = BTreeSet::new();
    scored.retain(|(_, number)| seen.insert(names[*number].0));
    let hit =
        |(score, number): &(f32, usize)| Hit { entry: names[*number].0, name: names[*number].2.clone(), score: *score };
    scored.iter().take(limit).map(hit).collect()
}

/// The words of all names that one word of the text may stand for.
fn expand<'a>(dictionary: &'a BTreeSet<String>, text: &str, word: &str) -> BTreeMap<&'a str, f32> {
    let mut found: BTreeMap<&str, f32> = BTreeMap::new();
    let count = |text: &str| text.chars().count();
    let beginning = |beginning: &str, letters: usize, weight: f32| -> Vec<(&'a str, f32)> {
        let words = dictionary.iter().filter(|word| word.starts_with(beginning)).take(MAX_EXPANSIONS);
        words.map(|word| (word.as_str(), weight * (0.7 + 0.3 * letters as f32 / count(word) as f32))).collect()
    };
    let mut fits: Vec<(&str, f32)> = Vec::new();
    fits.extend(dictionary.get(word).map(|word| (word.as_str(), 1.0)));
    let letters = count(word);
    if letters >= 2 {
        fits.extend(beginning(word, letters, 0.9));
    }
    if letters >= 4 {
        fits.extend(voiced(word).iter().flat_map(|voiced| beginning(voiced, letters, 0.85)));
        // Errors are counted by bytes, here letters of Latin-1.
        let bytes = |word: &str| word.bytes().map(char::from).collect::<String>();
        let near = |other: &&String| osa_distance(&bytes(other), &bytes(word)) <= 1;
        fits.extend(dictionary.iter().filter(near).map(|word| (word.as_str(), 0.7)));
    }
    let inflected =
        words(text).into_iter().filter(|inflected| skeleton(inflected).first().is_some_and(|own| own == word));
    for form in inflected.flat_map(|word| stems(&word)).flat_map(|stem| skeleton(&stem)) {
        if form != word && form.len() >= STEM - 1 {
            let short = form.len() < STEM;
            let most = count(&form) + ENDING - usize::from(short);
            let begun = beginning(&form, count(&form), 0.65).into_iter();
            fits.extend(
                begun
                    .filter(|(word, _)| !short || count(word) <= most)
                    .map(|(word, fit)| (word, if count(word) <= most { INFLECTED } else { fit })),
            );
        }
    }
    for (word, fit) in fits {
        let best = found.entry(word).or_insert(0.0);
        *best = best.max(fit);
    }
    if found.is_empty() {
        for kept in (1..=3).map(|cut| letters.saturating_sub(cut)).take_while(|kept| *kept >= 4) {
            let stem: String = word.chars().take(kept).collect();
            found.extend(beginning(&stem, kept, 0.6));
        }
    }
    found
}

/// Words that meet: inflected, voiced, with typing errors, in other alphabets, one the beginning of another.
const WORDS: [&str; 40] = [
    "Қазақстан",
    "Казахстан",
    "Kazakhstan",
    "Қазақстанның",
    "қазақ",
    "министрлігі",
    "министрлік",
    "министрліктің",
    "мектеп",
    "мектебі",
    "мектептер",
    "school",
    "schools",
    "сауат",
    "сауаттылық",
    "савуат",
    "media",
    "medai",
    "медиа",
    "медиасауат",
    "қоры",
    "қор",
    "қорғау",
    "and",
    "of",
    "мен",
    "Алматы",
    "Алматыдағы",
    "Алмаы",
    "2024",
    "«Нұр»",
    "нұр",
    "нур-сұлтан",
    "ж",
    "o'zbek",
    "ШШШ",
    "Журналистерге",
    "журналист",
    "жорналист",
    "قازاق",
];

fn text(random: &mut Random, most: usize) -> String {
    let count = 1 + random.below(most);
    let mut text = String::new();
    for _ in 0..count {
        let word = WORDS[random.below(WORDS.len())];
        let mut letters: Vec<char> = word.chars().collect();
        match random.below(12) {
            0 => letters.truncate(1 + random.below(letters.len())),
            1 => {
                letters.remove(random.below(letters.len()));
            }
            2 if letters.len() > 1 => {
                let place = random.below(letters.len() - 1);
                letters.swap(place, place + 1);
            }
            3 => letters.insert(random.below(letters.len()), 'а'),
            _ => {}
        }
        text.push_str(["", " ", "  ", " «"][if text.is_empty() { 0 } else { 1 + random.below(3) }]);
        text.extend(letters);
    }
    text
}

#[test]
fn the_index_finds_what_the_plain_way_finds() {
    let mut random = Random::new(5);
    let mut found = 0;
    for size in [1, 5, 40, 400] {
        let names: Vec<Name> = (0..size)
            .map(|_| {
                let form = if random.below(3) == 0 { Form::Other } else { Form::Label };
                (u32::try_from(random.below(size * 2 / 3 + 1)).expect("small"), form, text(&mut random, 6))
            })
            .collect();
        let mut builder = Builder::new();
        for (entry, form, name) in &names {
            builder.add(*entry, *form, name);
        }
        let index = builder.finish();
        for turn in 0..300 {
            let asked = if turn % 5 == 0 { names[random.below(size)].2.clone() } else { text(&mut random, 3) };
            if skeleton(&asked).is_empty() || skeleton(&asked).len() > 12 {
                continue;
            }
            for limit in [1, 10] {
                let plain = search(&names, &asked, limit);
                found += plain.len();
                assert_eq!(index.search(&asked, limit).expect("has words"), plain, "{asked}");
            }
        }
    }
    assert!(found > 4_000, "{found} found: texts that find nothing compare nothing");
}
