//! Bad input: each case is one edit of a small dataset, with the exact report and exit code in `tests/cases/bad/`.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::bad_tables::CASES as TABLES;
use crate::support::{copy, minimal, root, sauat, snapshot, transcript};

/// An edit of the dataset's folder.
pub(crate) type Edit = fn(&Path);

pub(crate) fn replace(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} does not hold {from}");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

pub(crate) fn append(folder: &Path, file: &str, line: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(path, format!("{text}{line}\n")).expect("written");
}

pub(crate) fn rewrite(folder: &Path, file: &str, make: impl Fn(&str) -> Vec<u8>) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(path, make(&text)).expect("written");
}

/// Cyrillic in Windows-1251.
pub(crate) fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match u32::from(c) {
        code @ 0..=0x7F => code as u8,
        code @ 0x410..=0x44F => (code - 0x410) as u8 + 0xC0,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

/// Makes a named pipe, into which nobody writes.
fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().expect("runs");
    assert!(made.success(), "{}", path.display());
}

/// Adds rows.
pub(crate) fn many(folder: &Path, file: &str, count: usize, row: impl Fn(usize) -> String) {
    for i in 0..count {
        append(folder, file, &row(i));
    }
}

/// Repeats the row that starts with a text.
fn repeat(folder: &Path, file: &str, start: &str) {
    let text = fs::read_to_string(folder.join(file)).expect("a file");
    let row = text.lines().find(|line| line.starts_with(start)).expect("a row").to_owned();
    append(folder, file, &row);
}

/// Edits what the metadata says of a table.
pub(crate) fn describe(folder: &Path, table: &str, edit: impl Fn(&mut serde_json::Value)) {
    rewrite(folder, METADATA, |text| {
        let mut metadata: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let tables = metadata["tables"].as_array_mut().expect("tables");
        edit(tables.iter_mut().find(|found| found["url"] == table).expect("the table"));
        metadata.to_string().into_bytes()
    });
}

/// Edits what the metadata says of a column.
pub(crate) fn describe_column(folder: &Path, table: &str, name: &str, edit: impl Fn(&mut serde_json::Value)) {
    describe(folder, table, |table| {
        let columns = table["tableSchema"]["columns"].as_array_mut().expect("columns");
        edit(columns.iter_mut().find(|column| column["name"] == name).expect("the column"));
    });
}

/// Says in the metadata how the table of the organisations is encoded.
pub(crate) fn declare(folder: &Path, encoding: &str) {
    describe(folder, "organisations.csv", |table| table["dialect"] = serde_json::json!({ "encoding": encoding }));
}

/// Takes the titles of a column out of the metadata.
fn untitle(folder: &Path, table: &str, name: &str) {
    describe_column(folder, table, name, |column| {
        column.as_object_mut().expect("a column").shift_remove("titles");
    });
}

const METADATA: &str = "data/csv-metadata.json";
pub(crate) const ORGANISATIONS: &str = "data/organisations.csv";
pub(crate) const RELATIONS: &str = "data/relations.csv";
pub(crate) const STATEMENTS: &str = "data/statements.csv";
/// The digest of the small dataset's document.
const DIGEST: &str = "16c6b9db8e2a23101c4402337a3ad112aec1371a12a4be5bf60217f6baf13f7f";
pub(crate) const TOMBSTONES: &str = "data/tombstones.csv";

