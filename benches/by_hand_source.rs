//! Writes the default pack as the Rust that one would write by hand for it: `by_hand.rs`, to measure against.
//!
//! Every number of the pack is a constant in the code, every criterion a few comparisons, and nothing is looked up. What
//! needs the pack's tables or the day is given to it as a level, which it need not work out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use audit_credence::{CATALOGUE, Kind, Pack};
use toml::{Table, Value};

const HEADER: &str = "//! The default pack by hand, as `cargo test -q --bench targets -- by-hand` writes it.\n\
    //!\n//! One function for each domain, one comparison for each level, one for each literal of a cap.\n\n\
    use audit_credence::{Facts, Levels};\n\n";

/// The tables of a kind in a pack and in those that it builds on.
struct Packs(Vec<Table>);

impl Packs {
    fn of(id: &str) -> Self {
        let shipped: BTreeMap<&str, Table> =
            Pack::SHIPPED.iter().map(|(id, text)| (*id, text.parse().unwrap())).collect();
        let (mut all, mut open) = (Vec::new(), vec![id.to_owned()]);
        while let Some(id) = open.pop() {
            let pack = &shipped[id.as_str()];
            if all.contains(&id) {
                continue;
            }
            assert!(!pack.contains_key("change"), "{id} changes other packs: teach this file to read that");
            let bases = pack["pack"].get("builds_on").and_then(Value::as_array).into_iter().flatten();
            open.extend(bases.map(text));
            all.push(id);
        }
        Packs(all.iter().map(|id| shipped[id.as_str()].clone()).collect())
    }

    fn tables(&self, kind: &str) -> BTreeMap<String, Table> {
        let tables = self.0.iter().filter_map(|pack| pack.get(kind)?.as_table());
        let tables = tables.flat_map(|table| table.iter().map(|(id, table)| (id, table.as_table().unwrap())));
        tables.map(|(id, table)| (id.clone(), table.clone())).collect()
    }

    fn header(&self, key: &str) -> &Value {
        self.0.iter().find_map(|pack| pack["pack"].get(key)).unwrap()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_integer().unwrap()).unwrap()
}

fn levels(criterion: &Table) -> Vec<&Table> {
    criterion["levels"].as_array().unwrap().iter().map(|level| level.as_table().unwrap()).collect()
}

fn level_of(criterion: &Table, name: &str) -> usize {
    levels(criterion).iter().position(|level| text(&level["name"]) == name).unwrap()
}

fn field(fact: &str) -> String {
    fact.replace('.', "_")
}

/// The words of a fact that stands in the flat row as bits.
fn words(fact: &str) -> Option<&'static [&'static str]> {
    match CATALOGUE.iter().find(|known| known.id == fact)?.kind {
        Kind::Named(words) => Some(words),
        _ => None,
    }
}

fn bits(words: &[&str], values: &[String]) -> u32 {
    values.iter().map(|value| 1 << words.iter().position(|word| word == value).unwrap()).sum()
}

/// The whole file. `stands` says whether a fact stands in the flat row.
pub(crate) fn source(stands: &dyn Fn(&str) -> bool) -> String {
    let packs = Packs::of("procurement");
    let criteria = packs.tables("criterion");
    let by_levels = |criterion: &Table| {
        let fact = text(&criterion["fact"]);
        let kind = CATALOGUE.iter().find(|known| known.id == fact).map(|known| known.kind);
        !stands(&fact) || kind == Some(Kind::Age)
    };
    let mut fields: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (at, (id, criterion)) in criteria.iter().enumerate() {
        let mut facts = vec![text(&criterion["fact"])];
        facts.extend(criterion.get("applies_when").map(|applies| text(&applies["fact"])));
        if by_levels(criterion) {
            let of = format!("{{ let l = levels.get({at}).unwrap(); [l.worst(), l.best()] }}");
            fields.insert(format!("level_{id}"), ("[u8; 2]".to_owned(), of));
            facts.clear();
        }
        for fact in facts {
            let (kind, of) = if words(&fact).is_some() {
                ("u8", format!("u8::try_from(facts.bits({fact:?}).unwrap()).unwrap()"))
            } else {
                ("[u32; 2]", format!("{{ let n = facts.number({fact:?}).unwrap(); [n.worst(), n.best()] }}"))
            };
            fields.insert(field(&fact), (kind.to_owned(), of));
        }
    }
    let mut out = HEADER.to_owned();
    out.push_str("/// What the pack asks about.\npub(crate) struct Row {\n");
    fields.iter().for_each(|(name, (kind, _))| writeln!(out, "    {name}: {kind},").unwrap());
    out.push_str(
        "}\n\nimpl Row {\n    pub(crate) fn of(facts: &Facts, levels: &Levels) -> Self {\n        Row {\n",
    );
    fields.iter().for_each(|(name, (_, of))| writeln!(out, "            {name}: {of},").unwrap());
    out.push_str("        }\n    }\n}\n\n/// The level of each criterion, at worst and at best.\n#[derive(Debug, Default)]\npub(crate) struct At {\n");
    criteria.keys().for_each(|id| writeln!(out, "    {id}: [u8; 2],").unwrap());
    out.push_str("}\n");
    let domains = packs.tables("domain");
    for (domain, table) in &domains {
        write_domain(&mut out, domain, table, &criteria, &by_levels);
    }
    let parts = write_caps(&mut out, &packs, &criteria);
    write_grade(&mut out, &packs, domains.keys(), parts);
    out
}

