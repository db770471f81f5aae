//! The answer on one screen, as Markdown.

use std::fmt::Write as _;

use audit_credence::explain::{Bar, Explanation, Screen, ScreenLine};

use crate::cut::{SHOWN, cut, first_steps, made, places, split};
use crate::markdown::text;

/// Writes the screen.
pub(super) fn written(out: &mut String, told: &Explanation, is_today: bool) {
    let screen = told.screen();
    let about = if screen.about.is_empty() {
        String::new()
    } else {
        format!(": {}", text(&screen.about.join(" · ")))
    };
    let _ = writeln!(out, "# How far a social audit report can be relied on{about}\n");
    for alarm in &screen.alarms {
        let names = alarm.names.iter().fold(String::new(), |all, name| all + &text(name) + ". ");
        let _ = writeln!(out, "> **{}**: {names}{}\n", alarm.title.to_uppercase(), text(&alarm.text));
    }
    paragraph(out, &screen.facts.join(" "));
    action(out, &screen);
    account(out, &screen);
    held(out, &screen);
    if !screen.standards.is_empty() || !screen.certificates.is_empty() {
        let _ = writeln!(out, "## Standards and certificates\n");
        screen.standards.iter().chain(&screen.certificates).for_each(|one| line(out, one));
        out.push('\n');
    }
    next(out, &screen);
    let _ = writeln!(out, "**{}** {}\n", screen.not_a_finding, text(&made(told, is_today)));
}

fn paragraph(out: &mut String, words: &str) {
    if !words.is_empty() {
        let _ = writeln!(out, "{}\n", text(words));
    }
}

fn action(out: &mut String, screen: &Screen) {
    let Some(action) = &screen.action else { return };
    let _ = writeln!(
        out,
        "Can it be relied on to show that nobody is forced to work there? **{}**\n\n**What to do:** {}\n",
        action.reliance,
        text(&action.sentence)
    );
    let because: Vec<String> = cut(&action.because, SHOWN).into_iter().chain(action.unsaid.clone()).collect();
    if !because.is_empty() {
        paragraph(out, &format!("Because: {}", because.join("; ")));
    }
    paragraph(out, action.not_enough.as_deref().unwrap_or_default());
}

fn account(out: &mut String, screen: &Screen) {
    let step = |step: &audit_credence::explain::ScaleStep| {
        if step.in_range { format!("**{}**", text(&step.name)) } else { text(&step.name) }
    };
    let scale: Vec<String> = screen.scale.iter().map(step).collect();
    let scale = if scale.is_empty() { String::new() } else { format!("{}: ", scale.join(" ")) };
    let key = if scale.is_empty() { String::new() } else { format!(" (bold: {})", screen.scale_key) };
    let _ = writeln!(out, "{scale}{}{key}\n", text(&screen.grade));
    let Some(account) = &screen.account else { return };
    let checks = if account.checks.is_empty() { String::new() } else { format!("; {}", account.checks) };
    paragraph(out, &format!("{}{checks}. {}", account.text, account.note));
    let _ = writeln!(out, "| points | shown | against it | not said | of |\n| --- | --- | --- | --- | --- |");
    let row = |out: &mut String, bar: &Bar| {
        let Bar { title, of, shown, against, unsaid, .. } = bar;
        let _ = writeln!(out, "| {} | {shown} | {against} | {unsaid} | {of} |", text(title));
    };
    account.domains.iter().for_each(|bar| row(out, bar));
    row(out, &account.all);
    out.push('\n');
}

fn held(out: &mut String, screen: &Screen) {
    let (shown, more) = split(&screen.held, SHOWN);
    if shown.is_empty() {
        return;
    }
    let _ = writeln!(out, "## What holds it down\n");
    for reason in shown {
        let (words, places) = (text(&reason.text), text(&places(reason, false)));
        let _ = writeln!(out, "- *{}*: {words}{places}", reason.mark);
    }
    and_more(out, more);
}

/// The end of a list.
fn and_more(out: &mut String, more: usize) {
    let _ = if more == 0 { writeln!(out) } else { writeln!(out, "- and {more} more\n") };
}

fn line(out: &mut String, line: &ScreenLine) {
    let items = cut(&line.items, SHOWN).join("; ");
    let items = if items.is_empty() { items } else { format!(": {}", text(&items)) };
    let _ = writeln!(out, "- {}: **{}**{items}", text(&line.name), line.word);
}

fn next(out: &mut String, screen: &Screen) {
    if screen.next.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Next\n");
    for (next, steps, more) in first_steps(&screen.next) {
        let steps: Vec<String> = steps.iter().map(|step| text(step)).collect();
        let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
        let _ = writeln!(out, "- **{}**: {}{more}", text(&next.title), steps.join(" "));
    }
    out.push('\n');
}
