//! An explanation as Markdown: headings, lists and tables, readable as it stands and in any viewer.
//!
//! Text of a dossier or a pack is escaped, so that it is never markup, a link or the end of a cell. Nothing is computed
//! here.

mod more;
mod screen;

use std::fmt::Write as _;

use audit_credence::assessment::GradeRange;
use audit_credence::explain::{Check, Explanation, Reason, Rung, StandardTold};

use crate::page::safe;

/// Writes the first screen of an explanation; where it is asked for in full, everything else too. `is_today` says that the
/// day was not given.
pub(crate) fn written(told: &Explanation, full: bool, is_today: bool) -> String {
    let mut out = String::new();
    screen::written(&mut out, told, is_today);
    if !full {
        return out;
    }
    keys(&mut out, told);
    headline(&mut out, told);
    checks(&mut out, told);
    first_questions(&mut out, told);
    numbers(&mut out, told);
    held(&mut out, told);
    for standard in &told.standards {
        self::standard(&mut out, standard);
    }
    more::written(&mut out, told, is_today);
    out
}

/// The host's own keys.
fn keys(out: &mut String, told: &Explanation) {
    let assessment = &told.assessment;
    let keys = [
        ("ref", &assessment.r#ref),
        ("supplier", &assessment.supplier),
        ("site", &assessment.site),
        ("report", &assessment.report),
    ];
    let keys: Vec<String> =
        keys.iter().filter_map(|(name, key)| Some(format!("{name} {}", text(key.as_ref()?)))).collect();
    if !keys.is_empty() {
        let _ = writeln!(out, "{}\n", keys.join(" · "));
    }
}

fn headline(out: &mut String, told: &Explanation) {
    let headline = &told.headline;
    let _ = writeln!(out, "**{}**{}\n", text(&headline.label), text(&headline.text));
    match &headline.meaning {
        Some(meaning) => {
            let _ = writeln!(out, "{}\n", text(meaning));
        }
        None => {
            for cause in &headline.status_because {
                let _ = writeln!(out, "{}: {}\n", told.assessment.status, text(cause));
            }
        }
    }
}

fn checks(out: &mut String, told: &Explanation) {
    let check = |out: &mut String, check: &Check| {
        let _ = writeln!(out, "- **{}** *{}*: {}", check.title, check.basis, text(&check.text));
    };
    told.same.iter().for_each(|one| check(out, one));
    for one in &told.not_heard {
        let _ = writeln!(out, "- **Who was not heard?** *{}*: {}", one.basis, text(&one.text));
    }
    let _ = writeln!(out, "\n## Where the report came from\n");
    told.origin.iter().for_each(|one| check(out, one));
    out.push('\n');
}

fn first_questions(out: &mut String, told: &Explanation) {
    if told.first_questions.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Ask the auditor first\n");
    for question in &told.first_questions {
        let _ = writeln!(out, "{}. {}", question.number, text(&question.ask));
    }
    out.push('\n');
}

fn numbers(out: &mut String, told: &Explanation) {
    let Some(grades) = &told.grades else { return };
    let _ = writeln!(out, "| | as shown | {} |\n| --- | --- | --- |", grades.best_means);
    let row = |out: &mut String, what: &str, worst: &str, best: &str| {
        let _ = writeln!(out, "| {what} | {} | {} |", text(worst), text(best));
    };
    let grade = |out: &mut String, what: &str, range: &GradeRange| {
        row(out, what, &format!("credibility {}", range.worst), &format!("credibility {}", range.best));
    };
    grade(out, "grade", &grades.grade);
    grade(out, "before certificates and outside findings", &grades.audit_grade);
    let _ = writeln!(out, "\n{}\n", text(&grades.account));
}

fn held(out: &mut String, told: &Explanation) {
    for (title, rungs) in [
        ("What holds it there", &told.held.worst),
        ("What would hold it even if everything unsaid were good", &told.held.best),
    ] {
        if rungs.is_empty() {
            continue;
        }
        let _ = writeln!(out, "## {title}\n");
        for one in rungs {
            rung(out, one);
        }
    }
}

fn rung(out: &mut String, rung: &Rung) {
    let grade = text(rung.grade.name());
    let _ = if rung.decides {
        writeln!(out, "At **{grade}**, which decides:\n")
    } else {
        writeln!(out, "And if all that were gone, still at **{grade}**:\n")
    };
    for one in &rung.reasons {
        reason(out, one);
    }
    out.push('\n');
}

fn reason(out: &mut String, reason: &Reason) {
    let criteria: Vec<String> =
        reason.criteria.iter().map(|one| format!("{}: {}", text(&one.title), text(&one.stands))).collect();
    let _ = writeln!(
        out,
        "- *{}*: {} [{}]{}",
        reason.basis,
        text(&reason.text),
        criteria.join("; "),
        cited(&reason.sources)
    );
}

fn standard(out: &mut String, told: &StandardTold) {
    let _ = writeln!(out, "## {} ({})\n", text(&told.title), text(&told.id));
    let _ = writeln!(out, "**{}**: {} ({} of {} shown)\n", told.word, told.meaning, told.shown, told.of);
    if !told.beside.is_empty() {
        let _ = writeln!(out, "{}\n", text(&told.beside));
    }
    for one in &told.met {
        let _ = writeln!(out, "- *shown*: {}{}", text(&one.stands), cited(&one.sources));
    }
    for (word, requirements) in [("failed", &told.failed), ("open", &told.open)] {
        for one in requirements {
            let _ = writeln!(
                out,
                "- *{word}*: {}: {}; asked: {}{}",
                text(&one.title),
                text(&one.stands),
                text(&one.asked),
                cited(&one.sources)
            );
        }
    }
    let _ = writeln!(out, "\n{}{}\n", text(&told.why), cited(&told.sources));
}

/// The numbers of sources, each a link to its place in the list.
fn cited(numbers: &[u32]) -> String {
    numbers.iter().fold(String::new(), |all, number| all + &format!(" [\\[{number}\\]](#source-{number})"))
}

/// Text that is never markup.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in safe(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    // An address on its own would become a link.
    out.replace("://", "\\://").replace("www.", "www\\.")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_of_a_dossier_is_never_markup() {
        assert_eq!(text("<b>a|b</b> [x](y) http://z"), "\\<b\\>a\\|b\\</b\\> \\[x\\](y) http\\://z");
        assert_eq!(text("a\n# b\u{202e}"), "a\\\\u\\{a\\}\\# b\\\\u\\{202e\\}");
    }
}
