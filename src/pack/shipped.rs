//! The packs that ship with this release.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pack::{Pack, PackText};

/// Dossiers of `examples/`: the path and the text of each.
macro_rules! examples {
    ($($name:literal,)+) => {
        &[$((concat!("examples/", $name, ".toml"), include_str!(concat!("../../examples/", $name, ".toml")))),+]
    };
}

/// The dossiers that cases of shipped packs or the labels of `examples/outcomes.toml` name, by their path.
const DOSSIERS: &[(&str, &str)] = examples![
    "ali-enterprises-2012",
    "brightway-2019",
    "changji-esquel-2019",
    "choice-canning-amalapuram",
    "coverco-guatemala-1999",
    "dalian-haiqing",
    "dalmia-kolhapur-2024",
    "dandong-galicia",
    "dandong-omeca",
    "dandong-taifeng",
    "dandong-yuanyi",
    "donggang-fuxing",
    "donggang-haimeng",
    "donggang-jinhui",
    "dongguan-luzhou-2020",
    "exemplary",
    "fla-foxconn-2012",
    "fla-gildan-2004",
    "fla-hansae-2016",
    "fla-like",
    "fla-yee-tung-2010",
    "giant-2025",
    "hetian-taida-2018",
    "hyundai-alabama-2023",
    "impactt-top-glove-2021",
    "interseafish",
    "kozee-sleep-2014",
    "monogram-2023",
    "nanchang-o-film-2020",
    "natchi-apparel-2022",
    "new-wave-style-2012",
    "phantom-apparel-2012",
    "qingdao-tianyuan",
    "rizhao-jiayuan",
    "rizhao-meijia-keyuan",
    "rongcheng-haibo",
    "rongcheng-huiying",
    "shandong-haidu",
    "shandong-meijia",
    "sime-darby-2023",
    "taepyung-2025",
    "top-glove-2020",
    "top-glove-factory-9-2020",
    "twins/announced",
    "vk-garment-2020",
    "volkswagen-urumqi-2023",
    "walmart-cjs-seafood-2012",
    "wrc-cjs-seafood-2012",
    "wrc-hansae-2016",
    "wrc-hetian-taida-2019",
    "wrc-jerzees-choloma-2007",
    "wrc-kukdong-2001",
    "wrc-nien-hsing-2019",
    "yantai-sanko-2022",
];

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

    /// The text of an example that a case of a shipped pack or a label of the outcomes names, by its path.
    ///
    /// ```
    /// use audit_credence::Pack;
    ///
    /// assert!(Pack::shipped_dossier("examples/exemplary.toml").unwrap().contains("invented"));
    /// assert_eq!(Pack::shipped_dossier("examples/mine.toml"), None);
    /// ```
    pub fn shipped_dossier(path: &str) -> Option<&'static str> {
        DOSSIERS.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
    }

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
        let mut linked = BTreeMap::new();
        link(id, &mut linked)?;
        linked.remove(id).map(Pack::sealed).ok_or_else(|| unknown(id))
    }
}

/// Links a shipped pack and all that it builds on, each once.
fn link(id: &str, linked: &mut BTreeMap<String, Pack>) -> Result<(), Diagnostics> {
    if linked.contains_key(id) {
        return Ok(());
    }
    let (_, text) = Pack::SHIPPED.iter().find(|(shipped, _)| *shipped == id).ok_or_else(|| unknown(id))?;
    let text = PackText::parse(text)?;
    text.builds_on().try_for_each(|base| link(base, linked))?;
    let bases: Vec<&Pack> = text.builds_on().filter_map(|base| linked.get(base)).collect();
    let pack = text.link_unsealed(&bases)?;
    linked.insert(id.to_owned(), pack);
    Ok(())
}

fn unknown(id: &str) -> Diagnostics {
    let ids = Pack::SHIPPED.iter().map(|(id, _)| *id);
    Diagnostic::new("unknown_base", 0..0, format!("there is no pack `{id}`")).instead_of(id, ids).into()
}
