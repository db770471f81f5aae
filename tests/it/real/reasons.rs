//! What explanations of the real reports give as reasons, sentence by sentence, against `reasons.md` beside them: a table
//! by hand, which says of each sentence where it stands in the report, or that nothing is said, and whether it is true.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use audit_credence::assessment::{HeldBy, Outcome};
use audit_credence::explain::words::prose;
use audit_credence::explain::{Explanation, ReasonKind};

use super::{folder, reports};
use crate::laws::{PROCUREMENT, read};

/// A sentence with what gives it: a cap by its id, the label of a criterion, the action.
type Sentence = (String, String);

/// A text without its numbers: which they are is arithmetic, and held by other tests.
fn without_numbers(text: &str) -> String {
    let numbers = text.split(' ').map(|word| if word.parse::<u32>().is_ok() { "…" } else { word });
    numbers.collect::<Vec<_>>().join(" ")
}

/// Every sentence that an explanation gives as a reason.
fn sentences(told: &Explanation) -> BTreeSet<Sentence> {
    let mut all = BTreeSet::new();
    let mut tell = |what: &str, sentence: &str| {
        all.insert((what.to_owned(), sentence.to_owned()));
    };
    tell("grade", &told.headline.label);
    for cause in &told.headline.status_because {
        tell("status", cause);
    }
    if let Some(action) = &told.action {
        tell("action", &action.sentence);
        for reason in &action.because {
            tell("action because", reason);
        }
    }
    for cap in &told.caps {
        tell(&format!("cap {}", cap.id), &cap.why);
    }
    let rungs = told.held.worst.iter().chain(&told.held.best);
    for reason in rungs.flat_map(|rung| &rung.reasons).filter(|reason| reason.kind == ReasonKind::Demerits) {
        tell("demerits", &without_numbers(&reason.text));
    }
    for one in &told.contradictions {
        tell(&format!("contradiction {}", one.code), one.text);
    }
    for one in &told.notes {
        tell(&format!("note {}", one.code), one.text);
    }
    for one in &told.certificates {
        for note in &one.notes {
            tell(&format!("certificate {}", one.scheme), note.text);
        }
    }
    let mut silent = Vec::new();
    for criterion in told.domains.iter().flat_map(|domain| &domain.criteria) {
        if criterion.outcome == Outcome::NotStated {
            silent.push(criterion.id.as_str());
        } else {
            tell(&format!("criterion {}", criterion.id), &criterion.stands);
        }
    }
    silent.sort_unstable();
    tell("not stated", &silent.join(", "));
    all
}

/// The table: of each report its sentences, with where it stands and whether it is true.
fn table() -> BTreeMap<String, BTreeMap<Sentence, [String; 2]>> {
    let text = std::fs::read_to_string(folder().join("reasons.md")).unwrap();
    let mut all: BTreeMap<String, BTreeMap<Sentence, [String; 2]>> = BTreeMap::new();
    let mut report = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            report = Some(all.entry(name.to_owned()).or_default());
            continue;
        }
        let cells: Vec<&str> = line.trim_matches(['|', ' ']).split(" | ").map(str::trim).collect();
        let [what, sentence, place, verdict] = cells[..] else { continue };
        if let Some(rows) = report.as_mut().filter(|_| what != "what" && what != "---") {
            let row = (what.to_owned(), sentence.to_owned());
            let there = rows.insert(row, [place, verdict].map(str::to_owned));
            assert!(there.is_none(), "two rows: {line}");
        }
    }
    all
}

#[test]
fn each_reason_given_of_a_real_report_has_its_row_and_is_right() {
    let mut table = table();
    let mut wrong = String::new();
    for (name, document, as_of) in reports() {
        let told = PROCUREMENT.at(as_of).explain(&read(&document)).unwrap();
        let mut rows = table.remove(&name).unwrap_or_default();
        let mut problems = Vec::new();
        for sentence in sentences(&told) {
            let (what, text) = &sentence;
            match rows.remove(&sentence) {
                None => problems.push(format!("no row:\n| {what} | {text} | ? | ? |")),
                Some([place, verdict]) if place.len() > 2 && verdict == "right" => {}
                Some(row) => problems.push(format!("not right: {what} | {text} | {row:?}")),
            }
        }
        problems.extend(rows.keys().map(|row| format!("a row without its sentence: {row:?}")));
        if !problems.is_empty() {
            let _ = writeln!(wrong, "## {name}\n{}", problems.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(table.is_empty(), "no such reports: {:?}", table.keys());
}

#[test]
fn what_holds_a_real_report_by_silence_is_told_as_silence() {
    let mut silent = 0;
    for (name, document, as_of) in reports() {
        let told = PROCUREMENT.at(as_of).explain(&read(&document)).unwrap();
        for cap in told.assessment.caps.iter().filter(|cap| cap.by == HeldBy::Silence) {
            let view = PROCUREMENT.cap(&cap.id).unwrap();
            let sentence = &told.caps.iter().find(|one| one.id == cap.id).unwrap().why;
            assert_eq!(view.when_silent.map(prose).as_ref(), Some(sentence), "{name}: {}", cap.id);
            assert_ne!(&prose(view.why), sentence, "{name}: {}", cap.id);
            silent += 1;
        }
        for criterion in told.domains.iter().flat_map(|domain| &domain.criteria) {
            let view = PROCUREMENT.criterion(&criterion.id).unwrap();
            let floor = view.levels.iter().position(|level| Some(*level) == view.silent_floor);
            let acts = &view.labels[..floor.unwrap_or(0)];
            if criterion.worst != criterion.best {
                let is_told = acts.iter().any(|act| criterion.stands.contains(act));
                assert!(!is_told, "{name}: {} is told as `{}`", criterion.id, criterion.stands);
            }
        }
    }
    assert!(silent > 100, "{silent} caps hold by silence");
}
