//! Every key of a dossier by class, and what they have in common: what is left unsaid is never better than what could be
//! said, but for exceptions that are listed, each with its reason.

use std::path::Path;

use super::*;

/// What a key speaks of, which says what its silence means (P11).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    /// How the audit was made: silence has shown nothing.
    Method,
    /// What no report denies one by one: silence stands between the act and its exclusion.
    Act,
    /// Who works and lives there, and in which language they speak: a group that is named has to be heard.
    Workers,
    /// What the reader has to establish: silence is not checked.
    Reader,
    /// Where it is, and what is known of the place.
    Context,
    /// Which documents there are and what they say: reports, certificates, evidence.
    Document,
}

impl Class {
    pub(super) const ALL: [Class; 6] =
        [Class::Method, Class::Act, Class::Workers, Class::Reader, Class::Context, Class::Document];
}

const KEYS: &[(Class, &str)] = &[
    (
        Class::Method,
        "report.auditor.forced_labour_training report.auditor.lead report.auditor.paid_by \
         report.auditor.prior_visits report.auditor.relation report.auditor.second_look report.auditor.team_size \
         report.auditor.women report.follow_up.corrective_actions report.follow_up.verified \
         report.follow_up.verified_by.firm report.follow_up.verified_by.on report.follow_up.verified_by.report \
         report.interviews.groups.format report.interviews.groups.interpreter report.interviews.groups.place \
         report.interviews.groups.women report.interviews.groups.workers \
         report.interviews.in_native_language report.interviews.labour_agents report.interviews.management \
         report.interviews.private report.interviews.retaliation_follow_up report.interviews.sample_frame \
         report.interviews.selected_by report.interviews.women_heard_by_women report.interviews.worker_organisation \
         report.published report.scope.indicators report.scope.records_cross_checked report.scope.records_result \
         report.type report.visit.auditor_days report.visit.dormitories_seen report.visit.end report.visit.mode \
         report.visit.no_later_than report.visit.notice report.visit.notice_days report.visit.production \
         report.visit.shifts_seen report.visit.start report.visit.window_days site.dormitories site.shifts \
         site.workforce_covers site.workforce_established_by extra extra.*",
    ),
    (
        Class::Act,
        "report.auditor.consults_for_site report.auditor.firm report.auditor.visiting_firm report.interviews.government_presence \
         report.interviews.identities report.interviews.surveillance report.scope.standard_applied \
         report.visit.access report.visit.entry",
    ),
    (
        Class::Workers,
        "report.interviews.groups report.interviews.groups.arrangement report.interviews.groups.language site.headcount site.headcount_on \
         site.workforce site.workforce.arrangement site.workforce.language site.workforce.origin \
         site.workforce.workers",
    ),
    (
        Class::Reader,
        "report.auditor.accredited report.auditor.firm_standing report.confirmed_by_issuer \
         report.programme_status report.received_from report.visit.site_match search.done search.languages search.on \
         search.sources",
    ),
    (Class::Context, "site.country site.subdivision"),
    (
        Class::Document,
        "certificates certificates.basis_report certificates.claimed_on certificates.code certificates.holder \
         certificates.id certificates.issued certificates.labour_route certificates.reason certificates.register \
         certificates.scheme certificates.site_match certificates.status certificates.status_on \
         certificates.valid_until findings findings.accuses findings.arrangement findings.denied_by_company \
         findings.ended_on findings.id findings.kind findings.language findings.legal_basis findings.observed \
         findings.published findings.source findings.standing findings.url format provenance provenance.*.basis \
         provenance.*.locator provenance.*.quote ref report.answers report.availability report.conclusion.findings \
         report.conclusion.forced_labour report.conclusion.headcount report.conclusion.indicators_found \
         report.conclusion.reasoned report.confidential_annex report.document report.id report.programme site.id \
         site.ids site.ids.scheme site.ids.value site.name supplier.id supplier.name",
    ),
];

