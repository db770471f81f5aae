//! The rules as Cedar: for each grade but the worst a policy that permits it, and the grade is how many permit.
//!
//! Cedar answers yes or no, names no value and shares none between policies: each policy adds up again what it asks about.
//! It has no minimum either, so a domain that may pass its limit is added up twice. A policy asks its caps first.

use std::ops::Range;

use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicySet, Request, RestrictedExpression};

use crate::decisions::{Decisions, Test};
use crate::peer::{Input, Peer};
use crate::row::{Cell, Field, Row};

pub fn policies(decisions: &Decisions) -> String {
    let domains = decisions.domains.iter().filter(|domain| !domain.slots.is_empty()).map(|domain| {
        let slots = domain.slots.iter().map(|slot| {
            let chain = slot.costs.iter().map(|(cost, when)| format!("if {} then {cost} else ", test(when)));
            format!("({}0)", chain.collect::<String>())
        });
        let sum = slots.collect::<Vec<_>>().join(" + ");
        domain
            .limit
            .map_or(format!("({sum})"), |limit| format!("(if {sum} > {limit} then {limit} else {sum})"))
    });
    let total = domains.collect::<Vec<_>>().join(" + ");
    let mut caps = Vec::new();
    let mut out = String::new();
    for (grade, step) in decisions.steps.iter().enumerate() {
        caps.extend(step.caps.iter().map(|cap| format!("!({}) && ", test(cap))));
        let caps = caps.concat();
        out += &format!(
            "@id(\"above_{grade}\") permit(principal, action, resource) when {{ {caps}{total} <= {} }};\n",
            step.most
        );
    }
    out
}

fn test(of: &Test) -> String {
    let join =
        |tests: &[Test], by: &str| format!("({})", tests.iter().map(test).collect::<Vec<_>>().join(by));
    match of {
        Test::Is(field, words) if words.len() == 1 => format!("context.{field} == \"{}\"", words[0]),
        Test::Is(field, words) => format!("[\"{}\"].contains(context.{field})", words.join("\", \"")),
        Test::Below(field, number) => format!("context.{field} < {number}"),
        Test::Above(field, number) => format!("context.{field} > {number}"),
        Test::All(all) => join(all, " && "),
        Test::Any(any) => join(any, " || "),
    }
}

pub struct Cedar<'i> {
    authorizer: Authorizer,
    policies: [PolicySet; 2],
    nobody: EntityUid,
    entities: Entities,
    rows: Vec<[Request; 2]>,
    input: &'i Input,
}

impl<'i> Cedar<'i> {
    pub fn new(input: &'i Input) -> Self {
        let nobody: EntityUid = "Anybody::\"at all\"".parse().unwrap();
        let request =
            |rows: &[Row; 2]| rows.each_ref().map(|row| request(&nobody, context(&input.fields, row)));
        Cedar {
            authorizer: Authorizer::new(),
            policies: input.decisions.each_ref().map(|one| policies(one).parse().unwrap()),
            rows: input.rows.iter().map(request).collect(),
            nobody,
            entities: Entities::empty(),
            input,
        }
    }

    fn grade(&self, end: usize, request: &Request) -> u8 {
        let response = self.authorizer.is_authorized(request, &self.policies[end], &self.entities);
        assert!(response.diagnostics().errors().next().is_none(), "a policy that errs is passed over");
        u8::try_from(response.diagnostics().reason().count()).unwrap()
    }
}

fn context(fields: &[Field], row: &Row) -> Context {
    let value = |cell: &Cell| match cell {
        Cell::Word(word) => RestrictedExpression::new_string(word.clone()),
        Cell::Number(number) => RestrictedExpression::new_long(i64::from(*number)),
    };
    Context::from_pairs(fields.iter().zip(row).map(|(field, cell)| (field.name.clone(), value(cell))))
        .unwrap()
}

fn request(nobody: &EntityUid, context: Context) -> Request {
    Request::new(nobody.clone(), nobody.clone(), nobody.clone(), context, None).unwrap()
}

impl Peer for Cedar<'_> {
    fn name(&self) -> &'static str {
        "Cedar (cedar-policy 4.14)"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(rows.map(|row| [0, 1].map(|end| self.grade(end, &self.rows[row][end]))));
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(rows.map(|row| {
            [0, 1].map(|end| {
                let context = Context::from_json_str(&self.input.texts[row][end], None).unwrap();
                self.grade(end, &request(&self.nobody, context))
            })
        }));
    }
}
