//! Tables in and out, and packed files: the same answers as from JSON Lines.

use serde_json::Value;

use crate::support::{AS_OF, Folder, Ran, credence, credence_reading};

const LINES: &str = r#"{ "ref": "1", "site": { "headcount": 480, "country": "CN" }, "report": { "visit": { "notice": "announced", "auditor_days": 4.5 }, "interviews": { "private": true, "groups": [ { "language": "zh", "workers": 12 } ] }, "scope": { "indicators": [ "debt_bondage", "deception" ] } } }
{ "ref": "2", "report": { "visit": { "start": "2025-03-01" }, "scope": { "indicators": "all" } }, "certificates": [ { "scheme": "bap" } ] }
{ "ref": "3", "site": { "headcount": "many" } }
"#;

/// The same dossiers.
const TABLE: &str = "ref,site.headcount,site.country,report.visit.notice,report.visit.auditor_days,\
report.interviews.private,report.interviews.groups[0].language,report.interviews.groups[0].workers,\
report.scope.indicators,report.visit.start,certificates\n\
1,480,CN,announced,4.5,true,zh,12,debt_bondage;deception,,\n\
2,,,,,,,,all,2025-03-01,\"[{\"\"scheme\"\":\"\"bap\"\"}]\"\n\
3,many,,,,,,,,,\n";

fn score(args: &[&str], file: &str) -> Ran {
    credence(&[&["score", "--as-of", AS_OF, "--format", "jsonl"], args, &[file]].concat())
}

fn gzip(folder: &Folder, name: &str, from: &str) -> String {
    let packed = folder.path(name);
    let to = std::fs::File::create(&packed).unwrap();
    let status = std::process::Command::new("gzip").args(["-c", from]).stdout(to).status().unwrap();
    assert!(status.success());
    packed
}

#[test]
fn a_table_gives_the_answers_of_the_same_dossiers_as_lines() {
    let folder = Folder::new("table");
    let (lines, table) = (folder.file("a.jsonl", LINES), folder.file("a.csv", TABLE));
    let expected = score(&[], &lines).exits(3).says("a.jsonl:3: error[wrong_type]: site.headcount");
    assert_eq!(expected.out.lines().count(), 2);
    let found = score(&[], &table).exits(3).says("a.csv:4: error[wrong_type]: site.headcount");
    assert_eq!(found.out, expected.out);
    let args = ["score", "--as-of", AS_OF, "--format", "jsonl", "--input", "csv", "-"];
    let piped = credence_reading(&args, TABLE.replace(',', "\t").as_bytes());
    assert_eq!(piped.out.lines().count(), 2);
    let packed = gzip(&folder, "b.csv.gz", &table);
    assert_eq!(score(&[], &packed).exits(3).out, expected.out);
    assert_eq!(score(&[], &gzip(&folder, "unnamed", &lines)).exits(3).out, expected.out);
}

#[test]
fn a_packed_file_that_ends_too_early_is_an_io_error() {
    let folder = Folder::new("cut");
    let packed = gzip(&folder, "a.jsonl.gz", &folder.file("a.jsonl", LINES.repeat(200)));
    let bytes = std::fs::read(&packed).unwrap();
    let cut = folder.file("cut.jsonl.gz", &bytes[..bytes.len() / 2]);
    score(&["--quiet"], &cut).exits(5).says("cut.jsonl.gz:");
}

#[test]
fn a_mapping_reads_a_table_that_was_not_made_for_us() {
    let folder = Folder::new("mapping");
    let table = "Audit;Type;Remarks\nX-1;Surprise;late\nX-2;n/a;\n";
    let file = folder.file("foreign.csv", table);
    score(&[], &file)
        .exits(3)
        .says("error[columns]: column `Audit` is no key of a dossier")
        .says("column `Remarks`");
    let mapping = r#"
        not_stated = ["n/a"]
        ignore = ["Remarks"]
        [columns]
        Audit = "ref"
        Type = { path = "report.visit.notice", values = { Surprise = "unannounced" } }
    "#;
    let mapping = folder.file("columns.toml", mapping);
    let ran = score(&["--mapping", &mapping], &file).exits(0);
    assert_eq!(ran.each("ref"), ["X-1", "X-2"]);
    let notice = |answer: &Value| {
        let criteria = answer.as_array().unwrap().iter();
        let [notice] = criteria.filter(|one| one["id"] == "notice").collect::<Vec<_>>()[..] else { panic!() };
        notice["outcome"].clone()
    };
    assert_eq!(ran.each("criteria").iter().map(notice).collect::<Vec<_>>(), ["met", "not_stated"]);
    let wrong = folder.file("wrong.toml", "colums = 1");
    score(&["--mapping", &wrong], &file).exits(2).says("colums");
}

