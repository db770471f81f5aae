//! `credence pack check`: what holds of a pack over all profiles, and a witness for what does not.

use audit_credence::proof::{Proof, ProofResult};
use audit_credence::{PackText, Plan};

use crate::args::{Colour, Form};
use crate::draw::{line_and_column, no_pack};
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack_files::{Found, Shadowing, bases, find};
use crate::page::{Look, Page, Text};

/// Loads packs and proves them; says of each what it is and what holds of it, and everything that is wrong.
pub(crate) fn check(
    packs: &[String],
    form: Form,
    colours: Colour,
    out: &mut Output,
) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let mut proofs = Vec::new();
    for name in packs {
        match find(name, Shadowing::Warned) {
            Ok(found) => {
                let proof = Plan::new(&found.pack).prove();
                if !proof.is_sound() {
                    exit.and(Exit::BAD_PACK);
                }
                match form {
                    Form::Text => out.write(&proved(&found, &proof, colour(colours, &std::io::stdout())))?,
                    Form::Json => proofs.push(proof),
                }
            }
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    if form == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&proofs)?))?;
    }
    Ok(exit)
}

fn proved(found: &Found, proof: &Proof, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    let id = found.pack.id();
    let (look, word) = match (proof.is_sound(), proof.is_refuted()) {
        (true, _) => (Look::Good, "sound"),
        (false, true) => (Look::Bad, "not sound"),
        (false, false) => (Look::Doubtful, "not proved"),
    };
    page.put(0, &Text::plain(format!("{}: {} {} ", found.name, id.id, id.version)).and(look, word));
    page.put(2, &Text::plain(found.pack.title()));
    page.put(2, &Text::new().and(Look::Faint, format!("sha256 {}", id.sha256)));
    let counts = found.pack.counts().map(|(what, count)| format!("{count} {what}"));
    page.put(
        2,
        &Text::plain(format!("{}; {} cases of its own", counts.join(", "), found.pack.cases().len())),
    );
    for property in &proof.properties {
        let look = match property.result {
            ProofResult::Proved | ProofResult::ByConstruction => Look::Plain,
            ProofResult::NotProved => Look::Doubtful,
            ProofResult::Refuted => Look::Bad,
        };
        let law = property.law.map_or(String::new(), |law| format!(" (held to it by {law})"));
        let result = property.result.as_str().replace('_', " ");
        let text = Text::new()
            .and(look, format!("{:<4}{result}", property.id))
            .and(Look::Plain, format!(": {}{law}", property.statement));
        page.item(2, "-", &text);
        for witness in &property.witness {
            let profiles = witness.profiles.iter().map(|profile| {
                let levels = profile.iter().map(|(criterion, level)| format!("{criterion} = {level}"));
                match levels.collect::<Vec<_>>().join(", ") {
                    none if none.is_empty() => "everything at its top".to_owned(),
                    levels => levels,
                }
            });
            let profiles = match profiles.collect::<Vec<_>>().join("; then ") {
                none if none.is_empty() => none,
                profiles => format!("; with {profiles}"),
            };
            let text = Text::new()
                .and(Look::Plain, place(found, &witness.rule))
                .and(Look::Strong, &witness.subject)
                .and(Look::Plain, format!(": {}{profiles}", witness.how));
            page.item(6, "-", &text);
        }
    }
    if let Some(nodes) = proof.nodes {
        let grades =
            id.scale.iter().zip(&proof.profiles).map(|(grade, profiles)| format!("{grade} {profiles}"));
        let profiles = grades.collect::<Vec<_>>().join(", ");
        page.put(2, &Text::plain(format!("profiles by grade: {profiles}; {nodes} nodes decide them all")));
    }
    page.into_text()
}

/// Where a rule is changed or defined: file and line, in the pack itself or in one that it builds on.
fn place(found: &Found, rule: &str) -> String {
    let own = (found.name.clone(), found.text.clone());
    let texts = std::iter::once(own).chain(bases(found));
    let place = texts.filter_map(|(name, text)| {
        let span = PackText::place(&text, rule)?;
        Some(format!("{name}:{}: ", line_and_column(&text, span.start).0))
    });
    place.into_iter().next().unwrap_or_default()
}
