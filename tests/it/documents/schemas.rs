//! The schemas say what is accepted and what comes out, and are fresh.

use super::*;

/// TOML as JSON: dates become text.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(yes) => json!(yes),
        toml::Value::Datetime(time) => json!(time.to_string()),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

fn toml_as_json(text: &str) -> Value {
    as_json(&toml::Value::Table(text.parse().unwrap()))
}

/// Every example with its name.
fn examples() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for folder in ["examples", "examples/twins"] {
        for entry in std::fs::read_dir(here(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_dossier = !path.ends_with("outcomes.toml");
            if is_dossier && path.extension().is_some_and(|extension| extension == "toml") {
                all.push((path.display().to_string(), text(&path)));
            }
        }
    }
    all.sort();
    assert!(all.len() >= 20, "{} examples", all.len());
    all
}

#[test]
fn schemas_in_the_repository_are_those_of_the_types() {
    for schema in Schema::ALL {
        let path = here(&format!("schemas/{}.schema.json", schema.name()));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(here("schemas")).unwrap();
            std::fs::write(&path, schema.to_json()).unwrap();
        }
        assert!(
            text(&path) == schema.to_json(),
            "{} is stale: UPDATE_GOLDEN=1 cargo test --test it schemas",
            path.display()
        );
    }
}

#[test]
fn every_example_is_a_dossier_in_both_languages_and_by_its_schema() {
    let validator = validator(Schema::Dossier);
    for (name, text) in examples() {
        let dossier = Dossier::from_toml(&text).unwrap_or_else(|problems| panic!("{name}\n{problems}"));
        let document = toml_as_json(&text);
        valid(&validator, &name, &document);
        assert_eq!(accepted(&document.to_string()), dossier, "{name}");
    }
}

#[test]
fn every_assessment_is_one_by_its_schema() {
    let validator = validator(Schema::Assessment);
    for (id, _) in Pack::SHIPPED {
        let scorer = Plan::new(&Pack::shipped(id).unwrap()).at("2026-11-24".parse().unwrap());
        let assess = |dossier: &Dossier| -> Assessment {
            scorer.assess(dossier).unwrap_or_else(|problems| panic!("{problems}"))
        };
        for (name, text) in examples() {
            let assessment = assess(&Dossier::from_toml(&text).unwrap());
            let document: Value = serde_json::from_str(&assessment.to_json()).unwrap();
            valid(&validator, &format!("{id}: {name}"), &document);
            assert_eq!(serde_json::from_str::<Value>(&assessment.to_json_pretty()).unwrap(), document);
        }
        valid(&validator, id, &serde_json::from_str(&assess(&Dossier::default()).to_json()).unwrap());
    }
}

#[test]
fn every_explanation_and_every_comparison_is_one_by_its_schema() {
    let (explanation, comparison) = (validator(Schema::Explanation), validator(Schema::Comparison));
    let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    let exemplary = Dossier::from_toml(include_str!("../../../examples/exemplary.toml")).unwrap();
    for (name, text) in examples() {
        let dossier = Dossier::from_toml(&text).unwrap();
        let told = scorer.explain(&dossier).unwrap_or_else(|problems| panic!("{problems}"));
        let document: Value = serde_json::from_str(&told.to_json()).unwrap();
        valid(&explanation, &name, &document);
        assert_eq!(serde_json::from_str::<Value>(&told.to_json_pretty()).unwrap(), document);
        let compared = audit_credence::compare::compare((&scorer, &exemplary), (&scorer, &dossier));
        let compared = compared.unwrap_or_else(|problems| panic!("{problems}"));
        valid(&comparison, &name, &serde_json::from_str(&compared.to_json_pretty()).unwrap());
    }
}

#[test]
fn every_shipped_pack_is_one_by_its_schema() {
    let validator = validator(Schema::Pack);
    for (id, text) in Pack::SHIPPED {
        valid(&validator, id, &toml_as_json(text));
    }
    valid(&validator, "own facts", &toml_as_json(OWN_FACTS));
}

