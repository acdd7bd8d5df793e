//! Search by name: alphabets, acronyms, typing errors, ranking, and texts that cannot be searched for.

use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use sauat::pipeline::{Opened, open};
use sauat::search::{Catalogue, MAX_TEXT, SearchError};

use crate::support::{root, sauat};

fn opened() -> Opened {
    open(root(), "no exports of this program").expect("opens").unwrap_or_else(|found| panic!("{found:#?}"))
}

/// A text and what must be found first.
const FIRST: [(&str, &str); 28] = [
    ("MediaNet", "medianet"),
    ("медианет", "medianet"),
    ("medianett", "medianet"),
    ("meidanet", "medianet"),
    ("қазақстан", "kazakhstan"),
    ("казакстан", "kazakhstan"),
    ("Qazaqstan", "kazakhstan"),
    ("Казахстан", "kazakhstan"),
    ("kazakhstn", "kazakhstan"),
    ("МАС", "media-literacy"),
    ("ҚЖАҚ", "misk"),
    ("кжак", "misk"),
    ("QJAQ", "misk"),
    ("KazNU", "kaznu"),
    ("ҚазҰУ", "kaznu"),
    ("ҚХА", "assembly-people-kazakhstan"),
    ("ЮНЕСКО", "unesco"),
    ("unesco almaty", "unesco-almaty"),
    ("Насимова", "gulnar-nassimova"),
    ("nassimova", "gulnar-nassimova"),
    ("насымова", "gulnar-nassimova"),
    ("алматы облысы", "almaty-region"),
    ("журналисттер клубы", "apk-journalists-club"),
    ("Астанада", "astana"),
    ("мұғалімдерге", "teachers"),
    ("tilshi", "tilshi"),
    ("тилши", "tilshi"),
    ("мәдениет және ақпарат министрлігі", "ministry-culture-information"),
];

