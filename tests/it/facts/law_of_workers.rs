//! The law for the facts about who works there: who established it, and in which language they were heard.

use std::collections::BTreeSet;

use super::sketch::*;
use super::*;

const INTERPRETERS: [&str; 4] = ["auditor", "independent", "facility", "government"];

const WORKFORCE: &str = "site.workforce";

/// Who established the workforce, with every key that bears it out.
fn established(draw: &mut Draw) -> Sketch {
    let mut sketch = Sketch { most: 1_000, ..Sketch::new() };
    sketch.key(draw, "site.workforce_established_by", &values(&ESTABLISHED), &values(&ESTABLISHED));
    sketch.key(draw, "report.conclusion.headcount", &values(&[20, 19, 21]), &values(&[1, 20, u32::MAX]));
    sketch.key(draw, "site.headcount", &values(&[20, 19, 21]), &values(&[1, 20, u32::MAX]));
    sketch.key(draw, "site.shifts", &values(&[2, 3]), &values(&[1, 2, 3]));
    sketch.key(draw, "report.visit.shifts_seen", &values(&[2, 1]), &values(&[0, 1, 2, 3]));
    sketch.key(draw, "site.dormitories", &values(&["none", "provided"]), &values(&["none", "provided"]));
    sketch.key(draw, "report.visit.dormitories_seen", &values(&[true, false]), &values(&[true, false]));
    if draw.once_in(4) {
        let most = json!([{ "workers": u32::MAX }]);
        sketch.hole(WORKFORCE, vec![json!([{ "workers": 1 }]), most]);
    } else {
        let counts = ("workers", values(&[10, 20]), values(&[1, 10, u32::MAX]));
        sketch.list(draw, WORKFORCE, &[2, 1], &[counts]);
    }
    sketch
}

#[test]
fn the_spans_of_who_established_the_workforce_and_of_labour_agents_are_exact() {
    Law { cases: 300, ..Law::named("derived.workforce_established") }.holds(established, itself);
    let agents = values(&["examined", "not_examined", "none_used"]);
    Law { cases: 300, ..Law::named("derived.labour_agents") }.holds(
        |draw| {
            let mut sketch = established(draw);
            sketch.most *= 3;
            sketch.key(draw, "report.interviews.labour_agents", &agents, &agents);
            sketch
        },
        itself,
    );
}

fn entries(document: &Value, path: &[&str]) -> Vec<Value> {
    let list = path.iter().fold(document, |at, key| &at[*key]);
    list.as_array().cloned().unwrap_or_default()
}

/// Every way that matters in which workers of a group may be of these languages; the others are of none that is known.
fn split(workers: u64, languages: &[&str]) -> Vec<Vec<(String, u64)>> {
    let Some((language, others)) = languages.split_first() else { return vec![Vec::new()] };
    let amounts: BTreeSet<u64> = [0, 1, 3, 5, workers].into_iter().filter(|some| *some <= workers).collect();
    let of = |some: u64| {
        split(workers - some, others).into_iter().map(move |rest| {
            let own = (some > 0).then(|| ((*language).to_owned(), some));
            own.into_iter().chain(rest).collect()
        })
    };
    amounts.into_iter().flat_map(of).collect()
}

/// The sites that a dossier may describe in which every key is stated but the language of groups that were heard, and
/// how many workers speak a language that nobody listed: one, or so many that five have to be heard.
fn sites(document: &Value) -> Vec<Value> {
    let (workforce, groups) =
        (entries(document, &["site", "workforce"]), entries(document, &["report", "interviews", "groups"]));
    let listed: u64 = workforce.iter().map(|group| group["workers"].as_u64().unwrap()).sum();
    if listed > document["site"]["headcount"].as_u64().unwrap() {
        return Vec::new();
    }
    let in_language = |groups: &[Value]| -> BTreeSet<String> {
        groups.iter().filter_map(|group| Some(group["language"].as_str()?.to_owned())).collect()
    };
    let (listed, heard) = (in_language(&workforce), in_language(&groups));
    let known: Vec<&str> = listed.union(&heard).map(String::as_str).collect();
    let mut heard_by: Vec<Vec<Value>> = vec![Vec::new()];
    for group in &groups {
        let parts: Vec<Vec<Value>> = if group["language"].is_null() {
            let of = |(language, workers): (String, u64)| {
                but(group, &[("language", json!(language)), ("workers", json!(workers))])
            };
            let ways = split(group["workers"].as_u64().unwrap(), &known);
            ways.into_iter().map(|way| way.into_iter().map(of).collect()).collect()
        } else {
            vec![vec![group.clone()]]
        };
        let with = |before: Vec<Value>| parts.iter().map(move |part| [&before[..], part].concat()).collect();
        heard_by = heard_by.into_iter().flat_map::<Vec<_>, _>(with).collect();
    }
    let mut lists = vec![workforce];
    for language in heard.difference(&listed) {
        let with = |list: &Vec<Value>| {
            let of = |workers: u32| json!({ "language": language, "workers": workers });
            [1, 500].map(|workers| [&list[..], &[of(workers)]].concat())
        };
        lists = lists.iter().flat_map(with).collect();
    }
    let site = |list: &Vec<Value>| {
        heard_by
            .iter()
            .map(|groups| but(document, &[(WORKFORCE, json!(list)), (GROUPS, json!(groups))]))
            .collect::<Vec<_>>()
    };
    lists.iter().flat_map(site).collect()
}

