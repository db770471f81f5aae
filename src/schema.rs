//! JSON Schemas of the documents, generated from the types that read and write them.

use serde_json::{Map, Value, json};

use crate::answer::Answer as _;
use crate::assessment::Assessment;
use crate::compare::Comparison;
use crate::document::{Absent, Shape, Shaped as _, Table};
use crate::dossier::{Dossier, FORMAT};
use crate::explain::Explanation;
use crate::limits::{MAX_LIST, MAX_REF_BYTES};
use crate::pack::text::PackDocument;
use crate::portfolio::Portfolio;

const YEAR: &str = "[0-9]{4}";
const MONTH: &str = "(0[1-9]|1[0-2])";
const DAY: &str = "(0[1-9]|[12][0-9]|3[01])";
/// An id that is blank names nothing.
const NOT_BLANK: &str = r"\S";
const ANSWERS: &str = "Readers ignore keys that they do not know; lists of codes may grow.";

/// A document that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schema {
    /// What comes in.
    Dossier,
    /// What goes out.
    Assessment,
    /// The same with everything that a page shows.
    Explanation,
    /// Two answers side by side.
    Comparison,
    /// What goes out about many dossiers together.
    Portfolio,
    /// What is asked.
    Pack,
}

impl Schema {
    /// Every schema.
    pub const ALL: [Schema; 6] = [
        Schema::Dossier,
        Schema::Assessment,
        Schema::Explanation,
        Schema::Comparison,
        Schema::Portfolio,
        Schema::Pack,
    ];

    /// The schema's name, such as `dossier`.
    pub fn name(self) -> &'static str {
        match self {
            Schema::Dossier => "dossier",
            Schema::Assessment => "assessment",
            Schema::Explanation => "explanation",
            Schema::Comparison => "comparison",
            Schema::Portfolio => "portfolio",
            Schema::Pack => "pack",
        }
    }

    /// The schema as JSON Schema draft 2020-12, with a line end at its end.
    ///
    /// ```
    /// let schema = audit_credence::Schema::Dossier.to_json();
    /// assert!(schema.contains("\"semi_announced\""));
    /// ```
    pub fn to_json(self) -> String {
        let (shape, title, about) = match self {
            Schema::Dossier => {
                (&Dossier::SHAPE, "Dossier", "Absent or null means not stated, which is never no.")
            }
            Schema::Assessment => (&<Assessment>::SHAPE, "Assessment", ANSWERS),
            Schema::Explanation => (&Explanation::SHAPE, "Explanation", ANSWERS),
            Schema::Comparison => (&Comparison::SHAPE, "Comparison", ANSWERS),
            Schema::Portfolio => (&Portfolio::SHAPE, "Portfolio", ANSWERS),
            Schema::Pack => (&PackDocument::SHAPE, "Rule pack", "Written in TOML; dates are unquoted there."),
        };
        let is_answer = !matches!(self, Schema::Dossier | Schema::Pack);
        let mut writer = Writer { tables: Map::new(), nulls: self == Schema::Dossier, open: is_answer };
        let mut root = writer.shape(shape);
        if let Value::Object(root) = &mut root {
            root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
            root.insert("title".to_owned(), json!(title));
            root.insert("$comment".to_owned(), json!(about));
            root.insert("$defs".to_owned(), Value::Object(writer.tables));
        }
        let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
        text.push('\n');
        text
    }
}

struct Writer {
    /// Every table that was met, by its name.
    tables: Map<String, Value>,
    /// Whether null stands for an absent key.
    nulls: bool,
    /// Whether readers are to ignore what they do not know.
    open: bool,
}

