//! Writes the default pack as the Rust that one would write by hand for it: `by_hand.rs`, to measure against.
//!
//! Every number of the pack is a constant in the code, every criterion a few comparisons, and nothing is looked up. What
//! needs the pack's tables or the day is given to it as a level, which it need not work out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use audit_credence::{Date, Kind, Pack};

use crate::rules::{Applies, Condition, Criterion, Rules, Scale, is_public, kind, words};

const HEADER: &str = "//! The default pack by hand, as `cargo test -q --bench targets -- by-hand` writes it.\n\
    //!\n//! One function for each domain, one comparison for each level, one for each literal of a cap.\n\n\
    use audit_credence::{Facts, Levels};\n\n";

/// The whole file. The day is none of its numbers: what depends on it is given as a level.
pub(crate) fn source(as_of: Date) -> String {
    let given = |fact: &str| is_public(fact) && kind(fact) != Some(Kind::Age);
    let rules = Rules::new(&Pack::procurement().unwrap(), as_of, &given);
    let mut out = HEADER.to_owned();
    write_row(&mut out, &rules.criteria);
    let mut domains = Vec::new();
    for (at, (id, limit)) in rules.domains.iter().enumerate() {
        let criteria: Vec<_> = rules.criteria.iter().filter(|criterion| criterion.domain == at).collect();
        if !criteria.is_empty() {
            write_domain(&mut out, id, *limit, &criteria);
            domains.push(format!("{id}(row, at)"));
        }
    }
    let parts = write_caps(&mut out, &rules);
    write_grade(&mut out, &rules.bands, &domains, parts);
    out
}

/// What is read of a dossier: each fact, or the level in its place.
fn write_row(out: &mut String, criteria: &[Criterion]) {
    let read = |fact: &str| match words(fact) {
        Some(_) => ("u8", format!("u8::try_from(facts.bits({fact:?}).unwrap()).unwrap()")),
        None => ("[u32; 2]", format!("{{ let n = facts.number({fact:?}).unwrap(); [n.worst(), n.best()] }}")),
    };
    let (mut fields, mut values) = (String::new(), String::new());
    let mut write = |name: &str, (kind, value): (&str, String)| {
        writeln!(fields, "    {name}: {kind},").unwrap();
        writeln!(values, "            {name}: {value},").unwrap();
    };
    for (at, criterion) in criteria.iter().enumerate() {
        if criterion.by_level {
            let level = format!("{{ let l = levels.get({at}).unwrap(); [l.worst(), l.best()] }}");
            write(&criterion.field, ("[u8; 2]", level));
        } else {
            write(&criterion.field, read(&criterion.fact));
        }
        if let Some(applies) = &criterion.applies {
            write(&applies.field, read(&applies.fact));
        }
    }
    writeln!(out, "/// What the pack asks about.\npub(crate) struct Row {{\n{fields}}}\n").unwrap();
    writeln!(out, "impl Row {{\n    pub(crate) fn of(facts: &Facts, levels: &Levels) -> Self {{").unwrap();
    writeln!(out, "        Row {{\n{values}        }}\n    }}\n}}\n").unwrap();
    writeln!(out, "/// The level of each criterion, at worst and at best.\n#[derive(Default)]").unwrap();
    writeln!(out, "struct At {{").unwrap();
    criteria.iter().for_each(|criterion| writeln!(out, "    {}: [u8; 2],", criterion.id).unwrap());
    writeln!(out, "}}").unwrap();
}

fn write_domain(out: &mut String, domain: &str, limit: Option<u32>, criteria: &[&Criterion]) {
    writeln!(out, "\n#[inline(always)]\nfn {domain}(row: &Row, at: &mut At) -> [u32; 2] {{").unwrap();
    // Of a group only the worst counts.
    let mut slots: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for criterion in criteria {
        let (id, demerits) = (&criterion.id, &criterion.demerits);
        writeln!(out, "    at.{id} = {};", level(criterion)).unwrap();
        writeln!(out, "    let {id} = at.{id}.map(|level| {demerits:?}[usize::from(level)]);").unwrap();
        slots.entry(criterion.group.as_ref().unwrap_or(id)).or_default().push(id);
    }
    let sum = |end: usize| {
        let worst = |ids: &Vec<&str>| {
            let all: Vec<String> = ids.iter().map(|id| format!("{id}[{end}]")).collect();
            all.into_iter().reduce(|all, one| format!("{all}.max({one})")).unwrap()
        };
        let sum = slots.values().map(worst).collect::<Vec<_>>().join(" + ");
        limit.map_or(sum.clone(), |limit| format!("({sum}).min({limit})"))
    };
    writeln!(out, "    [{}, {}]\n}}", sum(0), sum(1)).unwrap();
}

