//! The rules as Rego, for regorus: one package for each end, compiled once and run by its register machine, or interpreted.
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

/// A way to run the rules of one end over a row.
type Run = Box<dyn FnMut(Value) -> Value>;

pub struct Rego<'i> {
    name: &'static str,
    ends: [Run; 2],
    rows: Vec<[Value; 2]>,
    input: &'i Input,
}

impl<'i> Rego<'i> {
    /// By the register machine.
    pub fn machine(input: &'i Input) -> Self {
        Rego::new("Rego (regorus 0.14), machine", input, |decisions| {
            let entry: Rc<str> = entry(decisions).into();
            let compiled = engine(decisions).compile_with_entrypoint(&entry).unwrap();
            let program = Compiler::compile_from_policy(&compiled, &[&entry]).unwrap();
            let mut machine = RegoVM::new();
            machine.load_program(program);
            Box::new(move |row| {
                machine.set_input(row);
                machine.execute().unwrap()
            })
        })
    }

    /// By the interpreter.
    pub fn interpreter(input: &'i Input) -> Self {
        Rego::new("Rego (regorus 0.14), interpreter", input, |decisions| {
            let (mut engine, entry) = (engine(decisions), entry(decisions));
            Box::new(move |row| {
                engine.set_input(row);
                engine.eval_rule(entry.clone()).unwrap()
            })
        })
    }

    fn new(name: &'static str, input: &'i Input, run: impl Fn(&Decisions) -> Run) -> Self {
        let value = |texts: &[String; 2]| texts.each_ref().map(|text| Value::from_json_str(text).unwrap());
        let rows = input.texts.iter().map(value).collect();
        Rego { name, ends: input.decisions.each_ref().map(run), rows, input }
    }

    fn grade(&mut self, [worst, best]: [Value; 2]) -> [u8; 2] {
        let [at_worst, at_best] = &mut self.ends;
        [at_worst(worst), at_best(best)].map(|grade| u8::try_from(grade.as_i64().unwrap()).unwrap())
    }
}

fn engine(decisions: &Decisions) -> Engine {
    let mut engine = Engine::new();
    engine.add_policy("rules.rego".to_owned(), policy(decisions)).unwrap();
    engine
}

fn entry(decisions: &Decisions) -> String {
    format!("data.{}.grade", decisions.end.name())
}

impl Peer for Rego<'_> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            let ends = self.rows[row].clone();
            to.push(self.grade(ends));
        }
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        for row in rows {
            let texts = self.input.texts[row].each_ref();
            let ends = texts.map(|text| Value::from_json_str(text).unwrap());
            to.push(self.grade(ends));
        }
    }
}