impl Writer {
    fn shape(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::YesNo => json!({ "type": "boolean" }),
            Shape::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
            Shape::Counted => {
                let count = self.shape(&Shape::Count);
                let pair = json!({
                    "type": "array", "items": count, "minItems": 2, "maxItems": 2,
                    "description": "The least and the most that it may be."
                });
                json!({ "anyOf": [count, pair] })
            }
            Shape::Tenths => json!({
                "type": "number", "minimum": 0, "maximum": crate::tenths::Tenths::MOST_UNITS, "description": "Exact to a tenth."
            }),
            Shape::Text | Shape::RoughDate => json!({ "type": "string" }),
            Shape::Day => {
                json!({ "type": "string", "format": "date", "pattern": format!("^{YEAR}-{MONTH}-{DAY}$") })
            }
            Shape::PartialDate => json!({
                "type": "string", "pattern": format!("^{YEAR}(-{MONTH}(-{DAY})?)?$"),
                "description": "A day, or the month or year in which it lies."
            }),
            Shape::Language => {
                json!({ "type": "string", "description": "A BCP 47 language tag.", "examples": ["ko", "zh-Hans"] })
            }
            Shape::Country => {
                json!({ "type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2." })
            }
            Shape::Subdivision => {
                json!({ "type": "string", "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$", "description": "ISO 3166-2." })
            }
            Shape::Word(words) if self.open => json!({ "type": "string", "examples": words }),
            Shape::Word(words) => json!({ "enum": words }),
            Shape::List { of, .. } => {
                let items = self.shape(of);
                if self.nulls {
                    json!({ "type": "array", "items": items, "maxItems": MAX_LIST })
                } else {
                    json!({ "type": "array", "items": items })
                }
            }
            Shape::Map(of) => {
                let values = self.shape(of);
                if self.nulls {
                    json!({ "type": "object", "additionalProperties": values, "maxProperties": MAX_LIST })
                } else {
                    json!({ "type": "object", "additionalProperties": values })
                }
            }
            Shape::Table(table) => self.table(table),
            Shape::Either(shapes) => {
                let either: Vec<Value> = shapes.iter().map(|shape| self.shape(shape)).collect();
                json!({ "anyOf": either })
            }
            Shape::Nullable(of) => {
                let value = self.shape(of);
                nullable(&value)
            }
            Shape::Ends(of) => {
                let end = self.shape(of);
                json!({ "type": "object", "required": ["worst", "best"], "properties": { "worst": end, "best": end } })
            }
            Shape::Any => json!({}),
        }
    }

    fn table(&mut self, table: &'static Table) -> Value {
        let reference = json!({ "$ref": format!("#/$defs/{}", table.name) });
        if self.tables.contains_key(table.name) {
            return reference;
        }
        // Held before its keys are written, so that a table inside itself would end.
        self.tables.insert(table.name.to_owned(), Value::Null);
        let mut properties = Map::new();
        for key in table.keys {
            let mut value = self.shape(&key.shape);
            if let (true, Value::Object(value), Value::Object(mut more)) =
                (self.nulls, &mut value, bounds(table.name, key.name))
            {
                value.append(&mut more);
            }
            if self.nulls && key.absent != Absent::Missing {
                value = nullable(&value);
            }
            if let Value::Object(value) = &mut value {
                value.insert("description".to_owned(), json!(key.doc.trim()));
            }
            properties.insert(key.name.to_owned(), value);
        }
        let required = table.keys.iter().filter(|key| key.absent == Absent::Missing);
        let required: Vec<&str> = required.map(|key| key.name).collect();
        let definition = json!({
            "type": "object",
            "description": table.doc.trim(),
            "properties": properties,
            "required": required,
            "additionalProperties": self.open,
        });
        self.tables.insert(table.name.to_owned(), definition);
        reference
    }
}

/// What a key of a dossier has to keep to beyond its type: what [`Dossier::check`] refuses of one value.
fn bounds(table: &str, key: &str) -> Value {
    match (table, key) {
        ("Dossier", "format") => json!({ "minimum": 1, "maximum": FORMAT }),
        ("Dossier", "ref") => json!({ "maxLength": MAX_REF_BYTES }),
        ("Site", "workforce") => json!({ "minItems": 1 }),
        ("Site", "shifts") | ("WorkerGroup" | "InterviewGroup", "workers") => {
            json!({ "minimum": 1, "not": { "const": [0, 0] } })
        }
        ("Certificate", "scheme") => json!({ "minLength": 1 }),
        ("Supplier" | "Site" | "Report" | "Certificate" | "Finding", "id")
        | ("Report", "programme")
        | ("VerifiedBy", "report")
        | ("SiteId", "value")
        | ("Certificate", "basis_report") => json!({ "pattern": NOT_BLANK }),
        ("Report", "answers") => json!({ "items": { "type": "string", "pattern": NOT_BLANK } }),
        _ => json!({}),
    }
}

fn nullable(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}