#[test]
fn the_best_comes_first() {
    let opened = opened();
    let catalogue = Catalogue::new(&opened.dataset).expect("reads");
    let mut wrong = Vec::new();
    for (text, id) in FIRST {
        let found = catalogue.search(text, 5).expect("searches");
        let ids: Vec<&str> = found.iter().map(|(item, _)| item.id.as_str()).collect();
        if ids.first() != Some(&id) {
            wrong.push(format!("{text}: {ids:?}, not {id}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_label_finds_its_thing() {
    let opened = opened();
    let catalogue = Catalogue::new(&opened.dataset).expect("reads");
    let query = sauat::query::parse(
        "SELECT ?s ?l { ?s rdfs:label ?l { ?s sauat:kind ?k } UNION { ?s skos:inScheme ?k } }",
        &opened.prefixes,
    )
    .expect("parses");
    let answer = opened.dataset.evaluate(&query, &sauat::store::Stop::default()).expect("answers");
    let sauat::store::Answer::Solutions(rows) = answer else { panic!("rows") };
    let mut count = 0;
    for row in rows {
        let row = row.expect("a row");
        let (Some(oxrdf::Term::NamedNode(thing)), Some(oxrdf::Term::Literal(label))) = (&row[0], &row[1]) else {
            panic!("{row:?}")
        };
        let text: String = label.value().chars().take(MAX_TEXT).collect();
        let found = catalogue.search(&text, 5).expect("searches");
        let id = opened.dataset.space().id_of(thing.as_str()).expect("an id");
        assert!(found.iter().any(|(item, _)| item.id == id), "{label} does not find {id}");
        count += 1;
    }
    assert!(count > 1_500, "{count} labels");
}

#[test]
fn nothing_and_too_much_are_refused() {
    let opened = opened();
    let catalogue = Catalogue::new(&opened.dataset).expect("reads");
    assert_eq!(catalogue.search(" «» ", 5).err(), Some(SearchError::Empty));
    assert_eq!(catalogue.search(&"қ".repeat(10_000), 5).err(), Some(SearchError::TooLong(10_000)));
    assert!(catalogue.search("gggggggg", 5).expect("searches").is_empty());
    assert!(catalogue.search("ждлорпавы", 5).expect("searches").is_empty());
    for text in ["", "!", &"қ".repeat(10_000)] {
        let output = sauat().args(["search", text]).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("hint: write a name"), "{output:?}");
    }
}

/// Every audience and topic is found by other words for it, in each language.
#[test]
fn audiences_and_topics_have_other_words_in_three_languages() {
    let opened = opened();
    let dataset = &opened.dataset;
    let skos = |name: &str| NamedNode::new_unchecked(format!("http://www.w3.org/2004/02/skos/core#{name}"));
    let (in_scheme, others) = (skos("inScheme"), [skos("altLabel"), skos("hiddenLabel")]);
    let (mut without, mut seen) = (Vec::new(), 0);
    for name in ["audience", "topic"] {
        let scheme = NamedNode::new_unchecked(format!("https://w3id.org/sauat/kz/scheme/{name}"));
        for concept in dataset.subjects(in_scheme.as_ref(), scheme.as_ref().into()).expect("found") {
            let NamedOrBlankNode::NamedNode(concept) = concept else { continue };
            seen += 1;
            let of = |property: &NamedNode| dataset.objects(concept.as_ref(), property.as_ref()).expect("found");
            let words: Vec<Term> = others.iter().flat_map(of).collect();
            for tag in ["kk", "ru", "en"] {
                let is_in = |term: &Term| matches!(term, Term::Literal(literal) if literal.language() == Some(tag));
                if !words.iter().any(is_in) {
                    without.push(format!("{concept} {tag}"));
                }
            }
        }
    }
    assert!(seen > 100, "{seen}");
    assert!(without.is_empty(), "no other words: {without:#?}");
}

#[test]
fn people_find_concepts_by_their_own_words() {
    for (words, id) in [
        ("pensioners", "older-people"),
        ("пенсионеры", "older-people"),
        ("зейнеткер", "older-people"),
        ("influencers", "bloggers"),
        ("fake news", "disinformation"),
        ("фейки", "disinformation"),
        ("teens", "teenagers"),
        ("госслужащие", "civil-servants"),
        ("ЖОО", "universities"),
        ("травля в интернете", "cyberbullying"),
        ("жеке деректер", "personal-data"),
        ("СМИ", "mass-media"),
    ] {
        let output = sauat().args(["search", words, "--format", "csv"]).output().expect("runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let first = text.lines().nth(1).unwrap_or_default();
        assert!(first.starts_with(id), "{words}: {text}");
    }
}

/// Forms of the words of a label, and words that are no names, find the concept that they mean before all others.
#[test]
fn inflected_and_near_words_find_concepts() {
    let opened = opened();
    let catalogue = Catalogue::new(&opened.dataset).expect("reads");
    let meant: [(&str, &[&str]); 26] = [
        (
            "children",
            &["ребёнок", "ребенок", "ребёнка", "ребёнком", "детям", "детей", "детьми", "child", "kids", "балаларға"],
        ),
        ("teenagers", &["подросток", "подростка", "подросткам", "тинейджер", "жасөспірімге", "teen"]),
        ("youth", &["молодежь", "молодёжи", "молодежью", "youngsters", "жастарға", "жастардың"]),
        ("older-people", &["пенсионерам", "пенсионеров", "пожилым", "ардагерлер", "зейнеткерлерге", "veterans"]),
        ("teachers", &["учителей", "учителям", "учителями", "мұғалімдерге", "мұғалімдердің", "teacher"]),
        (
            "school-heads",
            &["headmaster", "headmasters", "завучи", "завучам", "директорам школ", "мектеп директорларына"],
        ),
        ("rural-residents", &["сельчане", "сельчанам", "селянам", "ауылдықтарға", "villager"]),
        ("civil-servants", &["мемқызметкерлер", "мемқызметкерлерге", "госслужащих", "госслужащим"]),
        ("bloggers", &["youtubers", "блогерам", "блогерлерге", "ютуберы", "инфлюенсеров"]),
        ("general-public", &["population", "население", "тұрғындар"]),
        ("parents", &["родителям", "родителей", "ата-аналарға", "мамы", "families"]),
        ("students", &["студенттерге", "undergraduates"]),
        ("universities", &["вузам", "вузов", "вузах"]),
        ("journalists", &["reporters"]),
        ("libraries", &["библиотекам", "библиотек", "кітапханаларда", "librarians"]),
        ("financial-literacy", &["финграмотность", "финграмотности", "қаржылық сауаттылық", "personal finance"]),
        ("digital-literacy", &["цифровой грамотности", "цифрлық сауаттылықты", "digital skills"]),
        ("media-literacy", &["медиаграмотности", "медиасауатты", "media literacy"]),
        ("political-participation", &["голосование", "voting", "дауыс беру", "сайлау"]),
        ("disinformation", &["дезинформации", "жалған ақпаратты", "fake news", "слухи"]),
        ("critical-thinking", &["критического мышления", "сыни ойлауды", "thinking critically"]),
        ("artificial-intelligence", &["ИИ", "искусственного интеллекта", "жасанды интеллектіні", "chatgpt"]),
        ("cyberbullying", &["кибербуллинга", "травли в интернете", "trolling"]),
        ("child-rights", &["права ребенка", "прав детей", "бала құқықтарын", "children's right"]),
        ("personal-data", &["личных данных", "privacy"]),
        ("mass-media", &["СМИ", "БАҚ", "newspaper"]),
    ];
    let mut wrong = Vec::new();
    for (id, words) in meant {
        for word in words {
            let found = catalogue.search(word, 5).expect("searches");
            let ids: Vec<&str> = found.iter().map(|(item, _)| item.id.as_str()).collect();
            if ids.first() != Some(&id) {
                wrong.push(format!("{word}: {ids:?}, not {id}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A word that is no name finds its concept and is shown nowhere as one of its names.
#[test]
fn words_that_are_no_names_are_not_told_as_names() {
    let output = sauat().args(["describe", "older-people", "--lang", "en"]).output().expect("runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("senior citizens") && !text.contains("veterans"), "{text}");
    // They choose a parameter all the same.
    let output = sauat().args(["ask", "who-trains-whom", "--audience", "пенсионеры"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
