//! The rules as one CEL expression for each end, over a context with a variable for each fact.
//!
//! CEL cannot name a value; a list of one element with the macro `map` stands in for it, so that each sum is made once.

use std::ops::Range;
use std::sync::Arc;

use cel::{Context, Env, Program, Value};

use crate::decisions::{Decisions, Test};
use crate::peer::{Input, Peer};
use crate::row::{Cell, Field, Row};

pub fn expression(decisions: &Decisions) -> String {
    let domains = decisions.domains.iter().filter(|domain| !domain.slots.is_empty()).map(|domain| {
        let slots = domain.slots.iter().map(|slot| {
            let chain: String =
                slot.costs.iter().map(|(cost, when)| format!("{} ? {cost} : ", test(when))).collect();
            format!("({chain}0)")
        });
        let sum = slots.collect::<Vec<_>>().join(" + ");
        domain
            .limit
            .map_or(format!("({sum})"), |limit| format!("[{sum}].map(s, s > {limit} ? {limit} : s)[0]"))
    });
    let total = domains.collect::<Vec<_>>().join(" + ");
    // What holds the worst grade does so whatever the sum is, so that is asked before anything is added up.
    let caps = |at: usize| {
        decisions.steps[at].caps.iter().map(|cap| format!("{} || ", test(cap))).collect::<String>()
    };
    let steps = decisions.steps.iter().enumerate().map(|(grade, step)| {
        let caps = if grade == 0 { String::new() } else { caps(grade) };
        format!("{caps}total > {} ? {grade} : ", step.most)
    });
    let graded = format!("[{total}].map(total, {}{})[0]", steps.collect::<String>(), decisions.steps.len());
    format!("{}false ? 0 : {graded}", caps(0))
}

fn test(of: &Test) -> String {
    let join =
        |tests: &[Test], by: &str| format!("({})", tests.iter().map(test).collect::<Vec<_>>().join(by));
    match of {
        Test::Is(field, words) if words.len() == 1 => format!("{field} == '{}'", words[0]),
        Test::Is(field, words) => format!("{field} in ['{}']", words.join("', '")),
        Test::Below(field, number) => format!("{field} < {number}"),
        Test::Above(field, number) => format!("{field} > {number}"),
        Test::All(all) => join(all, " && "),
        Test::Any(any) => join(any, " || "),
    }
}

pub struct Cel<'i> {
    rules: [Program; 2],
    env: Arc<Env>,
    rows: Vec<[Context<'static, 'static>; 2]>,
    input: &'i Input,
}

impl<'i> Cel<'i> {
    pub fn new(input: &'i Input) -> Self {
        let env = Arc::new(Env::stdlib());
        let rules = input.decisions.each_ref().map(|one| env.compile(&expression(one)).unwrap());
        let context = |rows: &[Row; 2]| rows.each_ref().map(|row| context(&env, &input.fields, row));
        Cel { rules, rows: input.rows.iter().map(context).collect(), env, input }
    }

    fn grade(&self, end: usize, context: &Context<'_, '_>) -> u8 {
        match self.rules[end].execute(context).unwrap() {
            Value::Int(grade) => u8::try_from(grade).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

fn context(env: &Arc<Env>, fields: &[Field], row: &Row) -> Context<'static, 'static> {
    let mut context = Context::with_env(env.clone());
    for (field, cell) in fields.iter().zip(row) {
        match cell {
            Cell::Word(word) => context.add_variable_from_value(field.name.as_str(), word.as_str()),
            Cell::Number(number) => context.add_variable_from_value(field.name.as_str(), i64::from(*number)),
        }
    }
    context
}

impl Peer for Cel<'_> {
    fn name(&self) -> &'static str {
        "CEL (cel 0.15)"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(rows.map(|row| [0, 1].map(|end| self.grade(end, &self.rows[row][end]))));
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            to.push([0, 1].map(|end| {
                let tree: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_str(&self.input.texts[row][end]).unwrap();
                let mut context = Context::with_env(self.env.clone());
                for (name, value) in tree {
                    match value {
                        serde_json::Value::String(word) => context.add_variable_from_value(name, word),
                        other => context.add_variable_from_value(name, other.as_i64().unwrap()),
                    }
                }
                self.grade(end, &context)
            }));
        }
    }
}