fn write_domain(
    out: &mut String,
    domain: &str,
    table: &Table,
    criteria: &BTreeMap<String, Table>,
    by_levels: &dyn Fn(&Table) -> bool,
) {
    writeln!(out, "\n#[inline(always)]\nfn {domain}(row: &Row, at: &mut At) -> [u32; 2] {{").unwrap();
    let mut slots: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, criterion) in criteria.iter().filter(|(_, criterion)| text(&criterion["domain"]) == domain) {
        let demerits: Vec<u32> = levels(criterion).iter().map(|level| number(&level["demerits"])).collect();
        writeln!(out, "    at.{id} = {};", level(id, criterion, by_levels(criterion))).unwrap();
        writeln!(out, "    let {id} = at.{id}.map(|level| {demerits:?}[usize::from(level)]);").unwrap();
        let slot = criterion.get("group").map_or_else(|| format!("={id}"), text);
        slots.entry(slot).or_default().push(id.clone());
    }
    let sum = |end: usize| {
        let worst = |ids: &Vec<String>| match ids.split_first() {
            Some((first, rest)) => {
                rest.iter().fold(format!("{first}[{end}]"), |all, id| format!("{all}.max({id}[{end}])"))
            }
            None => "0".to_owned(),
        };
        let all: Vec<String> = slots.values().map(worst).collect();
        let all = if all.is_empty() { "0_u32".to_owned() } else { all.join(" + ") };
        format!("({all}).min({})", number(&table["limit"]))
    };
    let unused = if slots.is_empty() { "    let _ = (row, &at);\n" } else { "" };
    writeln!(out, "{unused}    [{}, {}]\n}}", sum(0), sum(1)).unwrap();
}

/// The level of a criterion as an expression.
fn level(id: &str, criterion: &Table, by_levels: bool) -> String {
    if by_levels {
        return format!("row.level_{id}");
    }
    let fact = text(&criterion["fact"]);
    let (fact, all) = (&fact, levels(criterion));
    let top = all.len() - 1;
    let ends = if let Some(words) = words(fact) {
        let values = |level: &Table| match level.get("is").and_then(Value::as_array) {
            Some(values) => values.iter().map(text).collect(),
            None => vec![text(&level["name"])],
        };
        let masks: Vec<u32> = all.iter().map(|level| bits(words, &values(level))).collect();
        let first = |order: &mut dyn Iterator<Item = usize>, last: usize| {
            let tests = order.filter(|at| *at != last && masks[*at] != 0);
            tests.fold(String::new(), |out, at| out + &format!("if x & {} != 0 {{ {at} }} else ", masks[at]))
                + &format!("{{ {last} }}")
        };
        let (worst, best) = (first(&mut (0..=top), top), first(&mut (0..=top).rev(), 0));
        format!("let x = row.{}; let (w, b): (u8, u8) = ({worst}, {best});", field(fact))
    } else {
        let test = |at: usize| {
            let at_least = all[at].get("at_least").map(|least| format!("n >= {}", number(least)));
            at_least.or_else(|| Some(format!("n <= {}", number(all[at].get("at_most")?))))
        };
        let tests = (0..=top).rev().filter_map(|at| Some(format!("if {} {{ {at} }} else ", test(at)?)));
        let of = tests.collect::<String>() + "{ 0 }";
        let one = format!("let of = |n: u32| -> u8 {{ {of} }}; let [x, y] = row.{}.map(of);", field(fact));
        format!("{one} let (w, b) = (x.min(y), x.max(y));")
    };
    let floor = criterion.get("silent_floor").map(|floor| level_of(criterion, floor.as_str().unwrap()));
    let floor = floor.map_or(String::new(), |floor| {
        format!(" let w = if b >= {floor} {{ w.max({floor}) }} else {{ w }};")
    });
    let applies = criterion.get("applies_when").map_or("[w, b]".to_owned(), |applies| {
        let fact = text(&applies["fact"]);
        let least = applies.get("at_least").map_or(0, number);
        let (some, all) = match words(&fact) {
            Some(words) => {
                let values: Vec<String> = applies["is"].as_array().unwrap().iter().map(text).collect();
                let mask = bits(words, &values);
                let name = field(&fact);
                (format!("row.{name} & {mask} != 0"), format!("row.{name} & !{mask} == 0"))
            }
            None => {
                assert!(
                    applies.get("at_most").is_none(),
                    "teach this file to read `at_most` of `applies_when`"
                );
                let name = field(&fact);
                (format!("row.{name}[1] >= {least}"), format!("row.{name}[0] >= {least}"))
            }
        };
        format!("if !({some}) {{ [{top}, {top}] }} else if {all} {{ [w, b] }} else {{ [w, {top}] }}")
    });
    format!("{{ {ends}{floor} {applies} }}")
}

