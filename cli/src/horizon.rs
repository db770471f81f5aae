//! `credence horizon`: what changes by itself in the next days, over many dossiers.

use std::fmt::Write as _;
use std::io;

use audit_credence::explain::Horizon as Change;
use audit_credence::{Date, Dossier};
use serde::Serialize;

use crate::args::Colour;
use crate::args::horizon::{Form, Horizon};
use crate::dossiers;
use crate::exit::Exit;
use crate::markdown;
use crate::output::{Output, colour};
use crate::page::{Look, Page, Text};

/// One change of one dossier.
#[derive(Serialize)]
struct Row {
    r#ref: Option<String>,
    supplier: Option<String>,
    site: Option<String>,
    report: Option<String>,
    #[serde(flatten)]
    change: Change,
}

impl Row {
    /// What the dossier is called, by the host's own keys.
    fn name(&self) -> String {
        let keys = [
            ("", &self.r#ref),
            ("site ", &self.site),
            ("report ", &self.report),
            ("supplier ", &self.supplier),
        ];
        let first = keys.into_iter().find_map(|(what, key)| Some(format!("{what}{}", key.as_ref()?)));
        first.unwrap_or_else(|| "a dossier without keys".to_owned())
    }

    /// What passes, and what to do then where that is another thing.
    fn passes(&self) -> String {
        let to_do = self.change.to_do.iter().map(String::as_str);
        std::iter::once(self.change.text.as_str()).chain(to_do).collect::<Vec<_>>().join("; ")
    }
}

pub(crate) fn horizon(asked: &Horizon, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let plan = match dossiers::plan(&asked.pack, false, colours) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    let as_of = dossiers::day(asked.as_of)?;
    let scorer = plan.at(as_of);
    let (mut rows, mut all) = (Vec::new(), 0_u64);
    let read = dossiers::each(&asked.files, &mut |dossier: Dossier| {
        let changes = scorer.horizon(&dossier, asked.days)?;
        all += 1;
        rows.extend(changes.into_iter().map(|change| Row {
            r#ref: dossier.r#ref.clone(),
            supplier: dossier.supplier.id.clone(),
            site: dossier.site.id.clone(),
            report: dossier.report.id.clone(),
            change,
        }));
        Ok(())
    });
    // The sort keeps the order of the input where days are the same.
    rows.sort_by_key(|row| row.change.next_change_on);
    let about = about(&rows, all, as_of, asked.days);
    let text = match asked.format {
        Form::Jsonl => rows
            .iter()
            .map(|row| serde_json::to_string(row).map(|line| line + "\n"))
            .collect::<Result<_, _>>()?,
        Form::Text => as_text(&rows, &about, colour(colours, &io::stdout())),
        Form::Md => as_markdown(&rows, &about),
    };
    out.write(&text)?;
    Ok(read.unwrap_or_else(|exit| exit))
}

fn about(rows: &[Row], all: u64, as_of: Date, days: u32) -> String {
    let many = |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let changes = many(rows.len() as u64, "change", "changes");
    format!(
        "{changes} in {} from {as_of}, of {}",
        many(days.into(), "day", "days"),
        many(all, "dossier", "dossiers")
    )
}

fn as_text(rows: &[Row], about: &str, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    page.put(0, &Text::new().and(Look::Strong, about));
    page.gap();
    for row in rows {
        let text = Text::new().and(Look::Strong, row.name()).and(Look::Plain, format!(": {}", row.passes()));
        page.item(0, "-", &text);
    }
    page.into_text()
}

fn as_markdown(rows: &[Row], about: &str) -> String {
    let text = markdown::text;
    let mut out = format!("# What changes by itself\n\n{}\n\n", text(about));
    if !rows.is_empty() {
        out.push_str("| day | dossier | what passes |\n| --- | --- | --- |\n");
    }
    for row in rows {
        let day = row.change.next_change_on.map_or(String::new(), |day| day.to_string());
        let _ = writeln!(out, "| {day} | {} | {} |", text(&row.name()), text(&row.passes()));
    }
    out
}
