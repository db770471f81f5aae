//! An explanation for people, drawn as lines of text.
//!
//! Restrictions come first, whatever else is true; then what to do; then one sentence that says how far the report can be relied on and
//! why, never a bare letter; then what stands behind it, what to ask, what would raise it; sources last. All of it is
//! computed by the library: nothing here knows more than where a line begins and how it looks.

mod ask;
mod criteria;
mod evidence;
mod headline;
mod screen;
mod sources;

use std::collections::BTreeSet;

use audit_credence::explain::{Explanation, Tone};

use crate::page::{Look, Page, Text};

/// Writes the first screen of an explanation; where it is asked for in full, everything else too. `is_today` says that the
/// day was not given.
pub(crate) fn write(page: &mut Page, told: &Explanation, full: bool, is_today: bool) {
    screen::write(page, told, full, is_today);
    if !full {
        return;
    }
    let mut telling = Telling { page, told, cited: BTreeSet::new() };
    telling.which();
    telling.headline();
    telling.checks();
    telling.standards();
    telling.certificates();
    telling.findings();
    telling.contradictions();
    telling.criteria();
    telling.gaps();
    telling.raises();
    telling.next_change();
    telling.provenance(is_today);
    telling.sources();
}

/// One explanation on its way to a page.
struct Telling<'a> {
    page: &'a mut Page,
    told: &'a Explanation,
    /// The numbers of the sources cited so far.
    cited: BTreeSet<u32>,
}

impl Telling<'_> {
    /// Which dossier it is: the names that it gives, and the host's own keys.
    fn which(&mut self) {
        let (assessment, subject) = (&self.told.assessment, &self.told.subject);
        let names: Vec<&str> = [&subject.site_name, &subject.supplier_name, &subject.place]
            .into_iter()
            .filter_map(|name| name.as_deref())
            .collect();
        let mut said: Vec<&str> = Vec::new();
        for name in names {
            if !said.contains(&name) {
                said.push(name);
            }
        }
        if !said.is_empty() {
            self.page.put(0, &Text::new().and(Look::Strong, said.join(" · ")));
        }
        let keys = [
            ("ref", &assessment.r#ref),
            ("supplier", &assessment.supplier),
            ("site", &assessment.site),
            ("report", &assessment.report),
        ];
        let stated: Vec<String> =
            keys.iter().filter_map(|(name, key)| Some(format!("{name} {}", key.as_ref()?))).collect();
        if !stated.is_empty() {
            self.page.put(0, &Text::new().and(Look::Faint, stated.join(" · ")));
        }
        if !said.is_empty() || !stated.is_empty() {
            self.page.gap();
        }
    }

    fn next_change(&mut self) {
        self.page.heading("Next change");
        let horizon = &self.told.horizon;
        self.page.put(2, &Text::plain(&horizon.text));
        horizon.to_do.iter().for_each(|to_do| self.page.put(2, &Text::plain(to_do)));
    }

    fn provenance(&mut self, is_today: bool) {
        let assessment = &self.told.assessment;
        self.page.heading("How this was made");
        let today = if is_today { " (today in UTC)" } else { "" };
        self.page.put(2, &Text::plain(format!("as of {}{today}", assessment.as_of)));
        let pack = &assessment.pack;
        self.page.put(2, &Text::plain(format!("pack {} {}, sha256 {}", pack.id, pack.version, pack.sha256)));
        let scale = pack.scale.join(", ");
        self.page.put(2, &Text::plain(format!("{}; grades {scale}, worst first", assessment.engine)));
    }
}

/// How a tone looks.
fn look(tone: Tone) -> Look {
    match tone {
        Tone::Bad => Look::Bad,
        Tone::Doubtful => Look::Doubtful,
        Tone::Neutral => Look::Plain,
        Tone::Good => Look::Good,
    }
}
