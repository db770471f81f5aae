//! An answer as a row of a table: what is compared, sorted and counted, one column each.

use audit_credence::assessment::{Account, Binds, GradeRange};
use audit_credence::{Assessment, Plan};
use audit_credence_tables::{Cell, Column, Kind};

use crate::gate::{AtGate, Gate};

/// What stands before the verdicts.
const BEFORE: [(&str, Kind); 18] = [
    ("ref", Kind::Text),
    ("supplier", Kind::Text),
    ("site", Kind::Text),
    ("report", Kind::Text),
    ("restrictions", Kind::Text),
    ("status", Kind::Text),
    ("action", Kind::Text),
    ("gate", Kind::Text),
    ("grade_worst", Kind::Text),
    ("grade_best", Kind::Text),
    ("audit_grade_worst", Kind::Text),
    ("audit_grade_best", Kind::Text),
    ("demerits_worst", Kind::Whole),
    ("demerits_best", Kind::Whole),
    ("account_of", Kind::Whole),
    ("account_shown", Kind::Whole),
    ("account_against", Kind::Whole),
    ("account_unsaid", Kind::Whole),
];

/// What stands after them.
const AFTER: [&str; 7] = ["caps", "gaps", "next_change_on", "as_of", "pack", "pack_version", "pack_sha256"];

/// The columns of a pack's answers. `whole` adds the answer as JSON.
pub(crate) fn columns(plan: &Plan, whole: bool) -> Vec<Column> {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    let verdicts = plan.standards().map(|id| column(&format!("{id}_verdict"), Kind::Text));
    let before = BEFORE.iter().map(|(name, kind)| column(name, *kind));
    let after = AFTER.iter().map(|name| column(name, Kind::Text));
    let whole = whole.then(|| column("assessment", Kind::Text));
    before.chain(verdicts).chain(after).chain(whole).collect()
}

/// The cells of one answer.
pub(crate) fn of<T: AsRef<str>>(assessment: &Assessment<T>, gate: &Gate, whole: Option<String>) -> Vec<Cell> {
    let text = |text: &Option<String>| Cell::Text(text.clone());
    let ends = |grade: &Option<GradeRange>| {
        let name = |end: fn(&GradeRange) -> &str| Cell::Text(grade.as_ref().map(end).map(str::to_owned));
        [name(|grade| grade.worst.name()), name(|grade| grade.best.name())]
    };
    let [grade_worst, grade_best] = ends(&assessment.grade);
    let [audit_worst, audit_best] = ends(&assessment.audit_grade);
    let account = |part: fn(&Account) -> u32| Cell::Whole(assessment.account.as_ref().map(part));
    let restrictions = assessment.restrictions.iter().map(|restriction| restriction.basis.as_str());
    let mut cells = vec![
        text(&assessment.r#ref),
        text(&assessment.supplier),
        text(&assessment.site),
        text(&assessment.report),
        list(restrictions),
        Cell::Text(Some(assessment.status.as_str().to_owned())),
        Cell::Text(assessment.action.as_ref().map(|action| action.code.as_str().to_owned())),
        Cell::Text(gate.word(AtGate::of(assessment)).map(str::to_owned)),
        grade_worst,
        grade_best,
        audit_worst,
        audit_best,
        Cell::Whole(assessment.demerits.as_ref().map(|demerits| demerits.worst)),
        Cell::Whole(assessment.demerits.as_ref().map(|demerits| demerits.best)),
        account(|account| account.of),
        account(|account| account.shown),
        account(|account| account.against),
        account(|account| account.unsaid),
    ];
    let verdicts = assessment.standards.values();
    cells.extend(verdicts.map(|standard| Cell::Text(Some(standard.verdict.as_str().to_owned()))));
    let decide = assessment.caps.iter().filter(|cap| cap.binds != Binds::No);
    let mut gaps: Vec<&str> = Vec::new();
    for gap in &assessment.gaps {
        if !gaps.contains(&gap.fact.as_ref()) {
            gaps.push(gap.fact.as_ref());
        }
    }
    cells.extend([
        list(decide.map(|cap| cap.id.as_ref())),
        list(gaps.into_iter()),
        Cell::Text(assessment.next_change_on.map(|day| day.to_string())),
        Cell::Text(Some(assessment.as_of.to_string())),
        Cell::Text(Some(assessment.pack.id.clone())),
        Cell::Text(Some(assessment.pack.version.clone())),
        Cell::Text(Some(assessment.pack.sha256.clone())),
    ]);
    cells.extend(whole.map(|whole| Cell::Text(Some(whole))));
    cells
}

/// Several words in one cell; nothing where there is none.
fn list<'w>(words: impl Iterator<Item = &'w str>) -> Cell {
    let all = words.collect::<Vec<_>>().join(";");
    Cell::Text((!all.is_empty()).then_some(all))
}