/// The keys that may be better left out, with the reason. A contradiction, which is stated by all of its keys, is none.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("certificates", "a certificate never lifts a grade, and one that was withdrawn lowers it"),
    ("certificates.claimed_on", "nobody is taken to claim a certificate who was not seen to"),
    ("certificates.reason", "a bad status of which the reason is not stated may have none on labour"),
    ("certificates.status", "a certificate of which nothing bad is stated stands in order"),
    ("certificates.valid_until", "one of which no last day is stated has not run out"),
    (
        "findings",
        "evidence from outside is adverse: nobody has to bring it, so a search is a criterion of its own",
    ),
    (
        "findings.arrangement",
        "it names a group of workers; a finding that names none concerns those that are known",
    ),
    ("findings.language", "as its arrangement"),
    ("provenance.*.basis", "what is not said to be a rule's or a supplier's word is taken as stated"),
    ("report.auditor.firm_standing", "it is the reader's to look up: silence stands at its floor"),
    ("report.confirmed_by_issuer", "it is the reader's to ask: silence stands at its floor"),
    ("report.interviews.government_presence", "an adverse act: silence stands at its floor"),
    ("report.interviews.groups", "it names who was heard, and with them a group or an arrangement"),
    (
        "report.interviews.groups.arrangement",
        "it names an arrangement in which no interview can show absence",
    ),
    ("report.interviews.identities", "an adverse act: silence stands at its floor"),
    ("report.interviews.surveillance", "an adverse act: silence stands at its floor"),
    (
        "report.programme_status",
        "it is the reader's to look up: few reports say it, and without it they are graded",
    ),
    ("report.scope.standard_applied", "an adverse act: silence stands at its floor"),
    ("report.visit.access", "an adverse act: silence stands at its floor"),
    ("report.visit.site_match", "it is the reader's to establish: silence stands at its floor"),
    ("site.subdivision", "it names a place in which coercion is documented"),
    ("site.workforce", "it names groups of workers, each of which has to be heard"),
    ("site.workforce.arrangement", "it names an arrangement in which no interview can show absence"),
    ("site.workforce.origin", "it names an origin, and with it such an arrangement"),
];

fn listed(key: &str) -> Option<Class> {
    KEYS.iter().find(|(_, keys)| keys.split_whitespace().any(|one| one == key)).map(|(class, _)| *class)
}

/// The class of a key, whatever entry of a list it is of.
pub(super) fn class(key: &str) -> Class {
    listed(&plain(key)).unwrap_or_else(|| panic!("`{key}` has no class"))
}

/// A key without the places of lists' entries.
pub(crate) fn plain(key: &str) -> String {
    let mut parts = key.split(['[', ']']).enumerate();
    let kept = parts.by_ref().filter(|(at, _)| at % 2 == 0).map(|(_, part)| part);
    let plain: String = kept.collect();
    match plain.split_once('.') {
        // Of where a key comes from only how it is known bears on the answer.
        Some(("provenance", _)) => "provenance.*.basis".to_owned(),
        Some(("extra", _)) => "extra.*".to_owned(),
        _ => plain,
    }
}

/// The law of each class: what silence about one of its keys may hide, and why. A fact of method hides nothing.
pub(super) fn law(class: Class, criterion: &str, key: &str, stated: usize) -> Option<&'static str> {
    match class {
        Class::Method | Class::Document => None,
        Class::Act => hides_an_act(criterion, key, stated)
            .then_some("silence about an adverse act stands at its floor, the act itself below it"),
        Class::Reader => hides_an_act(criterion, key, stated).then_some(
            "what the reader has to establish stands at its floor, what he found otherwise below it",
        ),
        Class::Context => hides_a_context(criterion, stated)
            .then_some("a region where testimony is impossible is an adverse act with a floor"),
        Class::Workers if hides_a_context(criterion, stated) => {
            Some("an arrangement where testimony is impossible is an adverse act with a floor")
        }
        Class::Workers if criterion == "north_korean_workers" => Some("it names who was dispatched"),
        Class::Workers if criterion == "language_cover" => {
            Some("a group of workers that is named, or their language, is known from then on")
        }
        Class::Workers => (criterion == "interview_sample" && key == "site.headcount")
            .then_some("no more workers count as heard than there are"),
    }
}

