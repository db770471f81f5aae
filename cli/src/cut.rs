//! How first screens cut: lists after their first entries, bars to so many columns.

use audit_credence::explain::{Bar, Explanation, NextSteps, ScreenReason};

/// So many entries of a list are shown.
pub(crate) const SHOWN: usize = 3;
/// So many places of one reason, and so many characters of each.
const PLACES: usize = 2;
const PLACE: usize = 48;

/// The first of a list, and how many more there are.
pub(crate) fn split<T>(all: &[T], most: usize) -> (&[T], usize) {
    let shown = all.get(..most).unwrap_or(all);
    (shown, all.len() - shown.len())
}

/// The first of a list, and a last entry that says how many more there are.
pub(crate) fn cut(all: &[String], most: usize) -> Vec<String> {
    let (shown, more) = split(all, most);
    let more = (more > 0).then(|| format!("and {more} more"));
    shown.iter().cloned().chain(more).collect()
}

/// Of which day an answer is, and by which rules.
pub(crate) fn made(told: &Explanation, is_today: bool) -> String {
    let (assessment, today) = (&told.assessment, if is_today { " (today in UTC)" } else { "" });
    let pack = &assessment.pack;
    format!("As of {}{today}, by the rules {} {}.", assessment.as_of, pack.id, pack.version)
}

/// Where a reason stands, in brackets: the first places, each as far as it leaves room for the reason; empty where none is
/// stated. A `full` one is not cut.
pub(crate) fn places(reason: &ScreenReason, full: bool) -> String {
    let short = |place: &String| {
        if full || place.chars().count() <= PLACE {
            return place.clone();
        }
        let start: String = place.chars().take(PLACE).collect();
        // No word is cut in two.
        let end = start.rfind(", ").or_else(|| start.rfind(' '));
        format!("{} …", end.and_then(|end| start.get(..end)).unwrap_or(&start))
    };
    let places: Vec<String> = reason.places.iter().map(short).collect();
    let places = cut(&places, if full { places.len() } else { PLACES }).join(", ");
    if places.is_empty() { places } else { format!(" ({places})") }
}

/// Of each kind its first steps, so many in all: one of each before a second of any.
pub(crate) fn first_steps(next: &[NextSteps]) -> Vec<(&NextSteps, &[String], usize)> {
    let mut counts = vec![0; next.len()];
    let mut left = SHOWN;
    while left > 0 {
        let before = left;
        for (count, one) in counts.iter_mut().zip(next) {
            if left > 0 && *count < one.steps.len() {
                *count += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    let shown = |(count, one)| {
        let one: &NextSteps = one;
        let (steps, more) = split(&one.steps, count);
        (one, steps, more)
    };
    counts.into_iter().zip(next).map(shown).filter(|(_, steps, _)| !steps.is_empty()).collect()
}

/// How many of so many columns are shown, against the report and not said: at least one of what is anything.
pub(crate) fn columns(bar: &Bar, of: u32) -> [u32; 3] {
    let cells = |part: u32| if part == 0 { 0 } else { (part * of / bar.of.max(1)).max(1) };
    let against = cells(bar.against);
    // Nothing is rounded up to all.
    let unsaid = of.saturating_sub(cells(bar.shown) + against).max(u32::from(bar.unsaid > 0));
    [of.saturating_sub(against + unsaid), against, unsaid]
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_list_says_how_much_of_it_is_not_shown() {
        let all = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(cut(&all, 3), ["a", "b", "c", "and 1 more"]);
        assert_eq!(cut(&all, 4), all);
        assert_eq!(cut(&[], 3), [""; 0]);
    }
}
