//! What an author writes in a pack: every key, in the words of the file.
//!
//! This is the whole format, top to bottom; `schemas/pack.schema.json` is generated from it. Nothing here is checked
//! beyond types: what the keys mean together is checked where packs are linked.

use crate::country::{Country, Subdivision};
use crate::date::Date;
use crate::document::{InOrder, Map, Spanned, named, table};
use crate::dossier::site::Arrangement;
use crate::fact::certificates::CertificateNote;
use crate::fact::coercion::Testimony;
use crate::fact::tables::{LabourBasis, SchemeKind};
use crate::grade::{ActionCode, Status, Verdict};
use crate::partial_date::RoughDate;
use crate::tenths::Tenths;
use crate::tree::Node;

table! { pack
    /// A rule pack.
    pub(crate) struct PackDocument {
        /// What the pack is and what it builds on.
        pub(crate) pack: Header,
        /// What each grade of the scale means.
        pub(crate) grade: Map<GradeText>,
        /// Documents that rules lean on.
        pub(crate) source: Map<SourceText>,
        /// Domains, whose demerits may be limited together.
        pub(crate) domain: Map<DomainText>,
        /// Criteria.
        pub(crate) criterion: Map<CriterionText>,
        /// Caps, which bound the grade from above.
        pub(crate) cap: Map<CapText>,
        /// Standards, which say what an authority's advice requires.
        pub(crate) standard: Map<StandardText>,
        /// What a buyer does next, by the code of the action: none of them, or every one.
        pub(crate) action: Map<ActionText>,
        /// Facts that this pack declares itself, read from the dossier's `extra`.
        pub(crate) fact: Map<FactText>,
        /// The registry of certification schemes.
        pub(crate) scheme: Map<SchemeText>,
        /// How many workers to hear.
        pub(crate) sample: Option<SampleText>,
        /// How many auditor days to spend.
        pub(crate) auditor_days: Option<AuditorDaysText>,
        /// Tables of programmes and of the profession, for comparison.
        pub(crate) reference: Map<ReferenceText>,
        /// What might have been asked and is not.
        pub(crate) left_out: Map<LeftOutText>,
        /// Places where testimony is impossible, or absence not excluded.
        pub(crate) region: Map<RegionText>,
        /// Arrangements in which testimony is impossible.
        pub(crate) arrangement: Map<ArrangementText>,
        /// Changes to what the packs built on define.
        pub(crate) change: ChangeText,
        /// Tests of this pack.
        pub(crate) case: Vec<CaseText>,
    }
}

table! { pack
    /// What the pack is and what it builds on.
    pub(crate) struct Header {
        /// Its id: lowercase letters, digits and `_`.
        pub(crate) id: Spanned<String>,
        /// The pack format: 1.
        pub(crate) format: Spanned<u32>,
        /// The pack's own version, such as `1.0.0`.
        pub(crate) version: Spanned<String>,
        /// One line on what it holds.
        pub(crate) title: Spanned<String>,
        /// Ids of the packs that it builds on.
        pub(crate) builds_on: Vec<Spanned<String>>,
        /// The names of the grades, worst first; only where nothing is built on.
        pub(crate) scale: Option<Spanned<InOrder<String>>>,
        /// At most so many demerits for each grade but the worst.
        pub(crate) bands: Option<Spanned<Map<u32>>>,
        /// A range of more steps than this is inconclusive.
        pub(crate) inconclusive_steps: Option<u32>,
        /// One step of one criterion moves at most so many grades unless a cap binds.
        pub(crate) cliff_steps: Option<u32>,
        /// A good certificate status read more than so many days ago is stale.
        pub(crate) stale_days: Option<u32>,
        /// Criteria and caps of the packs built on that no longer hold.
        pub(crate) retire: Vec<Spanned<String>>,
    }
}

table! { pack
    /// What a grade means, shown with it.
    pub(crate) struct GradeText {
        /// One word for it.
        pub(crate) word: Spanned<String>,
        /// What it says of a report, as the end of a sentence.
        pub(crate) meaning: Spanned<String>,
    }
}