/// What is checked, by the name of its report.
pub(crate) const CASES: &[(&str, Edit)] = &[
    ("clean", |_| {}),
    ("missing-column", |f| rewrite(f, RELATIONS, |t| t.replace("role,", "").replace(",,2018", ",2018").into_bytes())),
    ("unknown-column", |f| rewrite(f, ORGANISATIONS, |t| t.replace("class,", "klass,").into_bytes())),
    ("duplicate-column", |f| rewrite(f, ORGANISATIONS, |t| t.replace("label_ru,", "label_kk,").into_bytes())),
    ("columns-in-another-order", |f| {
        rewrite(f, "data/coverage.csv", |t| t.replace("source,lines", "lines,source").into_bytes());
    }),
    ("duplicate-id", |f| append(f, ORGANISATIONS, "example-foundation,Ngo,А,А,A,source,source,source")),
    ("id-in-two-tables", |f| append(f, "data/projects.csv", "example-ministry,Project,А,А,A,source,source,source")),
    ("id-of-a-concept", |f| append(f, "data/projects.csv", "teachers,Project,А,А,A,source,source,source")),
    ("id-is-no-slug", |f| append(f, "data/projects.csv", "Пример,Project,А,А,A,source,source,source")),
    ("cyrillic-letter-in-an-id", |f| replace(f, ORGANISATIONS, "example-foundation,", "exаmple-foundation,")),
    ("capital-in-an-id", |f| replace(f, ORGANISATIONS, "example-foundation,", "Example-Foundation,")),
    ("space-after-an-id", |f| replace(f, ORGANISATIONS, "example-foundation,", "example-foundation ,")),
    ("space-after-the-id-of-a-source", |f| replace(f, "data/sources.csv", "example-report,", "example-report ,")),
    ("cyrillic-letter-in-a-reference", |f| replace(f, RELATIONS, "r1,example-foundation", "r1,examрle-foundation")),
    ("name-of-what-is-not-there", |f| replace(f, "data/names.csv", "n1,example-foundation", "n1,example-fundation")),
    ("capital-in-an-object", |f| replace(f, RELATIONS, "supports,example-course", "supports,Example-course")),
    ("claim-without-an-object", |f| replace(f, RELATIONS, "supports,example-course", "supports,")),
    ("capital-in-a-choice", |f| replace(f, RELATIONS, "normal,stated", "Normal,stated")),
    ("row-that-stands-twice", |f| {
        repeat(f, ORGANISATIONS, "example-foundation");
        repeat(f, RELATIONS, "r1");
        repeat(f, STATEMENTS, "s2");
        repeat(f, "data/names.csv", "n1");
        repeat(f, "data/coverage.csv", "example-report,L5");
    }),
    ("another-claim-of-the-same-id", |f| {
        append(
            f,
            STATEMENTS,
            "s2,example-course,dateEnded,,,,,,,,2018-06-01,,,,,,example-report,Two,L8,,normal,stated,done,",
        );
    }),
    ("empty-rows", |f| many(f, RELATIONS, 3, |_| ",".repeat(15))),
    ("rows-of-spaces", |f| many(f, ORGANISATIONS, 2, |_| " , ,,,,,,".to_owned())),
    ("forty-citations-past-the-end", |f| {
        many(f, RELATIONS, 40, |i| {
            format!(
                "r1{i:02},example-ministry,supports,example-course,,,,,example-report,One,L{},,normal,stated,done,",
                10 + i
            )
        });
        many(f, STATEMENTS, 2, |i| {
            format!(
                "s1{i:02},example-course,participantCount,,,,,{i},about,,,,,,,,example-report,Two,L70,,normal,stated,done,"
            )
        });
    }),
    ("source-that-is-called-shorter", |f| replace(f, "data/sources.csv", ",9,", ",2,")),
    ("forty-dates-as-a-spreadsheet-writes-them", |f| {
        many(f, STATEMENTS, 40, |i| {
            format!(
                "s1{i:02},example-course,dateStarted,,,,,,,,01.03.20{i:02},,,,,,example-report,Two,L8,,normal,stated,done,"
            )
        });
    }),
    ("windows-1251-of-many-rows", |f| {
        many(f, ORGANISATIONS, 40, |i| format!("fund-{i},Ngo,Мысал коры,Фонд,Fund,source,source,source"));
        rewrite(f, ORGANISATIONS, windows_1251);
    }),
    ("windows-1251-in-the-header", |f| {
        rewrite(f, ORGANISATIONS, |t| windows_1251(&t.replace("label_kk,", "атауы,")));
    }),
    ("letter-that-is-damaged", |f| {
        rewrite(f, ORGANISATIONS, |t| {
            let at = t.find("қоры").expect("a label");
            [&t.as_bytes()[..at], b"\xD2", &t.as_bytes()[at + "қ".len()..]].concat()
        });
    }),
    ("windows-1251-that-is-declared", |f| {
        declare(f, "windows-1251");
        rewrite(f, ORGANISATIONS, |t| {
            let russian = t.replace('қ', "к").replace('і', "и");
            encoding_rs::WINDOWS_1251.encode(&russian).0.into_owned()
        });
    }),
    ("utf-8-that-is-declared-another", |f| declare(f, "windows-1251")),
    ("encoding-that-is-not-supported", |f| declare(f, "utf-7")),
    ("shift-jis-that-is-none", |f| {
        declare(f, "shift_jis");
        rewrite(f, ORGANISATIONS, |t| windows_1251(t).into_iter().map(|b| if b == 0xE0 { 0xFF } else { b }).collect());
    }),
    ("column-without-titles", |f| untitle(f, "organisations.csv", "label_kk")),
    ("columns-without-titles", |f| {
        let columns = [("organisations.csv", "id"), ("organisations.csv", "class"), ("relations.csv", "from")];
        columns.into_iter().for_each(|(table, name)| untitle(f, table, name));
    }),
    ("column-too-many", |f| {
        rewrite(f, ORGANISATIONS, |t| {
            t.lines().map(|line| format!("{line},\n")).collect::<String>().replacen(",\n", ",comment\n", 1).into_bytes()
        });
    }),
    ("blank-beside-a-separator", |f| {
        describe_column(f, "sources.csv", "licence", |column| column["separator"] = ";".into());
        replace(f, "data/sources.csv", "13f7f,9,", "13f7f,9,CC BY 4.0; MIT");
    }),
    ("handle", |f| {
        append(f, "data/names.csv", "n2,example-foundation,,,,@example_kz,variant,example-report,L1");
    }),
    ("handle-that-is-a-formula", |f| {
        append(f, "data/names.csv", "n2,example-foundation,,,,@SUM(1;2),variant,example-report,L1");
    }),
    ("day-that-no-calendar-has", |f| {
        replace(f, RELATIONS, ",2018,2023,", ",2024-02-31,2024-04-31,");
        replace(f, "data/sources.csv", ",kk,2025,", ",kk,2025-02-29,");
        replace(f, STATEMENTS, ",2018-03-01,", ",2023-02-29,");
        append(
            f,
            STATEMENTS,
            "s4,example-course,dateStarted,,,,,,,,,2024-13,,,,,example-report,Two,L8,,normal,stated,done,",
        );
        append(
            f,
            STATEMENTS,
            "s5,example-course,dateStarted,,,,,,,,,,24,,,,example-report,Two,L8,,normal,stated,done,",
        );
    }),
    ("line-break-in-a-label", |f| {
        append(f, ORGANISATIONS, "broken-fund,Ngo,\"Мысал\nқоры\",Фонд,\"Broken\nFund\",source,source,source");
    }),
    ("no-section", |f| {
        replace(f, RELATIONS, ",One,L1-L2", ",,L1-L2");
        replace(f, STATEMENTS, ",One,L4", ", ,L4");
    }),
    ("labels-in-each-others-columns", |f| {
        replace(f, ORGANISATIONS, "Мысал министрлігі,Министерство «Пример»", "Министерство «Пример»,Мысал министрлігі");
        replace(f, ORGANISATIONS, "Фонд «Пример»,Example Foundation", "Example Foundation,Фонд «Пример»");
        replace(
            f,
            "data/projects.csv",
            "Мысал курсы,Курс «Пример»,Example Course",
            "Example Course,Курс «Пример»,Мысал курсы",
        );
    }),
    ("letters-of-another-language", |f| {
        replace(f, ORGANISATIONS, "Фонд «Пример»", "Мысал қоры");
        replace(f, ORGANISATIONS, "Example Ministry", "Министерство Example");
        replace(f, "data/projects.csv", "Курс «Пример»", "Primer");
        append(f, "data/names.csv", "n2,example-foundation,,Үлгі,,,variant,example-report,L1");
        append(f, "data/names.csv", "n3,example-foundation,Її қоры,,,,variant,example-report,L1");
        append(f, "data/names.csv", "n4,example-foundation,,«Үлгі» фонды,,,variant,example-report,L1");
    }),
    ("dangling-reference", |f| replace(f, RELATIONS, "r1,example-foundation", "r1,example-fondation")),
    ("dangling-source", |f| replace(f, RELATIONS, "often,example-report", "often,exampel-report")),
    ("bad-date", |f| replace(f, STATEMENTS, "2018-03-01", "01.03.2018")),
    ("bad-start", |f| replace(f, RELATIONS, ",2018,", ",2018-13,")),
    ("bad-number", |f| replace(f, STATEMENTS, ",1200,", ",\"1,200\",")),
    ("bad-iri", |f| replace(f, STATEMENTS, "https://example.org/,", "https://exa mple.org/<x>,")),
    ("wrong-class-in-a-relation", |f| {
        replace(f, RELATIONS, "example-ministry,supports,example-course", "example-course,authored,example-ministry");
    }),
    ("undeclared-relation", |f| replace(f, RELATIONS, "implements", "implemnts")),
    ("undeclared-class", |f| replace(f, ORGANISATIONS, ",Ngo,", ",Ngoo,")),
    ("inverse-relation", |f| {
        replace(
            f,
            RELATIONS,
            "example-foundation,implements,example-course",
            "example-course,implementedBy,example-foundation",
        );
    }),
    ("property-of-values-as-relation", |f| replace(f, RELATIONS, "supports", "participantCount")),
    ("no-value", |f| replace(f, STATEMENTS, ",1200,about", ",,")),
    ("two-values", |f| replace(f, STATEMENTS, "participantCount,,", "participantCount,many,")),
    ("missing-label", |f| replace(f, ORGANISATIONS, "Фонд «Пример»", "")),
    ("required-cell-empty", |f| replace(f, RELATIONS, ",supports,", ",,")),
    ("lines-past-the-end", |f| replace(f, RELATIONS, "L1-L2", "L8-L12")),
    ("lines-turned-round", |f| replace(f, RELATIONS, "L1-L2", "L2-L1")),
    ("lines-as-a-spreadsheet-changes-them", |f| replace(f, RELATIONS, "L1-L2", "02.янв")),
    ("no-lines", |f| replace(f, RELATIONS, "L1-L2", "")),
    ("same-claim-twice", |f| {
        append(
            f,
            RELATIONS,
            "r3,example-foundation,implements,example-course,,2018,2023,often,example-report,One,L1-L2,,normal,stated,done,",
        );
    }),
    ("coverage-gap", |f| replace(f, "data/coverage.csv", "example-report,L5,none,blank\n", "")),
    ("coverage-called-empty", |f| replace(f, "data/coverage.csv", "L6-L8,cited,", "L6-L8,none,blank")),
    ("coverage-called-cited", |f| replace(f, "data/coverage.csv", "L9,none,blank", "L9,cited,")),
    ("coverage-without-reason", |f| replace(f, "data/coverage.csv", "L9,none,blank", "L9,none,")),
    ("utf-16", |f| {
        rewrite(f, ORGANISATIONS, |t| {
            [vec![0xFF, 0xFE], t.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
        });
    }),
    ("windows-1251", |f| rewrite(f, ORGANISATIONS, windows_1251)),
    ("byte-order-mark", |f| rewrite(f, ORGANISATIONS, |t| format!("\u{FEFF}{t}").into_bytes())),
    ("crlf", |f| rewrite(f, ORGANISATIONS, |t| t.replace('\n', "\r\n").into_bytes())),
    ("semicolons", |f| rewrite(f, ORGANISATIONS, |t| t.replace(',', ";").into_bytes())),
    ("ragged-row", |f| append(f, ORGANISATIONS, "short-fund,Ngo,Қор")),
    ("a-comma-too-many", |f| append(f, ORGANISATIONS, "long-fund,Ngo,Қор, үлкен,Фонд,Fund,source,source,source")),
    ("unclosed-quote", |f| append(f, ORGANISATIONS, "quote-fund,Ngo,\"Қор,Фонд,Fund,source,source,source")),
    ("a-cell-of-10-mb", |f| {
        let long = "қ".repeat(5 << 20);
        append(f, ORGANISATIONS, &format!("long-fund,Ngo,{long},Фонд,Fund,source,source,source"));
    }),
    ("nul-character", |f| append(f, ORGANISATIONS, "nul-fund,Ngo,Қо\0р,Фонд,Fund,source,source,source")),
    ("formula", |f| append(f, ORGANISATIONS, "sum-fund,Ngo,=1+1,Фонд,Fund,source,source,source")),
    ("hidden-character", |f| append(f, ORGANISATIONS, "bidi-fund,Ngo,\u{202E}роҚ,Фонд,Fund,source,source,source")),
    ("space-at-the-end", |f| append(f, ORGANISATIONS, "space-fund,Ngo,Қор ,Фонд,Fund,source,source,source")),
    ("mixed-scripts", |f| append(f, ORGANISATIONS, "mixed-fund,Ngo,Қоp,Фонд,Fund,source,source,source")),
    ("empty-table", |f| rewrite(f, ORGANISATIONS, |_| Vec::new())),
    ("missing-table", |f| fs::remove_file(f.join(ORGANISATIONS)).expect("removed")),
    ("missing-metadata", |f| fs::remove_file(f.join("data/csv-metadata.json")).expect("removed")),
    ("broken-metadata", |f| {
        rewrite(f, "data/csv-metadata.json", |t| {
            t.replacen("\"@type\": \"TableGroup\",", "\"@type\": \"TableGroup\"", 1).into_bytes()
        });
    }),
    ("metadata-of-another-kind", |f| rewrite(f, "data/csv-metadata.json", |_| b"[1, 2]".to_vec())),
    ("metadata-without-namespace", |f| {
        rewrite(f, "data/csv-metadata.json", |t| t.replace("void:uriSpace", "void:uriPattern").into_bytes());
    }),
    ("unknown-metadata-property", |f| {
        rewrite(f, "data/csv-metadata.json", |t| {
            t.replacen("\"dialekt\"", "", 1)
                .replacen("\"void:uriSpace\"", "\"dialekt\": {}, \"void:uriSpace\"", 1)
                .into_bytes()
        });
    }),
    ("two-columns-of-one-name", |f| {
        rewrite(f, "data/csv-metadata.json", |t| {
            t.replacen("\"name\": \"label_ru\"", "\"name\": \"label_kk\"", 1).into_bytes()
        });
    }),
    ("template-of-no-address", |f| {
        rewrite(f, "data/csv-metadata.json", |t| t.replacen("sauat/kz/{id}\"", "sauat/kz/[{id}\"", 1).into_bytes());
    }),
    ("source-that-stands-twice", |f| {
        append(f, "data/sources.csv", "example-report,SourceDocument,А,А,A,source,source,source,,kk,,,,,,");
    }),
    ("address-without-scheme", |f| replace(f, STATEMENTS, "https://example.org/,", "example.org,")),
    ("warning-of-a-shape", |f| {
        let shape = "\n<https://example.org/s> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/sauat/ontology#Ngo> ; <http://www.w3.org/ns/shacl#severity> <http://www.w3.org/ns/shacl#Warning> ; <http://www.w3.org/ns/shacl#message> \"No NGO is wanted.\"@en ; <http://www.w3.org/ns/shacl#not> <https://example.org/t> .\n<https://example.org/t> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#class> <https://w3id.org/sauat/ontology#Ngo> .";
        append(f, "ontology/shapes.ttl", shape);
    }),
    ("malformed-shape", |f| {
        append(
            f,
            "ontology/shapes.ttl",
            "<https://example.org/s> a <http://www.w3.org/ns/shacl#PropertyShape> ; <http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/sauat/ontology#Ngo> ; <http://www.w3.org/ns/shacl#minCount> 1 .",
        );
    }),
    ("table-outside-the-folder", |f| {
        rewrite(f, "data/csv-metadata.json", |t| {
            t.replace("\"organisations.csv\"", "\"../../etc/passwd\"").into_bytes()
        });
    }),
    ("broken-ontology", |f| replace(f, "ontology/sauat.ttl", "sauat:Ngo a owl:Class ;", "sauat:Ngo a owl:Class")),
    ("endless-rule", |f| {
        let rule = "#+ into: inferred\nCONSTRUCT { ?next a sauat:Actor } WHERE { ?x a sauat:Actor BIND(IRI(CONCAT(STR(?x), \"x\")) AS ?next) }";
        fs::write(f.join("ontology/rules/99-endless.rq"), rule).expect("written");
    }),
    ("rule-that-is-none", |f| fs::write(f.join("ontology/rules/99-select.rq"), "SELECT * { ?s ?p }").expect("written")),
    ("rule-that-names-what-is-nowhere", |f| {
        let rule = "#+ into: inferred\nCONSTRUCT { ?x a sauat:Actor }\nWHERE { ?x <https://example.org/Knows> ?y }";
        fs::write(f.join("ontology/rules/99-nowhere.rq"), rule).expect("written");
    }),
    ("question-of-undeclared-terms", |f| {
        let question = "#+ title.kk: А\n#+ title.ru: А\n#+ title.en: A\n#+ description.kk: А\n#+ description.ru: А\n#+ description.en: A\n#+ param.who.type: entity Organization\n#+ param.topic.type: concept topics\n#+ param.work.type: entity Project\n#+ param.work.example: example-cours\n# sauat:nothing in a comment, and <https://w3id.org/sauat/ontology#None>\nSELECT ?who {\n  ?who sauat:fundz+ ?work ; a sauat:Ngoo .\n  \"sauat:nothing\" ^<https://w3id.org/sauat/ontology#hasFunder>|sauat:implements ?x .\n  GRAPH kz-graph:fact { ?x sauat:implements kz:example-cours }\n  FILTER EXISTS { VALUES ?y { sauat:Cours } BIND(sauat:toLatn(?y) AS ?z) }\n  FILTER(?x IN (foaf:Agent, <https://example.org/none>))\n}";
        fs::create_dir_all(f.join("queries")).expect("a folder");
        fs::write(f.join("queries/undeclared.rq"), question).expect("written");
    }),
    ("ontology-of-undeclared-terms", |f| {
        replace(f, "ontology/sauat.ttl", "rdfs:subClassOf sauat:PublicBody", "rdfs:subClassOf sauat:PublicBodi");
        replace(f, "ontology/shapes.ttl", "sh:path sauat:lines", "sh:path sauat:line");
    }),
    ("terms-in-the-place-of-others", |f| {
        let header = "#+ title.kk: А\n#+ title.ru: А\n#+ title.en: A\n#+ description.kk: А\n#+ description.ru: А\n#+ description.en: A\n";
        let question = "#+ param.topic.type: concept topic\nSELECT ?who ?whom {\n  VALUES ?relation { sauat:funds sauat:Ngo }\n  VALUES ?kind { sauat:Ngo sauat:covers }\n  ?claim rdf:predicate ?relation ; rdf:subject ?who .\n  ?who a sauat:implements ; sauat:Project ?what ; sauat:kind ?kind .\n  ?relation rdfs:label ?name .\n  FILTER(?name = \"1\"^^sauat:Number || ?name = \"2024\"^^xsd:gyear)\n  ?who skos:Concept ?x ; a skos:broader .\n}";
        fs::create_dir_all(f.join("queries")).expect("a folder");
        fs::write(f.join("queries/places.rq"), format!("{header}{question}")).expect("written");
    }),
    ("rules-that-never-end-or-never-fire", |f| {
        let rule = |name: &str, text: &str| {
            fs::write(f.join("ontology/rules").join(name), format!("#+ into: inferred\n{text}")).expect("written");
        };
        rule("97-head.rq", "CONSTRUCT { ?x a ?klass } WHERE { ?x a ?class }");
        rule("98-nodes.rq", "CONSTRUCT { ?x sauat:partOf [ a sauat:Ngo ] } WHERE { ?x a sauat:Ngo }");
        rule("99-names.rq", "CONSTRUCT { ?new a sauat:Ngo } WHERE { ?x a sauat:Ngo BIND(UUID() AS ?new) }");
    }),
    ("misspelt-terms-of-vocabularies", |f| {
        replace(f, "ontology/shapes.ttl", "sh:minCount 1", "sh:minCont 1");
        let texts = "\nsauat:Ministry rdfs:lable \"A\"@en ; sauat:note \"1\"^^xsd:interger .\nsauat:funds owl:inversOf sauat:Ngo .\nsauat:funds rdfs:domain sauat:partOf .\n";
        append(f, "ontology/sauat.ttl", texts);
        let shape = "\n<https://example.org/s> a sh:NodeShape ; sh:targetClass sauat:funds ; sh:sparql [ sh:select \"SELECT $this { $this <https://w3id.org/sauat/ontology#fundz> ?x }\" ] .\n";
        append(f, "ontology/shapes.ttl", shape);
    }),
    ("path-within-itself", |f| {
        let shape = "\n<https://example.org/s> a sh:PropertyShape ; sh:targetClass sauat:Ngo ; sh:path _:p ; sh:minCount 1 .\n_:p sh:inversePath _:p .\n";
        append(f, "ontology/shapes.ttl", shape);
    }),
    ("shapes-too-deep-in-each-other", |f| {
        let link = |i: usize| format!("e:{i} a sh:NodeShape ; sh:not [ sh:or ( e:{} ) ] .\n", i + 1);
        let chain: String = (0..sauat::limits::SHAPE_LEVELS / 2 + 1).map(link).collect();
        let shapes = format!("\n@prefix e: <https://example.org/s> .\ne:0 sh:targetClass sauat:Ngo .\n{chain}");
        append(f, "ontology/shapes.ttl", &shapes);
    }),
    ("list-without-an-end", |f| {
        replace(
            f,
            "ontology/sauat.ttl",
            "sauat:operatesIn-chain-rest rdf:first sauat:containedIn ; rdf:rest rdf:nil",
            "sauat:operatesIn-chain-rest rdf:first sauat:containedIn ; rdf:rest sauat:operatesIn-chain-rest",
        );
    }),
    ("lists-that-are-none", |f| {
        let lists = "\n<https://example.org/p> owl:propertyChainAxiom <https://example.org/none> .\n\
                     <https://example.org/q> owl:propertyChainAxiom <https://example.org/one> .\n\
                     <https://example.org/one> rdf:first sauat:partOf ; rdf:rest rdf:nil .\n\
                     <https://example.org/two> rdf:first sauat:partOf , sauat:funds ; rdf:rest rdf:nil .\n\
                     <https://example.org/three> rdf:first sauat:partOf .\n\
                     <https://example.org/four> rdf:rest ( 1 ) .\n\
                     <https://example.org/five> rdf:first 1 ; rdf:rest \"the rest\" .\n\
                     rdf:nil rdf:first 1 .\n\
                     <https://example.org/s> <http://www.w3.org/ns/shacl#in> _:loop .\n\
                     _:loop rdf:first 1 ; rdf:rest _:tail .\n_:tail rdf:first 2 ; rdf:rest _:loop .\n";
        append(f, "ontology/sauat.ttl", lists);
    }),
    ("class-above-itself", |f| {
        let loops =
            "\nsauat:PublicBody rdfs:subClassOf sauat:Ministry .\nsauat:funds rdfs:subPropertyOf sauat:funds .\n";
        append(f, "ontology/sauat.ttl", loops);
    }),
    ("texts-of-the-ontology", |f| {
        let texts = "\nsauat:Ministry sauat:definedOn \"2024-02-31\"^^xsd:date ; sauat:weight \"1,5\"^^xsd:decimal ; \
            sauat:count \"07\"^^xsd:integer, \"1\"^^xsd:boolean, \"1.5e2\"^^xsd:double .\n\
            sauat:Ngo rdfs:label \"\"\"two\nlines\"\"\"@en .\n\
            <https://example.org/c> rdfs:label \"Білім\"@ru , \"Образование\"@kk , \"Education\"@en .\n";
        append(f, "ontology/sauat.ttl", texts);
    }),
    ("shape-within-itself", |f| {
        let shape = "\n<https://example.org/s> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#or> ( <https://example.org/t> ) .\n<https://example.org/t> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#node> <https://example.org/s> .";
        append(f, "ontology/shapes.ttl", shape);
    }),
    ("claim-and-claim-of-one-id", |f| {
        append(f, STATEMENTS, "r1,example-course,title,,Мысал,,,,,,,,,,,,example-report,One,L1,,normal,stated,done,");
    }),
    ("context-past-the-end", |f| replace(f, RELATIONS, "L1-L2,,", "L1-L2,L12,")),
    ("withdrawn-id-in-use", |f| append(f, TOMBSTONES, "example-course,withdrawn,,0.2.0,It was a mistake")),
    ("reference-to-a-withdrawn-id", |f| {
        append(f, TOMBSTONES, "example-fund,renamed,example-foundation,0.2.0,A better id");
        replace(f, RELATIONS, "r1,example-foundation", "r1,example-fund");
    }),
    ("heir-that-is-none", |f| append(f, TOMBSTONES, "claim/r9,merged,claim/r99,0.2.0,The same as another")),
    ("heir-that-is-withdrawn", |f| {
        append(f, TOMBSTONES, "claim/r8,merged,claim/r9,0.2.0,The same as another");
        append(f, TOMBSTONES, "claim/r9,merged,claim/r9,0.2.0,The same as itself");
    }),
    ("renamed-to-nothing", |f| append(f, TOMBSTONES, "old-fund,renamed,,0.2.0,A better id")),
    ("withdrawn-with-an-heir", |f| append(f, TOMBSTONES, "name/n9,withdrawn,example-course,soon,A mistake")),
    ("part-of-itself-but-disputed", |f| {
        append(
            f,
            RELATIONS,
            "r3,example-foundation,partOf,example-ministry,,,,,example-report,One,L1,,normal,stated,done,",
        );
        append(
            f,
            RELATIONS,
            "r4,example-ministry,partOf,example-foundation,,,,,example-report,One,L1,,disputed,stated,done,",
        );
    }),
    ("part-of-itself", |f| {
        append(
            f,
            RELATIONS,
            "r3,example-foundation,partOf,example-ministry,,,,,example-report,One,L1,,normal,stated,done,",
        );
        append(
            f,
            RELATIONS,
            "r4,example-ministry,partOf,example-foundation,,,,,example-report,One,L1,,normal,stated,done,",
        );
    }),
    ("disjoint-classes", |f| {
        append(f, "ontology/sauat.ttl", "sauat:Ministry rdfs:subClassOf sauat:Place .");
    }),
    ("ontology-too-deep", |f| {
        let levels = sauat::limits::RDF_BRACKETS + 1;
        append(
            f,
            "ontology/sauat.ttl",
            &format!("sauat:Ngo rdfs:seeAlso {}{} .", "(".repeat(levels), ")".repeat(levels)),
        );
    }),
    ("metadata-too-deep", |f| {
        let levels = sauat::limits::METADATA_BRACKETS + 1;
        rewrite(f, METADATA, |_| format!("{}{}", "[".repeat(levels), "]".repeat(levels)).into_bytes());
    }),
    ("query-of-a-shape-too-deep", |f| {
        let sum = "1+".repeat(sauat::limits::QUERY_LEVELS);
        append(
            f,
            "ontology/shapes.ttl",
            &format!(
                "<https://example.org/s> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/sauat/ontology#Ngo> ; <http://www.w3.org/ns/shacl#sparql> <https://example.org/q> .\n<https://example.org/q> <http://www.w3.org/ns/shacl#select> \"SELECT $this WHERE {{ FILTER({sum}1 = 1) }}\" ."
            ),
        );
    }),
    ("rules-that-make-texts-without-end", |f| {
        let rule = "#+ title.en: Twice\n#+ into: inferred\nCONSTRUCT { ?s rdfs:comment ?twice }\nWHERE { ?s a sauat:Ngo OPTIONAL { ?s rdfs:comment ?text }\n  BIND(CONCAT(COALESCE(?text, \"a\"), COALESCE(?text, \"b\")) AS ?twice) }\n";
        fs::write(f.join("ontology/rules/99-twice.rq"), rule).expect("written");
    }),
    ("address-too-long", |f| {
        describe(f, "organisations.csv", |table| {
            let many = "{label_kk}".repeat(sauat::limits::TEMPLATE_BYTES / 10);
            let column = serde_json::json!({
                "name": "long", "virtual": true, "propertyUrl": "rdfs:seeAlso", "valueUrl": many,
            });
            table["tableSchema"]["columns"].as_array_mut().expect("columns").push(column);
        });
    }),
    ("end-before-start", |f| replace(f, RELATIONS, ",2018,2023,", ",2018,2017,")),
    ("malformed-query-of-a-shape", |f| {
        append(
            f,
            "ontology/shapes.ttl",
            "<https://example.org/s> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/sauat/ontology#Ngo> ; <http://www.w3.org/ns/shacl#sparql> <https://example.org/q> .\n<https://example.org/q> <http://www.w3.org/ns/shacl#select> \"SELECT $this WHERE { $this ?p }\" .",
        );
    }),
    ("table-that-is-a-pipe", |f| {
        fs::remove_file(f.join(RELATIONS)).expect("removed");
        pipe(&f.join(RELATIONS));
    }),
    ("files-that-are-none", |f| {
        for name in ["data/names.csv", "ontology/more.ttl", "queries/some.rq", "releases/0.1.0/manifest.json"] {
            fs::remove_file(f.join(name)).unwrap_or_default();
            fs::create_dir_all(f.join(name)).expect("made");
        }
        pipe(&f.join("ontology/rules/99-pipe.rq"));
        std::os::unix::net::UnixListener::bind(f.join("queries/socket.rq")).expect("bound");
        std::os::unix::fs::symlink("/dev/zero", f.join("data/endless.csv")).expect("made");
    }),
    ("links-out-of-the-folder", |f| {
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, f.join(name)).expect("made");
        fs::create_dir_all(f.join("queries")).expect("made");
        link("/etc/hostname", "data/hostname.csv");
        link("../../../../../../../etc/hostname", "ontology/rules/99-up.rq");
        link("/etc", "queries/etc");
        // A link that stays inside, and one to nothing, are no errors.
        link("organisations.csv", "data/same.csv");
        link("nothing", "data/nothing.csv");
    }),
    ("byte-order-marks-everywhere", |f| {
        fs::create_dir_all(f.join("queries")).expect("made");
        let question = "#+ title.kk: А\n#+ title.ru: А\n#+ title.en: A\n#+ description.kk: А\n#+ description.ru: А\n#+ description.en: A\nSELECT ?x { ?x a sauat:Ngo }";
        fs::write(f.join("queries/odd.rq"), question).expect("written");
        let rule = "#+ into: inferred\nCONSTRUCT { ?x a sauat:Actor } WHERE { ?x a sauat:Ngo }";
        fs::write(f.join("ontology/rules/99-odd.rq"), rule).expect("written");
        for file in ["queries/odd.rq", "ontology/rules/99-odd.rq", "ontology/sauat.ttl", METADATA] {
            rewrite(f, file, |text| format!("\u{FEFF}{text}").into_bytes());
        }
    }),
    ("texts-in-utf-16", |f| {
        fs::create_dir_all(f.join("queries")).expect("made");
        fs::write(f.join("queries/odd.rq"), "#+ title.en: Odd\nSELECT ?x { ?x ?y ?z }").expect("written");
        fs::write(f.join("ontology/rules/99-odd.rq"), "#+ into: inferred\nCONSTRUCT WHERE { ?x a ?y }")
            .expect("written");
        fs::write(f.join("ontology/more.ttl"), "<x:a> a <x:b> .").expect("written");
        for file in ["queries/odd.rq", "ontology/rules/99-odd.rq", "ontology/more.ttl"] {
            rewrite(f, file, |text| {
                [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            });
        }
    }),
    ("question-without-title", |f| {
        fs::create_dir_all(f.join("queries")).expect("made");
        fs::write(f.join("queries/odd.rq"), "#+ titel.en: Odd\nSELECT ?x { ?x ?y }").expect("written");
    }),
];

/// What is checked together with the source documents, which lie in `sources/`.
const SOURCE_CASES: &[(&str, Edit)] = &[
    ("sources-confirmed", |_| {}),
    ("source-missing", |f| fs::remove_file(f.join("sources/example.txt")).expect("removed")),
    ("source-changed", |f| append(f, "sources/example.txt", "Жаңа жол")),
    ("source-of-another-length", |f| {
        replace(f, "data/sources.csv", ",9,", ",8,");
        replace(f, "data/coverage.csv", "example-report,L9,none,blank\n", "");
    }),
    ("source-without-digest", |f| rewrite(f, "data/sources.csv", |t| t.replace(DIGEST, "").into_bytes())),
    ("lines-without-the-subject", |f| replace(f, RELATIONS, "One,L3,", "One,L8,")),
    ("decimal-that-is-another", |f| replace(f, STATEMENTS, ",1200,about", ",1200.5,about")),
    ("lines-of-another-claim", |f| replace(f, STATEMENTS, "Two,L8,", "Two,L1,")),
];

/// Tables of ratings, for the map that draws them.
const RATING_CASES: &[(&str, &str)] = &[
    ("ratings-without-a-column", "actor,interest,rater,source,date\nexample-foundation,5,A. B.,workshop,2026-01-01\n"),
    (
        "ratings-that-do-not-fit",
        "actor,interest,power,rater,source,date\nexample-fondation,5,5,A. B.,workshop,2026-01-01\n\
         example-foundation,11,much,,workshop,01.02.2026\n",
    ),
    (
        "ratings-of-no-actor-and-twice",
        "actor,interest,power,rater,source,date\nexample-course,5,5,A. B.,workshop,2026-01-01\n\
         example-foundation,5,5,A. B.,workshop,2026-01-01\nexample-foundation,7,5,A. B.,interview,2026-02-01\n",
    ),
    ("ratings-without-rows", "actor,interest,power,rater,source,date\n"),
];

/// All cases without sources.
pub(crate) fn all() -> impl Iterator<Item = &'static (&'static str, Edit)> {
    CASES.iter().chain(TABLES)
}

