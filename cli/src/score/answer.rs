//! One dossier's answer in the form that was asked for.
//!
//! `full` is the assessment as the library gives it. `decision` is what a program acts on and what decides it, without the
//! list of criteria. `grades` is what a table holds. All three have the keys of the assessment where they say the same, so
//! that one reader reads them all.

use std::collections::BTreeMap;

use audit_credence::assessment::{
    ActionCode, FORMAT, GradeRange, Headline, PackId, Parts, Restriction, Status, Verdict,
};
use audit_credence::{Date, Decision, Dossier, Explanation, Problems, Scorer};
use audit_credence_tables::{Cell, csv_line};
use serde::Serialize;

use crate::args::{AnswerForm, Audience, Detail};
use crate::gate::Gate;
use crate::markdown;
use crate::page::Page;
use crate::rows::{self, Row, Table};
use crate::score::tally::Standing;
use crate::scorecard;
use crate::text;

/// An answer, ready to be written.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) rendered: Rendered,
    pub(crate) standing: Standing,
}

#[derive(Debug)]
pub(crate) enum Rendered {
    /// Text, without what stands between two answers.
    Text(String),
    /// So many answers, each a line with its end.
    Lines(String, u64),
    /// The cells of a row.
    Row(Vec<Cell>),
}

/// How much of an answer people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Screen,
    Full,
}

/// What workers need to answer.
#[derive(Debug)]
pub(crate) struct Answers {
    pub(crate) scorer: Scorer,
    /// Whether the day was not given.
    pub(crate) is_today: bool,
    pub(crate) form: AnswerForm,
    pub(crate) detail: Detail,
    pub(crate) gate: Gate,
    /// What an empty cell of CSV holds.
    pub(crate) null: String,
    pub(crate) audience: Audience,
    pub(crate) colour: bool,
    pub(crate) extent: Extent,
    /// Whether caps and gaps are counted, whatever is written.
    pub(crate) is_counted: bool,
}

impl Answers {
    pub(crate) fn of(&self, dossier: &Dossier) -> Result<Answer, Problems> {
        let is_page = matches!(self.form, AnswerForm::Text | AnswerForm::Md | AnswerForm::Html);
        if is_page || self.detail == Detail::Explanation {
            let told = self.scorer.explain_for(dossier, self.audience.into())?;
            let rendered = Rendered::Text(self.page(&told));
            return Ok(Answer { rendered, standing: Standing::of(&told.assessment) });
        }
        match self.form {
            AnswerForm::Csv | AnswerForm::Parquet => return self.row(dossier),
            _ if self.detail == Detail::Grades => return self.grades(dossier),
            _ => {}
        }
        if self.detail == Detail::Decision && !self.is_counted {
            let decision = self.scorer.decide(dossier)?;
            let text = if self.form == AnswerForm::Jsonl { decision.to_json() } else { self.data(&decision) };
            return Ok(Answer { rendered: Rendered::Text(text), standing: Standing::of_decision(&decision) });
        }
        let assessment = self.scorer.assess_lent(dossier)?;
        let standing = Standing::of(&assessment);
        let text = match (self.form, self.detail) {
            (_, Detail::Decision) => self.data(&Decision::from(assessment)),
            (AnswerForm::Jsonl, _) => assessment.to_json(),
            _ => self.data(&assessment),
        };
        Ok(Answer { rendered: Rendered::Text(text), standing })
    }

    /// What is cheap to know, and no more, unless what costs more is counted.
    fn grades(&self, dossier: &Dossier) -> Result<Answer, Problems> {
        let headline = self.scorer.headline(dossier)?;
        let text = self.data(&Grades::of(&self.scorer, dossier, &headline));
        let standing = if self.is_counted {
            Standing::of(&self.scorer.assess_lent(dossier)?)
        } else {
            Standing::of_headline(headline)
        };
        Ok(Answer { rendered: Rendered::Text(text), standing })
    }