table! { pack
    /// A document that rules lean on.
    pub(crate) struct SourceText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// Who published it.
        pub(crate) publisher: Spanned<String>,
        /// Clause, section or page.
        pub(crate) clause: Option<String>,
        /// Its date, as exact as it is known; `undated` where it bears none.
        pub(crate) date: Option<RoughDate>,
        /// Where it can be read.
        pub(crate) url: Spanned<String>,
        /// The day on which it was read.
        pub(crate) read_on: Date,
        /// The issuer's own document, somebody's account of it, or neither checked.
        pub(crate) status: Spanned<SourceStatus>,
        /// At most 40 words, verbatim.
        pub(crate) quote: Option<Spanned<String>>,
        /// What its copy bore out on that day; without it nobody has checked it since it was first noted.
        pub(crate) found: Option<SourceFound>,
        /// Where the copy stands, where it is not the address.
        pub(crate) copy: Option<String>,
        /// The version or document that has replaced it, where there is one.
        pub(crate) newer: Option<String>,
        /// The day by which somebody is to read it again, where something is known to change.
        pub(crate) review_by: Option<Date>,
    }
}

named! {
    /// What a copy of a source bore out when somebody checked it.
    pub enum SourceFound {
        /// Neither its words nor its statement were met with.
        NotFound = "not_found",
        /// The statement, in the part that could be read; not every word.
        Shortened = "shortened",
        /// The statement; nothing is quoted.
        BorneOut = "borne_out",
        /// The words, as they are quoted.
        AsQuoted = "as_quoted",
    }
}

named! {
    /// How a source is known.
    pub enum SourceStatus {
        /// Nobody checked it: no rule may lean on it.
        Unverified = "unverified",
        /// Somebody's account of the document.
        Secondary = "secondary",
        /// The issuer's own document.
        Primary = "primary",
    }
}

table! { pack
    /// A domain: what its criteria are about.
    pub(crate) struct DomainText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// The most demerits that it can take; without it, those of its criteria.
        pub(crate) limit: Option<Spanned<u32>>,
        /// Whether it is left out of the audit's own grade, and of the account of evidence.
        pub(crate) outside: Option<bool>,
    }
}

table! { pack
    /// A criterion: ordered levels over one fact.
    pub(crate) struct CriterionText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// Why it matters, from its sources.
        pub(crate) why: Spanned<String>,
        /// The fact: an id of the catalogue, or `extra.NAME`.
        pub(crate) fact: Spanned<String>,
        /// Its levels, worst first.
        pub(crate) levels: Spanned<InOrder<LevelText>>,
        /// The domain that it belongs to.
        pub(crate) domain: Spanned<String>,
        /// Criteria of one group describe one weakness: only the worst counts.
        pub(crate) group: Option<String>,
        /// The fact that must hold for it to apply.
        pub(crate) applies_when: Option<Spanned<AppliesText>>,
        /// At its bottom level the grade is at most this.
        pub(crate) critical: Option<Spanned<String>>,
        /// The level at which silence stands at worst: for adverse acts, and for what would contradict the report.
        pub(crate) silent_floor: Option<Spanned<String>>,
        /// False where it asks for nothing that a report could show, such as where a site is: the account of evidence
        /// leaves it out.
        pub(crate) in_account: Option<bool>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
        /// Who can answer for it.
        pub(crate) answer_from: AnswerFrom,
        /// The question to put where it is not stated.
        pub(crate) ask: Spanned<String>,
        /// What would raise it.
        pub(crate) remedy: Option<Spanned<RemedyText>>,
        /// Why nothing can raise it, in place of a remedy.
        pub(crate) no_remedy: Option<Spanned<String>>,
    }
}

named! {
    /// Who can answer for a criterion; no order.
    pub enum AnswerFrom {
        /// The report, or whoever issued it.
        Auditor = "auditor",
        /// Whoever reads the report.
        Reader = "reader",
        /// The site alone.
        Site = "site",
    }
}

table! { pack
    /// A level of a criterion.
    pub(crate) struct LevelText {
        /// Its name.
        pub(crate) name: Spanned<String>,
        /// What was shown where the criterion stands at it: a phrase that reads after "the report shows:".
        pub(crate) label: Spanned<String>,
        /// What it costs.
        pub(crate) demerits: Spanned<u32>,
        /// The values of a named fact that stand at it; absent is the level's own name.
        pub(crate) is: Option<Spanned<Vec<Spanned<String>>>>,
        /// The least number that stands at it.
        pub(crate) at_least: Option<Spanned<u32>>,
        /// The greatest number that stands at it.
        pub(crate) at_most: Option<Spanned<u32>>,
    }
}

