//! Rows of tables: the same columns of a dossier, a site and a supplier, gates on them, and how one stands among many.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::{AS_OF, Folder, Ran, credence, credence_reading, root};

/// A table by its columns.
struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn of(ran: &Ran) -> Self {
        let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = texts(reader.headers().unwrap());
        Rows { header, rows: reader.records().map(|record| texts(&record.unwrap())).collect() }
    }

    #[track_caller]
    fn column(&self, name: &str) -> Vec<&str> {
        assert!(self.header.iter().any(|column| column == name), "{name} is not among {:?}", self.header);
        let at = self.header.iter().position(|column| column == name).unwrap();
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }
}

fn rows(args: &[&str], input: &str) -> Rows {
    let args = [&args[..1], &["--as-of", AS_OF, "--format", "csv"], &args[1..], &["-"]].concat();
    Rows::of(&credence_reading(&args, input.as_bytes()))
}

fn sample(count: usize) -> String {
    credence(&["sample", &count.to_string(), "--seed", "11"]).exits(0).out
}

/// The columns that `credence schema row` lists for some tables.
fn listed(stands: &[&str]) -> Vec<String> {
    let schema = credence(&["schema", "row"]).exits(0).json();
    let fields = schema["fields"].as_array().unwrap().iter();
    let fields =
        fields.filter(|field| stands.iter().any(|asked| field["in"].as_str().unwrap().starts_with(asked)));
    let names = fields.flat_map(|field| match field["name"].as_str().unwrap() {
        "verdict_<standard>" => {
            ["cbp", "comply_chain", "profession", "wrc"].map(|id| format!("verdict_{id}")).to_vec()
        }
        name => vec![name.to_owned()],
    });
    names.collect()
}

#[test]
fn every_table_has_the_columns_that_are_documented() {
    let header = |args: &[&str]| rows(args, "{}").header;
    let every = ["every", "`--detail decision`"];
    assert_eq!(header(&["score"]), listed(&["every"]));
    assert_eq!(header(&["score", "--detail", "decision"]), listed(&every));
    assert_eq!(header(&["score", "--detail", "full"]), listed(&[&every[..], &["`--detail full`"]].concat()));
    for of in ["sites", "suppliers"] {
        assert_eq!(header(&["portfolio", "--rows", of]), listed(&[&every[..], &["portfolios"]].concat()));
    }
    // What is listed stands in the README too.
    let schema = credence(&["schema", "row"]).exits(0).json();
    let mut table = "| column | type | in | means |\n| --- | --- | --- | --- |\n".to_owned();
    for field in schema["fields"].as_array().unwrap() {
        let [name, kind, stands, means] =
            ["name", "type", "in", "description"].map(|key| field[key].as_str().unwrap());
        let _ = writeln!(table, "| `{name}` | {kind} | {stands} | {means} |");
    }
    let readme = root().join("cli/README.md");
    let text = std::fs::read_to_string(&readme).unwrap();
    let (before, rest) = text.split_once("<!-- columns -->\n").unwrap();
    let (kept, after) = rest.split_once("<!-- end of columns -->\n").unwrap();
    let made = format!("\n{table}\n");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&readme, format!("{before}<!-- columns -->\n{made}<!-- end of columns -->\n{after}"))
            .unwrap();
    } else {
        assert_eq!(kept, made, "mend: UPDATE_GOLDEN=1 cargo test -p audit-credence-cli columns");
    }
}

/// A value of an answer as a cell has it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(cell).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

