//! How far somebody looked for evidence from outside the audit: nobody looked is not nothing found.

use crate::dossier::finding::{Search, SearchDone};
use crate::dossier::spans::over_by;
use crate::dossier::{Dossier, ids, spans};
use crate::fact::interviews::{heard, stated};
use crate::fact::possible::{Possible, Tri};
use crate::partial_date::PartialDate;
use crate::range::Range;

/// How far somebody looked for evidence from outside. Whatever was left out can be searched again: at best all of it was.
pub(super) fn search(dossier: &Dossier) -> Possible {
    Possible::between(Range::new(search_shown(dossier, &dossier.search), SearchDone::Full))
}

/// How far a search is shown to reach. One from before the visit excludes nothing after it, and one of which no source is
/// stated, or no language of the workforce or of the place, has not shown that it is full.
pub(crate) fn search_shown(dossier: &Dossier, search: &Search) -> SearchDone {
    let days = || spans::day(search.on).zip(over_by(dossier));
    let after_the_visit = || days().is_some_and(|(on, over)| Tri::less(on, over) == Tri::No);
    let listed = dossier.site.workforce.iter().flatten().map(|group| group.language);
    let spoken = listed.chain(heard(dossier).into_iter().flatten().map(|group| group.language));
    let understood = || {
        let country = || dossier.site.country.map(|country| country.to_string());
        spoken.filter_map(stated).any(|language| search.languages.contains(&language))
            || country().is_some_and(|code| search.languages.iter().any(|one| one.is_of_country(&code)))
    };
    let has_sources = || search.sources.iter().any(|source| ids::named(Some(source)).is_some());
    match search.done {
        None | Some(SearchDone::NotDone) => SearchDone::NotDone,
        Some(SearchDone::Full) if after_the_visit() && has_sources() && understood() => SearchDone::Full,
        Some(SearchDone::Partial | SearchDone::Full) => SearchDone::Partial,
    }
}

/// The day from which the search ages. Whoever relies on the report can search again, on any later day.
pub(super) fn search_age(dossier: &Dossier) -> Possible {
    Possible::days(dossier.search.on.map(PartialDate::first), None)
}