table! { pack
    /// The condition under which a criterion applies.
    pub(crate) struct AppliesText {
        /// The fact.
        pub(crate) fact: Spanned<String>,
        /// The values under which it applies.
        pub(crate) is: Option<Vec<Spanned<String>>>,
        /// The least number under which it applies.
        pub(crate) at_least: Option<u32>,
        /// The greatest number under which it applies.
        pub(crate) at_most: Option<u32>,
    }
}

table! { pack
    /// What would raise a criterion.
    pub(crate) struct RemedyText {
        /// What to do.
        pub(crate) text: Spanned<String>,
        /// How much it asks, 1 to 5.
        pub(crate) effort: Spanned<u32>,
        /// The lowest level from which it can be raised; absent is any.
        pub(crate) from: Option<Spanned<String>>,
    }
}

table! { pack
    /// A cap: a condition and the grade that bounds from above while it holds.
    pub(crate) struct CapText {
        /// A list is "or", the keys of one entry are "and": criterion at most at this level.
        pub(crate) when: Spanned<Vec<Spanned<Map<Spanned<String>>>>>,
        /// The grade.
        pub(crate) grade: Spanned<String>,
        /// Why, where its condition holds as stated.
        pub(crate) why: Spanned<String>,
        /// What is not shown, where its condition holds by silence; only where silence can reach it.
        pub(crate) when_silent: Option<Spanned<String>>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// A standard: what an authority's published advice requires.
    pub(crate) struct StandardText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// What it is and what it is not.
        pub(crate) why: Spanned<String>,
        /// Whose words it holds a report against, as a name in a sentence: beside a verdict stands that it is not theirs.
        pub(crate) authority: Option<Spanned<String>>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
        /// By criterion, the level that it requires.
        pub(crate) requires: Spanned<Map<RequirementText>>,
    }
}

table! { pack
    /// The level that a standard requires of a criterion.
    pub(crate) struct RequirementText {
        /// The level.
        pub(crate) at_least: Spanned<String>,
        /// Ids of the sources that bear it out.
        pub(crate) sources: Vec<Spanned<String>>,
        /// Which of them quotes it, where it is a point in the authority's own words; without it, we combine the point.
        pub(crate) quoted: Option<Spanned<String>>,
        /// What in it no source says, and we read into it; without it the sources say it all.
        pub(crate) our_reading: Option<Spanned<String>>,
    }
}

