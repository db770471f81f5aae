//! Any lines as dossiers in JSON, one after another into the same columns: the fast road and the slow one agree.
//!
//! What one accepts the other accepts, with the same facts, whatever the document before left behind; what is refused
//! has the same problems. And a batch has the grades that its dossiers have alone.

#![no_main]

mod common;

use audit_credence::{Dossier, FactColumns, Facts, Grades, Problems, RowGrade};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut columns = FactColumns::new();
    let mut facts = Vec::new();
    let all = |problems: &Problems| format!("{:?}", problems.iter().collect::<Vec<_>>());
    for line in bytes.split(|byte| *byte == b'\n') {
        let slow = Dossier::from_json(line);
        let fast = columns.push_json(line);
        match (slow, fast) {
            (Ok(dossier), Ok(())) => {
                let row = facts.len();
                facts.push(Facts::from_dossier(&dossier));
                assert_eq!(columns.get(row).as_ref(), facts.last());
                assert_eq!(columns.reference(row), dossier.r#ref.as_deref());
            }
            (Err(slow), Err(fast)) => {
                assert_eq!(all(&slow), all(&fast));
                common::check(&fast, None);
            }
            (slow, fast) => panic!("one road accepts what the other refuses: {slow:?} {fast:?}"),
        }
    }
    let mut grades = Grades::new();
    for scorer in common::scorers() {
        scorer.grades(&columns, &mut grades);
        let in_columns: Vec<RowGrade> = grades.iter().collect();
        scorer.grades_of(&facts, &mut grades);
        assert_eq!(grades.iter().collect::<Vec<_>>(), in_columns);
        for (facts, grade) in facts.iter().zip(in_columns) {
            match scorer.levels(facts) {
                Ok(levels) if levels.is_graded() => {
                    assert_eq!(grade, RowGrade::Graded(scorer.grade(&levels)))
                }
                Ok(_) => assert_eq!(grade.grade(), None),
                Err(_) => assert_eq!(grade, RowGrade::Refused),
            }
        }
    }
});
