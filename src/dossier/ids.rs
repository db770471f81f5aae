//! Ids and names: which of them name anything, which are the same, and which cannot stand.
//!
//! An id unites, answers and refers, so one that names nothing must do none of that. An empty one is refused. A
//! placeholder (`N/A`, `unknown`, `-`) is read as not said: whoever fills in a form has to write something.

use std::collections::BTreeMap;

use crate::dossier::whole::{Basis, Dossier, Provenance};
use crate::problem::Problem;
use crate::tri::Tri;

/// What people write where there is no id, without spaces and punctuation; in order.
const PLACEHOLDERS: [&str; 132] = [
    "aconfirmar",
    "aconfirmer",
    "aucun",
    "aucune",
    "belirtilmemiş",
    "belumada",
    "bilinmiyor",
    "chưacó",
    "chưarõ",
    "daconfermare",
    "dadefinire",
    "desconhecida",
    "desconhecido",
    "desconocida",
    "desconocido",
    "entfällt",
    "geen",
    "inconnu",
    "inconnue",
    "ka",
    "keine",
    "keineangabe",
    "khongco",
    "khôngbiết",
    "khôngcó",
    "khôngrõ",
    "missing",
    "na",
    "nan",
    "nd",
    "nenhum",
    "nenhuma",
    "nessuna",
    "nessuno",
    "nichtbekannt",
    "nichtvorhanden",
    "nil",
    "ninguna",
    "ninguno",
    "no",
    "noaplica",
    "nochoffen",
    "nodata",
    "nodisponible",
    "noid",
    "nonconnu",
    "none",
    "nonegiven",
    "notapplicable",
    "notavailable",
    "notgiven",
    "notknown",
    "notstated",
    "null",
    "nãoconsta",
    "nãoinformado",
    "nãoseaplica",
    "néant",
    "onbekend",
    "pending",
    "porconfirmar",
    "pordefinir",
    "sansobjet",
    "sconosciuto",
    "sindato",
    "sindatos",
    "sn",
    "so",
    "tba",
    "tbc",
    "tbd",
    "tiada",
    "tidakada",
    "tidakdiketahui",
    "tidaktersedia",
    "tobeadvised",
    "tobeannounced",
    "tobeconfirmed",
    "tobedetermined",
    "tobefilled",
    "unbekannt",
    "undefined",
    "undisclosed",
    "unknown",
    "unspecified",
    "xxx",
    "xxxx",
    "yok",
    "zubestätigen",
    "àconfirmer",
    "неизвестно",
    "нет",
    "нетданных",
    "отсутствует",
    "غيرمتوفر",
    "غيرمعروف",
    "لايوجد",
    "نامشخص",
    "نامعلوم",
    "ندارد",
    "অজানা",
    "নেই",
    "なし",
    "不明",
    "不詳",
    "不详",
    "不适用",
    "不適用",
    "待定",
    "待确认",
    "待確認",
    "无",
    "无数据",
    "暂无",
    "暫無",
    "未定",
    "未提供",
    "未知",
    "未確認",
    "沒有",
    "没有",
    "無",
    "無し",
    "确认中",
    "該当なし",
    "모름",
    "미상",
    "미정",
    "불명",
    "알수없음",
    "없음",
    "해당없음",
];

/// The id, where it names something: neither blank nor a placeholder.
pub(crate) fn named(id: Option<&str>) -> Option<&str> {
    id.filter(|id| !is_placeholder(id))
}

fn is_placeholder(id: &str) -> bool {
    // No placeholder has more letters.
    const LONGEST: usize = 14;
    if id.bytes().filter(u8::is_ascii_alphanumeric).nth(LONGEST).is_some() {
        return false;
    }
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    // Letters of full width are those of ASCII, so many further on.
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).saturating_sub(0xfee0)).unwrap_or(c),
        _ => c,
    };
    let letters = || id.chars().map(narrow).filter(|c| c.is_alphanumeric()).map(small);
    letters().next().is_none() || PLACEHOLDERS.binary_search_by(|one| one.chars().cmp(letters())).is_ok()
}

