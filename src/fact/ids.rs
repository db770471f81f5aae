//! Facts and keys that the code itself names: each is in the catalogue or in the dossier, or the code does not compile.

use crate::fact::catalogue::FactId;

/// Whether the supplier claims certificates that it does not have.
pub(crate) const CERTIFICATE_CLAIMS: FactId = FactId::of("derived.certificate_claims");
/// Whether a certificate was taken away for how workers were treated.
pub(crate) const CERTIFICATE_STANDING: FactId = FactId::of("derived.certificate_standing");
/// Whether coercion stands between workers and their words.
pub(crate) const COERCION_CONTEXT: FactId = FactId::of("derived.coercion_context");
/// The firmest evidence of forced or child labour that counts against the report.
pub(crate) const CONTRARY_EVIDENCE: FactId = FactId::of("derived.contrary_evidence");
/// The firmest evidence that auditors were deceived.
pub(crate) const DECEPTION_EVIDENCE: FactId = FactId::of("derived.deception_evidence");
/// Whether the report contradicts itself.
pub(crate) const INTEGRITY: FactId = FactId::of("derived.integrity");
/// How the worst-covered language of the workers who are known was heard.
pub(crate) const KNOWN_LANGUAGE_COVER: FactId = FactId::of("derived.known_language_cover");
/// The number of workers, by which tables of packs go.
pub(crate) const WORKERS: FactId = FactId::of("site.headcount");
/// Whom the list of workers holds.
pub(crate) const WORKFORCE_COVERS: FactId = FactId::of("site.workforce_covers");
/// How it is known who works at the site, as far as the report bears it out.
pub(crate) const WORKFORCE_ESTABLISHED: FactId = FactId::of("derived.workforce_established");

/// The path of a key of the dossier, as text: `key_path!(report.visit.start)`.
macro_rules! key_path {
    ($first:ident $(. $next:ident)*) => {{
        const _: fn(&crate::dossier::Dossier) = |dossier| {
            let _ = &dossier.$first $(. $next)*;
        };
        concat!(stringify!($first) $(, ".", stringify!($next))*)
    }};
}

pub(crate) use key_path;
