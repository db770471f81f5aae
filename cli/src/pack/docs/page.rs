//! The page of one pack.
//!
//! It holds what the pack itself defines or changes; what it builds on has pages of its own. Everything is in the order
//! of ids, so that the order of the pack's text does not matter.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use audit_credence::assessment::ActionCode;
use audit_credence::proof::Proof;
use audit_credence::{Case, CriterionView, Pack, Plan};

/// The page of a pack.
pub(super) fn page(pack: &Pack, proof: &Proof) -> String {
    let plan = Plan::new(pack);
    let mut page = Page { pack, plan: &plan, out: String::new(), cited: BTreeSet::new() };
    page.head();
    page.proof(proof);
    page.bands();
    page.grades();
    page.standards();
    page.actions();
    page.domains();
    page.criteria();
    page.caps();
    page.schemes();
    page.left_out();
    page.cases();
    page.sources();
    page.out
}

/// Text on one line, so that nothing in it is taken for a table, a tag or a heading.
pub(super) fn inline(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('|', "\\|").replace('<', "&lt;")
}

struct Page<'p> {
    pack: &'p Pack,
    plan: &'p Plan,
    out: String,
    /// Ids of the sources that were named.
    cited: BTreeSet<String>,
}

impl Page<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    fn paragraph(&mut self, text: impl AsRef<str>) {
        self.line(text);
        self.line("");
    }

    fn is_own(&self, packs: &[&str]) -> bool {
        packs.contains(&self.pack.id().id.as_str())
    }

    /// Sources by id, linked to where the page lists them.
    fn cite<'a>(&mut self, sources: impl IntoIterator<Item = &'a str>) -> String {
        let mut links = Vec::new();
        for id in sources {
            self.cited.insert(id.to_owned());
            let status = self.pack.source(id).map_or("", |source| source.status.as_str());
            links.push(format!("[`{id}`](#source-{id}) ({status})"));
        }
        links.join(", ")
    }

    fn head(&mut self) {
        let id = self.pack.id();
        self.line("<!-- Written by `credence pack docs`: change the pack, not this. -->");
        self.line("");
        self.paragraph(format!("# `{}`: {}", id.id, inline(self.pack.title())));
        let bases: Vec<String> = self.pack.bases().map(|base| format!("[`{base}`]({base}.md)")).collect();
        let bases = if bases.is_empty() { "nothing".to_owned() } else { bases.join(", ") };
        self.paragraph(format!(
            "Version {}, builds on {bases}. SHA-256 with all that it builds on: `{}`.",
            id.version, id.sha256
        ));
        self.paragraph(
            "This page holds what the pack itself defines or changes. A source is *primary* where the issuer's own \
             document was read, *secondary* where somebody's account of it was.",
        );
    }

    fn proof(&mut self, proof: &Proof) {
        self.paragraph("## What is proved");
        self.paragraph(
            "Decided over every possible profile (a level for each criterion), not over a sample. What is proved is \
             proved about the rules, not about detecting forced labour.",
        );
        self.line("| | property | result |");
        self.line("| --- | --- | --- |");
        for property in &proof.properties {
            let result = property.result.as_str().replace('_', " ");
            let law = property.law.map_or(String::new(), |law| format!(", held to by the law `{law}`"));
            self.line(format!("| {} | {} | {result}{law} |", property.id, inline(property.statement)));
        }
        self.line("");
        if !proof.profiles.is_empty() {
            let grades = self.pack.id().scale.iter().zip(&proof.profiles);
            let grades: Vec<String> = grades.map(|(grade, count)| format!("{grade} {count}")).collect();
            self.paragraph(format!("Profiles by grade: {}.", grades.join(", ")));
        }
        if let (Some(nodes), Some(root)) = (proof.nodes, &proof.root) {
            self.paragraph(format!("{nodes} nodes decide them all; the diagram's digest is `{root}`."));
        }
    }

    fn bands(&mut self) {
        self.paragraph("## Bands");
        let bands = self.pack.bands();
        let words: Vec<String> =
            bands.iter().map(|(grade, most)| format!("{grade} at most {most}")).collect();
        let worst = self.pack.id().scale.first().cloned().unwrap_or_default();
        self.paragraph(format!("Demerits: {}, {worst} beyond.", words.join(", ")));
    }

    /// What the grades mean, on the page of a pack that builds on nothing.
    fn grades(&mut self) {
        if self.pack.bases().next().is_some() {
            return;
        }
        self.line("| grade | | what it says of a report |");
        self.line("| --- | --- | --- |");
        let pack = self.pack;
        for view in pack.grades() {
            self.line(format!("| {} | {} | {} |", view.name, inline(view.word), inline(view.meaning)));
        }
        self.line("");
    }

    fn standards(&mut self) {
        let own = |id: &&str| self.plan.standard(id).is_some_and(|view| self.is_own(&view.packs));
        let ids: Vec<&str> = self.plan.standards().filter(own).collect();
        if !ids.is_empty() {
            self.paragraph("## Standards");
        }
        for id in ids {
            let Some(view) = self.plan.standard(id) else { continue };
            self.paragraph(format!("### `{id}`"));
            self.paragraph(format!("**{}**", inline(view.title)));
            self.paragraph(inline(view.why));
            self.line("| criterion | at least | borne out by |");
            self.line("| --- | --- | --- |");
            for ((criterion, level), (_, by)) in view.requires.iter().zip(&view.borne_out_by) {
                let quoted = if view.quoted.contains(criterion) { "in its own words: " } else { "" };
                let mut by = quoted.to_owned() + &self.cite(by.iter().copied());
                if let Some((_, ours)) = view.our_readings.iter().find(|(id, _)| id == criterion) {
                    by = format!("{by}. Our reading: {}", inline(ours));
                }
                self.line(format!("| `{criterion}` | `{level}` | {by} |"));
            }
            self.line("");
            let sources = self.cite(view.sources.iter().copied());
            self.paragraph(format!("Sources: {sources}."));
        }
    }

    fn actions(&mut self) {
        let views: Vec<_> =
            ActionCode::ALL.iter().rev().filter_map(|code| self.plan.action_view(*code)).collect();
        let own: Vec<_> = views.into_iter().filter(|view| self.is_own(&view.packs)).collect();
        if own.is_empty() {
            return;
        }
        self.paragraph("## Actions");
        self.paragraph(
            "What a buyer does next; what forbids reliance is tried first, the gravest before all.",
        );
        for view in own {
            self.paragraph(format!("### `{}`", view.code));
            self.paragraph(inline(view.sentence));
            for (criterion, text) in &view.instead {
                self.line(format!("- where `{criterion}` is a reason: {}", inline(text)));
            }
            let beside =
                [("a finding is of children", view.children), ("a state imposes it", view.state_imposed)];
            for (when, text) in beside.iter().filter_map(|(when, text)| Some((when, (*text)?))) {
                self.line(format!("- beside it, where {when}: {}", inline(text)));
            }
            for entry in &view.when {
                let literals: Vec<String> =
                    entry.iter().map(|(id, level)| format!("`{id}` at most `{level}`")).collect();
                self.line(format!("- when {}", literals.join(" and ")));
            }
            for (id, level) in &view.requires {
                self.line(format!("- wants `{id}` at least `{level}`"));
            }
            view.grade.iter().for_each(|grade| self.line(format!("- wants credibility {grade} or better")));
            self.line("");
            if !view.sources.is_empty() {
                let sources = self.cite(view.sources.iter().copied());
                self.paragraph(format!("Sources: {sources}."));
            }
        }
    }

    fn domains(&mut self) {
        let own: Vec<_> = self.pack.domains().filter(|view| self.is_own(&view.packs)).collect();
        if own.is_empty() {
            return;
        }
        self.paragraph("## Domains");
        self.line("| domain | | at most | in the audit's own grade |");
        self.line("| --- | --- | --- | --- |");
        for view in own {
            let inside = if view.outside { "no" } else { "yes" };
            let limit = view.limit.map_or("no limit".to_owned(), |limit| limit.to_string());
            self.line(format!("| `{}` | {} | {limit} | {inside} |", view.id, inline(view.title)));
        }
        self.line("");
    }

    fn criteria(&mut self) {
        let own = |id: &&str| self.plan.criterion(id).is_some_and(|view| self.is_own(&view.packs));
        let ids: Vec<&str> = self.plan.criteria().filter(own).collect();
        if !ids.is_empty() {
            self.paragraph("## Criteria");
        }
        for id in ids {
            let Some(view) = self.plan.criterion(id) else { continue };
            self.criterion(id, &view);
        }
    }

    fn criterion(&mut self, id: &str, view: &CriterionView<'_>) {
        self.paragraph(format!("### `{id}`"));
        self.paragraph(format!("**{}**", inline(view.title)));
        self.paragraph(inline(view.why));
        self.line("| level | what was shown | stands where the fact is | demerits |");
        self.line("| --- | --- | --- | --- |");
        let levels = view.levels.iter().zip(&view.labels).zip(&view.holds).zip(&view.demerits);
        for (((level, label), holds), demerits) in levels {
            self.line(format!("| `{level}` | {} | {} | {demerits} |", inline(label), inline(holds)));
        }
        self.line("");
        self.line(format!("- Fact: `{}`, {}", view.fact, inline(&view.meaning)));
        self.line(format!("- Question, to the {}: {}", view.answer_from, inline(view.ask)));
        let group = view
            .group
            .map_or(String::new(), |group| format!("; of the group `{group}` only the worst counts"));
        self.line(format!("- Domain: {}{group}", inline(view.domain)));
        if let Some(applies) = &view.applies_when {
            self.line(format!("- Applies only where {applies}."));
        }
        if let Some(floor) = view.silent_floor {
            self.line(format!(
                "- Silence stands at worst at `{floor}`: it does not stand for what is worse."
            ));
        }
        if !view.in_account {
            self.line("- Left out of the account of evidence: no report shows it.");
        }
        if let Some(grade) = view.critical {
            self.line(format!(
                "- Critical: at its bottom the grade is at most {grade}, whatever else is good."
            ));
        }
        if let Some(remedy) = &view.remedy {
            let from = if Some(&remedy.from) == view.levels.first() {
                String::new()
            } else {
                format!(", from `{}` on", remedy.from)
            };
            self.line(format!("- Remedy (effort {} of 5{from}): {}", remedy.effort, inline(remedy.text)));
        }
        if let Some(nothing) = view.no_remedy {
            self.line(format!("- What nothing raises: {}", inline(nothing)));
        }
        let required: Vec<String> = self
            .plan
            .standards()
            .filter_map(|standard| {
                let view = self.plan.standard(standard)?;
                let (_, level) = view.requires.iter().find(|(criterion, _)| *criterion == id)?;
                Some(format!("`{standard}` (at least `{level}`)"))
            })
            .collect();
        if !required.is_empty() {
            self.line(format!("- Required by: {}", required.join(", ")));
        }
        let asks = |cap: &&str| self.plan.cap(cap).is_some_and(|view| view.criteria.contains(&id));
        let caps: Vec<String> = self.plan.caps().filter(asks).map(|cap| format!("`{cap}`")).collect();
        if !caps.is_empty() {
            self.line(format!("- Caps that ask about it: {}", caps.join(", ")));
        }
        let sources = self.cite(view.sources.iter().copied());
        self.line(format!("- Sources: {sources}"));
        self.line("- Cases:");
        self.cases_that_name(id);
        self.line("");
    }

    /// The pack's own cases that name something, in the order of their names.
    fn cases_that_name(&mut self, id: &str) {
        let mut names: Vec<&str> =
            self.pack.cases().iter().filter(|case| case.names().contains(id)).map(Case::name).collect();
        names.sort_unstable();
        for name in names {
            self.line(format!("  - {}", inline(name)));
        }
    }

    fn caps(&mut self) {
        // A critical criterion is a cap under its own id, and told with the criterion.
        let own = |id: &&str| {
            self.plan.criterion(id).is_none()
                && self.plan.cap(id).is_some_and(|view| self.is_own(&view.packs))
        };
        let ids: Vec<&str> = self.plan.caps().filter(own).collect();
        if !ids.is_empty() {
            self.paragraph("## Caps");
        }
        for id in ids {
            let Some(view) = self.plan.cap(id) else { continue };
            self.paragraph(format!("### `{id}`: at most {}", view.grade));
            self.paragraph(inline(view.why));
            if let Some(silent) = view.when_silent {
                self.paragraph(format!("Where nothing is stated: {}", inline(silent)));
            }
            for entry in &view.when {
                let literals: Vec<String> = entry
                    .iter()
                    .map(|(criterion, level)| format!("`{criterion}` at most `{level}`"))
                    .collect();
                self.line(format!("- holds where {}", literals.join(" and ")));
            }
            let sources = self.cite(view.sources.iter().copied());
            self.line(format!("- Sources: {sources}"));
            self.line("- Cases:");
            self.cases_that_name(id);
            self.line("");
        }
    }

    fn schemes(&mut self) {
        let pack = self.pack;
        let own: Vec<_> = pack.schemes().filter(|(_, view)| self.is_own(&view.packs)).collect();
        if own.is_empty() {
            return;
        }
        self.paragraph("## Certification schemes");
        self.line("| scheme | owner | labour | what a valid status can mean, at most | sources |");
        self.line("| --- | --- | --- | --- | --- |");
        for (id, view) in own {
            let sources = self.cite(view.sources.iter().copied());
            let labour = view.labour_basis.replace('_', " ");
            self.line(format!(
                "| `{id}` {} | {} | {labour} | {} | {sources} |",
                inline(view.title),
                inline(view.owner),
                inline(view.meaning)
            ));
            for rule in &view.rules {
                let from = rule.from.map_or("since ever".to_owned(), |day| format!("from {day}"));
                let sources = self.cite(rule.sources.iter().copied());
                self.line(format!("| | | {from} | {} | {sources} |", inline(rule.meaning)));
            }
        }
        self.line("");
    }

    fn left_out(&mut self) {
        let pack = self.pack;
        let own: Vec<_> = pack.left_out().filter(|view| self.is_own(&view.packs)).collect();
        if own.is_empty() {
            return;
        }
        self.paragraph("## What is left out, and why");
        for view in own {
            let sources = self.cite(view.sources.iter().copied());
            let sources = if sources.is_empty() { sources } else { format!(" Sources: {sources}.") };
            let because = view.because.as_str().replace('_', " ");
            self.line(format!(
                "- `{}`, {} ({because}): {}{sources}",
                view.id,
                inline(view.title),
                inline(view.why)
            ));
        }
        self.line("");
    }

    fn cases(&mut self) {
        self.paragraph("## Cases");
        let mut names: Vec<&str> = self.pack.cases().iter().map(Case::name).collect();
        names.sort_unstable();
        for name in names {
            self.line(format!("- {}", inline(name)));
        }
        self.line("");
    }

    fn sources(&mut self) {
        self.paragraph("## Sources");
        let mut out = String::new();
        for id in &self.cited {
            let Some(source) = self.pack.source(id) else { continue };
            let clause =
                source.clause.as_deref().map_or(String::new(), |clause| format!(", {}", inline(clause)));
            let date = source.date.as_deref().map_or(String::new(), |date| format!(", {date}"));
            let quote =
                source.quote.as_deref().map_or(String::new(), |quote| format!(" “{}”", inline(quote)));
            let _ = writeln!(
                out,
                "- <a id=\"source-{id}\"></a>`{id}`: {}, {}{clause}{date}; {}, read on {}: <{}>.{quote}",
                inline(&source.publisher),
                inline(&source.title),
                source.status,
                source.read_on,
                source.url
            );
        }
        self.out.push_str(&out);
    }
}