/// Documents that the reader refuses, and a schema too.
fn refused_by_both() -> Vec<Value> {
    let mut all = vec![
        json!([]),
        json!({ "sites": {} }),
        json!({ "site": [] }),
        json!({ "format": 0 }),
        json!({ "format": 2 }),
        json!({ "ref": "x".repeat(201) }),
        json!({ "site": { "headcount": -1 } }),
        json!({ "site": { "headcount": 4_294_967_296_u64 } }),
        json!({ "site": { "headcount": 4.5 } }),
        json!({ "site": { "headcount": "480" } }),
        json!({ "site": { "headcount": [450] } }),
        json!({ "site": { "country": "china" } }),
        json!({ "site": { "subdivision": "Liaoning" } }),
        json!({ "site": { "workforce": [] } }),
        json!({ "report": { "visit": { "notice": "surprise" } } }),
        json!({ "report": { "visit": { "auditor_days": -1 } } }),
        json!({ "report": { "scope": { "indicators": ["all"] } } }),
        json!({ "certificates": [{}] }),
        json!({ "certificates": [{ "scheme": null }] }),
        json!({ "certificates": [{ "scheme": "" }] }),
        json!({ "extra": { "a": [] } }),
    ];
    for day in ["10 May 2023", "2023-13", "2023-05-32", "2023-5-1", "23", "2023-05-10T00:00"] {
        all.push(json!({ "report": { "visit": { "start": day } } }));
    }
    for nobody in [json!(0), json!([0, 0])] {
        all.push(json!({ "site": { "shifts": nobody } }));
        all.push(json!({ "site": { "workforce": [{ "workers": nobody }] } }));
        all.push(json!({ "report": { "interviews": { "groups": [{ "workers": nobody }] } } }));
    }
    for blank in ["", " ", "\t\n"] {
        all.extend([
            json!({ "supplier": { "id": blank } }),
            json!({ "site": { "id": blank } }),
            json!({ "site": { "ids": [{ "value": blank }] } }),
            json!({ "report": { "id": blank } }),
            json!({ "report": { "programme": blank } }),
            json!({ "report": { "answers": [blank] } }),
            json!({ "report": { "follow_up": { "verified_by": { "report": blank } } } }),
            json!({ "certificates": [{ "scheme": "chain", "id": blank }] }),
            json!({ "certificates": [{ "scheme": "chain", "basis_report": blank }] }),
            json!({ "findings": [{ "id": blank }] }),
        ]);
    }
    all.push(json!({ "search": { "sources": vec!["a"; MAX_LIST + 1] } }));
    let many: Map<_, _> = (0..=MAX_LIST).map(|at| (at.to_string(), json!(true))).collect();
    all.push(json!({ "extra": many }));
    all
}

/// Documents that the reader refuses, for what no schema says: a calendar, registers of codes, and two keys together.
fn refused_by_the_reader() -> [Value; 11] {
    [
        json!({ "report": { "visit": { "start": "2023-02-30" } } }),
        json!({ "site": { "country": "XX" } }),
        json!({ "site": { "subdivision": "CN-ZZ" } }),
        json!({ "site": { "workforce": [{ "language": "Nepali" }] } }),
        json!({ "site": { "headcount": [500, 450] } }),
        json!({ "site": { "country": "VN", "subdivision": "CN-LN" } }),
        json!({ "report": { "visit": { "start": "2023-05-10", "end": "2023-05-09" } } }),
        json!({ "report": { "auditor": { "women": 3, "team_size": 2 } } }),
        json!({ "findings": [{ "id": "a" }, { "id": "a", "kind": "forced_labour" }] }),
        json!({ "findings": [{ "published": "2024-02", "ended_on": "2024-01" }] }),
        json!({ "provenance": { "report.visit.notise": {} } }),
    ]
}

#[test]
fn schemas_refuse_what_the_reader_refuses() {
    let dossier = validator(Schema::Dossier);
    for document in refused_by_both() {
        assert!(!dossier.is_valid(&document), "{document}");
        assert!(Dossier::from_json(document.to_string().as_bytes()).is_err(), "{document}");
    }
    // Were one of these refused by the schema, it would stand above.
    for document in refused_by_the_reader() {
        assert!(dossier.is_valid(&document), "{document}");
        assert!(Dossier::from_json(document.to_string().as_bytes()).is_err(), "{document}");
    }
    for document in [
        json!({}),
        json!({ "site": null, "certificates": null, "findings": [] }),
        json!({ "report": { "scope": { "indicators": "all" }, "visit": { "auditor_days": 4.5 } } }),
        json!({ "extra": { "a": true, "b": 4, "c": "x" } }),
    ] {
        assert!(dossier.is_valid(&document), "{document}");
        accepted(&document.to_string());
    }
    // Readers of assessments ignore what they do not know.
    let assessment = own_facts().assess(&Dossier::default()).unwrap();
    let mut document: Value = serde_json::from_str(&assessment.to_json()).unwrap();
    document["a_new_key"] = json!(1);
    let validator = validator(Schema::Assessment);
    valid(&validator, "a new key", &document);
    document.as_object_mut().unwrap().remove("grade");
    assert!(!validator.is_valid(&document));
}
