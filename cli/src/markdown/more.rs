//! The second half of the page: evidence beside the audit, criteria, what to do next, sources.

use std::fmt::Write as _;

use audit_credence::assessment::{NamedGrade, Outcome};
use audit_credence::explain::{CriterionTold, DomainTold, Explanation, GapTold, RaiseTold, Read};

use crate::markdown::{cited, text};

pub(super) fn written(out: &mut String, told: &Explanation, is_today: bool) {
    certificates(out, told);
    findings(out, told);
    contradictions(out, told);
    domains(out, told);
    caps(out, told);
    timeline(out, told);
    gaps(out, told);
    raises(out, told);
    let _ = writeln!(out, "## Next change\n\n{}\n", text(&told.horizon.text));
    if let Some(to_do) = &told.horizon.to_do {
        let _ = writeln!(out, "{}\n", text(to_do));
    }
    made(out, told, is_today);
    sources(out, told);
}

fn certificates(out: &mut String, told: &Explanation) {
    if told.certificates.is_empty() {
        return;
    }
    let _ = writeln!(out, "## What the certificates add\n");
    for one in &told.certificates {
        let code = one.code.as_ref().map_or(String::new(), |code| format!(" ({})", text(code)));
        let _ = writeln!(out, "- **{}**{code}: {}", text(&one.title), one.word);
        for note in &one.notes {
            let _ = writeln!(out, "  - {}", text(note.text));
        }
        if let Some(meaning) = &one.meaning {
            let _ =
                writeln!(out, "  - a valid status means at most: {}{}", text(meaning), cited(&one.sources));
        }
    }
    out.push('\n');
}

fn findings(out: &mut String, told: &Explanation) {
    if told.findings.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Findings from outside\n");
    for one in &told.findings {
        let notes: Vec<String> = one.notes.iter().map(|note| text(note.text)).collect();
        let notes = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
        let url = one.url.as_ref().map_or(String::new(), |url| format!(" ({})", text(url)));
        let _ = writeln!(out, "- **{}** ({}) {}{notes}{url}", text(&one.name), text(&one.about), one.word);
    }
    out.push('\n');
}

fn contradictions(out: &mut String, told: &Explanation) {
    if !told.contradictions.is_empty() {
        let _ = writeln!(out, "## What the report contradicts itself in\n");
        for one in &told.contradictions {
            let _ = writeln!(out, "- {} ({})", text(one.text), text(&one.paths.join(", ")));
        }
        out.push('\n');
    }
    if !told.notes.is_empty() {
        let _ = writeln!(out, "## To be noted\n");
        for one in &told.notes {
            let _ = writeln!(out, "- {} ({})", text(one.text), text(&one.path));
        }
        out.push('\n');
    }
}

fn domains(out: &mut String, told: &Explanation) {
    let _ = writeln!(out, "## Criteria\n\n{}\n", text(&told.tally.text));
    if let Some(grades) = &told.grades {
        let (demerits, grade) = (&grades.demerits, &grades.before_caps);
        let _ = writeln!(
            out,
            "Demerits, of {}: {} as shown, {} {best}; before caps: credibility {} as shown, {} {best}.\n",
            demerits.of,
            demerits.worst,
            demerits.best,
            text(grade.worst.name()),
            text(grade.best.name()),
            best = grades.best_means,
        );
    }
    let is_graded = told.grades.is_some();
    let is_told = |one: &&CriterionTold| match one.outcome {
        Outcome::Met | Outcome::NotApplicable => false,
        Outcome::NotStated => is_graded,
        Outcome::Short | Outcome::PartlyStated => true,
    };
    if is_graded {
        let _ =
            writeln!(out, "| domain | demerits taken | still open | of at most |\n| --- | --- | --- | --- |");
        for DomainTold { title, taken, open, limit, .. } in &told.domains {
            let count = |count: &Option<u32>| count.map_or(String::new(), |count| count.to_string());
            let _ = writeln!(out, "| {} | {} | {} | {limit} |", text(title), count(taken), count(open));
        }
        out.push('\n');
    }
    for domain in &told.domains {
        let criteria: Vec<&CriterionTold> = domain.criteria.iter().filter(is_told).collect();
        if criteria.is_empty() {
            continue;
        }
        let _ = writeln!(out, "### Not shown: {}\n", text(&domain.title));
        for one in criteria {
            criterion(out, one);
        }
        out.push('\n');
    }
}

fn criterion(out: &mut String, one: &CriterionTold) {
    let cost = one
        .taken
        .zip(one.open)
        .map_or(String::new(), |(taken, open)| format!(" ({taken} demerits taken, {open} open)"));
    let required = match one.required_by.as_slice() {
        [] => String::new(),
        by => format!("; required by {}", text(&by.join(", "))),
    };
    let _ = writeln!(
        out,
        "- **{}**{cost}: {}{required}{}",
        text(&one.title),
        text(&shown(one)),
        cited(&one.sources)
    );
    let _ = writeln!(out, "  - read: {}", one.read.iter().map(read).collect::<Vec<_>>().join("; "));
    if let Some(remedy) = &one.remedy {
        let _ = writeln!(out, "  - remedy: {}", text(remedy));
    } else if let Some(why) = &one.no_remedy {
        let _ = writeln!(out, "  - nothing raises it: {}", text(why));
    }
}

