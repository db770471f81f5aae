//! What stated dates and counts leave open: a month may be any of its days, `[450, 500]` any number between.
//!
//! What a row of the entailments refuses cannot be, so it narrows both sides: a visit that began in May and ended on the
//! 10th began on the 10th at the latest.

use crate::counted::Counted;
use crate::date::Date;
use crate::dossier::certificate::Certificate;
use crate::dossier::finding::Finding;
use crate::dossier::report::InterviewGroup;
use crate::dossier::whole::Dossier;
use crate::partial_date::PartialDate;
use crate::range::Range;
use crate::tri::Tri;

/// What a date may be, where it is stated.
pub(crate) type Day = Option<Range<Date>>;
/// What a count may be, where it is stated.
pub(crate) type Number = Option<Range<u32>>;

pub(crate) fn day(stated: Option<PartialDate>) -> Day {
    stated.map(PartialDate::days)
}

pub(crate) fn number(stated: Option<Counted>) -> Number {
    stated.map(Counted::range)
}

/// Of two values of which the first is at most the second, what each may be beside the other. Two that cannot be
/// together narrow nothing.
pub(crate) fn in_order<T: Copy + Ord>(
    less: Option<Range<T>>,
    more: Option<Range<T>>,
) -> (Option<Range<T>>, Option<Range<T>>) {
    match (less, more) {
        (Some(less), Some(more)) if less.worst() <= more.best() => (
            Some(Range::new(less.worst(), less.best().min(more.best()))),
            Some(Range::new(more.worst().max(less.worst()), more.best())),
        ),
        apart => apart,
    }
}

/// The days of a visit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VisitDays {
    pub(crate) start: Day,
    pub(crate) end: Day,
    pub(crate) no_later_than: Day,
}

impl VisitDays {
    pub(crate) fn of(dossier: &Dossier) -> Self {
        let visit = &dossier.report.visit;
        let stated = [visit.start, visit.end, visit.no_later_than];
        let [start, end, bound] = stated.map(day);
        if stated.into_iter().flatten().all(PartialDate::is_a_day) {
            return VisitDays { start, end, no_later_than: bound };
        }
        let (end, bound) = in_order(end, bound);
        let (start, no_later_than) = in_order(start, bound);
        let (start, end) = in_order(start, end);
        VisitDays { start, end, no_later_than }
    }

    /// A day by which the visit was over: its last, or a bound on it.
    pub(crate) fn over_by(self) -> Day {
        self.end.or(self.no_later_than)
    }
}

/// A day by which the visit was over: its last, or a bound on it.
pub(crate) fn over_by(dossier: &Dossier) -> Day {
    VisitDays::of(dossier).over_by()
}

/// Shifts seen, and shifts run: one at least.
pub(crate) fn shifts(dossier: &Dossier) -> (Number, Number) {
    let run = number(dossier.site.shifts).map(|run| Range::new(run.worst().max(1), run.best()));
    in_order(number(dossier.report.visit.shifts_seen), run)
}

/// Women of the team, and all of its auditors.
pub(crate) fn auditors(dossier: &Dossier) -> (Number, Number) {
    let auditor = &dossier.report.auditor;
    in_order(number(auditor.women), number(auditor.team_size))
}

/// How many workers of a listed group there are: at least one, and at least the women among them.
pub(crate) fn at_least_one(stated: Option<Counted>, women: Option<Counted>) -> Number {
    let least = women.map_or(1, |women| women.least().max(1));
    stated.map(|workers| Range::new(workers.least().max(least.min(workers.most())), workers.most()))
}

/// Whether there is anybody in a group of so many workers.
pub(crate) fn is_anybody(workers: Option<Counted>) -> bool {
    workers.is_none_or(|workers| workers.most() > 0)
}

/// How many workers of a group were heard.
pub(crate) fn heard(group: &InterviewGroup) -> Number {
    at_least_one(group.workers, group.women)
}

/// The first and the last day of a certificate's validity.
pub(crate) fn validity(certificate: &Certificate) -> (Day, Day) {
    in_order(day(certificate.issued), day(certificate.valid_until))
}

/// The day on which a finding was made public, and that on which it ended.
pub(crate) fn public_until(finding: &Finding) -> (Day, Day) {
    in_order(day(finding.published), day(finding.ended_on))
}

/// How many days lie between two days, whichever comes first.
pub(crate) fn days_apart(one: Range<Date>, other: Range<Date>) -> Range<u32> {
    let most = one.worst().days_apart(other.best());
    if one.is_settled() && other.is_settled() {
        return Range::exactly(most);
    }
    let opposite = one.best().days_apart(other.worst());
    let meets = one.worst() <= other.best() && other.worst() <= one.best();
    Range::new(if meets { 0 } else { most.min(opposite) }, most.max(opposite))
}

/// Whether a count is stated to be more than none.
pub(crate) fn is_some(stated: Number) -> Tri {
    stated.map_or(Tri::No, |count| Tri::less(Range::exactly(0), count))
}

/// Whether a count is stated to be none.
pub(crate) fn is_none(stated: Number) -> Tri {
    stated.map_or(Tri::No, |count| Tri::less(count, Range::exactly(1)))
}

#[cfg(test)]
mod tests {
    use super::{days_apart, in_order};
    use crate::date::Date;
    use crate::range::Range;

    #[test]
    fn two_in_order_narrow_each_other_to_what_can_be() {
        let all = (0..5).flat_map(|one| (one..5).map(move |other| Range::new(one, other)));
        for (less, more) in all.clone().flat_map(|one| all.clone().map(move |other| (one, other))) {
            let of = |range: Range<i32>| range.worst()..=range.best();
            let both: Vec<_> = of(less)
                .flat_map(|one| of(more).filter(move |other| one <= *other).map(move |other| (one, other)))
                .collect();
            let hull = |each: fn(&(i32, i32)) -> i32| {
                both.iter()
                    .map(each)
                    .min()
                    .zip(both.iter().map(each).max())
                    .map(|(one, other)| Range::new(one, other))
            };
            let expected = match hull(|(one, _)| *one).zip(hull(|(_, other)| *other)) {
                Some((less, more)) => (Some(less), Some(more)),
                None => (Some(less), Some(more)),
            };
            assert_eq!(in_order(Some(less), Some(more)), expected, "{less:?} {more:?}");
        }
    }

    #[test]
    fn days_are_apart_as_any_two_of_them_are() {
        let on = |day: i32| Date::FIRST.plus_days(day);
        let all = (0..6_i32).flat_map(|one| (one..6).map(move |other| (one, other)));
        for ((from, to), (first, last)) in
            all.clone().flat_map(|one| all.clone().map(move |other| (one, other)))
        {
            let each = (from..=to).flat_map(|one| (first..=last).map(move |other| one.abs_diff(other)));
            let expected = Range::new(each.clone().min().unwrap(), each.max().unwrap());
            let found = days_apart(Range::new(on(from), on(to)), Range::new(on(first), on(last)));
            assert_eq!(found, expected, "{from}..{to} and {first}..{last}");
        }
    }
}
