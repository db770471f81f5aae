//! Standards, criteria by domain, and caps, as plain data.

use crate::answer::answer;
use crate::assessment::{AnswerFrom, Binds, NamedGrade, Outcome, Verdict};
use crate::explain::tree::held::{CriterionLevel, ReasonBasis, Tone};
use crate::explain::tree::site::Read;

answer! {
    /// A standard and its verdict.
    pub struct StandardTold {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Whose words it holds a report against, where they are somebody's.
        pub authority: Option<String>,
        /// What it is and what it is not.
        pub why: String,
        /// The verdict.
        pub verdict: Verdict,
        /// The verdict in words.
        pub word: &'static str,
        /// What it means.
        pub meaning: &'static str,
        /// How it reads.
        pub tone: Tone,
        /// How many requirements are shown to be met.
        pub shown: u32,
        /// How many there are.
        pub of: u32,
        /// What stands beside the verdict: that it is not the authority's, and how its own words come out.
        pub beside: String,
        /// Requirements that fail even if everything unsaid were good.
        pub failed: Vec<Requirement>,
        /// Requirements that depend on what is not stated.
        pub open: Vec<Requirement>,
        /// Requirements that are shown to be met.
        pub met: Vec<Requirement>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// What a standard requires of a criterion.
    pub struct Requirement {
        /// The criterion.
        pub criterion: String,
        /// Its title.
        pub title: String,
        /// The level that is required.
        pub at_least: String,
        /// The same in words.
        pub asked: String,
        /// What was shown, in the level's own words, or that it is not stated.
        pub stands: String,
        /// Whether it is a point in the authority's own words.
        pub is_quoted: bool,
        /// Numbers of the sources that bear the requirement out.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// A domain with its criteria.
    pub struct DomainTold {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Whether it is left out of the audit's own grade.
        pub outside: bool,
        /// The most demerits that it can take.
        pub limit: u32,
        /// Demerits that it takes even if everything unsaid were good, after groups and limit; null when nothing is graded.
        pub taken: Option<u32>,
        /// Demerits that it takes besides for what is not stated; null when nothing is graded.
        pub open: Option<u32>,
        /// Its criteria, the costliest first.
        pub criteria: Vec<CriterionTold>,
    }
}

answer! {
    /// A criterion as it stands.
    pub struct CriterionTold {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Why it matters.
        pub why: String,
        /// How it came out.
        pub outcome: Outcome,
        /// The same in words.
        pub word: &'static str,
        /// How it reads.
        pub tone: Tone,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// What was shown, in the level's own words, or that it is not stated.
        pub stands: String,
        /// Who can answer for it.
        pub answer_from: AnswerFrom,
        /// Its level at worst.
        pub worst: String,
        /// Its level at best.
        pub best: String,
        /// All its levels, worst first.
        pub levels: Vec<LevelTold>,
        /// The id of the group of which only the worst member counts.
        pub group: Option<String>,
        /// Demerits that it takes even if everything unsaid were good, before groups and limits; null when nothing is
        /// graded.
        pub taken: Option<u32>,
        /// Demerits that it takes besides for what is not stated; null when nothing is graded.
        pub open: Option<u32>,
        /// Ids of the standards that require it.
        pub required_by: Vec<String>,
        /// The keys that it read.
        pub read: Vec<Read>,
        /// Numbers of its sources, the best known first.
        pub sources: Vec<u32>,
        /// The question to put where it is not stated.
        pub ask: String,
        /// What would raise it; null at its top, and where nothing can.
        pub remedy: Option<String>,
        /// How much that asks, 1 to 5.
        pub effort: Option<u32>,
        /// Why nothing raises it; null where something does.
        pub no_remedy: Option<String>,
    }
}

answer! {
    /// A level of a criterion.
    pub struct LevelTold {
        /// Its name.
        pub name: String,
        /// What it costs.
        pub demerits: u32,
        /// Whether the criterion may stand there.
        pub is_possible: bool,
    }
}

answer! {
    /// How many criteria came out how.
    pub struct Tally {
        /// All criteria.
        pub criteria: u32,
        /// At their top.
        pub met: u32,
        /// Below their top, as stated.
        pub short: u32,
        /// Partly stated.
        pub partly_stated: u32,
        /// Not stated at all.
        pub not_stated: u32,
        /// Not applicable, as a stated fact shows.
        pub not_applicable: u32,
        /// The same as a sentence.
        pub text: String,
    }
}

answer! {
    /// A cap whose condition holds.
    pub struct CapTold {
        /// Its id.
        pub id: String,
        /// The grade that bounds.
        pub grade: NamedGrade,
        /// At which end it decides.
        pub binds: Binds,
        /// The same in words.
        pub word: &'static str,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// Why it bounds the grade; where it rests on silence alone, what is not shown.
        pub why: String,
        /// The criteria by which its condition holds.
        pub criteria: Vec<CriterionLevel>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}
