//! The rules as Rego, for regorus: one package for each end, compiled once, run by its register machine.
//!
//! Rego names every value, so this is the closest to how the pack reads. A rule is worked out once for each input.

use std::fmt::Write as _;
use std::ops::Range;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Rc, Value};

use crate::decisions::{Decisions, Test};
use crate::peer::{Input, Peer};

pub fn policy(decisions: &Decisions) -> String {
    let mut out = format!("package {}\n\nimport rego.v1\n\n", decisions.end.name());
    let mut domains = Vec::new();
    for domain in decisions.domains.iter().filter(|domain| !domain.slots.is_empty()) {
        for slot in &domain.slots {
            let chain: Vec<_> = slot
                .costs
                .iter()
                .flat_map(|(cost, when)| bodies(when).into_iter().map(move |body| (cost, body)))
                .collect();
            let chain: Vec<_> = chain.iter().map(|(cost, body)| format!("{cost} if {{ {body} }}")).collect();
            writeln!(out, "{} := {} else := 0", slot.name, chain.join(" else := ")).unwrap();
        }
        let sum = domain.slots.iter().map(|slot| slot.name.as_str()).collect::<Vec<_>>().join(" + ");
        let sum = domain.limit.map_or(sum.clone(), |limit| format!("min([{limit}, {sum}])"));
        writeln!(out, "domain_{} := {sum}\n", domain.id).unwrap();
        domains.push(format!("domain_{}", domain.id));
    }
    writeln!(out, "total := {}\n", domains.join(" + ")).unwrap();
    let mut chain = Vec::new();
    for (grade, step) in decisions.steps.iter().enumerate() {
        for body in step.caps.iter().flat_map(bodies) {
            writeln!(out, "held_{grade} if {{ {body} }}").unwrap();
        }
        writeln!(out, "held_{grade} if {{ total > {} }}\n", step.most).unwrap();
        chain.push(format!("{grade} if {{ held_{grade} }}"));
    }
    writeln!(out, "grade := {} else := {}", chain.join(" else := "), decisions.steps.len()).unwrap();
    out
}

/// The bodies of which one must hold; a body is statements that all hold.
fn bodies(of: &Test) -> Vec<String> {
    match of {
        Test::Any(any) => any.iter().flat_map(bodies).collect(),
        Test::All(all) => vec![all.iter().map(statement).collect::<Vec<_>>().join("; ")],
        one => vec![statement(one)],
    }
}

fn statement(of: &Test) -> String {
    match of {
        Test::Is(field, words) if words.len() == 1 => format!("input.{field} == \"{}\"", words[0]),
        Test::Is(field, words) => format!("input.{field} in {{\"{}\"}}", words.join("\", \"")),
        Test::Below(field, number) => format!("input.{field} < {number}"),
        Test::Above(field, number) => format!("input.{field} > {number}"),
        Test::All(_) | Test::Any(_) => unreachable!("a test inside of a body is simple"),
    }
}

pub struct Rego<'i> {
    machines: [RegoVM; 2],
    rows: Vec<[Value; 2]>,
    input: &'i Input,
}

impl<'i> Rego<'i> {
    pub fn new(input: &'i Input) -> Self {
        let machines = input.decisions.each_ref().map(|decisions| {
            let mut engine = Engine::new();
            engine.add_policy("rules.rego".to_owned(), policy(decisions)).unwrap();
            let entry: Rc<str> = format!("data.{}.grade", decisions.end.name()).into();
            let compiled = engine.compile_with_entrypoint(&entry).unwrap();
            let program = Compiler::compile_from_policy(&compiled, &[&entry]).unwrap();
            let mut machine = RegoVM::new();
            machine.load_program(program);
            machine
        });
        let value = |texts: &[String; 2]| texts.each_ref().map(|text| Value::from_json_str(text).unwrap());
        Rego { machines, rows: input.texts.iter().map(value).collect(), input }
    }

    fn grade(&mut self, end: usize, row: Value) -> u8 {
        self.machines[end].set_input(row);
        let grade = self.machines[end].execute().unwrap();
        u8::try_from(grade.as_i64().unwrap()).unwrap()
    }
}

impl Peer for Rego<'_> {
    fn name(&self) -> &'static str {
        "Rego (regorus 0.14)"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            let ends = self.rows[row].clone();
            let [worst, best] = ends;
            to.push([self.grade(0, worst), self.grade(1, best)]);
        }
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            let ends = [0, 1].map(|end| {
                let row = Value::from_json_str(&self.input.texts[row][end]).unwrap();
                self.grade(end, row)
            });
            to.push(ends);
        }
    }
}