/// The report without the names of temporary folders.
fn report(output: &Output, folder: &Path) -> String {
    transcript(output).replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn each_case_is_reported_exactly() {
    for (name, edit) in all() {
        let folder = minimal();
        edit(folder.path());
        let output = sauat().args(["check", "--dir"]).arg(folder.path()).output().expect("runs");
        snapshot(&report(&output, folder.path()), &root().join(format!("tests/cases/bad/{name}.txt")));
    }
}

#[test]
fn each_case_with_sources_is_reported_exactly() {
    for (name, edit) in SOURCE_CASES {
        let folder = minimal();
        copy(&root().join("tests/cases/minimal-sources"), &folder.path().join("sources"));
        edit(folder.path());
        let mut command = sauat();
        command.args(["check", "--dir"]).arg(folder.path()).arg("--sources").arg(folder.path().join("sources"));
        let output = command.output().expect("runs");
        snapshot(&report(&output, folder.path()), &root().join(format!("tests/cases/bad/{name}.txt")));
    }
}

#[test]
fn ratings_are_checked_cell_by_cell() {
    for (name, table) in RATING_CASES {
        let folder = minimal();
        let file = folder.path().join("ratings.csv");
        fs::write(&file, table).expect("written");
        let mut command = sauat();
        command.args(["map", "power-interest", "--dir"]).arg(folder.path()).arg("--ratings").arg(&file);
        let output = command.output().expect("runs");
        snapshot(&report(&output, folder.path()), &root().join(format!("tests/cases/bad/{name}.txt")));
    }
}

/// A file that is named on the command line is a file too.
#[test]
fn pipes_and_folders_are_no_tables_of_ratings() {
    let folder = minimal();
    let fifo = folder.path().join("ratings.csv");
    pipe(&fifo);
    for (path, kind) in
        [(fifo.as_path(), "a named pipe"), (folder.path(), "a folder"), (Path::new("/dev/zero"), "a device")]
    {
        let mut command = sauat();
        command.args(["map", "power-interest", "--dir"]).arg(folder.path()).arg("--ratings").arg(path);
        let output = command.output().expect("runs");
        let said = transcript(&output);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains(&format!("{} cannot be read: it is {kind}, not a file", path.display())), "{said}");
    }
}

