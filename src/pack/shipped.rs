//! The packs that ship with this release.

use crate::diagnostic::Diagnostics;
use crate::pack::link::with_bases;
use crate::pack::{Pack, PackText};

impl Pack {
    /// The packs that ship with this release, by id: their TOML.
    pub const SHIPPED: [(&'static str, &'static str); 6] = [
        ("audit", include_str!("../../rules/audit.toml")),
        ("cbp", include_str!("../../rules/cbp.toml")),
        ("certification", include_str!("../../rules/certification.toml")),
        ("practice", include_str!("../../rules/practice.toml")),
        ("procurement", include_str!("../../rules/procurement.toml")),
        ("wrc", include_str!("../../rules/wrc.toml")),
    ];

    /// The default pack: the neutral criteria with the standards `cbp` and `wrc`, certificates and outside evidence.
    ///
    /// ```
    /// let pack = audit_credence::Pack::procurement().unwrap();
    /// assert_eq!(pack.id().id, "procurement");
    /// assert_eq!(pack.id().scale, ["E", "D", "C", "B", "A"]);
    /// ```
    ///
    /// # Errors
    ///
    /// None in a release: its tests load every shipped pack.
    pub fn procurement() -> Result<Self, Diagnostics> {
        Pack::shipped("procurement")
    }

    /// A shipped pack by its id, linked.
    ///
    /// # Errors
    ///
    /// `unknown_base` where no shipped pack has that id; otherwise none in a release.
    pub fn shipped(id: &str) -> Result<Self, Diagnostics> {
        let texts =
            Pack::SHIPPED.iter().map(|(_, text)| PackText::parse(text)).collect::<Result<Vec<_>, _>>()?;
        with_bases(id, &texts)
    }
}
