//! `credence schemes`: what is known of certification schemes and other programmes, and what a code can mean.
//!
//! It reads the registry of a pack and nothing else. No register is asked: whether a certificate is valid stands in
//! the scheme's own register, and what a valid one can mean about labour at most stands here.

use std::collections::BTreeMap;

use audit_credence::{Date, Pack, SchemeRuleView, SchemeView, Source};
use serde::Serialize;

use crate::args::schemes::{Check, Command, List, Schemes};
use crate::args::{Colour, Form};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour, say};
use crate::pack_files::{Shadowing, find};
use crate::page::{Look, Page, Text};

/// A scheme as JSON.
#[derive(Serialize)]
struct Entry<'p> {
    id: &'p str,
    title: &'p str,
    owner: &'p str,
    kind: &'p str,
    labour_basis: &'p str,
    /// What a valid status can mean about labour, at most.
    meaning: &'p str,
    validity_months: Option<u32>,
    /// `#` is any digit, `@` any letter.
    codes: Vec<&'p str>,
    announcement: Option<&'p str>,
    oversight: Option<&'p str>,
    /// Its own status words, and what each is in a dossier.
    status_words: BTreeMap<&'p str, &'static str>,
    rules: Vec<Rule<'p>>,
    /// The sources of all of it, by id.
    sources: BTreeMap<&'p str, &'p Source>,
}

#[derive(Serialize)]
struct Rule<'p> {
    id: &'p str,
    /// The day from which it held; null is since ever.
    from: Option<Date>,
    meaning: &'p str,
    sources: Vec<&'p str>,
}

/// What a code can mean.
#[derive(Serialize)]
struct Recognised<'p> {
    code: &'p str,
    on: Date,
    schemes: Vec<Meaning<'p>>,
}

#[derive(Serialize)]
struct Meaning<'p> {
    scheme: &'p str,
    title: &'p str,
    /// The labour rule that held on that day.
    rule: Option<&'p str>,
    /// What a valid status of a certificate issued on that day can mean about labour, at most.
    at_most: &'p str,
    sources: BTreeMap<&'p str, &'p Source>,
}

pub(crate) fn schemes(asked: &Schemes, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let pack = match &asked.command {
        Some(Command::Check(check)) => &check.pack,
        None => &asked.list.pack,
    };
    let found = match find(pack, Shadowing::Refused) {
        Ok(found) => found.pack,
        Err(why) => return Ok(no_pack(&why, colour(colours, &std::io::stderr()))),
    };
    match &asked.command {
        Some(Command::Check(check)) => recognise(&found, check, colours, out),
        None => list(&found, &asked.list, colours, out),
    }
}

fn list(pack: &Pack, asked: &List, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let all: Vec<(&str, SchemeView<'_>)> = pack.schemes().collect();
    if let Some(unknown) = asked.ids.iter().find(|id| all.iter().all(|(known, _)| known != id)) {
        let known: Vec<&str> = all.iter().map(|(id, _)| *id).collect();
        say(&format!("there is no scheme `{unknown}` in the registry; it has {}", known.join(", ")));
        return Ok(Exit::USAGE);
    }
    let shown = || all.iter().filter(|(id, _)| asked.ids.is_empty() || asked.ids.iter().any(|one| one == id));
    if asked.format == Form::Json {
        let entries: Vec<Entry<'_>> = shown().map(|(id, scheme)| entry(pack, id, scheme)).collect();
        out.write(&format!("{}\n", serde_json::to_string_pretty(&entries)?))?;
        return Ok(Exit::default());
    }
    let mut page = Page::for_stdout(colour(colours, &std::io::stdout()));
    for (id, scheme) in shown() {
        page.gap();
        page.put(0, &Text::new().and(Look::Strong, id).and(Look::Plain, format!(": {}", scheme.title)));
        page.put(2, &Text::plain(what_it_is(scheme)));
        if asked.ids.is_empty() {
            continue;
        }
        page.put(2, &Text::plain(format!("owner: {}", scheme.owner)));
        page.put(2, &Text::plain(format!("at most: {}", scheme.meaning)));
        explain(&mut page, scheme);
        cite(&mut page, pack, &every_source(scheme));
    }
    if asked.ids.is_empty() {
        page.gap();
        page.put(0, &Text::new().and(Look::Faint, "What is known of one of them: credence schemes msc_coc. What a code can mean: credence schemes check CODE."));
    }
    out.write(&page.into_text())?;
    Ok(Exit::default())
}

/// In a sentence what kind of thing the scheme is: a programme that certifies nobody says so.
fn what_it_is(scheme: &SchemeView<'_>) -> String {
    let kind = match scheme.kind {
        "certificate" => "a certificate",
        "audit_method" => "not a certificate: a way to audit",
        "verified_assessment" => "not a certificate: answers that somebody verified, without a verdict",
        "graded_audit" => "not a certificate: an audit with a grade",
        "benchmark" => "not a certificate: it recognises schemes, never sites",
        other => other,
    };
    let basis = match scheme.labour_basis {
        "none" => "no labour rule",
        "relies_on_social_audit" => "its labour rule relies on somebody's social audit, or a form",
        "own_labour_standard" => "a labour standard of its own",
        other => other,
    };
    let valid = match scheme.validity_months {
        Some(months) => format!("valid {months} months"),
        None => "validity not known".to_owned(),
    };
    format!("{kind}; {basis}; {valid}")
}

fn explain(page: &mut Page, scheme: &SchemeView<'_>) {
    for rule in &scheme.rules {
        let from = rule.from.map_or("at first".to_owned(), |from| format!("from {from}"));
        page.item(2, "-", &Text::plain(format!("{from} ({}): {}", rule.id, rule.meaning)));
    }
    if !scheme.codes.is_empty() {
        page.put(2, &Text::plain(format!("codes: {} (# is a digit)", scheme.codes.join(", "))));
    }
    if let Some(announcement) = scheme.announcement {
        page.put(2, &Text::plain(format!("announced: {announcement}")));
    }
    if let Some(oversight) = scheme.oversight {
        page.put(2, &Text::plain(format!("overseen: {oversight}")));
    }
    let words: Vec<String> =
        scheme.status_words.iter().map(|(word, means)| format!("{word} is {means}")).collect();
    if !words.is_empty() {
        page.put(2, &Text::plain(format!("its words in a dossier: {}", words.join("; "))));
    }
}

fn cite(page: &mut Page, pack: &Pack, ids: &[&str]) {
    for source in ids.iter().filter_map(|id| pack.source(id)) {
        let clause = source.clause.as_ref().map_or(String::new(), |clause| format!(", {clause}"));
        let date = source.date.as_ref().map_or(String::new(), |date| format!(", {date}"));
        let line = format!(
            "{}. {}{clause}{date}. {}, read on {}. {}",
            source.title, source.publisher, source.status, source.read_on, source.url
        );
        page.item(2, "·", &Text::new().and(Look::Faint, line));
    }
}

fn every_source<'p>(scheme: &SchemeView<'p>) -> Vec<&'p str> {
    let mut ids: Vec<&str> = scheme.sources.clone();
    ids.extend(scheme.rules.iter().flat_map(|rule| &rule.sources));
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn entry<'p>(pack: &'p Pack, id: &'p str, scheme: &SchemeView<'p>) -> Entry<'p> {
    let rule = |rule: &SchemeRuleView<'p>| Rule {
        id: rule.id,
        from: rule.from,
        meaning: rule.meaning,
        sources: rule.sources.clone(),
    };
    Entry {
        id,
        title: scheme.title,
        owner: scheme.owner,
        kind: scheme.kind,
        labour_basis: scheme.labour_basis,
        meaning: scheme.meaning,
        validity_months: scheme.validity_months,
        codes: scheme.codes.clone(),
        announcement: scheme.announcement,
        oversight: scheme.oversight,
        status_words: scheme.status_words.iter().map(|(word, means)| (*word, means.as_str())).collect(),
        rules: scheme.rules.iter().map(rule).collect(),
        sources: sources(pack, &every_source(scheme)),
    }
}