/// The caps, in functions that fit on a screen; how many there are.
fn write_caps(out: &mut String, packs: &Packs, criteria: &BTreeMap<String, Table>) -> usize {
    let scale: Vec<String> = packs.header("scale").as_array().unwrap().iter().map(text).collect();
    let place = |grade: &Value| scale.iter().position(|known| *known == text(grade)).unwrap();
    let mut tests = Vec::new();
    for cap in packs.tables("cap").values() {
        let literal = |(id, level): (&String, &Value)| {
            format!("at.{id}[end] <= {}", level_of(&criteria[id], level.as_str().unwrap()))
        };
        let entry =
            |entry: &Value| entry.as_table().unwrap().iter().map(literal).collect::<Vec<_>>().join(" && ");
        let when: Vec<String> = cap["when"].as_array().unwrap().iter().map(entry).collect();
        let when = when.iter().map(|entry| format!("({entry})")).collect::<Vec<_>>().join(" || ");
        tests.push(format!("    if {when} {{ grade = grade.min({}); }}", place(&cap["grade"])));
    }
    for (id, criterion) in criteria {
        if let Some(grade) = criterion.get("critical") {
            tests.push(format!("    if at.{id}[end] == 0 {{ grade = grade.min({}); }}", place(grade)));
        }
    }
    let parts = tests.chunks(60).count();
    for (part, tests) in tests.chunks(60).enumerate() {
        writeln!(out, "\n#[inline(always)]\nfn caps_{part}(at: &At, end: usize, mut grade: u8) -> u8 {{")
            .unwrap();
        writeln!(out, "{}\n    grade\n}}", tests.join("\n")).unwrap();
    }
    parts
}

fn write_grade<'d>(out: &mut String, packs: &Packs, domains: impl Iterator<Item = &'d String>, parts: usize) {
    let bands = packs.header("bands").as_table().unwrap();
    let scale = packs.header("scale").as_array().unwrap();
    let bands: Vec<u32> = scale.iter().skip(1).map(|grade| number(&bands[grade.as_str().unwrap()])).collect();
    writeln!(out, "\n/// The grade at worst and at best, as places in the scale.\n#[inline(never)]").unwrap();
    writeln!(
        out,
        "pub(crate) fn grade(row: &Row) -> [u8; 2] {{\n    grade_at(row, &mut At::default())\n}}\n"
    )
    .unwrap();
    writeln!(out, "/// The same, and the level of each criterion.\n#[inline(always)]").unwrap();
    writeln!(out, "pub(crate) fn grade_at(row: &Row, at: &mut At) -> [u8; 2] {{").unwrap();
    let calls: Vec<String> = domains.map(|domain| format!("{domain}(row, at)")).collect();
    writeln!(out, "    let all = [{}];", calls.join(", ")).unwrap();
    writeln!(out, "    [0, 1].map(|end| {{").unwrap();
    writeln!(out, "        let sum: u32 = all.iter().map(|ends| ends[end]).sum();").unwrap();
    let band = bands.iter().map(|most| format!("u8::from(sum <= {most})")).collect::<Vec<_>>().join(" + ");
    writeln!(out, "        let grade = {band};").unwrap();
    let caps = (0..parts).fold("grade".to_owned(), |grade, part| format!("caps_{part}(at, end, {grade})"));
    writeln!(out, "        {caps}\n    }})\n}}").unwrap();
}