#[test]
fn a_row_says_what_the_whole_answer_says() {
    let input = sample(150);
    let full = rows(&["score", "--detail", "full"], &input);
    let whole: Vec<Value> =
        full.column("assessment").iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let check = |name: &str, of: &dyn Fn(&Value) -> String| {
        let expected: Vec<String> = whole.iter().map(of).collect();
        assert_eq!(full.column(name), expected, "{name}");
        assert!(expected.iter().any(|cell| !cell.is_empty() && cell != "false"), "{name} is always empty");
    };
    for key in ["ref", "site", "status", "status_because", "next_change_on", "as_of"] {
        check(key, &|answer| cell(&answer[key]));
    }
    check("action", &|answer| cell(&answer["action"]["code"]));
    check("action_because", &|answer| cell(&answer["action"]["because"]));
    check("graded", &|answer| answer["grade"].is_object().to_string());
    check("grade_worst", &|answer| cell(&answer["grade"]["worst"]));
    check("grade_best", &|answer| cell(&answer["grade"]["best"]));
    let rank = |grade: &Value| {
        "EDCBA".find(grade.as_str().unwrap_or("?")).map_or(String::new(), |at| (at + 1).to_string())
    };
    check("grade_worst_rank", &|answer| rank(&answer["grade"]["worst"]));
    check("grade_best_rank", &|answer| rank(&answer["grade"]["best"]));
    for part in ["shown", "against", "unsaid", "of"] {
        check(part, &|answer| cell(&answer["account"][part]));
    }
    check("verdict_cbp", &|answer| cell(&answer["standards"]["cbp"]["verdict"]));
    check("held_by", &|answer| {
        let held = answer["caps"].as_array().unwrap().iter();
        let held = held.filter(|cap| ["worst", "both"].contains(&cap["binds"].as_str().unwrap()));
        held.map(|cap| cell(&cap["id"])).collect::<Vec<_>>().join(";")
    });
    check("pack_sha256", &|answer| cell(&answer["pack"]["sha256"]));
    // The first question is one of the fewest where there are such, and none where the action comes before any.
    for (question, answer) in full.column("first_question").iter().zip(&whole) {
        let gaps = answer["gaps"].as_array().unwrap();
        let asked = gaps.iter().find(|gap| cell(&gap["ask"]) == *question);
        match answer["action"]["code"].as_str().unwrap() {
            "blocked" | "act" | "no_audit" | "obtain" => assert_eq!(*question, ""),
            "ask" => {
                let fewest = answer["action"]["questions"].as_array().unwrap();
                assert!(fewest.contains(&asked.unwrap()["criterion"]), "{question}");
            }
            "look_up" => assert!(asked.is_none_or(|gap| gap["answer_from"] == "reader"), "{question}"),
            _ => assert_eq!(asked.is_some(), !gaps.is_empty()),
        }
    }
    // Less detail has fewer columns, and says the same in those; so it does where a summary counts more.
    let folder = Folder::new("rows-summary");
    let summary = folder.path("summary.json");
    let grades = rows(&["score"], &input);
    for name in &grades.header {
        assert_eq!(grades.column(name), full.column(name), "{name}");
    }
    assert_eq!(grades.rows, rows(&["score", "--summary", &summary], &input).rows);
}

/// A dossier of a site of its own, graded, with a notice of the visit.
fn site(number: usize, supplier: &str, notice: &str) -> String {
    format!(
        r#"{{"ref":"r{number}","supplier":{{"id":"{supplier}"}},"site":{{"id":"s{number:02}"}},"report":{{"id":"a{number}","document":"full_report","visit":{{"notice":"{notice}"}}}}}}"#
    ) + "\n"
}

#[test]
fn a_site_of_one_dossier_has_the_row_of_the_dossier() {
    let exemplary = credence(&[
        "score",
        "--as-of",
        AS_OF,
        "examples/exemplary.toml",
        "--detail",
        "decision",
        "--format",
        "csv",
    ]);
    let (dossier, of_site) = (
        Rows::of(&exemplary.exits(0)),
        Rows::of(
            &credence(&["portfolio", "--as-of", AS_OF, "examples/exemplary.toml", "--format", "csv"])
                .exits(0),
        ),
    );
    for name in &dossier.header {
        assert_eq!(dossier.column(name), of_site.column(name), "{name}");
    }
    // Two that follow one another in a sample are of one site.
    let input: String = sample(160).lines().step_by(2).flat_map(|line| [line, "\n"]).collect();
    let (dossiers, sites) = (rows(&["score", "--detail", "decision"], &input), rows(&["portfolio"], &input));
    assert_eq!(sites.rows.len(), 80);
    for row in &dossiers.rows {
        let site = sites.rows.iter().find(|site| site[0] == row[0]).unwrap();
        assert_eq!(site[..row.len()], row[..]);
    }
}