#[test]
fn answers_leave_as_tables_and_come_back() {
    let folder = Folder::new("answers");
    let input = folder.file("a.jsonl", credence(&["sample", "60", "--seed", "4"]).out);
    let grades = score(&["--detail", "grades"], &input).exits(0);
    let csv = credence(&["score", "--as-of", AS_OF, "--format", "csv", &input]).exits(0).out;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| {
        let at = rows[0].iter().position(|column| *column == name).unwrap();
        rows[1..].iter().map(|row| row[at].to_owned()).collect::<Vec<_>>()
    };
    let worst = |grade: &Value| grade["worst"].as_str().unwrap_or_default().to_owned();
    assert_eq!(column("grade_worst"), grades.each("grade").iter().map(worst).collect::<Vec<_>>());
    let cbp = |standards: &Value| standards["cbp"]["verdict"].as_str().unwrap_or_default().to_owned();
    assert_eq!(column("verdict_cbp"), grades.each("standards").iter().map(cbp).collect::<Vec<_>>());

    // A Parquet file of answers has the column `ref`, which is a key of a dossier too: it is read again as dossiers.
    let parquet = folder.path("scores.parquet");
    credence(&["score", "--as-of", AS_OF, "--output", &parquet, &input]).exits(0);
    assert_eq!(&std::fs::read(&parquet).unwrap()[..4], b"PAR1");
    let others: Vec<String> =
        rows[0].iter().filter(|name| **name != "ref").map(|name| format!("{name:?}")).collect();
    let ignore = folder.file("ignore.toml", format!("ignore = [{}]", others.join(", ")));
    let again = score(&["--mapping", &ignore, "--detail", "grades"], &parquet).exits(0);
    assert_eq!(again.each("ref"), grades.each("ref"));
    score(&["--input", "parquet"], "-").exits(5).says("Parquet is read from a file");
    let broken = folder.file("broken.parquet", b"PAR1 and no more PAR1");
    score(&[], &broken).exits(5).says("broken.parquet:");
    credence(&["score", "--format", "parquet", &input]).exits(2).says("--output");

    // Packed as the name tells, and unpacked by the bytes.
    for name in ["scores.jsonl.gz", "scores.jsonl.zst"] {
        let packed = folder.path(name);
        let args = ["score", "--as-of", AS_OF, "--detail", "grades", "--output", &packed, &input];
        credence(&args).exits(0);
        let bytes = std::fs::read(&packed).unwrap();
        assert!(bytes.len() < grades.out.len() / 3, "{name} is not packed");
        let refs = score(&["--quiet"], &packed).exits(3);
        assert_eq!(
            refs.err.matches("error[unknown_key]: pack").count(),
            60,
            "{name} is read again, and is no dossier"
        );
    }
}

#[test]
fn a_gate_on_nothing_does_not_pass_and_blank_rows_are_skipped_and_counted() {
    let folder = Folder::new("nothing");
    let header = folder.file("header.csv", "ref,site.country\n");
    let blank = folder.file("blank.csv", "ref,site.country\n,,\n\n , \n");
    let empty = folder.file("empty.jsonl", "");
    let mut files = vec![header, blank, empty];
    let mut chance = audit_credence_sample::Chance::new(10, 0);
    let table = "ref,site.id\n";
    for (name, begin, signs) in [
        ("a.jsonl", "", " \n\t\r"),
        ("b.json", "", " \n"),
        ("c.csv", table, ",\n "),
        ("d.csv", table, "\n\r "),
    ] {
        let signs = signs.as_bytes();
        let count = u32::try_from(signs.len()).unwrap();
        let one = |_| signs[chance.below(count) as usize];
        let blanks: Vec<u8> = (0..24).map(one).collect();
        files.push(folder.file(name, [begin.as_bytes(), &blanks].concat()));
    }
    for file in &files {
        score(&[], file).exits(3).says("error[empty]: there is no dossier in it");
        for gate in [["--fail-below", "E"], ["--fail-on", "blocked"]] {
            let refused = ["--max-rejected", "100%"];
            score(&[&gate[..], &refused].concat(), file).exits(1).says("nothing was scored");
            let portfolio = ["portfolio", "--as-of", AS_OF, gate[0], gate[1], file];
            credence(&portfolio).exits(3).says("no site was graded");
        }
    }
    let some = folder.file("some.csv", "ref,site.country\n,,\na,CN\n\nb,XX\n");
    let summary = folder.path("summary.json");
    let ran = score(&["--summary", &summary], &some).exits(3).says("2 blank rows were skipped");
    ran.says("some.csv:5: error[");
    let summary: Value = serde_json::from_str(&std::fs::read_to_string(summary).unwrap()).unwrap();
    assert_eq!([&summary["read"], &summary["scored"], &summary["blank_rows"]], [2, 1, 2]);
    credence(&["portfolio", "--as-of", AS_OF, &some]).exits(3).says("some.csv: 2 blank rows were skipped");
}

#[test]
fn no_cell_of_an_answer_is_a_formula_or_acts() {
    let line = r#"{"ref":"=cmd|' /C calc'!A0","site":{"id":"\u202eXYZ","name":"=1+1"},"supplier":{"id":"@SUM(1)","name":"+1"},"report":{"id":"-2+3","document":"full_report"}}"#;
    let folder = Folder::new("formula");
    let input = folder.file("in.jsonl", line);
    for args in [["score", "--detail", "decision"], ["portfolio", "--soon", "60"]] {
        let ran = credence(&[&args[..], &["--as-of", AS_OF, "--format", "csv", &input]].concat());
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(ran.out.as_bytes()).records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1, "{}", ran.err);
        for cell in &rows[0] {
            assert!(!cell.starts_with(['=', '+', '-', '@']) && !cell.contains('\u{202e}'), "{cell}");
        }
        assert!(rows[0].iter().any(|cell| cell.starts_with("\'=cmd")), "{:?}", rows[0]);
    }
}
