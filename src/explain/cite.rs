//! Sources by number: each is numbered where a reader meets it first, and listed once.

use std::cmp::Reverse;

use crate::explain::tree::SourceTold;
use crate::explain::words::prose;
use crate::plan::Plan;

/// The ids of the sources cited so far; a source's number is its place, counted from one.
#[derive(Debug, Default)]
pub(super) struct Citations(Vec<String>);

impl Citations {
    /// The numbers of these sources, in their order.
    pub(super) fn numbers<'s>(&mut self, ids: impl IntoIterator<Item = &'s str>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for id in ids {
            let place = self.0.iter().position(|cited| cited == id).unwrap_or_else(|| {
                self.0.push(id.to_owned());
                self.0.len().saturating_sub(1)
            });
            numbers.push(u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX));
        }
        numbers
    }

    /// The same, issuers' own documents before others' accounts of them.
    pub(super) fn best_known_first<'s>(
        &mut self,
        plan: &Plan,
        ids: impl IntoIterator<Item = &'s str>,
    ) -> Vec<u32> {
        let mut ids: Vec<&str> = ids.into_iter().collect();
        ids.sort_by_key(|id| Reverse(plan.source(id).map(|source| source.status)));
        self.numbers(ids)
    }

    /// Every source that was cited.
    pub(super) fn sources(&self, plan: &Plan) -> Vec<SourceTold> {
        let numbered = |(number, id): (u32, &String)| {
            let source = plan.source(id)?;
            Some(SourceTold {
                number,
                id: id.clone(),
                title: prose(&source.title),
                publisher: prose(&source.publisher),
                clause: source.clause.as_deref().map(prose),
                date: source.date.clone(),
                url: source.url.clone(),
                read_on: source.read_on,
                status: source.status,
                quote: source.quote.as_deref().map(prose),
            })
        };
        (1_u32..).zip(&self.0).filter_map(numbered).collect()
    }
}
