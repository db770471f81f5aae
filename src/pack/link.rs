//! Linking a pack with those that it builds on: bases come together, definitions are added, changes apply.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Span;
use crate::pack::check::Checker;
use crate::pack::model::{Item, Model};
use crate::pack::{Case, FORMAT, Pack, PackId, PackText, digest};

impl PackText {
    /// Links the pack with those that it builds on; the order of `bases` does not matter.
    ///
    /// # Errors
    ///
    /// Every problem of the pack as a whole: a base that is not given, an id defined twice, a reference to what does not
    /// exist, demerits that rise with better levels, a value that no level covers, a rule without sources, questions,
    /// remedies or cases, two bases in conflict, a limit exceeded.
    pub fn link(self, bases: &[Pack]) -> Result<Pack, Diagnostics> {
        Ok(self.link_unsealed(&bases.iter().collect::<Vec<_>>())?.sealed())
    }

    /// The same without the digest of all texts, which of a base nobody reads.
    pub(super) fn link_unsealed(self, bases: &[&Pack]) -> Result<Pack, Diagnostics> {
        let header = &self.document.pack;
        let mut problems = Vec::new();
        if header.format.value != FORMAT {
            let message = format!("{} is not a pack format", header.format.value);
            let help = format!("write `format = {FORMAT}`");
            problems.push(Diagnostic::new("out_of_range", header.format.span.0.clone(), message).help(help));
        }
        let mut used = Vec::new();
        for wanted in &header.builds_on {
            match bases.iter().find(|base| base.id.id == wanted.value) {
                Some(base) if base.canonical.contains_key(&header.id.value) => {
                    let message = format!("`{}` builds on this pack itself", wanted.value);
                    problems.push(Diagnostic::new("cycle", wanted.span.0.clone(), message));
                }
                // Every one of that id, so that two texts of it are seen.
                Some(_) => used.extend(
                    bases.iter().filter(|base| base.id.id == wanted.value).map(|base| (*base, &wanted.span)),
                ),
                None => {
                    let message = format!("the pack `{}` is not given", wanted.value);
                    let ids = bases.iter().map(|base| base.id.id.as_str());
                    let ids = ids.chain(Pack::SHIPPED.iter().map(|(id, _)| *id));
                    problems.push(
                        Diagnostic::new("unknown_base", wanted.span.0.clone(), message)
                            .instead_of(&wanted.value, ids),
                    );
                }
            }
        }
        same_versions(&used, &mut problems);
        let model = merge(&used, &mut problems);
        // Without its bases, whatever the pack refers to would be unknown: say only what is certain.
        Diagnostics::check(problems)?;
        let model = Checker::new(&self.document, model).run()?;

        let mut canonical: BTreeMap<String, String> =
            used.iter().flat_map(|(base, _)| base.canonical.clone()).collect();
        canonical.insert(header.id.value.clone(), self.canonical);
        let id = PackId {
            id: header.id.value.clone(),
            version: header.version.value.clone(),
            sha256: String::new(),
            scale: model.scale.clone(),
        };
        let title = header.title.value.clone();
        Ok(Pack { id, title, model, cases: self.document.case.into_iter().map(Case).collect(), canonical })
    }
}

impl Pack {
    /// The pack with the digest of its text and of those that it builds on.
    pub(super) fn sealed(mut self) -> Self {
        self.id.sha256 = digest(&self.canonical);
        self
    }
}

/// Two bases may come through one pack only if it is the same text for both.
fn same_versions(bases: &[(&Pack, &Span)], problems: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for (base, span) in bases {
        for (id, text) in &base.canonical {
            let (first, before) = *known.entry(id).or_insert((&base.id.id, text));
            if before != text {
                let message = format!("`{first}` and `{}` build on different texts of `{id}`", base.id.id);
                let help = "give both the same one";
                problems.push(Diagnostic::new("conflict", span.0.clone(), message).help(help));
            }
        }
    }
}