#[test]
fn links_are_followed_if_that_is_said() {
    let (folder, elsewhere) = (minimal(), tempfile::tempdir().expect("a folder"));
    let (table, moved) = (folder.path().join(ORGANISATIONS), elsewhere.path().join("organisations.csv"));
    fs::rename(&table, &moved)
        .or_else(|_| fs::copy(&table, &moved).and_then(|_| fs::remove_file(&table)))
        .expect("moved");
    std::os::unix::fs::symlink(&moved, &table).expect("made");
    for (arguments, code) in
        [(&["check"][..], 1), (&["build"], 1), (&["query", "ASK {}"], 1), (&["check", "--follow-links"], 0)]
    {
        let output = sauat().arg("-C").arg(folder.path()).args(arguments).output().expect("runs");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", transcript(&output));
    }
    // The folder itself may be reached over a link.
    let link = elsewhere.path().join("dataset");
    std::os::unix::fs::symlink(minimal().keep(), &link).expect("made");
    let output = sauat().arg("-C").arg(&link).arg("check").output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    fs::remove_dir_all(fs::canonicalize(&link).expect("there")).expect("removed");
}

#[test]
fn nothing_is_written_from_bad_tables() {
    let folder = minimal();
    replace(folder.path(), RELATIONS, "implements", "implemnts");
    let output = sauat().args(["build", "--dir"]).arg(folder.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", transcript(&output));
    assert!(!folder.path().join("exports").exists());
}

/// The codes of diagnostics that stand in the code.
fn codes() -> std::collections::BTreeSet<String> {
    fn walk(folder: &Path, codes: &mut std::collections::BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, codes);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (at, _) in code.match_indices('"') {
                let word: String = code[at + 1..].chars().take(5).collect();
                let (letter, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
                let digits = rest.strip_suffix('"').unwrap_or_default();
                let upper = letter.chars().all(|c| c.is_ascii_uppercase()) && !letter.is_empty();
                let comment = code[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("//"));
                if upper && digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()) && !comment {
                    codes.insert(format!("{letter}{digits}"));
                }
            }
        }
    }
    let mut codes = std::collections::BTreeSet::new();
    walk(&root().join("src"), &mut codes);
    codes
}

