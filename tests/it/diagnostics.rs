//! What is wrong with packs: a fixture for every code, exact to the letter, and what must hold of all of them.
//!
//! `tests/fixtures/packs/CODE.toml` (or `CODE-variant.toml`) is a pack with that problem, `.txt` beside it what is
//! reported. A first line `# bases: one two` links the pack with those fixtures. After a change of messages:
//! `UPDATE_GOLDEN=1 cargo test diagnostics`, then read what changed as an author of a pack would.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test: short before safe"
)]
#![expect(clippy::disallowed_methods, reason = "it reads the fixtures and the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use audit_credence::{Diagnostic, Pack, PackText};

/// Codes that no fixture can have, and why.
const WITHOUT_FIXTURE: [(&str, &str); 4] = [
    ("duplicate_key", "TOML itself refuses a key that stands twice: `syntax`; JSON dossiers report it"),
    ("not_a_language", "no key of a pack holds a language; dossiers report it"),
    ("not_utf8", "a pack comes as `&str`; dossiers report it"),
    ("too_large", "a file of 16 MiB: the test `a_pack_that_is_too_large_is_refused` makes it"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn fixture(name: &str) -> String {
    read(&root().join("tests/fixtures/packs").join(name).with_extension("toml"))
}

/// The names of all fixtures, sorted.
fn fixtures() -> Vec<String> {
    let folder = root().join("tests/fixtures/packs");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Links a text with the fixtures that its first line names, each with those named before it.
fn load(text: &str) -> Result<Pack, Vec<Diagnostic>> {
    let names = text.lines().next().and_then(|line| line.strip_prefix("# bases: ")).unwrap_or_default();
    let mut bases: Vec<Pack> = Vec::new();
    for name in names.split_whitespace() {
        bases.push(parse_and_link(&fixture(name), &bases).unwrap_or_else(|problems| {
            panic!("the base {name} is not sound:\n{}", render(&fixture(name), &problems))
        }));
    }
    parse_and_link(text, &bases)
}

fn parse_and_link(text: &str, bases: &[Pack]) -> Result<Pack, Vec<Diagnostic>> {
    PackText::parse(text)
        .and_then(|parsed| parsed.link(bases))
        .map_err(|problems| problems.iter().cloned().collect())
}

/// `line:column` in characters, from 1.
fn place(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_else(|| panic!("byte {at} is not a character's first"));
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
    format!("{line}:{column}")
}

/// One problem a line: `line:column code: message; help [line:column second place]`.
fn render(text: &str, problems: &[Diagnostic]) -> String {
    let mut out = String::new();
    for problem in problems {
        let _ = write!(out, "{} {}: {}", place(text, problem.span.start), problem.code, problem.message);
        if let Some(help) = &problem.help {
            let _ = write!(out, "; {help}");
        }
        if let Some((span, how)) = &problem.related {
            let _ = write!(out, " [{} {how}]", place(text, span.start));
        }
        out.push('\n');
    }
    out
}

/// Every place of every problem can be cut out of the text.
#[track_caller]
fn check_spans(text: &str, problems: &[Diagnostic]) {
    assert!(!problems.is_empty(), "refused without a problem");
    for problem in problems {
        for span in std::iter::once(&problem.span).chain(problem.related.iter().map(|(span, _)| span)) {
            assert!(text.get(span.clone()).is_some(), "{span:?} cannot be cut out: {problem:?}\n{text}");
        }
    }
}

/// What a fixture reports; nothing where it is sound.
fn problems_of(name: &str) -> Vec<Diagnostic> {
    let text = fixture(name);
    let problems = load(&text).err().unwrap_or_default();
    if !problems.is_empty() {
        check_spans(&text, &problems);
    }
    problems
}

#[test]
fn every_fixture_reports_what_stands_beside_it() {
    let mut wrong = Vec::new();
    for name in fixtures() {
        let problems = problems_of(&name);
        let found = render(&fixture(&name), &problems);
        let golden = root().join("tests/fixtures/packs").join(&name).with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() && !found.is_empty() {
            std::fs::write(&golden, &found).unwrap();
        }
        // A fixture that only serves as a base is sound: nothing stands beside it.
        let expected = if golden.exists() { read(&golden) } else { String::new() };
        if found != expected {
            wrong.push(format!("--- {name}.txt\n{expected}--- found\n{found}"));
        }
        // The others begin with the code that they are about.
        let about = name.split('-').next().unwrap_or_default();
        if !problems.is_empty() && name != "several" && problems.iter().all(|problem| problem.code != about) {
            wrong.push(format!("{name}.toml does not report `{about}`\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// Text literals that follow an opening of a call that makes a problem.
fn codes_in(source: &str) -> BTreeSet<String> {
    const OPENINGS: &str =
        "report( report_with( unknown( Diagnostic::new( Problem::new( .problem( .key_problem( .refuse(";
    let form = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_code = |word: &str| !word.is_empty() && word.bytes().all(form);
    let after = |at: usize| source.get(at..).and_then(|rest| rest.trim_start().strip_prefix('"'));
    let calls = OPENINGS
        .split(' ')
        .flat_map(|opening| source.match_indices(opening).filter_map(|(at, found)| after(at + found.len())));
    let leaves = source.lines().filter(|line| line.contains("self.coded::<"));
    let leaves = leaves.filter_map(|line| line.split_once('"').map(|(_, rest)| rest));
    calls
        .chain(leaves)
        .filter_map(|rest| rest.split_once('"').map(|(word, _)| word))
        .filter(|word| is_code(word))
        .map(str::to_owned)
        .collect()
}

fn sources_below(path: PathBuf, into: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            sources_below(entry.unwrap().path(), into);
        }
    } else {
        into.push(path);
    }
}

#[test]
fn every_code_in_the_sources_has_a_fixture() {
    let mut files = Vec::new();
    for path in ["pack.rs", "pack", "tree.rs", "document.rs", "document"] {
        sources_below(root().join("src").join(path), &mut files);
    }
    let codes: BTreeSet<String> = files.iter().flat_map(|file| codes_in(&read(file))).collect();
    assert!(codes.len() > 40, "only {codes:?}: have the names of the calls that report changed?");

    let files = fixtures();
    let have: BTreeSet<&str> =
        files.iter().flat_map(|name| problems_of(name)).map(|problem| problem.code).collect();
    let without: BTreeMap<&str, &str> = WITHOUT_FIXTURE.into_iter().collect();
    for code in &codes {
        assert!(
            without.contains_key(code.as_str()) || (have.contains(code.as_str()) && files.contains(code)),
            "the code `{code}` has no fixture: write tests/fixtures/packs/{code}.toml"
        );
    }
    for code in without.keys() {
        assert!(codes.contains(*code), "`{code}` is excused and no longer in the sources");
        assert!(!have.contains(code), "`{code}` is excused and has a fixture");
    }
    for code in have {
        assert!(codes.contains(code), "`{code}` is reported and was not found in the sources");
    }
}

#[test]
fn the_minimal_pack_is_sound_and_its_case_holds() {
    let pack = load(&fixture("minimal")).unwrap();
    let plan = audit_credence::Plan::new(&pack);
    for case in pack.cases() {
        case.run(&plan, None).unwrap();
    }
}

#[test]
fn several_problems_are_reported_in_one_pass_in_the_order_of_the_text() {
    let text = fixture("several");
    let problems = load(&text).unwrap_err();
    let codes: BTreeSet<_> = problems.iter().map(|problem| problem.code).collect();
    assert!(codes.len() >= 8, "{codes:?}");
    assert!(problems.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
}

#[test]
fn a_pack_that_is_too_large_is_refused() {
    let text = format!("#{}\n", "x".repeat(audit_credence::limits::MAX_DOCUMENT_BYTES));
    let problems = PackText::parse(&text).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["too_large"]);
}

#[test]
fn limits_hold_for_criteria_caps_levels_and_cases() {
    let minimal = fixture("minimal");
    let base = load(&minimal).unwrap();
    let header = "[pack]\nid = 'over'\nformat = 1\nversion = '1'\ntitle = 'T'\nbuilds_on = ['minimal']\n";
    let case = "[[case]]\nname = 'N'\nas_of = 2026-01-01\ndossier = {}\nexpect = { worst = 'E' }\n";
    let criterion = |id: usize, levels: &str| {
        format!(
            "[criterion.c{id}]\ntitle = 'T'\nwhy = 'W'\nfact = 'site.shifts'\ndomain = 'visit'\nask = 'A'\n\
             answer_from = 'auditor'\nsources = ['advice']\nno_remedy = 'N'\nlevels = [{{ name = 'a', label = 'a', demerits = 1 }}, {levels}]\n"
        )
    };
    let cap = |id: usize, when: &str| {
        format!(
            "[cap.k{id}]\nwhen = [{when}]\ngrade = 'B'\nwhy = 'W'\nwhen_silent = 'N'\nsources = ['advice']\n"
        )
    };
    let two = "{ name = 'b', label = 'b', demerits = 0, at_most = 1 }";
    let many: Vec<String> = (0..20)
        .rev()
        .map(|at| format!("{{ name = 'l{at}', label = 'l{at}', demerits = 0, at_most = {at} }}"))
        .collect();
    let literal = "{ notice = 'announced' },";
    let too_many = [
        (0..128).map(|id| criterion(id, two)).collect::<String>() + case,
        (0..257).map(|id| cap(id, literal)).collect::<String>() + case,
        criterion(0, &many.join(", ")) + case,
        cap(0, &literal.repeat(33)) + case,
        (0..4_001).map(|at| case.replace("'N'", &format!("'N{at}'"))).collect(),
    ];
    for (at, body) in too_many.into_iter().enumerate() {
        let problems = parse_and_link(&format!("{header}{body}"), std::slice::from_ref(&base)).unwrap_err();
        assert!(problems.iter().any(|problem| problem.code == "too_many"), "{at}: {problems:?}");
    }
}

#[test]
fn bases_may_come_in_any_order_and_more_than_are_needed() {
    let minimal = load(&fixture("minimal")).unwrap();
    let one = load(&fixture("conflict_base")).unwrap();
    let other = load(&fixture("retired_base")).unwrap();
    let text = fixture("unknown_cap").replace("earli", "early").replace(r#""early", "early""#, r#""early""#);
    let ids: BTreeSet<String> =
        [[&minimal, &one, &other], [&other, &minimal, &one], [&one, &other, &minimal]]
            .into_iter()
            .map(|bases| parse_and_link(&text, &bases.map(Clone::clone)).unwrap().id().sha256.clone())
            .collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
}

#[test]
fn a_pack_that_is_not_shipped_is_an_unknown_base() {
    let problems = Pack::shipped("procurment").unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!(
        (problem.code, problem.help.as_deref()),
        ("unknown_base", Some("did you mean `procurement`?"))
    );
}

/// Small, repeatable disorder.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Lists whose order means something: by the keys that lead there, `*` for any.
fn is_ordered(path: &[&str]) -> bool {
    matches!(
        path,
        ["pack", "scale"]
            | ["criterion", _, "levels"]
            | ["fact", _, "values"]
            | ["sample" | "auditor_days", "rows"]
            | ["reference", _, "rows"]
    ) || matches!(path, ["case", "dossier" | "with", ..])
}

/// Writes a value as inline TOML with tables, keys and lists without an order in any order.
fn write_shuffled<'v>(value: &'v toml::Value, path: &mut Vec<&'v str>, dice: &mut Dice, out: &mut String) {
    match value {
        toml::Value::Table(table) => {
            let mut entries: Vec<_> = table.iter().collect();
            dice.shuffle(&mut entries);
            out.push('{');
            for (at, (key, value)) in entries.into_iter().enumerate() {
                let _ =
                    write!(out, "{}{} = ", if at > 0 { ", " } else { "" }, toml::Value::from(key.as_str()));
                path.push(key);
                write_shuffled(value, path, dice, out);
                path.pop();
            }
            out.push('}');
        }
        toml::Value::Array(items) => {
            let mut items: Vec<_> = items.iter().collect();
            if !is_ordered(path) {
                dice.shuffle(&mut items);
            }
            out.push('[');
            for value in items {
                write_shuffled(value, path, dice, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
}

fn shuffled(table: &toml::Table, seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut entries: Vec<_> = table.iter().collect();
    dice.shuffle(&mut entries);
    let mut out = String::new();
    for (key, value) in entries {
        let _ = write!(out, "{key} = ");
        write_shuffled(value, &mut vec![key], &mut dice, &mut out);
        out.push('\n');
    }
    out
}

/// The shipped packs that a pack builds on, linked.
fn shipped_bases(text: &str) -> Vec<Pack> {
    PackText::parse(text).unwrap().builds_on().map(|id| Pack::shipped(id).unwrap()).collect()
}

#[test]
fn the_order_of_tables_keys_and_unordered_lists_does_not_change_the_digest() {
    for (id, text) in Pack::SHIPPED {
        let table: toml::Table = text.parse().unwrap();
        let bases = shipped_bases(text);
        let digest = Pack::shipped(id).unwrap().id().sha256.clone();
        for seed in 0..4 {
            let other = shuffled(&table, seed);
            let pack = parse_and_link(&other, &bases)
                .unwrap_or_else(|problems| panic!("{id}, seed {seed}:\n{}", render(&other, &problems)));
            assert_eq!(pack.id().sha256, digest, "{id}, seed {seed}");
        }
    }
}

/// Every scalar of a tree.
fn leaves<'v>(value: &'v mut toml::Value, into: &mut Vec<&'v mut toml::Value>) {
    match value {
        toml::Value::Table(table) => table.iter_mut().for_each(|(_, value)| leaves(value, into)),
        toml::Value::Array(items) => items.iter_mut().for_each(|value| leaves(value, into)),
        scalar => into.push(scalar),
    }
}

fn changed(value: &toml::Value) -> toml::Value {
    match value {
        toml::Value::Boolean(yes) => toml::Value::Boolean(!yes),
        toml::Value::Integer(number) => toml::Value::Integer(number + 1),
        toml::Value::Float(number) => toml::Value::Float(number + 0.5),
        toml::Value::Datetime(day) => {
            let day = day.to_string();
            let other = if day.ends_with("01") { "02" } else { "01" };
            toml::Value::Datetime(format!("{}{other}", &day[..day.len() - 2]).parse().unwrap())
        }
        other => toml::Value::String(format!("{}é", other.as_str().unwrap_or_default())),
    }
}

#[test]
fn changing_any_value_changes_the_digest_or_is_refused() {
    let (mut refused, mut seen) = (0, 0);
    for (id, text) in Pack::SHIPPED {
        let whole: toml::Value = text.parse::<toml::Table>().unwrap().into();
        let bases = shipped_bases(text);
        let digest = Pack::shipped(id).unwrap().id().sha256.clone();
        let count = {
            let mut copy = whole.clone();
            let mut all = Vec::new();
            leaves(&mut copy, &mut all);
            all.len()
        };
        let mut dice = Dice(7);
        for _ in 0..120 {
            let at = dice.below(count);
            let mut copy = whole.clone();
            let mut all = Vec::new();
            leaves(&mut copy, &mut all);
            let before = all[at].clone();
            let after = changed(&before);
            *all[at] = after.clone();
            seen += 1;
            match parse_and_link(&toml::to_string(&copy).unwrap(), &bases) {
                Ok(pack) => assert_ne!(pack.id().sha256, digest, "{id}: {before} became {after}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused * 10 < seen * 8, "{refused} of {seen} were refused: the test says little");
}

#[test]
fn taking_any_part_away_changes_the_digest_or_is_refused() {
    let text = fixture("minimal");
    let digest = load(&text).unwrap().id().sha256.clone();
    let lines: Vec<&str> = text.lines().collect();
    let mut loaded = 0;
    for at in 0..lines.len() {
        let mut rest = lines.clone();
        let gone = rest.remove(at);
        if let Ok(pack) = load(&rest.join("\n")) {
            let says_nothing = gone.is_empty() || gone.starts_with('#');
            assert_eq!(pack.id().sha256 == digest, says_nothing, "without {gone:?}");
            loaded += 1;
        }
    }
    assert!(loaded > 5);
}

#[test]
fn every_place_lies_on_characters_whatever_is_broken() {
    let texts = ["minimal", "several", "unknown_level", "cut_points", "wrong_type", "unknown_standard"];
    let minimal = load(&fixture("minimal")).unwrap();
    let mut dice = Dice(3);
    for name in texts {
        let text = fixture(name);
        for _ in 0..150 {
            let mut broken: Vec<char> = text.chars().collect();
            for _ in 0..=dice.below(3) {
                let at = dice.below(broken.len());
                match dice.below(4) {
                    0 => drop(broken.remove(at)),
                    1 => broken.insert(at, ['é', '工', '🦀', '\u{202e}'][dice.below(4)]),
                    2 => broken.insert(at, ['"', '[', ']', '\n', '=', '{', '\u{0}', '\r'][dice.below(8)]),
                    _ => broken.truncate(at.max(1)),
                }
                if broken.is_empty() {
                    break;
                }
            }
            let broken: String = broken.into_iter().collect();
            if let Err(problems) = parse_and_link(&broken, std::slice::from_ref(&minimal)) {
                check_spans(&broken, &problems);
            }
        }
    }
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    for name in ["unknown_source", "syntax", "missing_key", "untested"] {
        let text = fixture(name);
        let bases = text.lines().next().unwrap();
        let marked = format!("\u{feff}{text}");
        let minimal = load(&fixture("minimal")).unwrap();
        let places = |text: &str| -> Vec<String> {
            parse_and_link(text, std::slice::from_ref(&minimal))
                .unwrap_err()
                .iter()
                .map(|problem| text.get(problem.span.clone()).unwrap_or("not on characters").to_owned())
                .collect()
        };
        assert_eq!(places(&marked), places(&text), "{name} {bases}");
    }
}