#[test]
fn a_supplier_has_the_row_of_its_worst_site_and_passes_where_all_its_sites_do() {
    let lines = [site(1, "one", "unannounced"), site(2, "one", "announced"), site(3, "other", "unannounced")]
        .concat();
    let gate = ["--fail-below-best", "B"];
    let sites = rows(&[&["portfolio"], &gate[..]].concat(), &lines);
    let suppliers = rows(&[&["portfolio", "--rows", "suppliers"], &gate[..]].concat(), &lines);
    let gates = |rows: &Rows, by: &str| {
        let mut all: Vec<_> = rows
            .column(by)
            .into_iter()
            .zip(rows.column("gate"))
            .map(|(id, word)| format!("{id} {word}"))
            .collect();
        all.sort();
        all
    };
    assert_eq!(gates(&sites, "site"), ["s01 pass", "s02 fail", "s03 pass"]);
    assert_eq!(gates(&suppliers, "supplier"), ["one fail", "other pass"]);
    assert_eq!(
        suppliers.column("sites"),
        suppliers
            .column("supplier")
            .iter()
            .map(|id| if *id == "one" { "2" } else { "1" })
            .collect::<Vec<_>>()
    );
    let worst = suppliers.column("supplier").iter().position(|id| *id == "one").unwrap();
    let at = sites.column("site").iter().position(|id| *id == suppliers.column("site")[worst]).unwrap();
    for name in listed(&["every", "`--detail decision`"]).iter().filter(|name| *name != "gate") {
        assert_eq!(suppliers.column(name)[worst], sites.column(name)[at], "{name}");
    }
}

#[test]
fn gates_look_at_either_end_and_each_row_says_what_the_exit_code_says() {
    // The announced visit holds the best end at C; nothing is said of how workers were heard, so the worst is E.
    let lines = site(1, "one", "announced");
    for (door, detail) in [("score", "--quiet"), ("score", "--detail=decision"), ("portfolio", "--quiet")] {
        for (gate, code) in [
            (["--fail-below-best", "C"], 0),
            (["--fail-below-best", "B"], 1),
            (["--fail-below", "E"], 0),
            (["--fail-below", "D"], 1),
            (["--fail-on", "blocked,act,no_audit,obtain"], 0),
            (["--fail-on", "ask,re_audit"], 1),
        ] {
            let args = [door, detail, "--as-of", AS_OF, "--format", "csv", gate[0], gate[1], "-"];
            let ran = credence_reading(&args, lines.as_bytes()).exits(code);
            assert_eq!(
                Rows::of(&ran).column("gate"),
                [["pass", "fail"][usize::try_from(code).unwrap()]],
                "{args:?}"
            );
        }
        let args = [door, "--as-of", AS_OF, "--fail-below-best", "F", "-"];
        credence_reading(&args, lines.as_bytes())
            .exits(2)
            .says("--fail-below-best: `F` is not a grade of this pack");
        // What is not graded is below every grade, at either end.
        let args = [door, "--as-of", AS_OF, "--quiet", "--fail-below-best", "E", "-"];
        credence_reading(&args, b"{}").exits(1);
    }
    let both = ["score", "--as-of", AS_OF, "--quiet", "--fail-below", "E", "--fail-below-best", "B", "-"];
    credence_reading(&both, lines.as_bytes()).exits(1);
}

#[test]
fn an_empty_cell_holds_what_was_asked_for() {
    for door in ["score", "portfolio"] {
        let empty = rows(&[door], "{}");
        let named = rows(&[door, "--null", "\\N"], "{}");
        assert_eq!(named.header, empty.header);
        let filled = |cell: &String| if cell.is_empty() { "\\N".to_owned() } else { cell.clone() };
        assert_eq!(named.rows, [empty.rows[0].iter().map(filled).collect::<Vec<_>>()]);
        assert_eq!(
            [named.column("grade_worst"), named.column("gate"), named.column("held_by")],
            [["\\N"]; 3]
        );
        assert_eq!((named.column("graded"), named.column("status")), (vec!["false"], vec!["unscorable"]));
        credence(&[door, "--null", "x", "--format", "json", "-"]).exits(2).says("--null is of CSV");
    }
}

