//! The first screen as it is drawn: how long it is, in which words, and where those are explained.
//!
//! What it may say is held where it is made, `tests/it/screen.rs`; how the page looks, in `cli/tests/pages`.

use crate::support::{AS_OF, credence, credence_reading, root};

/// Whether each answer has at most thirty lines of a hundred columns; how many there are.
#[track_caller]
fn fit(shown: &str) -> usize {
    let answers: Vec<&str> = shown.split(&format!("\n{}\n\n", "─".repeat(100))).collect();
    for answer in &answers {
        let wide = answer.lines().find(|line| line.chars().count() > 100);
        assert_eq!(wide, None, "{answer}");
        assert!(answer.trim_end().lines().count() <= 30, "{} lines:\n{answer}", answer.lines().count());
        assert_eq!(answer.matches("Not a finding about the site.").count(), 1, "{answer}");
    }
    answers.len()
}

#[test]
fn a_first_screen_has_at_most_thirty_lines_of_a_hundred_columns() {
    let files = ["examples/[!o]*.toml", "examples/twins/*.toml", "cli/tests/fixtures/hostile.toml"];
    let ran = credence(&[&["score", "--as-of", AS_OF][..], &files].concat()).exits(0);
    assert!(fit(&ran.out) > 60);
    let invented = credence(&["sample", "2000", "--seed", "16"]).exits(0).out;
    let ran = credence_reading(&["score", "--as-of", AS_OF, "--input", "jsonl", "-"], invented.as_bytes());
    assert_eq!(fit(&ran.exits(0).out), 2000);
}

#[test]
fn what_decides_the_first_question_and_a_restriction_are_never_cut() {
    let long = "x".repeat(500);
    let findings: Vec<String> = ["wro", "finding", "uflpa", "caatsa", "other_import_ban"]
        .iter()
        .map(|law| {
            format!("{{ \"id\": \"{law} {long}\", \"kind\": \"forced_labour\", \"source\": \"government\", \"standing\": \"government_action\", \"legal_basis\": \"{law}\", \"published\": \"2025-01-01\" }}")
        })
        .collect();
    let dossier = format!(
        "{{ \"site\": {{ \"name\": \"{long} {long}\", \"country\": \"CN\" }}, \"report\": {{ \"document\": \"full_report\", \"conclusion\": {{ \"forced_labour\": \"indicators_found\", \"findings\": 3, \"indicators_found\": [\"debt_bondage\", \"isolation\", \"deception\"] }} }}, \"certificates\": [{}], \"findings\": [{}] }}",
        ["msc_coc", "asc_coc", "sa8000", "asc_farm", "fsc_coc"]
            .map(|scheme| format!("{{ \"scheme\": \"{scheme}\" }}"))
            .join(","),
        findings.join(",")
    );
    let shown = credence_reading(&["score", "--as-of", AS_OF, "--input", "json", "-"], dossier.as_bytes())
        .exits(0)
        .out;
    assert_eq!(fit(&shown), 1);
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for law in [
        "withhold release order",
        "forced labour finding",
        "Uyghur Forced Labor",
        "America's Adversaries",
        "another authority",
    ] {
        assert!(flat.contains(law), "{law}:\n{shown}");
    }
    for said in [
        "debt bondage",
        "Do not import these goods",
        "What holds it down",
        "Ask the issuer",
        "Look up yourself",
    ] {
        assert!(flat.contains(said), "{said}:\n{shown}");
    }
}

#[test]
fn colour_changes_no_word() {
    let shown = |colour: &str| {
        credence(&["score", "--color", colour, "--as-of", AS_OF, "examples/brightway-2019.toml"]).exits(0).out
    };
    let (plain, coloured) = (shown("never"), shown("always"));
    let mut parts = coloured.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    let without = parts.fold(first, |all, part| all + part.split_once('m').unwrap().1);
    assert!(coloured.len() > plain.len() && !plain.contains('\u{1b}'));
    assert_eq!(without, plain);
    assert_eq!(credence(&["score", "--as-of", AS_OF, "examples/brightway-2019.toml"]).exits(0).out, plain);
}

