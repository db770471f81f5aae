//! What holds of every refusal of a document.

use std::collections::BTreeSet;

use audit_credence::Problems;

/// A refusal has a problem, and each place can be cut out of the text.
pub fn check(problems: &Problems, text: Option<&str>) {
    assert!(problems.iter().next().is_some(), "refused without a problem");
    let all: BTreeSet<String> = problems.iter().map(|problem| format!("{problem:?}")).collect();
    assert_eq!(all.len(), problems.iter().count(), "said twice: {problems}");
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.message.contains('\n'), "{problem:?}");
        assert!(problem.help().is_none_or(|help| !help.is_empty()), "{problem:?}");
        if let Some((span, text)) = problem.span.clone().zip(text) {
            assert!(text.get(span).is_some(), "{problem:?}");
        }
    }
}
