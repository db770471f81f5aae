//! The answer on one screen of a terminal: at most thirty lines of a hundred columns.
//!
//! Lists are cut after three, and further until everything fits: first what comes next, then standards and certificates.
//! The first of each list stays, and so does every restriction.

use audit_credence::explain::{Alarm, Bar, Explanation, NextSteps, ReasonBasis, Screen, ScreenLine};

use crate::cut::{columns, cut, made, places, split};
use crate::page::{Look, Page, Text};
use crate::text::look;

/// As many as there are.
const MANY: usize = u32::MAX as usize;
/// So many lines at most.
const LINES: usize = 30;
/// What a bar is made of: shown, against the report, not said.
const SHOWN: char = '#';
const AGAINST: char = 'x';
const UNSAID: char = '.';
/// The columns of the bar over all domains, of that of one, and of the name of one.
const WIDE: u32 = 20;
const NARROW: u32 = 6;
const NAME: usize = 33;

/// How many of each list are shown.
#[derive(Clone, Copy)]
struct Most {
    steps: usize,
    lines: usize,
    reasons: usize,
    domains: usize,
    /// Whether the first item of a standard or certificate stands whole.
    is_whole: bool,
    /// Whether empty lines part what belongs together.
    is_spaced: bool,
}

impl Most {
    const ALL: Most =
        Most { steps: MANY, lines: MANY, reasons: MANY, domains: MANY, is_whole: true, is_spaced: true };
    const LEAST: Most =
        Most { steps: 1, lines: 1, reasons: 2, domains: 0, is_whole: false, is_spaced: false };
    /// From much to little.
    const TRIED: [Most; 9] = [
        Most { steps: 3, lines: 3, reasons: 3, ..Most::ALL },
        Most { steps: 2, lines: 3, reasons: 3, ..Most::ALL },
        Most { steps: 1, lines: 3, reasons: 3, ..Most::ALL },
        Most { steps: 1, lines: 3, reasons: 3, is_spaced: false, ..Most::ALL },
        Most { steps: 1, lines: 2, reasons: 3, is_spaced: false, ..Most::ALL },
        Most { steps: 1, lines: 1, reasons: 3, is_spaced: false, ..Most::ALL },
        Most { reasons: 3, is_whole: true, ..Most::LEAST },
        Most { reasons: 3, ..Most::LEAST },
        Most::LEAST,
    ];
}

/// Writes the screen; of a `full` answer no list is cut, and what follows says how it was made.
pub(super) fn write(page: &mut Page, told: &Explanation, full: bool, is_today: bool) {
    let screen = told.screen();
    let drawn = |most: Most| {
        let mut drawing =
            Drawing { page: page.empty(), screen: &screen, most, full, made: made(told, is_today) };
        drawing.all();
        drawing.page
    };
    let fits = |page: &Page| page.lines() <= LINES;
    let whole = if full { Some(drawn(Most::ALL)) } else { Most::TRIED.into_iter().map(drawn).find(fits) };
    page.append(&whole.unwrap_or_else(|| drawn(Most::LEAST)));
}

struct Drawing<'a> {
    page: Page,
    screen: &'a Screen,
    most: Most,
    full: bool,
    /// Of which day, and by which rules.
    made: String,
}