#[test]
fn the_words_are_explained_by_the_command_its_help_and_its_readme() {
    let words = credence(&["words"]).exits(0).out;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let help = flat(&credence(&["help", "words"]).exits(0).out);
    let readme = root().join("cli/README.md");
    let text = std::fs::read_to_string(&readme).unwrap();
    let (begin, end) = ("<!-- words -->\n", "<!-- end of words -->\n");
    let (before, rest) = text.split_once(begin).unwrap();
    let (kept, after) = rest.split_once(end).unwrap();
    let mut made: Vec<String> = Vec::new();
    let mut terms = 0;
    // A heading stands at the margin, a word behind its dash; what is wrapped belongs to the word before.
    for line in words.lines() {
        made.push(match line.strip_prefix("  - ") {
            Some(term) => {
                let (word, meaning) = term.split_once(": ").unwrap();
                terms += 1;
                format!("\n- `{word}`: {meaning}")
            }
            None if line.starts_with("    ") => format!("\n  {}", line.trim_start()),
            None if line.is_empty() => String::new(),
            None => format!("\n\n### {line}\n"),
        });
    }
    let made = format!("{}\n\n", made.concat().trim_start_matches('\n'));
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&readme, format!("{before}{begin}{made}{end}{after}")).unwrap();
    } else {
        assert_eq!(kept, made, "mend: UPDATE_GOLDEN=1 cargo test -p audit-credence-cli the_words");
    }
    assert!(terms > 90, "{terms} words");
    for term in words.lines().filter_map(|line| line.strip_prefix("  - ")) {
        assert!(help.contains(&flat(term)), "{term}");
    }
}

/// Words of the engine: they explain nothing to whoever reads an answer first.
const OF_THE_ENGINE: [&str; 11] = [
    "band",
    "bands",
    "bind",
    "binds",
    "cap",
    "caps",
    "criteria",
    "criterion",
    "demerit",
    "demerits",
    "settled",
];

/// The text of a page without its marks and styles.
fn without_marks(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    body.split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is shown before the fold.
fn first_screen(form: &str, file: &str) -> String {
    let shown = credence(&["score", "--as-of", "2026-12-01", "--format", form, file]).exits(0).out;
    if form == "html" { without_marks(shown.split_once("<div class=\"rest\">").unwrap().0) } else { shown }
}

#[test]
fn no_first_screen_has_a_word_of_the_engine() {
    let files = ["", "twins/"].iter().flat_map(|folder| {
        let folder = format!("examples/{folder}");
        let names = std::fs::read_dir(root().join(&folder)).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| name.contains(".toml") && name != "outcomes.toml")
            .map(move |name| folder.clone() + &name)
            .collect::<Vec<_>>()
    });
    for file in files {
        for form in ["text", "md", "html"] {
            let shown = first_screen(form, &file).to_lowercase();
            let words = shown.split(|c: char| !c.is_alphabetic());
            let engine: Vec<&str> = words.filter(|word| OF_THE_ENGINE.contains(word)).collect();
            assert!(engine.is_empty(), "{file} as {form}: {engine:?}");
        }
    }
}

#[test]
fn no_table_of_sites_has_a_word_of_the_engine() {
    let args = [
        "portfolio",
        "--as-of",
        AS_OF,
        "examples/exemplary.toml",
        "examples/twins/profession-place.toml",
        "-",
    ];
    let weak = r#"{ "report": { "document": "full_report", "visit": { "notice": "unannounced" } } }"#;
    for form in ["md", "html"] {
        let shown =
            credence_reading(&[&args[..], &["--format", form]].concat(), weak.as_bytes()).exits(0).out;
        let shown =
            if form == "html" { without_marks(shown.split_once("<script>").unwrap().0) } else { shown };
        let words = shown.split(|c: char| !c.is_alphabetic());
        let engine: Vec<&str> = words.filter(|word| OF_THE_ENGINE.contains(word)).collect();
        assert!(engine.is_empty(), "{form}: {engine:?}");
    }
}