/// The level of a criterion at both ends, as an expression.
fn level(criterion: &Criterion) -> String {
    let field = &criterion.field;
    if criterion.by_level {
        return format!("row.{field}");
    }
    let ends = match &criterion.scale {
        Scale::Words(levels) => by_words(field, &bits_of(&criterion.fact, levels)),
        Scale::AtLeast(bounds) => by_number(field, ">=", bounds),
        Scale::AtMost(bounds) => by_number(field, "<=", bounds),
    };
    let floor = match criterion.floor {
        0 => String::new(),
        floor => format!(" let w = w.max(b.min({floor}));"),
    };
    let applies = criterion.applies.as_ref();
    let applies = applies.map_or("[w, b]".to_owned(), |applies| where_it_applies(applies, criterion.top()));
    format!("{{ {ends}{floor} {applies} }}")
}

/// Of each level the bits of its words.
fn bits_of(fact: &str, levels: &[Vec<String>]) -> Vec<u32> {
    let all = words(fact).unwrap();
    let bit = |word: &String| 1 << all.iter().position(|known| known == word).unwrap();
    levels.iter().map(|words| words.iter().map(bit).sum()).collect()
}

/// At worst the lowest level of which a word may hold, at best the highest.
fn by_words(field: &str, levels: &[u32]) -> String {
    let top = levels.len() - 1;
    let first = |order: &mut dyn Iterator<Item = usize>, last: usize| {
        let tests = order.filter(|at| *at != last && levels[*at] != 0);
        let tests = tests.map(|at| format!("if x & {} != 0 {{ {at} }} else ", levels[at]));
        format!("{}{{ {last} }}", tests.collect::<String>())
    };
    let (worst, best) = (first(&mut (0..=top), top), first(&mut (0..=top).rev(), 0));
    format!("let x = row.{field}; let (w, b): (u8, u8) = ({worst}, {best});")
}

fn by_number(field: &str, sign: &str, bounds: &[u32]) -> String {
    let test = |(at, bound): (usize, &u32)| format!("if n {sign} {bound} {{ {} }} else ", at + 1);
    let tests: String = bounds.iter().enumerate().rev().map(test).collect();
    let level = format!("let of = |n: u32| -> u8 {{ {tests}{{ 0 }} }};");
    format!("{level} let [x, y] = row.{field}.map(of); let (w, b) = (x.min(y), x.max(y));")
}

/// The top where it cannot apply, and at best the top where it need not.
fn where_it_applies(applies: &Applies, top: usize) -> String {
    let field = &applies.field;
    let (may, must) = match &applies.when {
        Condition::Words(asked) => {
            let bits = bits_of(&applies.fact, std::slice::from_ref(asked))[0];
            (format!("row.{field} & {bits} != 0"), format!("row.{field} & !{bits} == 0"))
        }
        Condition::AtLeast(least) => {
            (format!("row.{field}[1] >= {least}"), format!("row.{field}[0] >= {least}"))
        }
    };
    format!("if !({may}) {{ [{top}, {top}] }} else if {must} {{ [w, b] }} else {{ [w, {top}] }}")
}

/// The caps, in functions that fit on a screen; how many there are.
fn write_caps(out: &mut String, rules: &Rules) -> usize {
    let literal =
        |(criterion, level): &(usize, usize)| format!("at.{}[end] <= {level}", rules.criteria[*criterion].id);
    let entry = |entry: &Vec<(usize, usize)>| {
        format!("({})", entry.iter().map(literal).collect::<Vec<_>>().join(" && "))
    };
    let tests: Vec<String> = rules
        .caps
        .iter()
        .map(|cap| {
            let when = cap.when.iter().map(entry).collect::<Vec<_>>().join(" || ");
            format!("    if {when} {{ grade = grade.min({}); }}\n", cap.grade)
        })
        .collect();
    let parts = tests.chunks(60);
    for (part, tests) in parts.clone().enumerate() {
        writeln!(out, "\n#[inline(always)]\nfn caps_{part}(at: &At, end: usize, mut grade: u8) -> u8 {{")
            .unwrap();
        writeln!(out, "{}    grade\n}}", tests.concat()).unwrap();
    }
    parts.len()
}

fn write_grade(out: &mut String, bands: &[u32], domains: &[String], parts: usize) {
    writeln!(out, "\n/// The grade at worst and at best, as places in the scale.\n#[inline(never)]").unwrap();
    writeln!(out, "pub(crate) fn grade(row: &Row) -> [u8; 2] {{\n    let at = &mut At::default();").unwrap();
    writeln!(out, "    let all = [{}];\n    [0, 1].map(|end| {{", domains.join(", ")).unwrap();
    writeln!(out, "        let sum: u32 = all.iter().map(|ends| ends[end]).sum();").unwrap();
    let band = bands.iter().map(|most| format!("u8::from(sum <= {most})")).collect::<Vec<_>>().join(" + ");
    writeln!(out, "        let grade = {band};").unwrap();
    let caps = (0..parts).fold("grade".to_owned(), |grade, part| format!("caps_{part}(at, end, {grade})"));
    writeln!(out, "        {caps}\n    }})\n}}").unwrap();
}
