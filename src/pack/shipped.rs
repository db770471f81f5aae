//! The packs that ship with this release.

use crate::diagnostic::Diagnostics;
use crate::pack::link::with_bases;
use crate::pack::{Pack, PackText};

/// The dossiers that cases of shipped packs or the labels of `examples/outcomes.toml` name, by their path.
const DOSSIERS: &[(&str, &str)] = &[
    ("examples/ali-enterprises-2012.toml", include_str!("../../examples/ali-enterprises-2012.toml")),
    ("examples/brightway-2019.toml", include_str!("../../examples/brightway-2019.toml")),
    ("examples/changji-esquel-2019.toml", include_str!("../../examples/changji-esquel-2019.toml")),
    (
        "examples/choice-canning-amalapuram.toml",
        include_str!("../../examples/choice-canning-amalapuram.toml"),
    ),
    ("examples/coverco-guatemala-1999.toml", include_str!("../../examples/coverco-guatemala-1999.toml")),
    ("examples/dalian-haiqing.toml", include_str!("../../examples/dalian-haiqing.toml")),
    ("examples/dalmia-kolhapur-2024.toml", include_str!("../../examples/dalmia-kolhapur-2024.toml")),
    ("examples/dandong-omeca.toml", include_str!("../../examples/dandong-omeca.toml")),
    ("examples/dandong-taifeng.toml", include_str!("../../examples/dandong-taifeng.toml")),
    ("examples/donggang-fuxing.toml", include_str!("../../examples/donggang-fuxing.toml")),
    ("examples/donggang-haimeng.toml", include_str!("../../examples/donggang-haimeng.toml")),
    ("examples/donggang-jinhui.toml", include_str!("../../examples/donggang-jinhui.toml")),
    ("examples/dongguan-luzhou-2020.toml", include_str!("../../examples/dongguan-luzhou-2020.toml")),
    ("examples/exemplary.toml", include_str!("../../examples/exemplary.toml")),
    ("examples/fla-foxconn-2012.toml", include_str!("../../examples/fla-foxconn-2012.toml")),
    ("examples/fla-gildan-2004.toml", include_str!("../../examples/fla-gildan-2004.toml")),
    ("examples/fla-hansae-2016.toml", include_str!("../../examples/fla-hansae-2016.toml")),
    ("examples/fla-like.toml", include_str!("../../examples/fla-like.toml")),
    ("examples/fla-yee-tung-2010.toml", include_str!("../../examples/fla-yee-tung-2010.toml")),
    ("examples/hetian-taida-2018.toml", include_str!("../../examples/hetian-taida-2018.toml")),
    ("examples/hyundai-alabama-2023.toml", include_str!("../../examples/hyundai-alabama-2023.toml")),
    ("examples/impactt-top-glove-2021.toml", include_str!("../../examples/impactt-top-glove-2021.toml")),
    ("examples/interseafish.toml", include_str!("../../examples/interseafish.toml")),
    ("examples/kozee-sleep-2014.toml", include_str!("../../examples/kozee-sleep-2014.toml")),
    ("examples/monogram-2023.toml", include_str!("../../examples/monogram-2023.toml")),
    ("examples/nanchang-o-film-2020.toml", include_str!("../../examples/nanchang-o-film-2020.toml")),
    ("examples/natchi-apparel-2022.toml", include_str!("../../examples/natchi-apparel-2022.toml")),
    ("examples/new-wave-style-2012.toml", include_str!("../../examples/new-wave-style-2012.toml")),
    ("examples/phantom-apparel-2012.toml", include_str!("../../examples/phantom-apparel-2012.toml")),
    ("examples/qingdao-tianyuan.toml", include_str!("../../examples/qingdao-tianyuan.toml")),
    ("examples/rizhao-jiayuan.toml", include_str!("../../examples/rizhao-jiayuan.toml")),
    ("examples/rizhao-meijia-keyuan.toml", include_str!("../../examples/rizhao-meijia-keyuan.toml")),
    ("examples/rongcheng-haibo.toml", include_str!("../../examples/rongcheng-haibo.toml")),
    ("examples/rongcheng-huiying.toml", include_str!("../../examples/rongcheng-huiying.toml")),
    ("examples/shandong-haidu.toml", include_str!("../../examples/shandong-haidu.toml")),
    ("examples/shandong-meijia.toml", include_str!("../../examples/shandong-meijia.toml")),
    ("examples/sime-darby-2023.toml", include_str!("../../examples/sime-darby-2023.toml")),
    ("examples/top-glove-2020.toml", include_str!("../../examples/top-glove-2020.toml")),
    ("examples/top-glove-factory-9-2020.toml", include_str!("../../examples/top-glove-factory-9-2020.toml")),
    ("examples/twins/announced.toml", include_str!("../../examples/twins/announced.toml")),
    ("examples/vk-garment-2020.toml", include_str!("../../examples/vk-garment-2020.toml")),
    ("examples/volkswagen-urumqi-2023.toml", include_str!("../../examples/volkswagen-urumqi-2023.toml")),
    ("examples/walmart-cjs-seafood-2012.toml", include_str!("../../examples/walmart-cjs-seafood-2012.toml")),
    ("examples/wrc-cjs-seafood-2012.toml", include_str!("../../examples/wrc-cjs-seafood-2012.toml")),
    ("examples/wrc-hansae-2016.toml", include_str!("../../examples/wrc-hansae-2016.toml")),
    ("examples/wrc-hetian-taida-2019.toml", include_str!("../../examples/wrc-hetian-taida-2019.toml")),
    ("examples/wrc-jerzees-choloma-2007.toml", include_str!("../../examples/wrc-jerzees-choloma-2007.toml")),
    ("examples/wrc-kukdong-2001.toml", include_str!("../../examples/wrc-kukdong-2001.toml")),
    ("examples/wrc-nien-hsing-2019.toml", include_str!("../../examples/wrc-nien-hsing-2019.toml")),
    ("examples/yantai-sanko-2022.toml", include_str!("../../examples/yantai-sanko-2022.toml")),
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
        let texts =
            Pack::SHIPPED.iter().map(|(_, text)| PackText::parse(text)).collect::<Result<Vec<_>, _>>()?;
        with_bases(id, &texts)
    }
}