impl Drawing<'_> {
    fn all(&mut self) {
        let screen = self.screen;
        screen.alarms.iter().for_each(|alarm| self.alarm(alarm));
        if !screen.about.is_empty() {
            self.within(0, 2, &Text::new().and(Look::Strong, screen.about.join(" · ")));
        }
        if !screen.facts.is_empty() {
            self.within(0, 2, &Text::plain(screen.facts.join(" ")));
        }
        self.gap();
        self.action();
        self.grade();
        self.held();
        for (name, lines) in [("Standards", &screen.standards), ("Certificates", &screen.certificates)] {
            self.lines(name, lines);
        }
        screen.next.iter().for_each(|next| self.next(next));
        let more =
            if self.full { "" } else { " Everything: --full. What the words mean: credence help words." };
        let text = Text::new().and(Look::Strong, screen.not_a_finding).and(Look::Faint, more);
        self.page.put(0, &text);
        self.page.put(0, &Text::new().and(Look::Faint, &self.made));
    }

    fn within(&mut self, indent: usize, lines: usize, text: &Text) {
        let lines = if self.full { usize::MAX } else { lines };
        self.page.put_within(indent, lines, text);
    }

    fn gap(&mut self) {
        if self.most.is_spaced {
            self.page.gap();
        }
    }

    fn alarm(&mut self, alarm: &Alarm) {
        let names =
            if alarm.names.is_empty() { String::new() } else { format!("{}. ", alarm.names.join("; ")) };
        let text = Text::new()
            .and(Look::Bad, alarm.title.to_uppercase())
            .and(Look::Plain, format!(": {names}{}", alarm.text));
        self.within(0, 4, &text);
    }

    fn action(&mut self) {
        let Some(action) = &self.screen.action else { return };
        let asked = "Can it be relied on to show that nobody is forced to work there? ";
        self.page.put(0, &Text::plain(asked).and(Look::Strong, action.reliance));
        let text = Text::new().and(Look::Strong, "What to do: ").and(Look::Plain, &action.sentence);
        self.within(0, 6, &text);
        let because: Vec<String> = cut(&action.because, self.most.reasons);
        let because: Vec<String> = because.into_iter().chain(action.unsaid.clone()).collect();
        if !because.is_empty() {
            self.within(2, 2, &Text::plain(format!("because: {}", because.join("; "))));
        }
        if let Some(not_enough) = &action.not_enough {
            self.within(2, 2, &Text::plain(not_enough));
        }
        self.gap();
    }

    fn grade(&mut self) {
        let screen = self.screen;
        let mut text = Text::new();
        if !screen.scale.is_empty() {
            let step = |step: &audit_credence::explain::ScaleStep| {
                let open = if step.is_worst { "[" } else { "" };
                let close = if step.is_best { "]" } else { "" };
                format!("{open}{}{close}", step.name)
            };
            let scale: Vec<String> = screen.scale.iter().map(step).collect();
            text = text.and(Look::Strong, scale.join(" ")).and(Look::Plain, "  ");
        }
        self.within(0, 2, &text.and(look(screen.tone), &screen.grade));
        let Some(account) = &screen.account else { return };
        let checks = if account.checks.is_empty() { String::new() } else { format!("; {}", account.checks) };
        let text =
            bar(Text::new(), &account.all, WIDE).and(Look::Plain, format!("  {}{checks}", account.text));
        self.page.put(0, &text);
        let key = format!("{SHOWN} shown, {AGAINST} against, {UNSAID} not said");
        let key = format!("in [ ]: {}; {key}. {}", screen.scale_key, account.note);
        // It goes last.
        if self.most.reasons > Most::LEAST.reasons {
            self.within(0, 2, &Text::new().and(Look::Faint, key));
        }
        // Two beside each other, where they fit.
        let columns = if self.page.is_widest() { 2 } else { 1 };
        let shown: Vec<&Bar> = account.domains.iter().take(self.most.domains).collect();
        for row in shown.chunks(columns) {
            let mut text = Text::new();
            for (at, domain) in row.iter().enumerate() {
                let gap = if at == 0 { "" } else { "  " };
                let name: String = domain.title.chars().take(NAME).collect();
                text = bar(text.and(Look::Plain, format!("{gap}{name:<NAME$} ")), domain, NARROW)
                    .and(Look::Faint, format!(" {:<6}", format!("{}/{}", domain.shown, domain.of)));
            }
            self.page.line(&text);
        }
    }

    fn held(&mut self) {
        let screen = self.screen;
        if screen.held.is_empty() {
            return;
        }
        let (shown, more) = split(&screen.held, self.most.reasons);
        let title = if more == 0 {
            "What holds it down".to_owned()
        } else {
            format!("What holds it down, the first {} of {}", shown.len(), screen.held.len())
        };
        self.page.put(0, &Text::new().and(Look::Strong, title));
        for reason in shown {
            let places = places(reason, self.full);
            let mark_look = if reason.basis == ReasonBasis::Silent { Look::Doubtful } else { Look::Bad };
            let text = Text::new()
                .and(mark_look, reason.mark)
                .and(Look::Plain, format!(": {}", reason.text))
                .and(Look::Faint, places);
            self.within(2, 3, &text);
        }
    }

    fn lines(&mut self, name: &str, lines: &[ScreenLine]) {
        // That there is one more takes the line that it would have.
        let most = if lines.len() == self.most.lines + 1 { lines.len() } else { self.most.lines };
        let (shown, more) = split(lines, most);
        for line in shown {
            let text =
                Text::new().and(Look::Plain, format!("{}: ", line.name)).and(look(line.tone), line.word);
            let before = line.name.chars().count() + line.word.chars().count() + 4;
            let room = if self.full { usize::MAX } else { self.page.width().saturating_sub(before) };
            let most = if self.most.is_whole { 2 } else { 1 };
            self.within(0, most, &text.and(Look::Plain, fitting(&line.items, room)));
        }
        if more > 0 {
            self.page.put(0, &Text::new().and(Look::Faint, format!("{name}: {more} more in --full")));
        }
    }

    fn next(&mut self, next: &NextSteps) {
        let (shown, more) = split(&next.steps, self.most.steps);
        let mut title = next.title.clone();
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        for (at, step) in shown.iter().enumerate() {
            let text = if at == 0 {
                let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
                Text::new()
                    .and(Look::Strong, format!("{title}: "))
                    .and(Look::Plain, step)
                    .and(Look::Faint, more)
            } else {
                Text::plain(step)
            };
            self.within(if at == 0 { 0 } else { 2 }, 3, &text);
        }
    }
}

/// As many of these as have room on the line, and how many more there are.
fn fitting(items: &[String], room: usize) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let left = items.len() - at - 1;
        let rest = if left == 0 { 0 } else { format!("; and {left} more").len() };
        let next = format!("{}{item}", if at == 0 { ": " } else { "; " });
        if at > 0 && out.chars().count() + next.chars().count() + rest > room {
            return format!("{out}; and {} more", items.len() - at);
        }
        out.push_str(&next);
    }
    out
}

/// A bar of so many columns.
fn bar(text: Text, bar: &Bar, of: u32) -> Text {
    let cells = |what: char, cells: u32| std::iter::repeat_n(what, cells as usize).collect::<String>();
    let [shown, against, unsaid] = columns(bar, of);
    text.and(Look::Plain, "[")
        .and(Look::Good, cells(SHOWN, shown))
        .and(Look::Bad, cells(AGAINST, against))
        .and(Look::Faint, cells(UNSAID, unsaid))
        .and(Look::Plain, "]")
}