    /// A row of a table: what is cheap to know, where no more is printed or counted.
    fn row(&self, dossier: &Dossier) -> Result<Answer, Problems> {
        if self.detail == Detail::Grades && !self.is_counted {
            let known = self.scorer.headline_with_reasons(dossier)?;
            let row = Row::of_headline((&self.scorer, dossier), &known, &self.gate);
            let rendered = self.cells(&row);
            return Ok(Answer { rendered, standing: Standing::of_headline(known.0) });
        }
        let (decision, standing, whole) = if self.detail == Detail::Full || self.is_counted {
            let assessment = self.scorer.assess_lent(dossier)?;
            let standing = Standing::of(&assessment);
            let whole = (self.detail == Detail::Full).then(|| assessment.to_json());
            (Decision::from(assessment), standing, whole)
        } else {
            let decision = self.scorer.decide(dossier)?;
            let standing = Standing::of_decision(&decision);
            (decision, standing, None)
        };
        Ok(Answer { rendered: self.cells(&Row::of(&decision, &self.gate).with_whole(whole)), standing })
    }

    fn cells(&self, row: &Row<'_>) -> Rendered {
        let cells = rows::cells(Table::Dossiers(self.detail), row);
        match self.form {
            AnswerForm::Csv => Rendered::Text(csv_line(&cells, &self.null)),
            _ => Rendered::Row(cells),
        }
    }

    /// An explanation in the form that was asked for.
    fn page(&self, told: &Explanation) -> String {
        match self.form {
            AnswerForm::Text => {
                let mut page = Page::for_stdout(self.colour);
                text::write(&mut page, told, self.extent == Extent::Full, self.is_today);
                page.into_text()
            }
            AnswerForm::Md => markdown::written(told, self.extent == Extent::Full, self.is_today),
            AnswerForm::Html => scorecard::page(told, self.extent == Extent::Full, self.is_today),
            AnswerForm::Json | AnswerForm::Jsonl | AnswerForm::Csv | AnswerForm::Parquet => self.data(told),
        }
    }

    /// JSON, on one line where that was asked for.
    fn data(&self, value: &impl Serialize) -> String {
        // Every key is text and every value a text, a whole number, a word or a list of them: nothing can fail.
        let json = match self.form {
            AnswerForm::Json => serde_json::to_string_pretty(value),
            _ => serde_json::to_string(value),
        };
        json.unwrap_or_default()
    }
}

/// Which dossier it is, and how it stands.
#[derive(Serialize)]
struct Grades<'a> {
    format: u32,
    pack: &'a PackId,
    as_of: Date,
    r#ref: Option<&'a str>,
    supplier: Option<&'a str>,
    site: Option<&'a str>,
    report: Option<&'a str>,
    restrictions: &'a [Restriction],
    status: Status,
    grade: Option<&'a GradeRange>,
    audit_grade: Option<&'a GradeRange>,
    account: Option<Parts>,
    action: Option<ActionAlone>,
    standards: BTreeMap<&'a str, VerdictAlone>,
}

#[derive(Serialize)]
struct ActionAlone {
    code: ActionCode,
}

#[derive(Serialize)]
struct VerdictAlone {
    verdict: Verdict,
}

impl<'a> Grades<'a> {
    fn of(scorer: &'a Scorer, dossier: &'a Dossier, headline: &'a Headline) -> Self {
        let verdict =
            |(id, verdict): (&'a String, &Verdict)| (id.as_str(), VerdictAlone { verdict: *verdict });
        Grades {
            format: FORMAT,
            pack: scorer.plan().id(),
            as_of: scorer.as_of(),
            r#ref: dossier.r#ref.as_deref(),
            supplier: dossier.supplier.id.as_deref(),
            site: dossier.site.id.as_deref(),
            report: dossier.report.id.as_deref(),
            restrictions: &headline.restrictions,
            status: headline.status,
            grade: headline.grade.as_ref(),
            audit_grade: headline.audit_grade.as_ref(),
            account: headline.account.clone(),
            action: headline.action.map(|code| ActionAlone { code }),
            standards: headline.verdicts.iter().map(verdict).collect(),
        }
    }
}