/// Who is listed and who was heard. A list that is not stated is not completed: the fact is about who is known.
pub(super) fn spoken(draw: &mut Draw) -> Sketch {
    let mut sketch = Sketch { most: 150, ..Sketch::new() };
    sketch.key(draw, "site.headcount", &values(&[1000]), &values(&[u32::MAX]));
    // Beside a group that is listed without its language so many were heard that it may be of a language that was.
    let is_unnamed_listed = draw.once_in(3);
    let heard: &[u32] = if is_unnamed_listed { &[8, 12] } else { &[5, 2, 8] };
    let languages = values(&["zh", "ko"]);
    if is_unnamed_listed || !draw.once_in(4) {
        let length = draw.one(&[1, 2, 2]);
        sketch.state(WORKFORCE, json!(vec![json!({}); length]));
        for index in 0..length {
            let at = |key: &str| format!("{WORKFORCE}[{index}].{key}");
            if is_unnamed_listed && index == 0 {
                sketch.hole(&at("language"), values(&["ja", "zh", "ko", "ug"]));
            } else {
                sketch.state(&at("language"), draw.one(&languages));
            }
            sketch.key(draw, &at("workers"), &values(&[20, 10, 3]), &values(&[1, 20, 960, 100_000_000]));
        }
    }
    let length = draw.one(&[2, 1, 3, 0]);
    sketch.state(GROUPS, json!(vec![json!({}); length]));
    for index in 0..length {
        let at = |key: &str| format!("{GROUPS}[{index}].{key}");
        let language = draw.one(&values(&["zh", "ko", "ug"]));
        let is_named = index > 0 || !draw.once_in(3);
        sketch.state(&at("language"), if is_named { language } else { json!(null) });
        sketch.key(draw, &at("workers"), &values(heard), &values(&[1, 3_000_000]));
        sketch.key(draw, &at("interpreter"), &values(&INTERPRETERS), &values(&INTERPRETERS));
    }
    sketch
}

#[test]
fn the_span_of_the_known_language_cover_is_exact() {
    // Without any language that is known the fact stays open.
    let law = Law { cases: 300, settles: false, ..Law::named(KNOWN_COVER) };
    law.holds(
        |draw| {
            let mut sketch = spoken(draw);
            let first = draw.one(&values(&["zh", "ko"]));
            if sketch.document["site"]["workforce"].is_null() {
                sketch.state(WORKFORCE, json!([{ "language": first, "workers": 20 }]));
            }
            sketch
        },
        sites,
    );
}