table! { pack
    /// An action: what a buyer does next.
    pub(crate) struct ActionText {
        /// What to do, shown word for word: what a person does on it may endanger others.
        pub(crate) sentence: Spanned<String>,
        /// By criterion: the sentence in its place, where every reason has one.
        pub(crate) instead: Map<Spanned<String>>,
        /// A sentence beside it where a finding is of children at work.
        pub(crate) children: Option<Spanned<String>>,
        /// A sentence beside it where a state stands behind the labour.
        pub(crate) state_imposed: Option<Spanned<String>>,
        /// Of `blocked`, `act` and `no_audit`: a list is "or", the keys of one entry are "and", criterion at most at this
        /// level at worst.
        pub(crate) when: Option<Spanned<Vec<Spanned<Map<Spanned<String>>>>>>,
        /// Of `rely` and `rely_with_limits`: by criterion, at least this level at worst.
        pub(crate) requires: Option<Spanned<Map<Spanned<String>>>>,
        /// Of the same: at least this grade at worst.
        pub(crate) grade: Option<Spanned<String>>,
        /// Ids of its sources, where it leans on any.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// A fact that this pack declares itself.
    pub(crate) struct FactText {
        /// Its kind.
        pub(crate) kind: Spanned<ExtraKind>,
        /// The values of a named fact, worst first.
        pub(crate) values: Option<Spanned<InOrder<String>>>,
        /// What it means.
        pub(crate) meaning: Spanned<String>,
    }
}

named! {
    /// The kind of a fact that a pack declares itself.
    pub(crate) enum ExtraKind {
        /// Yes or no.
        YesNo = "yes_no",
        /// A whole number.
        Count = "count",
        /// A named value.
        Named = "named",
    }
}

table! { pack
    /// A certification scheme and how its certificates are to be read.
    pub(crate) struct SchemeText {
        /// Its name.
        pub(crate) title: Spanned<String>,
        /// Who owns it.
        pub(crate) owner: Spanned<String>,
        /// What it is.
        pub(crate) kind: SchemeKind,
        /// What its certificate says about labour.
        pub(crate) labour_basis: LabourBasis,
        /// How long a certificate is valid.
        pub(crate) validity_months: Option<u32>,
        /// The forms of its codes: `#` is any digit, `@` any letter, everything else itself.
        pub(crate) codes: Vec<Spanned<String>>,
        /// Whether codes of other forms occur as well.
        pub(crate) other_codes: Option<bool>,
        /// What its rules say of announcing the audit, as far as a source could be read.
        pub(crate) announcement: Option<Spanned<String>>,
        /// Who oversees its auditors, as far as a source could be read.
        pub(crate) oversight: Option<Spanned<String>>,
        /// Its own status words, and what each is in a dossier.
        pub(crate) status_words: Map<StatusWord>,
        /// What a valid status can mean about labour, at most.
        pub(crate) meaning: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
        /// Its labour rule by the day of issue.
        pub(crate) rule: Vec<SchemeRuleText>,
    }
}

named! {
    /// What a scheme's own status word is in a dossier; no order.
    pub enum StatusWord {
        /// `status = "valid"`.
        Valid = "valid",
        /// `status = "in_assessment"`.
        InAssessment = "in_assessment",
        /// `status = "suspended"`.
        Suspended = "suspended",
        /// `status = "withdrawn"`.
        Withdrawn = "withdrawn",
        /// `status = "cancelled"`.
        Cancelled = "cancelled",
        /// `status = "expired"`.
        Expired = "expired",
        /// `status = "not_found"`.
        NotFound = "not_found",
        /// No status: the grade or level of an audit, which belongs with its report.
        GradeOfAnAudit = "grade_of_an_audit",
        /// No status of a certificate: `report.programme_status = "accepted"`.
        ReportAccepted = "report_accepted",
        /// No status of a certificate: `report.programme_status = "draft"`.
        ReportDraft = "report_draft",
        /// No status of a certificate: `report.programme_status = "disputed"`.
        ReportDisputed = "report_disputed",
        /// Nothing that a dossier states.
        NotStated = "not_stated",
    }
}

table! { pack
    /// A scheme's labour rule from a day on.
    pub(crate) struct SchemeRuleText {
        /// Its id.
        pub(crate) id: Spanned<String>,
        /// The day from which it held; absent is since ever.
        pub(crate) from: Option<Date>,
        /// What a valid status can mean at most under it.
        pub(crate) meaning: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// How many workers to hear.
    pub(crate) struct SampleText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
        /// Its rows, by rising number of workers employed.
        pub(crate) rows: Spanned<InOrder<SampleRowText>>,
    }
}

table! { pack
    /// How many workers to hear where at most so many are employed.
    pub(crate) struct SampleRowText {
        /// The most workers employed; absent in the last row.
        pub(crate) up_to: Option<u32>,
        /// The workers to hear.
        pub(crate) workers: u32,
    }
}

table! { pack
    /// How many auditor days to spend.
    pub(crate) struct AuditorDaysText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
        /// Its rows, by rising number of workers employed.
        pub(crate) rows: Spanned<InOrder<AuditorDaysRowText>>,
    }
}

table! { pack
    /// How many auditor days to spend where at most so many workers are employed.
    pub(crate) struct AuditorDaysRowText {
        /// The most workers employed; absent in the last row.
        pub(crate) up_to: Option<u32>,
        /// The auditor days.
        pub(crate) days: Tenths,
    }
}

table! { pack
    /// A programme's or a profession's table, for comparison; what a pack measures by stands in `sample` and `auditor_days`.
    pub(crate) struct ReferenceText {
        /// Its title.
        pub(crate) title: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
        /// Its rows, as the source has them.
        pub(crate) rows: Spanned<InOrder<ReferenceRowText>>,
    }
}