fn sources<'p>(pack: &'p Pack, ids: &[&'p str]) -> BTreeMap<&'p str, &'p Source> {
    ids.iter().filter_map(|id| Some((*id, pack.source(id)?))).collect()
}

fn recognise(pack: &Pack, asked: &Check, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let on = match asked.on {
        Some(on) => on,
        None => crate::score::today()?,
    };
    let of_code = pack.schemes_of_code(&asked.code);
    let all: Vec<(&str, SchemeView<'_>)> = pack.schemes().filter(|(id, _)| of_code.contains(id)).collect();
    if asked.format == Form::Json {
        let schemes: Vec<Meaning<'_>> = all
            .iter()
            .map(|(id, scheme)| {
                let rule = scheme.rule_on(on);
                Meaning {
                    scheme: id,
                    title: scheme.title,
                    rule: rule.map(|rule| rule.id),
                    at_most: rule.map_or(scheme.meaning, |rule| rule.meaning),
                    sources: sources(pack, rule.map_or(&scheme.sources, |rule| &rule.sources)),
                }
            })
            .collect();
        let answer = Recognised { code: &asked.code, on, schemes };
        out.write(&format!("{}\n", serde_json::to_string_pretty(&answer)?))?;
    } else {
        let mut page = Page::for_stdout(colour(colours, &std::io::stdout()));
        for (id, scheme) in &all {
            let held = scheme.rule_on(on);
            let at_most = held.map_or(scheme.meaning, |rule| rule.meaning);
            page.gap();
            page.put(
                0,
                &Text::new()
                    .and(Look::Strong, &asked.code)
                    .and(Look::Plain, format!(" has the form of {} ({id})", scheme.title)),
            );
            page.put(2, &Text::plain(what_it_is(scheme)));
            let rule = held.map_or(String::new(), |rule| format!(", under the rule {}", rule.id));
            page.put(
                2,
                &Text::plain(format!(
                    "issued on {on}{rule}, a valid status can mean about labour: {at_most}"
                )),
            );
            page.put(2, &Text::plain("Whether it is valid, whose it is and for which site stands in the scheme's own register. Nothing was looked up."));
            cite(&mut page, pack, held.map_or(&scheme.sources, |rule| &rule.sources));
        }
        out.write(&page.into_text())?;
    }
    if all.is_empty() {
        let forms: Vec<String> = pack
            .schemes()
            .flat_map(|(_, scheme)| scheme.codes.into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        say(&format!(
            "no scheme of the registry is known to have codes of this form; known forms are {} (# is a digit). \
             Most schemes have none: see `credence schemes`",
            forms.join(", ")
        ));
        return Ok(Exit::BELOW);
    }
    Ok(Exit::default())
}
