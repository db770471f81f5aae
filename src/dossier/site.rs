//! The site: where it lies, who works there, and how that is known.

use crate::counted::Counted;
use crate::country::{Country, Subdivision};
use crate::document::{named, table};
use crate::language::Language;
use crate::partial_date::PartialDate;

table! { dossier
    /// The site that was audited.
    pub struct Site {
        /// The host's own id of the site.
        pub id: Option<String>,
        /// The site's name; never repeated in an assessment.
        pub name: Option<String>,
        /// ISO 3166-1 alpha-2 code of the country.
        pub country: Option<Country>,
        /// ISO 3166-2 code of the part of the country.
        pub subdivision: Option<Subdivision>,
        /// Ids of the site in public registers.
        pub ids: Vec<SiteId>,
        /// Workers of all kinds at the site.
        pub headcount: Option<Counted>,
        /// The day on which that headcount was true.
        pub headcount_on: Option<PartialDate>,
        /// Groups of workers by language, origin and arrangement; an empty list is refused.
        pub workforce: Option<Vec<WorkerGroup>>,
        /// How it is known who works at the site.
        pub workforce_established_by: Option<WorkforceEstablishedBy>,
        /// Whom the list of workers holds.
        pub workforce_covers: Option<WorkforceCovers>,
        /// Whether the employer or an agent houses workers.
        pub dormitories: Option<Dormitories>,
        /// Shifts that the site runs in a day.
        pub shifts: Option<Counted>,
    }
}

table! { dossier
    /// An id of the site in a register.
    pub struct SiteId {
        /// The register.
        pub scheme: Option<SiteIdScheme>,
        /// The id in it.
        pub value: Option<String>,
    }
}

table! { dossier
    /// Workers who share a language, an origin and an arrangement.
    pub struct WorkerGroup {
        /// BCP 47 tag of the language that they speak among themselves.
        pub language: Option<Language>,
        /// How many workers.
        pub workers: Option<Counted>,
        /// Country of which they are nationals, ISO 3166-1 alpha-2.
        pub origin: Option<Country>,
        /// How they came to work at the site.
        pub arrangement: Option<Arrangement>,
    }
}

named! {
    /// A register of sites.
    pub enum SiteIdScheme {
        /// Open Supply Hub id.
        Osid = "osid",
        /// GS1 Global Location Number.
        Gln = "gln",
        /// Legal Entity Identifier.
        Lei = "lei",
        /// D-U-N-S number.
        Duns = "duns",
        /// amfori site id.
        Amfori = "amfori",
        /// Sedex site id.
        Sedex = "sedex",
        /// Any other register.
        Other = "other",
    }
}

named! {
    /// How it is known who works at the site, worst first.
    pub enum WorkforceEstablishedBy {
        /// Nobody looked.
        NotChecked = "not_checked",
        /// The management said so.
        ManagementStatement = "management_statement",
        /// From documents that the site gave.
        DocumentsOnly = "documents_only",
        /// By the auditor's own count.
        Independent = "independent",
    }
}

named! {
    /// Whom the list of workers holds, worst first.
    pub enum WorkforceCovers {
        /// The site's own employees alone.
        EmployeesOnly = "employees_only",
        /// Everybody who works or lives there: agency, dispatched and housed workers too.
        EveryonePresent = "everyone_present",
    }
}

named! {
    /// Whether the employer or an agent houses workers.
    pub enum Dormitories {
        /// There is housing.
        Provided = "provided",
        /// There is none.
        None = "none",
    }
}

named! {
    /// How workers came to work at the site; no order.
    pub enum Arrangement {
        /// Employed by the site itself.
        Direct = "direct",
        /// Through a labour agency.
        Agency = "agency",
        /// Sent by a state or its company to work abroad.
        Dispatched = "dispatched",
        /// Recruited from abroad.
        Migrant = "migrant",
        /// Moved by a state's labour transfer programme.
        StateTransfer = "state_transfer",
    }
}