/// Whether a word says in which legal form a firm is kept, and not which it is.
fn is_legal_form(word: &[u8]) -> bool {
    let may_be_one =
        matches!(word.len(), 2..=5 | 7 | 11 | 12) && word.first().is_some_and(u8::is_ascii_alphabetic);
    let mut small = [0; 12];
    let Some(small) = small.get_mut(..word.len()).filter(|_| may_be_one) else { return false };
    small.copy_from_slice(word);
    small.make_ascii_lowercase();
    matches!(
        &*small,
        b"ag"
            | b"bv"
            | b"ek"
            | b"kg"
            | b"co"
            | b"nv"
            | b"sa"
            | b"bhd"
            | b"inc"
            | b"lda"
            | b"llc"
            | b"ltd"
            | b"plc"
            | b"pte"
            | b"pvt"
            | b"sas"
            | b"sdn"
            | b"spa"
            | b"srl"
            | b"corp"
            | b"gmbh"
            | b"ltda"
            | b"sarl"
            | b"group"
            | b"private"
            | b"company"
            | b"limited"
            | b"corporation"
            | b"incorporated"
    )
}

/// The words of a name that say which firm it is, the last first: names that differ have more in common at the beginning.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.rsplit(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty() && !is_legal_form(word.as_bytes()))
}

impl Provenance {
    /// Whether it says what is wished or asked for and not what was found. An answer that the issuer gave later counts with
    /// its page or working paper; where that names nothing it is a claim.
    pub(crate) fn only_claims(&self) -> bool {
        let has_page = || named(self.locator.as_deref()).is_some();
        self.basis.is_some_and(|basis| basis.only_claims() || (basis == Basis::Issuer && !has_page()))
    }
}

/// Whether two ids are the same but for capitals and blanks around them.
pub(crate) fn is_same_id(one: &str, other: &str) -> bool {
    let letters = |id: &str| id.trim().chars().flat_map(char::to_lowercase).collect::<String>();
    one == other || letters(one) == letters(other)
}

/// Whether two names are of one firm: capitals, punctuation and the legal form apart.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> {
        words(name).flat_map(|word| word.chars().rev()).flat_map(char::to_lowercase)
    }
    fn ascii_letters(name: &str) -> impl Iterator<Item = u8> {
        let words = name.as_bytes().rsplit(|byte| !byte.is_ascii_alphanumeric());
        let words = words.filter(|word| !is_legal_form(word));
        words.flat_map(|word| word.iter().rev()).map(u8::to_ascii_lowercase)
    }
    let is_same = one == other
        || if one.is_ascii() && other.is_ascii() {
            ascii_letters(one).eq(ascii_letters(other))
        } else {
            letters(one).eq(letters(other))
        };
    let has_points = || one.contains('.') || other.contains('.');
    let is_same = is_same || (has_points() && letters(&joined(one)).eq(letters(&joined(other))));
    is_same && words(one).next().is_some() && named(Some(one)).is_some()
}

/// The name with letters that have a point each as one word: `S.A.` as `SA`.
fn joined(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    // Whether the last two are a letter behind none.
    let (mut before, mut is_single) = (false, false);
    for c in name.chars() {
        if c != '.' || !is_single {
            out.push(c);
        }
        is_single = c.is_alphanumeric() && !before;
        before = c.is_alphanumeric();
    }
    out
}

/// Whether two names are of one firm; what names nothing settles nothing.
pub(crate) fn may_be_same_name(one: &str, other: &str) -> Tri {
    if is_same_name(one, other) {
        Tri::Yes
    } else if is_placeholder(one) || is_placeholder(other) {
        Tri::Maybe
    } else {
        Tri::No
    }
}

/// Reports what is wrong with ids: empty ones, and one id for two entries that differ.
pub(super) fn refuse(dossier: &Dossier, report: &mut dyn FnMut(Problem)) {
    let named = &dossier.report;
    let single = [
        ("supplier.id", &dossier.supplier.id),
        ("site.id", &dossier.site.id),
        ("report.id", &named.id),
        ("report.programme", &named.programme),
        ("report.follow_up.verified_by.report", &named.follow_up.verified_by.report),
    ];
    for (path, id) in single {
        if is_blank(id.as_deref()) {
            report(empty(path.to_owned()));
        }
    }
    for (at, id) in dossier.site.ids.iter().enumerate() {
        if is_blank(id.value.as_deref()) {
            report(empty(format!("site.ids[{at}].value")));
        }
    }
    for (at, id) in named.answers.iter().flatten().enumerate() {
        if is_blank(Some(id)) {
            report(empty(format!("report.answers[{at}]")));
        }
    }
    for (at, certificate) in dossier.certificates.iter().enumerate() {
        if is_blank(certificate.basis_report.as_deref()) {
            report(empty(format!("certificates[{at}].basis_report")));
        }
    }
    refuse_of_list("certificates", &dossier.certificates, |certificate| certificate.id.as_deref(), report);
    refuse_of_list("findings", &dossier.findings, |finding| finding.id.as_deref(), report);
}

