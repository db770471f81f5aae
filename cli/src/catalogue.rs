//! What there is to know before writing anything: the facts that packs may ask about, and the schemas of documents.

use audit_credence::{CATALOGUE, Fact, Kind, Schema};
use serde::Serialize;

use crate::args::{Colour, Document, Form};
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::page::{Look, Page, Text};
use crate::rows;

#[derive(Serialize)]
struct Entry {
    id: &'static str,
    kind: &'static str,
    /// The unit of a count or an age.
    unit: Option<&'static str>,
    /// The values of a named fact, worst first where they have an order.
    values: &'static [&'static str],
    meaning: &'static str,
    /// The keys of the dossier that it reads.
    reads: &'static [&'static str],
}

impl From<&'static Fact> for Entry {
    fn from(fact: &'static Fact) -> Self {
        let (kind, unit, values): (_, _, &[&str]) = match fact.kind {
            Kind::Named(values) => ("named", None, values),
            Kind::Count(unit) => ("count", Some(unit), &[]),
            Kind::Age => ("age", Some("months"), &[]),
            _ => ("other", None, &[]),
        };
        Entry { id: fact.id, kind, unit, values, meaning: fact.meaning, reads: fact.reads }
    }
}

pub(crate) fn facts(form: Form, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let entries: Vec<Entry> = CATALOGUE.iter().map(Entry::from).collect();
    match form {
        Form::Json => out.write(&format!("{}\n", serde_json::to_string_pretty(&entries)?))?,
        Form::Text => {
            let mut page = Page::for_stdout(colour(colours, &std::io::stdout()));
            for entry in &entries {
                page.gap();
                page.put(0, &Text::new().and(Look::Strong, entry.id));
                page.put(2, &Text::plain(entry.meaning));
                let kind = match entry.unit {
                    Some(unit) => format!("{}: whole {unit}", entry.kind),
                    None => format!("one of: {}", entry.values.join(", ")),
                };
                page.put(2, &Text::plain(kind));
                if entry.reads != [entry.id] {
                    page.put(2, &Text::new().and(Look::Faint, format!("reads: {}", entry.reads.join(", "))));
                }
            }
            out.write(&page.into_text())?;
        }
    }
    Ok(Exit::default())
}

pub(crate) fn schema(document: Document, out: &mut Output) -> std::io::Result<Exit> {
    let schema = match document {
        Document::Dossier => Schema::Dossier,
        Document::Assessment => Schema::Assessment,
        Document::Explanation => Schema::Explanation,
        Document::Comparison => Schema::Comparison,
        Document::Portfolio => Schema::Portfolio,
        Document::Pack => Schema::Pack,
        Document::Row => {
            out.write(&format!("{}\n", serde_json::to_string_pretty(&rows::schema())?))?;
            return Ok(Exit::default());
        }
    };
    out.write(&schema.to_json())?;
    Ok(Exit::default())
}