#[test]
fn every_code_has_a_case() {
    let reports: String = fs::read_dir(root().join("tests/cases/bad"))
        .expect("a folder")
        .flatten()
        .map(|entry| fs::read_to_string(entry.path()).expect("readable"))
        .collect();
    // A key that stands in several rows is told as K001 where it is primary, as all of ours are.
    let exempt = ["K003"];
    let shown = |code: &String| reports.contains(&format!("[{code}]")) || exempt.contains(&code.as_str());
    let without: Vec<String> = codes().into_iter().filter(|code| !shown(code)).collect();
    assert!(without.is_empty(), "no case shows {without:?}");
}

#[test]
fn reports_have_a_case_and_cases_a_report() {
    for entry in fs::read_dir(root().join("tests/cases/bad")).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".txt").to_owned();
        let known = all().chain(SOURCE_CASES).map(|(case, _)| *case);
        let mut known = known.chain(RATING_CASES.iter().map(|(case, _)| *case));
        assert!(known.any(|case| case == name), "{name}.txt belongs to no case");
    }
}

#[test]
fn findings_are_written_in_every_format() {
    for format in ["json", "csv", "github"] {
        let folder = minimal();
        replace(folder.path(), RELATIONS, "r1,example-foundation", "r1,example-fondation");
        replace(folder.path(), ORGANISATIONS, "Фонд «Пример»", "");
        let output = sauat().args(["check", "--format", format, "--dir"]).arg(folder.path()).output().expect("runs");
        snapshot(&report(&output, folder.path()), &root().join(format!("tests/cases/formats/{format}.txt")));
    }
}