/// Whether an id is stated and blank.
#[inline]
fn is_blank(id: Option<&str>) -> bool {
    // Mostly its first letter shows that it is not.
    let may_be = |id: &&str| !id.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    id.filter(may_be).is_some_and(|id| id.chars().all(char::is_whitespace))
}

fn empty(path: String) -> Problem {
    Problem::new("empty_id", path, "an empty id names nothing; leave the key out where there is none")
}

/// Empty ids of a list's entries, and each that two different entries share; the same entry twice is one.
fn refuse_of_list<T: PartialEq>(
    list: &str,
    entries: &[T],
    id: fn(&T) -> Option<&str>,
    report: &mut dyn FnMut(Problem),
) {
    for (at, entry) in entries.iter().enumerate() {
        if is_blank(id(entry)) {
            report(empty(format!("{list}[{at}].id")));
        }
    }
    if entries.len() < 2 {
        return;
    }
    let mut first_with: BTreeMap<&str, (usize, &T)> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(id) = id(entry) else { continue };
        let (first, other) = *first_with.entry(id).or_insert((at, entry));
        if first < at && other != entry && named(Some(id)).is_some() {
            let message = format!("`{list}[{first}].id` is the same, and the two differ");
            report(Problem::new("shared_id", format!("{list}[{at}].id"), message).value(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACEHOLDERS, is_same_name, may_be_same_name, named};
    use crate::tri::Tri;

    #[test]
    fn a_firm_is_the_same_whatever_its_capitals_punctuation_and_legal_form() {
        for (one, other, is_same) in [
            ("Invented Auditors", "invented-auditors, LTD.", true),
            ("AG Invented", "Invented", true),
            ("Invented Auditors 29", "Invented Auditors 30", false),
            ("Invented Auditors", "Invented Auditor", false),
            ("Ünvented GmbH", "ünvented", true),
            ("Invented GmbH & Co. KG", "Invented", true),
            ("Invented SARL", "Invented Private Limited", true),
            ("Invented Conservas, S.A.", "Invented Conservas", true),
            ("Invented S. p. A.", "Invented S.p.A.", true),
            ("Invented e.K.", "invented", true),
            ("Invented A.", "Invented B.", false),
            ("Co. Ltd.", "Inc.", false),
            ("unknown", "unknown", false),
        ] {
            assert_eq!(is_same_name(one, other), is_same, "{one}, {other}");
            assert_eq!(is_same_name(other, one), is_same, "{other}, {one}");
        }
        assert_eq!(may_be_same_name("unknown", "Invented"), Tri::Maybe);
    }

    #[test]
    fn a_placeholder_names_nothing() {
        for id in PLACEHOLDERS {
            assert_eq!(named(Some(id)), None, "{id}");
        }
        for id in [
            "",
            " ",
            "N/A",
            "n.a.",
            "-",
            "--",
            "—",
            "none",
            "NULL",
            "Unknown",
            "not available",
            "T.B.D.",
            "to be confirmed",
            "k.A.",
            "S/O",
            "ｎ／ａ",
            "por confirmar",
            "待确认",
            "?",
            "Tidak ada",
            "Không có",
            "nicht bekannt",
            "BİLİNMİYOR",
            "não se aplica",
            "不适用。",
            "（无）",
            "해당 없음",
            "нет данных",
            "لا يوجد",
        ] {
            assert_eq!(named(Some(id)), None, "{id}");
        }
        for id in
            ["0", "na1", "PT-7", "no. 4", "none-such-mill", "無錫", "不二家", "Geenhuizen", "不明朗公司"]
        {
            assert_eq!(named(Some(id)), Some(id));
        }
    }
}