fn hides_an_act(criterion: &str, key: &str, stated: usize) -> bool {
    let is_act = FLOORED.iter().any(|(floored, keys)| *floored == criterion && keys.contains(&key));
    let floor =
        SPECIFIED.criteria.iter().find(|one| one.id == criterion).and_then(|one| one.silent_floor.as_ref());
    is_act && floor.is_some_and(|floor| stated < level(criterion, floor))
}

fn hides_a_context(criterion: &str, stated: usize) -> bool {
    criterion == "coercion_context" && stated < level("coercion_context", "not_excluded")
}

#[test]
fn a_key_put_in_the_wrong_class_breaks_the_law_of_that_class() {
    // Where the country is not stated any part of any may be.
    let anywhere = without(&generate::example("exemplary.toml"), "site.country");
    for (key, value, criterion) in [
        ("report.interviews.surveillance", json!("present"), "surveillance"),
        ("report.visit.site_match", json!("mismatch"), "site_match"),
        ("site.subdivision", json!("CN-XJ"), "coercion_context"),
        ("site.workforce[1].arrangement", json!("state_transfer"), "coercion_context"),
        ("site.workforce", json!([{ "language": "ko", "workers": 60 }]), "language_cover"),
    ] {
        let stated = with(&anywhere, key, value);
        let [(worst, _), (silent, _)] = [&stated, &without(&stated, key)]
            .map(|document| spans(&PROCUREMENT.at(date("2026-06-01")), document)[criterion]);
        assert!(silent > worst, "{key}: {silent} where it is silent, {worst} where it is stated");
        for other in Class::ALL {
            let is_allowed = law(other, criterion, key, worst).is_some();
            // Who answers tells an act from what the reader has to establish, and a context from the workers in it.
            let like = |class| match class {
                Class::Reader => Class::Act,
                Class::Context if criterion == "coercion_context" => Class::Workers,
                class => class,
            };
            let is_own = like(other) == like(class(key));
            assert_eq!(is_allowed, is_own, "{key} as {other:?}");
        }
    }
}

pub(crate) fn is_method(key: &str) -> bool {
    listed(&plain(key)).is_some_and(|class| class != Class::Document)
}

/// Whether a key says something of how the audit was made, of the workers or of the place: what the reader looks up and
/// what there is beside the report is left out.
pub(crate) fn is_of_the_report(key: &str) -> bool {
    matches!(listed(&plain(key)), Some(Class::Method | Class::Act | Class::Workers | Class::Context))
}

