//! Which dossiers are of one site, and what each of them looks like with all that is known of it.
//!
//! Two dossiers are of one site when they share the host's own id of it or an id in a register of sites. An LEI names
//! a company and `other` no register at all, so neither joins sites: a finding must not reach a site that it is not
//! about. Nor does a placeholder (`N/A`) join anything.
//!
//! What is united: findings, certificates and the search. Nothing is ever left out: two findings become one only where
//! they differ in nothing but the day on which they ended and a denial.

use std::collections::BTreeMap;

use crate::dossier::finding::{Finding, Search};
use crate::dossier::site::SiteIdScheme;
use crate::dossier::{Basis, Dossier, Provenance, ids};
use crate::fact::search::search_shown;

/// Groups dossiers by site. Within a group, and among groups, they keep the order in which they are given.
pub(super) fn by_site(dossiers: &[Dossier]) -> Vec<Vec<&Dossier>> {
    // Each dossier leads to an earlier one of its site, the first to itself.
    let mut leads: Vec<usize> = Vec::with_capacity(dossiers.len());
    let mut first_with: BTreeMap<Key, usize> = BTreeMap::new();
    for (index, dossier) in dossiers.iter().enumerate() {
        leads.push(index);
        for key in keys(dossier) {
            let one = root(&leads, *first_with.entry(key).or_insert(index));
            let other = root(&leads, index);
            if let Some(lead) = leads.get_mut(one.max(other)) {
                *lead = one.min(other);
            }
        }
    }
    let mut sites: BTreeMap<usize, Vec<&Dossier>> = BTreeMap::new();
    for (index, dossier) in dossiers.iter().enumerate() {
        sites.entry(root(&leads, index)).or_default().push(dossier);
    }
    sites.into_values().collect()
}

fn root(leads: &[usize], mut index: usize) -> usize {
    while let Some(lead) = leads.get(index).copied().filter(|lead| *lead != index) {
        index = lead;
    }
    index
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Host(String),
    Register(SiteIdScheme, String),
}

fn keys(dossier: &Dossier) -> impl Iterator<Item = Key> {
    let host = ids::named(dossier.site.id.as_deref()).map(|id| Key::Host(id.to_owned()));
    let registers = dossier.site.ids.iter().filter_map(|id| {
        let scheme = id.scheme.filter(|scheme| names_a_site(*scheme))?;
        // Registers write the same id with and without spaces, hyphens and capitals.
        let plain: String =
            ids::named(id.value.as_deref())?.chars().filter(|c| c.is_alphanumeric()).collect();
        (!plain.is_empty()).then(|| Key::Register(scheme, plain.to_uppercase()))
    });
    host.into_iter().chain(registers)
}

fn names_a_site(scheme: SiteIdScheme) -> bool {
    match scheme {
        SiteIdScheme::Osid
        | SiteIdScheme::Gln
        | SiteIdScheme::Duns
        | SiteIdScheme::Amfori
        | SiteIdScheme::Sedex => true,
        SiteIdScheme::Lei | SiteIdScheme::Other => false,
    }
}

/// The dossiers of one site, each with the findings, certificates and search of all.
///
/// A dossier's own entries keep their places, so that its provenance stays true. The others' come without theirs: a
/// locator says where in another report something stands.
pub(super) fn united(dossiers: &[&Dossier]) -> Vec<Dossier> {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in dossiers.iter().flat_map(|dossier| &dossier.findings) {
        match findings.iter_mut().find(|known| is_the_same(known, finding)) {
            Some(known) => learn(known, finding),
            None => findings.push(finding.clone()),
        }
    }
    let certificates = || dossiers.iter().flat_map(|dossier| &dossier.certificates);
    let with_all = |dossier: &&Dossier| {
        let mut united = (*dossier).clone();
        with_findings(&mut united, &findings);
        for certificate in certificates() {
            if !united.certificates.contains(certificate) {
                united.certificates.push(certificate.clone());
            }
        }
        if let Some((search, basis)) = widest_search(dossier, dossiers) {
            united.search = search.clone();
            if united.provenance.get("search.done").is_some() || basis.is_some_and(Basis::only_claims) {
                united.provenance.insert("search.done", Provenance { basis, ..Provenance::default() });
            }
        }
        united
    };
    dossiers.iter().map(with_all).collect()
}

/// Whether it is the same finding, read at the same or at another time.
fn is_the_same(one: &Finding, other: &Finding) -> bool {
    // What may change about a finding while it stays the same one.
    let lasting = |finding: &Finding| Finding { ended_on: None, denied_by_company: None, ..finding.clone() };
    let names = |text: &Option<String>| ids::named(text.as_deref()).is_some();
    one == other || ((names(&one.id) || names(&one.url)) && lasting(one) == lasting(other))
}

/// Whoever states an end or a denial knows more than who is silent; of two days the later is the safe one.
fn learn(known: &mut Finding, other: &Finding) {
    let last = |finding: &Finding| finding.ended_on.map(|ended| (ended.last(), ended.first()));
    if last(other) > last(known) {
        known.ended_on = other.ended_on;
    }
    known.denied_by_company = known.denied_by_company.max(other.denied_by_company);
}

/// The dossier's own findings at their places, then those of the others.
fn with_findings(dossier: &mut Dossier, all: &[Finding]) {
    let own = dossier.findings.clone();
    for finding in all {
        let mine = dossier.findings.iter_mut().zip(&own).filter(|(_, own)| is_the_same(own, finding));
        let mut is_own = false;
        for (place, _) in mine {
            *place = finding.clone();
            is_own = true;
        }
        if is_own {
            continue;
        }
        let mut finding = finding.clone();
        // The report answered its own dossier's finding of that id. Whether that is this one is not known.
        let clashes = finding.id.is_some() && own.iter().any(|mine| mine.id == finding.id);
        if clashes && dossier.report.answers.iter().flatten().any(|id| Some(id) == finding.id.as_ref()) {
            finding.id = None;
        }
        dossier.findings.push(finding);
    }
}

/// The keys of a search.
const SEARCH: [&str; 5] = ["search", "search.on", "search.sources", "search.languages", "search.done"];

/// Of the searches known of the site the one that shows most beside this dossier's visit, the latest of equals; and how it
/// is known. Two searches do not add up to a wider one: each looked on its own day.
fn widest_search<'a>(dossier: &Dossier, all: &[&'a Dossier]) -> Option<(&'a Search, Option<Basis>)> {
    // One key that is a claim makes the search one.
    let basis = |one: &Dossier| {
        let known = SEARCH.iter().filter_map(|path| one.provenance.get(path)?.basis);
        known.max_by_key(|basis| basis.only_claims())
    };
    let shows = |one: &&&'a Dossier| {
        let search = &one.search;
        let is_shown = !basis(one).is_some_and(Basis::only_claims);
        (is_shown, search_shown(dossier, search), search.on, search.sources.len(), search.languages.len())
    };
    let stated = all.iter().filter(|one| one.search != Search::default());
    stated.max_by_key(shows).map(|one| (&one.search, basis(one)))
}