fn merge(bases: &[(&Pack, &Span)], problems: &mut Vec<Diagnostic>) -> Model {
    let mut model = Model::default();
    for (base, span) in bases {
        let mut merge = Merge { span, problems };
        let from = &base.model;
        if !model.scale.is_empty() && model.scale != from.scale {
            merge.conflict("the scale", &BTreeSet::new(), &BTreeSet::new());
        }
        model.scale.clone_from(&from.scale);
        merge.items("setting", &mut model.settings, &from.settings);
        merge.single("the bands", &mut model.bands, from.bands.as_ref());
        merge.items("grade", &mut model.grades, &from.grades);
        merge.items("source", &mut model.sources, &from.sources);
        merge.items("domain", &mut model.domains, &from.domains);
        merge.items("criterion", &mut model.criteria, &from.criteria);
        merge.items("cap", &mut model.caps, &from.caps);
        merge.items("standard", &mut model.standards, &from.standards);
        merge.items("action", &mut model.actions, &from.actions);
        merge.items("fact", &mut model.facts, &from.facts);
        merge.items("scheme", &mut model.schemes, &from.schemes);
        merge.single("the sample", &mut model.sample, from.sample.as_ref());
        merge.single("the auditor days", &mut model.auditor_days, from.auditor_days.as_ref());
        merge.items("reference", &mut model.references, &from.references);
        merge.items("left-out", &mut model.left_out, &from.left_out);
        merge.items("region", &mut model.regions, &from.regions);
        merge.items("arrangement", &mut model.arrangements, &from.arrangements);
    }
    model
}

struct Merge<'p> {
    span: &'p Span,
    problems: &'p mut Vec<Diagnostic>,
}

impl Merge<'_> {
    fn items<K: Ord + Clone + std::fmt::Display, T: Clone + PartialEq>(
        &mut self,
        kind: &str,
        into: &mut BTreeMap<K, Item<T>>,
        from: &BTreeMap<K, Item<T>>,
    ) {
        for (id, item) in from {
            let merged = match into.get(id) {
                None => item.clone(),
                Some(there) => self.merged(&format!("the {kind} `{id}`"), there, item),
            };
            into.insert(id.clone(), merged);
        }
    }

    fn single<T: Clone + PartialEq>(
        &mut self,
        what: &str,
        into: &mut Option<Item<T>>,
        from: Option<&Item<T>>,
    ) {
        *into = match (into.take(), from) {
            (Some(there), Some(item)) => Some(self.merged(what, &there, item)),
            (there, from) => there.or_else(|| from.cloned()),
        };
    }

    /// Of two versions of one thing, the one that had all the hands of the other.
    fn merged<T: Clone + PartialEq>(&mut self, what: &str, one: &Item<T>, other: &Item<T>) -> Item<T> {
        if one.value == other.value && one.retired == other.retired {
            let hands = one.hands.union(&other.hands).cloned().collect();
            return Item { hands, ..one.clone() };
        }
        if one.hands.is_superset(&other.hands) {
            return one.clone();
        }
        if !other.hands.is_superset(&one.hands) {
            self.conflict(what, &one.hands, &other.hands);
        }
        other.clone()
    }

    fn conflict(&mut self, what: &str, one: &BTreeSet<String>, other: &BTreeSet<String>) {
        let names = |from: &BTreeSet<String>, but: &BTreeSet<String>| {
            from.difference(but).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ")
        };
        let message = match (names(one, other), names(other, one)) {
            (one, other) if one.is_empty() && other.is_empty() => {
                format!("the packs built on do not agree on {what}")
            }
            (one, other) => format!("{what}: set by {one} and by {other}, and neither builds on the other"),
        };
        let help = "let one build on the other, or set it in one of them only";
        self.problems.push(Diagnostic::new("conflict", self.span.0.clone(), message).help(help));
    }
}
