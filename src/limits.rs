//! How large documents and packs may be. Whatever exceeds a limit is refused with a problem that names it.

/// The most bytes of one document.
pub const MAX_DOCUMENT_BYTES: usize = 16 * 1024 * 1024;
/// The most bytes of a dossier's `ref`.
pub const MAX_REF_BYTES: usize = 200;
/// The most entries of any list or map of a dossier.
pub const MAX_LIST: usize = 1_000;
/// The most criteria of a linked pack.
pub const MAX_CRITERIA: usize = 128;
/// The most levels of a criterion.
pub const MAX_LEVELS: usize = 16;
/// The most caps of a linked pack.
pub const MAX_CAPS: usize = 256;
/// The most entries of a cap's condition, and the most literals of an entry.
pub const MAX_CONDITION: usize = 32;
/// The most cases of one pack.
pub const MAX_CASES: usize = 4_000;
/// The most demerits of a level, and the greatest limit of a domain.
pub const MAX_DEMERITS: u32 = 10_000;
/// The most nodes of a diagram, and the most states looked at to build it; past it boxes of profiles are searched.
pub const MAX_DIAGRAM_NODES: usize = 2_000_000;
/// The most boxes of profiles that are searched for each statement; past it nothing is proved, and nothing guessed.
pub const MAX_SEARCHED_BOXES: usize = 50_000;
/// The most grades of a scale.
pub const MAX_GRADES: usize = 26;
/// The most bytes of an id in a pack.
pub const MAX_ID_BYTES: usize = 64;
/// The most words of a source's quote.
pub const MAX_QUOTE_WORDS: usize = 40;
