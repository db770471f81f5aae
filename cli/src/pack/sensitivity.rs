//! `credence pack sensitivity`: how many profiles move when one weight moves by one.

use audit_credence::Plan;
use audit_credence::sensitivity::Weight;

use crate::args::{Colour, Form, PackSensitivity};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack::progress::Steps;
use crate::pack_files::{Shadowing, find};
use crate::page::{Page, Text};

pub(crate) fn sensitivity(
    asked: &PackSensitivity,
    colours: Colour,
    out: &mut Output,
) -> std::io::Result<Exit> {
    let found = match find(&asked.pack, Shadowing::Warned) {
        Ok(found) => found,
        Err(why) => return Ok(no_pack(&why, colour(colours, &std::io::stderr()))),
    };
    let plan = Plan::new(&found.pack);
    let weights = plan.sensitivity();
    let steps = Steps::new("weights moved", weights.len(), asked.quiet);
    let mut weights: Vec<Weight> = weights.inspect(|_| steps.one_more()).collect();
    steps.done();
    if asked.format == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&weights)?))?;
        return Ok(Exit::default());
    }
    // What most hangs on comes first; numbers of any length compare by length, then by digits.
    let key = |weight: &Weight| {
        let moved = |count: &Option<String>| count.clone().map(|digits| (digits.len(), digits));
        moved(&weight.better).max(moved(&weight.worse))
    };
    weights.sort_by_cached_key(|weight| std::cmp::Reverse(key(weight)));
    let mut page = Page::for_stdout(colour(colours, &std::io::stdout()));
    for weight in &weights {
        let percent = weight.percent.as_deref().unwrap_or("not counted");
        let better = weight.better.as_deref().unwrap_or("?");
        let worse = weight.worse.as_deref().unwrap_or("?");
        let text = format!(
            "{percent} % of all profiles move where {} is {} and not {}: {better} to a better grade, {worse} to a worse one",
            weight.rule, weight.becomes, weight.was
        );
        page.item(0, "-", &Text::plain(text));
    }
    out.write(&page.into_text())?;
    Ok(Exit::default())
}
