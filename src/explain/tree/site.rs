//! The plain questions before any rule, as plain data: which site, day and workers, and who was not heard.

use crate::answer::answer;
use crate::explain::tree::held::{ReasonBasis, Tone};

answer! {
    /// What an explanation is about. Names are repeated here and nowhere else.
    pub struct Subject {
        /// The site's name.
        pub site_name: Option<String>,
        /// The supplier's name.
        pub supplier_name: Option<String>,
        /// The country, or the part of it where one is stated.
        pub place: Option<String>,
        /// The programme of the audit.
        pub programme: Option<String>,
        /// The auditing body that signed the report: whoever is asked.
        pub auditing_body: Option<String>,
    }
}

answer! {
    /// One plain question about the report and its answer.
    pub struct Check {
        /// A stable key.
        pub id: &'static str,
        /// What is asked.
        pub title: &'static str,
        /// The answer as a sentence.
        pub text: String,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// How it reads.
        pub tone: Tone,
        /// The keys that it was read from.
        pub read: Vec<Read>,
    }
}

answer! {
    /// A key of the dossier as it was read.
    pub struct Read {
        /// The path of the key.
        pub fact: String,
        /// What is stated, in words; null where nothing is.
        pub value: Option<String>,
        /// Where in the report it stands.
        pub locator: Option<String>,
    }
}

answer! {
    /// Workers who were not heard, or may not have been.
    pub struct NotHeard {
        /// Their language; null where it is not the language that tells them apart.
        pub language: Option<String>,
        /// How many they are.
        pub workers: Option<u32>,
        /// What is known, as a sentence.
        pub text: String,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// Whether the group is so small that telling of it may point at a person: fewer than five.
        pub could_identify: bool,
    }
}
