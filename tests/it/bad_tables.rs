//! Tables that were saved, pasted or typed wrongly as a whole, and one mistake in many rows: more cases of `bad_input`.

use std::fs;

use crate::bad_input::{
    Edit, ORGANISATIONS, RELATIONS, STATEMENTS, TOMBSTONES, append, declare, describe, describe_column, many, replace,
    rewrite, windows_1251,
};

/// What is checked, by the name of its report.
pub(crate) const CASES: &[(&str, Edit)] = &[
    ("bars-between-cells", |f| rewrite(f, ORGANISATIONS, |t| t.replace(',', "|").into_bytes())),
    ("semicolons-below-a-header-of-commas", |f| {
        rewrite(f, ORGANISATIONS, |t| {
            let (header, rows) = t.split_once('\n').expect("rows");
            format!("{header}\n{}", rows.replace(',', ";")).into_bytes()
        });
    }),
    ("rows-in-quotes", |f| {
        rewrite(f, ORGANISATIONS, |t| t.lines().map(|line| format!("\"{line}\"\n")).collect::<String>().into_bytes());
    }),
    ("title-above-the-header", |f| rewrite(f, "data/sources.csv", |t| format!("Our sources\n\n{t}").into_bytes())),
    ("separator-above-the-header", |f| {
        rewrite(f, ORGANISATIONS, |t| format!("sep=;\n{}", t.replace(',', ";")).into_bytes());
    }),
    ("no-header", |f| {
        rewrite(f, ORGANISATIONS, |t| t.split_once('\n').expect("rows").1.as_bytes().to_vec());
    }),
    ("header-that-stands-twice", |f| {
        append(f, ORGANISATIONS, "id,class,label_kk,label_ru,label_en,label_kk_by,label_ru_by,label_en_by");
    }),
    ("header-in-capitals", |f| {
        rewrite(f, ORGANISATIONS, |t| {
            let (header, rows) = t.split_once('\n').expect("rows");
            format!("{}\n{rows}", header.to_uppercase()).into_bytes()
        });
    }),
    ("header-of-another-table", |f| {
        rewrite(f, ORGANISATIONS, |_| fs::read(f.join(TOMBSTONES)).expect("a table"));
    }),
    ("columns-without-names", |f| {
        rewrite(f, ORGANISATIONS, |t| t.lines().map(|line| format!("{line},,\n")).collect::<String>().into_bytes());
    }),
    ("page-in-place-of-a-table", |f| {
        rewrite(f, ORGANISATIONS, |_| b"<!DOCTYPE html>\n<html><title>Sign in</title>\n".to_vec());
    }),
    ("workbook-in-place-of-a-table", |f| rewrite(f, ORGANISATIONS, |_| b"PK\x03\x04\x14\0\x06\0".to_vec())),
    ("text-after-a-closing-quote", |f| {
        replace(f, RELATIONS, "from the heading", "\"from the\" heading");
        replace(f, "data/projects.csv", "Example Course", "\"Example \\\"Course\\\"\"");
    }),
    ("texts-that-are-damaged", |f| {
        append(f, ORGANISATIONS, "fund-1,Ngo,РњС‹СЃР°Р» Т›РѕСЂС‹,Фонд,#N/A,source,source,source");
        append(f, ORGANISATIONS, "fund-2,Ngo,М?дени ?оры,Ôîíä «Ïðèìåð»,CafÃ©,source,source,source");
        append(f, ORGANISATIONS, "fund-3,Ngo,Мысал қ\u{FFFD}ры,Фонд αβ,Example 教育,source,source,source");
        append(f, ORGANISATIONS, "fund-4,Ngo,Μысал,Фо\u{AD}нд,Example &amp; Co,source,source,source");
        append(f, ORGANISATIONS, "fund-5,Ngo,Мысал,-,Exam\u{3164}ple,source,source,source");
        replace(f, "data/coverage.csv", "L9,none,blank", "L9,none,bl\u{FFFD}nk");
    }),
    ("ends-of-a-claim-that-are-swapped", |f| {
        replace(
            f,
            RELATIONS,
            "example-foundation,implements,example-course",
            "example-course,implements,example-foundation",
        );
    }),
    ("twenty-ids-of-nothing", |f| {
        many(f, RELATIONS, 20, |i| {
            format!(
                "r1{i:02},nobody-{i},supports,example-course,,,,,example-report,S{i},L{},,normal,stated,done,",
                i % 4 + 1
            )
        });
    }),
    ("twenty-classes-of-nothing", |f| {
        many(f, ORGANISATIONS, 20, |i| {
            let class = char::from(b'A' + u8::try_from(i).expect("small"));
            format!("fund-{i},Q{class},Қор,Фонд,Fund,source,source,source")
        });
    }),
    ("twenty-ends-before-starts", |f| {
        many(f, RELATIONS, 20, |i| {
            format!(
                "r1{i:02},example-ministry,supports,example-course,,{},{},,example-report,S{i},L{},,normal,stated,done,",
                2020 - i,
                1999 - i,
                i % 4 + 1
            )
        });
    }),
    ("addresses-that-are-typed-wrong", |f| {
        replace(f, "data/sources.csv", "https://example.org/report", "www.example.org/report");
        for (i, address) in
            ["<https://example.org>", "htp://example.org", "a@b", "\u{200B}", "https://a.org https://b.org", "нет"]
                .into_iter()
                .enumerate()
        {
            append(
                f,
                STATEMENTS,
                &format!(
                    "s1{i},example-course,webPage,,,,,,,,,,,{address},,,example-report,Two,L8,,normal,stated,done,"
                ),
            );
        }
    }),
    ("dates-as-people-write-them", |f| {
        replace(f, RELATIONS, ",2018,2023,", ",2024-2-1,2024/02/05,");
        replace(f, "data/sources.csv", ",kk,2025,", ",kk,мамыр 2025,");
        replace(f, STATEMENTS, ",2018-03-01,", ",1.3.2018,");
        replace(
            f,
            RELATIONS,
            "example-course,,,,,example-report,One,L3",
            "example-course,,02/01/2024,,,example-report,One,L3",
        );
    }),
    ("source-of-another-class", |f| replace(f, "data/sources.csv", "SourceDocument", "Ngo")),
    ("two-names-in-one-row", |f| replace(f, "data/names.csv", ",,,,MQ,", ",МҚ,,,MQ,")),
    ("number-of-lines-that-is-none", |f| replace(f, "data/sources.csv", ",9,", ",9.0,")),
    ("number-of-lines-that-is-missing", |f| replace(f, "data/sources.csv", ",9,", ",,")),
    ("coverage-of-another-source", |f| replace(f, "data/coverage.csv", "example-report,L5", "example-reprt,L5")),
    ("coverage-past-the-end", |f| replace(f, "data/coverage.csv", "L9,none", "L9-L12,none")),
    ("coverage-that-is-turned-round", |f| replace(f, "data/coverage.csv", "L6-L8", "L8-L6")),
    ("encoding-that-is-called-otherwise", |f| {
        declare(f, "mac-cyrillic");
        rewrite(f, ORGANISATIONS, windows_1251);
    }),
    ("templates-of-no-column", |f| {
        describe(f, "organisations.csv", |table| {
            table["tableSchema"]["aboutUrl"] = "https://w3id.org/sauat/kz/{ids}".into();
        });
        describe_column(f, "projects.csv", "kind", |column| column["valueUrl"] = "https://example.org/{klass}".into());
    }),
    ("required-virtual-column", |f| {
        describe_column(f, "organisations.csv", "kind", |column| column["required"] = true.into());
    }),
];