#[test]
fn the_span_of_language_cover_is_exact_with_the_groups_that_a_list_may_hide() {
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch::new();
        for (path, value) in [
            ("site.headcount", json!(20)),
            ("report.conclusion.headcount", json!(20)),
            ("site.shifts", json!(1)),
            ("report.visit.shifts_seen", json!(1)),
            ("site.dormitories", json!("none")),
        ] {
            sketch.state(path, value);
        }
        let by = values(&["independent", "documents_only"]);
        sketch.key(draw, "site.workforce_established_by", &by, &values(&ESTABLISHED));
        let covers = values(&["everyone_present", "employees_only"]);
        sketch.key(draw, "site.workforce_covers", &covers, &covers);
        let places = values(&["PT-13", "ER-AN", "CN-XJ"]);
        sketch.key(draw, "site.subdivision", &places, &places);
        let list = |workers: &[(&str, u32)]| {
            let of = |(language, workers): &(&str, u32)| json!({ "language": language, "workers": workers });
            workers.iter().map(of).collect::<Value>()
        };
        let lists = [list(&[("zh", 20)]), list(&[("zh", 10), ("ko", 10)]), list(&[("zh", 10)])];
        sketch.state(WORKFORCE, draw.one(&lists));
        let keys = [
            ("language", values(&["zh"]), values(&["zh"])),
            ("workers", values(&[5]), values(&[4, 5])),
            ("interpreter", values(&INTERPRETERS), values(&INTERPRETERS)),
        ];
        sketch.list(draw, GROUPS, &[1, 2], &keys);
        for index in 0..2 {
            let language = format!("{GROUPS}[{index}].language");
            if sketch.document["report"]["interviews"]["groups"][index].is_object() {
                sketch.holes.retain(|(path, _)| *path != language);
                sketch.state(&language, json!(["zh", "ko"][index]));
            }
        }
        sketch
    };
    // Where a list is not complete and such groups are documented, the site may have one that nobody heard. What is true
    // is told of a place of which nothing is known.
    let truths = |document: &Value| {
        let (site, workforce) = (&document["site"], entries(document, &["site", "workforce"]));
        let listed: u64 = workforce.iter().map(|group| group["workers"].as_u64().unwrap()).sum();
        let is_independent = site["workforce_established_by"] == "independent" && listed >= 20;
        let is_complete = is_independent && site["workforce_covers"] == "everyone_present";
        let is_documented = match site["subdivision"].as_str().unwrap() {
            "CN-XJ" => true,
            "ER-AN" => !is_independent,
            _ => false,
        };
        let of = |list: &[Value]| {
            but(
                document,
                &[
                    ("site.subdivision", json!("PT-13")),
                    (WORKFORCE, json!(list)),
                    ("site.headcount", json!(1000)),
                ],
            )
        };
        let hidden = [&workforce[..], &[json!({ "language": "ja", "workers": 1 })]].concat();
        let lists = if is_documented && !is_complete { vec![workforce, hidden] } else { vec![workforce] };
        lists.iter().flat_map(|list| sites(&of(list))).collect()
    };
    Law { cases: 300, settles: false, ..Law::named(COVER) }.holds(sketch, truths);
}

/// The same dossier with one entry more.
fn with_another(document: &Value, path: &str, list: Vec<Value>, entry: Value) -> Value {
    but(document, &[(path, json!([&list[..], &[entry]].concat()))])
}

#[test]
fn hearing_more_workers_of_a_known_language_never_lowers_its_cover() {
    let law = Law::named(KNOWN_COVER);
    each(300, |draw| {
        let document = spoken(draw).document;
        let groups = entries(&document, &["report", "interviews", "groups"]);
        let known = [entries(&document, &["site", "workforce"]), groups.clone()].concat();
        let more = json!({
            "language": if known.is_empty() { json!(null) } else { draw.one(&known)["language"].clone() },
            "workers": draw.one(&values(&[1, 5, 4000])),
            "interpreter": draw.one(&values(&INTERPRETERS))
        });
        let after = with_another(&document, GROUPS, groups, more.clone());
        let ((worst, best), (worst_after, best_after)) = (law.span(&document), law.span(&after));
        let fell = worst_after < worst || best_after < best;
        if fell { Err(TestCaseError::fail(format!("{more} lowers the cover of {document}"))) } else { Ok(()) }
    });
}

#[test]
fn listing_a_group_that_was_heard_is_no_worse_than_how_it_was_heard() {
    let law = Law::named(KNOWN_COVER);
    each(300, |draw| {
        let document = spoken(draw).document;
        let (at, interpreter) =
            draw.one(&[(1, "government"), (2, "facility"), (3, "independent"), (4, "auditor")]);
        let (workers, heard) = draw.one(&[(60, 8), (3, 3), (4000, 40)]);
        let groups = entries(&document, &["report", "interviews", "groups"]);
        let group = json!({ "language": "km", "workers": heard, "interpreter": interpreter });
        let only_heard = with_another(&document, GROUPS, groups, group);
        let workforce = entries(&document, &["site", "workforce"]);
        let listed = json!({ "language": "km", "workers": workers });
        let both = with_another(&only_heard, WORKFORCE, workforce, listed);
        let ((worst, best), (worst_both, best_both)) = (law.span(&document), law.span(&both));
        let fell = worst_both < worst.min(at) || best_both < best.min(at);
        if fell { Err(TestCaseError::fail(format!("listing who was heard lowers {both}"))) } else { Ok(()) }
    });
}
