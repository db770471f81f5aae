//! The rules as the Rust that one would write by hand: a struct of small numbers, one function for each domain.
//!
//! Every number of the pack is a constant in the code, every test a comparison, and nothing is looked up. A word is its
//! place among the words of its fact, and the last place is "not stated".

use std::fmt::Write as _;

use crate::decisions::{Decisions, End, Test};
use crate::peer::Input;
use crate::row::Field;

const HEADER: &str = "\
//! The default pack by hand, as `print by-hand` of this package writes it.

use crate::row::{Cell, Field};

";

/// The whole of `by_hand.rs`.
pub fn source(input: &Input) -> String {
    let mut out = HEADER.to_owned();
    write_row(&mut out, &input.fields);
    for decisions in &input.decisions {
        write_end(&mut out, decisions, &input.fields);
    }
    out
}

fn write_row(out: &mut String, fields: &[Field]) {
    out.push_str("/// What the pack asks about.\npub struct Row {\n");
    for field in fields {
        writeln!(out, "    {}: {},", field.name, if field.words.is_some() { "u8" } else { "u32" }).unwrap();
    }
    out.push_str(
        "}\n\nimpl Row {\n    pub fn of(fields: &[Field], cells: &[Cell]) -> Self {\n        Row {\n",
    );
    for (at, field) in fields.iter().enumerate() {
        let read = match field.words {
            Some(_) => format!("place(&fields[{at}], &cells[{at}])"),
            None => format!("number(&cells[{at}])"),
        };
        writeln!(out, "            {}: {read},", field.name).unwrap();
    }
    out.push_str("        }\n    }\n}\n");
    out.push_str(
        "
fn place(field: &Field, cell: &Cell) -> u8 {
    let (Some(words), Cell::Word(word)) = (&field.words, cell) else { panic!(\"a word\") };
    u8::try_from(words.iter().position(|known| known == word).unwrap()).unwrap()
}

fn number(cell: &Cell) -> u32 {
    let Cell::Number(number) = cell else { panic!(\"a number\") };
    *number
}
",
    );
}

fn write_end(out: &mut String, decisions: &Decisions, fields: &[Field]) {
    let end = decisions.end.name();
    let test = |of: &Test| test(of, fields);
    let mut sum = Vec::new();
    for domain in decisions.domains.iter().filter(|domain| !domain.slots.is_empty()) {
        writeln!(out, "\nfn {end}_{}(row: &Row) -> u32 {{", domain.id).unwrap();
        for slot in &domain.slots {
            let chain: String = slot
                .costs
                .iter()
                .map(|(cost, when)| format!("if {} {{ {cost} }} else ", test(when)))
                .collect();
            writeln!(out, "    let {} = {chain}{{ 0 }};", slot.name).unwrap();
        }
        let slots = domain.slots.iter().map(|slot| slot.name.as_str()).collect::<Vec<_>>().join(" + ");
        let limit = domain.limit.map_or(String::new(), |limit| format!(".min({limit})"));
        writeln!(out, "    ({slots}){limit}\n}}").unwrap();
        sum.push(format!("{end}_{}(row)", domain.id));
    }
    writeln!(
        out,
        "\n/// The grade at {}, as its place in the scale.",
        if decisions.end == End::Worst { "worst" } else { "best" }
    )
    .unwrap();
    writeln!(out, "pub fn {end}(row: &Row) -> u8 {{").unwrap();
    for (grade, step) in decisions.steps.iter().enumerate() {
        let caps = step.caps.iter().map(test).collect::<Vec<_>>().join(" || ");
        if grade == 0 && !caps.is_empty() {
            // What holds the worst grade does so whatever the sum is.
            writeln!(out, "    if {caps} {{\n        return 0;\n    }}").unwrap();
        }
        if grade == 0 {
            writeln!(
                out,
                "    let total = {};\n    if total > {} {{\n        return 0;\n    }}",
                sum.join(" + "),
                step.most
            )
            .unwrap();
        } else {
            let caps = if caps.is_empty() { caps } else { format!(" || {caps}") };
            writeln!(out, "    if total > {}{caps} {{\n        return {grade};\n    }}", step.most).unwrap();
        }
    }
    writeln!(out, "    {}\n}}", decisions.steps.len()).unwrap();
}

fn test(of: &Test, fields: &[Field]) -> String {
    let join = |tests: &[Test], by: &str| {
        format!("({})", tests.iter().map(|one| test(one, fields)).collect::<Vec<_>>().join(by))
    };
    match of {
        Test::Is(field, words) => {
            let known =
                fields.iter().find(|known| known.name == *field).and_then(|known| known.words.as_ref());
            let place = |word: &String| {
                known.and_then(|known| known.iter().position(|known| known == word)).unwrap().to_string()
            };
            format!("matches!(row.{field}, {})", words.iter().map(place).collect::<Vec<_>>().join(" | "))
        }
        Test::Below(field, number) => format!("row.{field} < {number}"),
        Test::Above(field, number) => format!("row.{field} > {number}"),
        Test::All(all) => join(all, " && "),
        Test::Any(any) => join(any, " || "),
    }
}