table! { pack
    /// A row of such a table.
    pub(crate) struct ReferenceRowText {
        /// What the row is about, where it is not a number of workers.
        pub(crate) of: Option<String>,
        /// The fewest workers employed.
        pub(crate) from: Option<u32>,
        /// The most workers employed.
        pub(crate) up_to: Option<u32>,
        /// Auditor days of a full audit.
        pub(crate) days: Option<Tenths>,
        /// The fewest workers to hear.
        pub(crate) workers: Option<u32>,
        /// The most workers to hear.
        pub(crate) workers_most: Option<u32>,
        /// What the row says in words.
        pub(crate) says: Option<String>,
        /// How the row is known; one that nobody checked is refused.
        pub(crate) status: Spanned<SourceStatus>,
    }
}

table! { pack
    /// Something that might have been asked, and why it is not.
    pub(crate) struct LeftOutText {
        /// What it is.
        pub(crate) title: Spanned<String>,
        /// The kind of reason.
        pub(crate) because: LeftOutBecause,
        /// The reason in a sentence or two.
        pub(crate) why: Spanned<String>,
        /// Ids of sources that bear on it; there may be none, and that may be why.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

named! {
    /// The kind of reason why something is left out; no order.
    pub enum LeftOutBecause {
        /// It needs the texts of several reports side by side.
        NeedsTextComparison = "needs_text_comparison",
        /// Two readers of one report would not agree on it.
        NoObjectiveFact = "no_objective_fact",
        /// No source that could be read bears it out.
        NoSource = "no_source",
        /// It is about a place or a population, not about one report.
        NotAboutTheReport = "not_about_the_report",
        /// Another criterion counts it already.
        CountedElsewhere = "counted_elsewhere",
    }
}

table! { pack
    /// A place where testimony is impossible, or absence not excluded.
    pub(crate) struct RegionText {
        /// Its name.
        pub(crate) title: Spanned<String>,
        /// The country, ISO 3166-1 alpha-2.
        pub(crate) country: Country,
        /// The part of it, ISO 3166-2; absent is the whole country.
        pub(crate) subdivision: Option<Spanned<Subdivision>>,
        /// Whether workers can speak freely there.
        pub(crate) testimony: Testimony,
        /// The date of the notice or report on which it rests, as exact as it is known.
        pub(crate) since: RoughDate,
        /// Why.
        pub(crate) why: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// An arrangement in which testimony is impossible, or absence not excluded.
    pub(crate) struct ArrangementText {
        /// Its name.
        pub(crate) title: Spanned<String>,
        /// The arrangement.
        pub(crate) arrangement: Arrangement,
        /// The workers' country; absent is any.
        pub(crate) origin: Option<Country>,
        /// Whether workers can speak freely in it.
        pub(crate) testimony: Testimony,
        /// Why.
        pub(crate) why: Spanned<String>,
        /// Ids of its sources.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// Changes to what the packs built on define.
    pub(crate) struct ChangeText {
        /// Changed criteria.
        pub(crate) criterion: Map<Spanned<CriterionChange>>,
        /// Changed domains.
        pub(crate) domain: Map<Spanned<DomainChange>>,
        /// Changed caps.
        pub(crate) cap: Map<Spanned<CapChange>>,
        /// Changed actions.
        pub(crate) action: Map<Spanned<ActionChange>>,
    }
}

table! { pack
    /// What changes of a criterion.
    pub(crate) struct CriterionChange {
        /// Demerits by level.
        pub(crate) demerits: Map<Spanned<u32>>,
        /// Labels by level.
        pub(crate) label: Map<Spanned<String>>,
        /// The grade at most at its bottom level.
        pub(crate) critical: Option<Spanned<String>>,
        /// The level at which silence stands at worst.
        pub(crate) silent_floor: Option<Spanned<String>>,
        /// The domain.
        pub(crate) domain: Option<Spanned<String>>,
        /// The group.
        pub(crate) group: Option<String>,
        /// Sources, beside those it has.
        pub(crate) sources: Vec<Spanned<String>>,
        /// The question.
        pub(crate) ask: Option<Spanned<String>>,
        /// The remedy.
        pub(crate) remedy: Option<Spanned<RemedyText>>,
    }
}

table! { pack
    /// What changes of a domain.
    pub(crate) struct DomainChange {
        /// The limit.
        pub(crate) limit: Option<Spanned<u32>>,
    }
}

table! { pack
    /// What changes of a cap.
    pub(crate) struct CapChange {
        /// The grade.
        pub(crate) grade: Option<Spanned<String>>,
        /// The condition.
        pub(crate) when: Option<Spanned<Vec<Spanned<Map<Spanned<String>>>>>>,
        /// Why, where its condition holds as stated; needs sources.
        pub(crate) why: Option<Spanned<String>>,
        /// What is not shown, where its condition holds by silence.
        pub(crate) when_silent: Option<Spanned<String>>,
        /// Sources: beside those it has, or in their place where `why` changes too.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// What changes of an action.
    pub(crate) struct ActionChange {
        /// What to do.
        pub(crate) sentence: Option<Spanned<String>>,
        /// Sentences by criterion, beside those it has.
        pub(crate) instead: Map<Spanned<String>>,
        /// The sentence about children.
        pub(crate) children: Option<Spanned<String>>,
        /// The sentence about labour that a state imposes.
        pub(crate) state_imposed: Option<Spanned<String>>,
        /// The condition.
        pub(crate) when: Option<Spanned<Vec<Spanned<Map<Spanned<String>>>>>>,
        /// What it requires, beside what it does; a level takes the place of the one before.
        pub(crate) requires: Option<Spanned<Map<Spanned<String>>>>,
        /// The grade.
        pub(crate) grade: Option<Spanned<String>>,
        /// Sources, beside those it has.
        pub(crate) sources: Vec<Spanned<String>>,
    }
}

table! { pack
    /// A test of the pack: this dossier on this day, or these levels, give this answer.
    pub(crate) struct CaseText {
        /// The case as a sentence.
        pub(crate) name: Spanned<String>,
        /// The day of the assessment; levels need none.
        pub(crate) as_of: Option<Date>,
        /// The dossier: a file, or the dossier itself.
        pub(crate) dossier: Option<Spanned<Node>>,
        /// In place of a dossier: levels by criterion, as `level` or `worst..best`; those left out stand at their top.
        pub(crate) levels: Option<Spanned<Map<Spanned<String>>>>,
        /// Keys that are set, by their path.
        pub(crate) with: Map<Spanned<Node>>,
        /// Keys that are made not stated, by their path.
        pub(crate) without: Vec<Spanned<String>>,
        /// What must come out.
        pub(crate) expect: Spanned<ExpectText>,
    }
}

table! { pack
    /// What must come out of a case.
    pub(crate) struct ExpectText {
        /// The grade at the worst end.
        pub(crate) worst: Option<Spanned<String>>,
        /// The grade at the best end.
        pub(crate) best: Option<Spanned<String>>,
        /// The status.
        pub(crate) status: Option<Status>,
        /// What a buyer does next.
        pub(crate) action: Option<ActionCode>,
        /// The exact set of caps that bind at either end.
        pub(crate) caps: Option<Vec<Spanned<String>>>,
        /// Verdicts by standard.
        pub(crate) verdicts: Map<Spanned<Verdict>>,
        /// The exact set of failed requirements by standard.
        pub(crate) failed: Map<Spanned<Vec<Spanned<String>>>>,
        /// Levels by criterion, as `level` or `worst..best`.
        pub(crate) levels: Map<Spanned<String>>,
        /// Notes that stand among those of the certificates.
        pub(crate) notes: Vec<CertificateNote>,
        /// By criterion: the most grade steps that its answer closes.
        pub(crate) gaps: Map<Spanned<u32>>,
        /// By grade: the exact set of criteria that the cheapest way to it raises; none where nothing reaches it.
        pub(crate) raises: Map<Spanned<Vec<Spanned<String>>>>,
    }
}

/// The worse and the better end of `level` or `worst..best`.
pub(crate) fn span_of_levels(text: &str) -> (&str, &str) {
    text.split_once("..").unwrap_or((text, text))
}