/// Every key that the schema of dossiers has: those that hold a value, and lists.
fn of_the_schema() -> BTreeSet<String> {
    fn walk(node: &Value, all: &Value, path: &str, keys: &mut BTreeSet<String>) {
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        if let Some(named) = node["$ref"].as_str() {
            let defined = named.strip_prefix('#').and_then(|pointer| all.pointer(pointer));
            return walk(defined.unwrap(), all, path, keys);
        }
        let either = ["anyOf", "oneOf"].iter().filter_map(|key| node[*key].as_array()).flatten();
        either.for_each(|one| walk(one, all, path, keys));
        let is_table = node["properties"].is_object();
        for (name, one) in node["properties"].as_object().into_iter().flatten() {
            walk(one, all, &at(name), keys);
        }
        if node["items"].is_object() {
            walk(&node["items"], all, path, keys);
        }
        let values = &node["additionalProperties"];
        if values.is_object() {
            walk(values, all, &at("*"), keys);
        }
        let is_null = node["type"] == json!("null");
        let is_choice = node["anyOf"].is_array() || node["oneOf"].is_array();
        if !(is_table || is_null || is_choice || path.is_empty()) {
            keys.insert(path.to_owned());
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/dossier.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut keys = BTreeSet::new();
    walk(&schema, &schema, "", &mut keys);
    keys.extend(["site.ids", "site.workforce", "report.interviews.groups"].map(str::to_owned));
    keys.extend(["certificates", "findings", "extra", "provenance"].map(str::to_owned));
    keys
}

#[test]
fn every_key_has_one_class() {
    let classed: Vec<&str> = KEYS.iter().flat_map(|(_, keys)| keys.split_whitespace()).collect();
    let different: BTreeSet<String> = classed.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(classed.len(), different.len(), "a key has two classes");
    assert_eq!(different, of_the_schema());
    for (criterion, keys) in FLOORED {
        assert!(matches!(class(keys[0]), Class::Act | Class::Reader), "{criterion}: `{}`", keys[0]);
    }
    for criterion in &SPECIFIED.criteria {
        // What is derived may read keys of several classes.
        let Some(key) = listed(&criterion.fact).map(|_| criterion.fact.as_str()) else { continue };
        let is_readers = criterion.answer_from == "reader";
        assert_eq!(class(key) == Class::Reader, is_readers, "who answers `{key}`?");
        if criterion.silent_floor.is_some() && !is_readers {
            assert!(
                matches!(class(key), Class::Act | Class::Document),
                "`{key}` has a floor where it is silent"
            );
        }
    }
    // Stating a fact of method never lowers the headline.
    for (key, reason) in EXCEPTIONS {
        assert_ne!(class(key), Class::Method, "{key}: {reason}");
    }
}

/// The grade at worst by its place from 1 on, 0 where there is no report to read; `None` of what is refused, and of a report
/// that found forced labour: it is evidence, and no headline is below it.
pub(super) fn headline(document: &Value) -> Option<usize> {
    let dossier = Dossier::from_json(document.to_string().as_bytes()).ok()?;
    let found = PROCUREMENT.at(date("2026-11-24")).assess(&dossier).ok()?;
    if found.status == Status::ReportsAbuse {
        return None;
    }
    let place = |name: &str| SPECIFIED.scale.iter().position(|grade| grade == name);
    Some(found.grade.and_then(|grade| place(grade.worst.name())).map_or(0, |place| place + 1))
}

/// Of a document the keys that are better left out, and not because they state a contradiction.
fn better_unsaid(document: &Value) -> BTreeSet<String> {
    let Some(stated) = headline(document) else { return BTreeSet::new() };
    let found = PROCUREMENT.at(date("2026-11-24")).assess(&read(document)).unwrap();
    let contradicting: Vec<&str> = found.contradictions.iter().flat_map(|one| one.paths).copied().collect();
    let contradicts =
        |key: &str| contradicting.iter().any(|path| key.starts_with(path) || path.starts_with(key));
    let known = document["provenance"].as_object().into_iter().flatten();
    let known = known.map(|(path, _)| format!("provenance.{path}"));
    let keys = generate::stated(document).into_iter().filter(|key| !contradicts(key)).chain(known);
    let integrity = |document: &Value| spans(&PROCUREMENT.at(date("2026-11-24")), document)["integrity"].0;
    // What may be a contradiction, by some of the values that a pair or a month leaves open, is one that cannot be checked.
    let may_contradict = |silent: &Value| integrity(silent) > integrity(document);
    let is_better = |key: &String| {
        let silent = without(document, key);
        headline(&silent).is_some_and(|grade| grade > stated) && !may_contradict(&silent)
    };
    keys.filter(is_better).map(|key| plain(&key)).collect()
}

#[test]
fn what_is_left_unsaid_is_never_better_but_for_exceptions_that_are_listed() {
    let examples =
        [".", "twins"].map(|folder| generate::examples(folder).into_iter().map(|(_, document)| document));
    let written = examples.into_iter().flatten().chain(documents::all());
    let better = std::cell::RefCell::new(
        written.flat_map(|document| better_unsaid(&document)).collect::<BTreeSet<_>>(),
    );
    let draws = (generate::dossier(), generate::finding(), generate::certificate(generate::ANY_STATUS));
    holds(160, draws, |(document, mut finding, certificate)| {
        // What is observed after it was made public is dated by either.
        if finding["observed"].as_str() > finding["published"].as_str() {
            finding["observed"] = Value::Null;
        }
        let without_findings = without(&document, "findings");
        for (list, entry) in [("findings", finding), ("certificates", certificate)] {
            better.borrow_mut().extend(better_unsaid(&with(&without_findings, list, json!([entry]))));
        }
        Ok(())
    });
    let listed: BTreeSet<String> = EXCEPTIONS.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert_eq!(better.into_inner(), listed);
}

#[test]
fn the_readme_names_every_exception() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for (key, reason) in EXCEPTIONS {
        assert!(readme.contains(&format!("`{key}`")), "README.md does not name `{key}`: {reason}");
    }
}