#[test]
fn a_portfolio_reads_and_writes_what_score_does() {
    let folder = Folder::new("portfolio-tables");
    let table = "Site;Type\nX-1;Surprise\nX-2;n/a\n";
    let mapping = folder.file(
        "columns.toml",
        "not_stated = [\"n/a\"]\n[columns]\nSite = \"site.id\"\nType = { path = \"report.visit.notice\", values = { Surprise = \"unannounced\" } }\n",
    );
    let (named, unnamed) = (folder.file("a.csv", table), folder.file("a", table));
    let args = ["portfolio", "--as-of", AS_OF, "--mapping", &mapping];
    let lines = credence(&[&args[..], &["--format", "jsonl", &named]].concat()).exits(0);
    let mut sites = lines.each("site");
    sites.sort_by_key(ToString::to_string);
    assert_eq!(sites, ["X-1", "X-2"]);
    assert_eq!(
        lines.out,
        credence(&[&args[..], &["--input", "csv", "--format", "jsonl", &unnamed]].concat()).exits(0).out
    );
    let whole = credence(&[&args[..], &["--format", "json", &named]].concat()).exits(0).json();
    let each: Vec<Value> = lines.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(whole["sites"], Value::from(each));
    // Whatever the form, a file has what standard output has, and takes its form from its name.
    for name in ["out.json", "out.jsonl", "out.csv", "out.md", "out.html"] {
        let to = folder.path(name);
        assert_eq!(credence(&[&args[..], &["-o", &to, &named]].concat()).exits(0).out, "");
        let form = name.split_once('.').unwrap().1;
        let printed = credence(&[&args[..], &["--format", form, &named]].concat()).exits(0).out;
        assert_eq!(std::fs::read_to_string(&to).unwrap(), printed, "{name}");
    }
    let parquet = folder.path("out.parquet");
    credence(&[&args[..], &["-o", &parquet, &named]].concat()).exits(0);
    assert_eq!(&std::fs::read(&parquet).unwrap()[..4], b"PAR1");
    credence(&[&args[..], &["--format", "parquet", &named]].concat()).exits(2).says("--output");
    credence(&[&args[..], &["-o", &named, &named]].concat()).exits(2).says("by the same run: name another");
    // What was answered is a table that is read again, whatever the kinds of its columns.
    let others = rows(&["portfolio"], "{}").header.into_iter().filter(|name| name != "site");
    let ignore: Vec<String> = others.map(|name| format!("{name:?}")).collect();
    let again =
        folder.file("again.toml", format!("ignore = [{}]\ncolumns.site = \"site.id\"", ignore.join(", ")));
    let again =
        credence(&["portfolio", "--as-of", AS_OF, "--mapping", &again, "--format", "jsonl", &parquet]);
    assert_eq!(again.exits(0).each("site").len(), 2);
}

#[test]
fn how_one_stands_among_many_is_told_where_there_are_enough() {
    let many = |count: usize| -> String {
        (0..count).map(|at| site(at, "one", if at < 5 { "unannounced" } else { "announced" })).collect()
    };
    // Two that are not graded count for nothing.
    let enough = many(20) + "{\"site\":{\"id\":\"x\"}}\n{\"site\":{\"id\":\"y\"}}\n";
    let found = rows(&["portfolio"], &enough);
    let told: Vec<_> = ["site", "better_shown_than_percent", "peers"].map(|name| found.column(name)).to_vec();
    for (at, site) in told[0].iter().enumerate() {
        let expected = match *site {
            "x" | "y" => ["", ""],
            site if site < "s05" => ["75", "20"],
            _ => ["0", "20"],
        };
        assert_eq!([told[1][at], told[2][at]], expected, "{site}");
    }
    let page = |input: &str, form: &str| {
        credence_reading(&["portfolio", "--as-of", AS_OF, "--format", form, "-"], input.as_bytes())
            .exits(0)
            .out
    };
    for form in ["md", "html"] {
        assert!(page(&enough, form).contains("better shown than 75 % of these 20"), "{form}");
        assert!(!page(&many(19), form).contains("better shown than"), "{form}: 19 are too few");
    }
    let folder = Folder::new("peers");
    let path = folder.path("summary.json");
    let args =
        ["score", "--as-of", AS_OF, "--format", "jsonl", "--detail", "grades", "--summary", &path, "-"];
    let ran = credence_reading(&args, enough.as_bytes()).exits(0);
    ran.says("at least half of these 20 show at most ");
    let summary: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let shares = summary["peers"].as_array().unwrap();
    let counts: Vec<_> =
        shares.iter().map(|one| (&one["count"], &one["better_than_percent"], &one["peers"])).collect();
    assert_eq!(counts.len(), 2);
    assert_eq!((counts[0].0, counts[0].1), (&15.into(), &0.into()));
    assert_eq!((counts[1].0, counts[1].1, counts[1].2), (&5.into(), &75.into(), &20.into()));
    let few = credence_reading(&args, many(19).as_bytes()).exits(0);
    assert!(!few.err.contains("half of these"), "{}", few.err);
}
