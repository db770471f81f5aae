//! An assessment for people, in the order in which they need it.
//!
//! Restrictions come first, whatever else is true; then one sentence that says how far the report can be relied on and
//! why, never a bare letter; then what stands behind it, what to ask, what would raise it; sources last. The library
//! gives ids and numbers; titles and reasons come from the pack, the words of codes from `words.rs`.

mod ask;
mod criteria;
mod evidence;
mod headline;
mod sources;

use audit_credence::{Assessment, Plan};

use crate::page::{Look, Page, Text};
use sources::Cited;

/// Writes one assessment. `is_today` says that the day was not given.
pub(crate) fn write(page: &mut Page, assessment: &Assessment, plan: &Plan, is_today: bool) {
    let mut telling = Telling { page, assessment, plan, cited: Cited::default() };
    telling.restrictions();
    telling.which();
    telling.headline();
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

/// One assessment on its way to a page.
struct Telling<'a> {
    page: &'a mut Page,
    assessment: &'a Assessment,
    plan: &'a Plan,
    cited: Cited,
}

impl Telling<'_> {
    /// Which dossier it is: the host's own keys.
    fn which(&mut self) {
        let assessment = self.assessment;
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
            self.page.gap();
        }
    }

    /// The title of a criterion; its id where the pack has none.
    fn title(&self, criterion: &str) -> String {
        self.plan.criterion(criterion).map_or_else(|| criterion.to_owned(), |one| prose(one.title))
    }

    fn next_change(&mut self) {
        self.page.heading("Next change");
        let text = match self.assessment.next_change_on {
            Some(day) => {
                format!("on {day} the same dossier gets another answer: an age or a validity passes a step")
            }
            None => "no later day changes the answer to this dossier".to_owned(),
        };
        self.page.put(2, &Text::plain(text));
    }

    fn provenance(&mut self, is_today: bool) {
        let assessment = self.assessment;
        self.page.heading("How this was made");
        let today = if is_today { " (today in UTC)" } else { "" };
        self.page.put(2, &Text::plain(format!("as of {}{today}", assessment.as_of)));
        let pack = &assessment.pack;
        self.page.put(2, &Text::plain(format!("pack {} {}, sha256 {}", pack.id, pack.version, pack.sha256)));
        let scale = pack.scale.join(", ");
        self.page.put(2, &Text::plain(format!("{}; grades {scale}, worst first", assessment.engine)));
    }
}

/// Text of a pack as one paragraph: where its lines end there means nothing.
fn prose(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number and its noun.
fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
