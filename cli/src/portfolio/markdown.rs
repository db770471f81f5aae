//! A portfolio as Markdown: headings, lists and tables, readable as it stands.
//!
//! Text of a dossier is escaped, so that it is never markup, a link or the end of a cell.

use std::fmt::Write as _;

use super::view::View;
use crate::markdown::text;

pub(super) fn written(view: &View) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# Portfolio as of {}\n", view.as_of);
    let _ = writeln!(
        out,
        "{}. A site stands at its best report, a supplier at its worst site; what to act on first comes first. A grade says how far \
         a report can be relied on to show that forced labour was absent. It is not a finding about a site.\n",
        view.counts
    );
    actions(&mut out, view);
    distribution(&mut out, view);
    suppliers(&mut out, view);
    sites(&mut out, view);
    gaps(&mut out, view);
    certificates(&mut out, view);
    upcoming(&mut out, view);
    let _ = writeln!(out, "## How this was made\n");
    for (what, value) in &view.made {
        let _ = writeln!(out, "- {what}: {}", text(value));
    }
    out
}

/// What to do, with at how many sites; then the sites to act on first, each with its reason and its next step.
fn actions(out: &mut String, view: &View) {
    if !view.actions.is_empty() {
        let _ = writeln!(out, "## What to do\n");
        for one in &view.actions {
            let _ = writeln!(out, "- **{} {}**: {}", one.sites, one.word, text(&one.sentence));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "## To act on first\n");
    for (place, site) in (1..).zip(view.sites.iter().take(view.first)) {
        let action = if site.action.is_empty() { String::new() } else { format!(": **{}**", site.action) };
        let alarms =
            site.alarms.iter().fold(String::new(), |all, alarm| all + &format!("; **{}**", text(alarm)));
        let next = if site.next_step.is_empty() {
            String::new()
        } else {
            format!(" Next: {}", text(&site.next_step))
        };
        let peers = if site.peers.is_empty() { String::new() } else { format!("; {}", site.peers) };
        let _ = writeln!(
            out,
            "{place}. **{}**{action}; {}{peers}{alarms}. {}{next}",
            text(&site.label),
            text(&site.grade),
            text(&site.because)
        );
    }
    out.push('\n');
}

fn distribution(out: &mut String, view: &View) {
    let _ = writeln!(out, "## Distribution\n");
    let rows = view.shares.iter().map(|share| {
        let grade = format!("credibility {} ({})", text(&share.grade), text(&share.meaning));
        vec![grade, share.worst.to_string(), share.best.to_string()]
    });
    let none = vec!["not graded".to_owned(), view.ungraded.to_string(), view.ungraded.to_string()];
    table(out, &["", "sites, as shown", view.best_means], rows.chain([none]));
}

fn suppliers(out: &mut String, view: &View) {
    if view.suppliers.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Suppliers, the most urgent first\n");
    let rows = view.suppliers.iter().map(|supplier| {
        let (place, site) = &supplier.worst_site;
        vec![
            named(&supplier.label, supplier.id.as_deref()),
            supplier.action.to_owned(),
            first_of(&supplier.alarms, &supplier.grade),
            supplier.sites.to_string(),
            format!("{place}. {}", text(site)),
        ]
    });
    table(out, &["supplier", "what to do", "stands at", "sites", "worst site"], rows);
    more(out, view.more_suppliers);
}

fn sites(out: &mut String, view: &View) {
    let _ = writeln!(out, "## Sites, the most urgent first\n");
    let mut header = vec!["", "site", "supplier", "what to do", "stands at"];
    header.extend(view.standards.iter().map(|(id, _)| id.as_str()));
    header.extend(["held by", "ask first", "evidence", "next change"]);
    let rows = view.sites.iter().map(|site| {
        let mut row = vec![
            site.place.to_string(),
            named(&site.label, site.id.as_deref()),
            text(&site.suppliers),
            site.action.to_owned(),
            first_of(&site.alarms, &site.grade),
        ];
        row.extend(site.verdicts.iter().map(|(_, verdict)| verdict.clone()));
        row.extend([text(&site.held), text(&site.ask), text(&site.evidence), site.next.clone()]);
        row
    });
    table(out, &header, rows);
    for (id, title) in &view.standards {
        let _ = writeln!(out, "- `{id}`: {}", text(title));
    }
    if !view.standards.is_empty() {
        out.push('\n');
    }
}

fn gaps(out: &mut String, view: &View) {
    if view.gaps.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Questions that would settle most sites\n");
    let rows = view.gaps.iter().map(|gap| {
        vec![text(&gap.ask), gap.sites.to_string(), gap.settles.to_string(), gap.closes.to_string()]
    });
    table(out, &["question", "sites that do not say", "closed by it alone", "grade steps narrowed"], rows);
    more(out, view.more_gaps);
}

fn certificates(out: &mut String, view: &View) {
    let Some(sentence) = &view.certificates else { return };
    let _ = writeln!(out, "## What certificates add\n\n{sentence}\n");
    let rows = view.schemes.iter().map(|scheme| {
        let counts = [scheme.certificates, scheme.nothing, scheme.question, scheme.lowers];
        std::iter::once(text(&scheme.label)).chain(counts.map(|count| count.to_string())).collect()
    });
    table(out, &["scheme", "certificates", "carry nothing", "raise a question", "lower"], rows);
}

fn upcoming(out: &mut String, view: &View) {
    let _ = writeln!(out, "## Within {} days\n", view.soon_days);
    if view.upcoming.is_empty() {
        let _ = writeln!(out, "Nothing ends or changes.\n");
        return;
    }
    let rows = view.upcoming.iter().map(|one| {
        let (place, site) = &one.site;
        vec![one.on.clone(), format!("{place}. {}", text(site)), text(&one.what)]
    });
    table(out, &["day", "site", "what"], rows);
    more(out, view.more_upcoming);
}

/// What a table leaves out.
fn more(out: &mut String, more: usize) {
    if more > 0 {
        let _ = writeln!(out, "{more} more are in the JSON.\n");
    }
}

fn table(out: &mut String, header: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let _ = writeln!(out, "| {} |", header.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(header.len()));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out.push('\n');
}

fn named(label: &str, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{} ({})", text(label), text(id)),
        None => text(label),
    }
}

/// What must be read before the grade, then the grade.
fn first_of(alarms: &[String], grade: &str) -> String {
    let alarms = alarms.iter().map(|alarm| format!("**{}**; ", text(alarm)));
    alarms.chain([text(grade)]).collect()
}
