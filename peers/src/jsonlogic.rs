//! The rules as JSONLogic, for datalogic-rs: one rule for each end, compiled once, over rows parsed beforehand.
//!
//! JSONLogic cannot name a value, so the sum stands at every grade; datalogic-rs sees that they are the same and adds up
//! once.

use std::ops::Range;

use datalogic_rs::{Engine, Logic, ParsedData, bumpalo::Bump};
use serde_json::{Value, json};

use crate::decisions::{Decisions, Test};
use crate::peer::{Input, Peer};

pub fn rule(decisions: &Decisions) -> Value {
    let mut domains = decisions.domains.iter().map(|domain| {
        let sum: Vec<Value> = domain
            .slots
            .iter()
            .map(|slot| {
                let chain = slot.costs.iter().flat_map(|(cost, when)| [test(when), json!(cost)]);
                json!({ "if": chain.chain([json!(0)]).collect::<Vec<_>>() })
            })
            .collect();
        let sum = json!({ "+": sum });
        domain.limit.map_or(sum.clone(), |limit| json!({ "min": [sum, limit] }))
    });
    let total = json!({ "+": domains.by_ref().collect::<Vec<_>>() });
    let steps = decisions.steps.iter().enumerate().flat_map(|(grade, step)| {
        let caps = step.caps.iter().map(test);
        [json!({ "or": caps.chain([json!({ ">": [total, step.most] })]).collect::<Vec<_>>() }), json!(grade)]
    });
    json!({ "if": steps.chain([json!(decisions.steps.len())]).collect::<Vec<_>>() })
}

fn test(of: &Test) -> Value {
    match of {
        Test::Is(field, words) if words.len() == 1 => json!({ "===": [{ "var": field }, words[0]] }),
        Test::Is(field, words) => json!({ "in": [{ "var": field }, words] }),
        Test::Below(field, number) => json!({ "<": [{ "var": field }, number] }),
        Test::Above(field, number) => json!({ ">": [{ "var": field }, number] }),
        Test::All(all) => json!({ "and": all.iter().map(test).collect::<Vec<_>>() }),
        Test::Any(any) => json!({ "or": any.iter().map(test).collect::<Vec<_>>() }),
    }
}

pub struct JsonLogic<'i> {
    engine: Engine,
    rules: [Logic; 2],
    rows: Vec<[ParsedData; 2]>,
    arena: Bump,
    input: &'i Input,
}

impl<'i> JsonLogic<'i> {
    pub fn new(input: &'i Input) -> Self {
        let engine = Engine::new();
        let rules = input.decisions.each_ref().map(|one| engine.compile(&rule(one).to_string()).unwrap());
        let parsed = |rows: &[String; 2]| rows.each_ref().map(|text| ParsedData::from_json(text).unwrap());
        JsonLogic { engine, rules, rows: input.texts.iter().map(parsed).collect(), arena: Bump::new(), input }
    }

    fn grade(value: &datalogic_rs::DataValue<'_>) -> u8 {
        u8::try_from(value.as_i64().unwrap()).unwrap()
    }
}

impl Peer for JsonLogic<'_> {
    fn name(&self) -> &'static str {
        "JSONLogic (datalogic-rs 5.4)"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            let ends = [0, 1].map(|end| {
                Self::grade(
                    self.engine.evaluate(&self.rules[end], &self.rows[row][end], &self.arena).unwrap(),
                )
            });
            self.arena.reset();
            to.push(ends);
        }
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            let ends = [0, 1].map(|end| {
                let text = self.input.texts[row][end].as_str();
                Self::grade(self.engine.evaluate(&self.rules[end], text, &self.arena).unwrap())
            });
            self.arena.reset();
            to.push(ends);
        }
    }
}