/// What was shown, with the word for it, or that it is not stated.
fn shown(one: &CriterionTold) -> String {
    match one.outcome {
        Outcome::Short | Outcome::Met => format!("{}: {}", one.word, one.stands),
        Outcome::NotStated | Outcome::PartlyStated | Outcome::NotApplicable => one.stands.clone(),
    }
}

fn read(read: &Read) -> String {
    let value = read.value.as_ref().map_or("not stated".to_owned(), |value| text(value));
    let locator = read.locator.as_ref().map_or(String::new(), |locator| format!(" ({})", text(locator)));
    format!("`{}` {value}{locator}", read.fact.replace('`', "'"))
}

fn caps(out: &mut String, told: &Explanation) {
    if told.caps.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "## Caps\n\n| at most | cap | basis | at which end | why |\n| --- | --- | --- | --- | --- |"
    );
    for cap in &told.caps {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {}{} |",
            text(cap.grade.name()),
            text(&cap.id),
            cap.basis,
            cap.word,
            text(&cap.why),
            cited(&cap.sources)
        );
    }
    out.push('\n');
}

fn timeline(out: &mut String, told: &Explanation) {
    let _ = writeln!(out, "## Timeline\n\n| day | what |\n| --- | --- |");
    for event in &told.timeline {
        let until = event.until.map_or(String::new(), |until| format!(" to {until}"));
        let ahead = if event.is_ahead { " (ahead)" } else { "" };
        let _ = writeln!(out, "| {}{until} | {}{ahead} |", event.on, text(&event.text));
    }
    out.push('\n');
}

fn gaps(out: &mut String, told: &Explanation) {
    if told.gaps.is_empty() {
        return;
    }
    let _ = writeln!(out, "## What to ask, the most telling first\n");
    for GapTold { number, ask, word, fact, answers, .. } in &told.gaps {
        let _ = writeln!(out, "{number}. {} ({word}; {})", text(ask), text(fact));
        for answer in answers {
            let (worst, best) = (answer.grade.worst.name(), answer.grade.best.name());
            let grade = if worst == best { worst.to_owned() } else { format!("{worst} to {best}") };
            let _ = writeln!(out, "   - {}: credibility {}", text(&answer.label), text(&grade));
        }
    }
    out.push('\n');
}

fn raises(out: &mut String, told: &Explanation) {
    if !told.raises.is_empty() || !told.not_proved.is_empty() {
        let _ = writeln!(out, "## What would raise it, at the least effort\n");
    }
    for one in &told.raises {
        raise(out, one);
    }
    if !told.not_proved.is_empty() {
        let grades: Vec<&str> = told.not_proved.iter().map(NamedGrade::name).collect();
        let _ = writeln!(
            out,
            "- no way to credibility {} was proved cheapest within the bound of the search, so none is proposed",
            text(&grades.join(", "))
        );
    }
    if !told.raises.is_empty() || !told.not_proved.is_empty() {
        out.push('\n');
    }
    if let Some(out_of_reach) = &told.out_of_reach {
        let _ = writeln!(out, "## What nothing raises\n\n{}:\n", text(&out_of_reach.text));
        for one in &out_of_reach.because {
            let _ = writeln!(
                out,
                "- **{}** ({}): {}{}",
                text(&one.title),
                text(&one.stands),
                text(&one.why),
                cited(&one.sources)
            );
        }
        out.push('\n');
    }
}

fn raise(out: &mut String, raise: &RaiseTold) {
    let grades: Vec<&str> = raise.to.iter().map(NamedGrade::name).collect();
    let _ =
        writeln!(out, "- to credibility **{}**, effort {} in all:", text(&grades.join(", ")), raise.effort);
    for step in &raise.steps {
        let is_enough = |enough: &String| format!(", and {} is enough", text(enough));
        let enough = step.enough.as_ref().map_or_else(String::new, is_enough);
        let _ = writeln!(
            out,
            "  - {}: now {}, then {}{enough} (effort {}, answered by the {}). {}",
            text(&step.title),
            text(&step.stands),
            text(&step.label),
            step.effort,
            step.answer_from,
            text(&step.remedy)
        );
    }
    for together in &raise.together {
        let _ = writeln!(out, "  - one piece of work may settle together: {}", text(&together.join("; ")));
    }
}

fn made(out: &mut String, told: &Explanation, is_today: bool) {
    let assessment = &told.assessment;
    let today = if is_today { " (today in UTC)" } else { "" };
    let pack = &assessment.pack;
    let _ = writeln!(
        out,
        "## How this was made\n\n- as of {}{today}\n- pack {} {}, sha256 `{}`\n- {}; grades {}, worst first\n",
        assessment.as_of,
        text(&pack.id),
        text(&pack.version),
        pack.sha256,
        assessment.engine,
        text(&pack.scale.join(", "))
    );
}

fn sources(out: &mut String, told: &Explanation) {
    let _ = writeln!(out, "## Sources\n");
    for source in &told.sources {
        let mut about = vec![source.publisher.clone()];
        about.extend(source.clause.clone());
        about.extend(source.date.clone());
        let _ = writeln!(
            out,
            "{}. <a id=\"source-{}\"></a>{}. {}. {}, read on {}. {}",
            source.number,
            source.number,
            text(source.title.trim_end_matches('.')),
            text(&about.join(", ")),
            source.status,
            source.read_on,
            text(&source.url)
        );
    }
}
