//! Languages and places against the kept lists: what is read as what, what is refused, and what is then proposed.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use audit_credence::{Country, Dossier, Language, Subdivision};
use serde_json::{Value, json};

/// The first words of the lines of a kept list.
fn list(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(format!("{}/codes/{name}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
    text.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

/// The code that is proposed where a site that says this is refused.
#[track_caller]
fn proposed(site: &Value, code: &str) -> Option<String> {
    let document = json!({ "format": 1, "site": site }).to_string();
    let problems = match Dossier::from_json(document.as_bytes()) {
        Ok(dossier) => panic!("accepted: {:?}", dossier.site),
        Err(problems) => problems,
    };
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.code, code);
    assert_eq!(problem.help(), problem.nearest.as_ref().map(|code| format!("did you mean `{code}`?")));
    problem.nearest.clone()
}

#[track_caller]
fn no_language(tag: &str, meant: Option<&str>) {
    let site = json!({ "workforce": [{ "language": tag }] });
    assert_eq!(proposed(&site, "not_a_language").as_deref(), meant, "{tag}");
    if let Some(meant) = meant {
        assert_eq!(language(meant).to_string(), meant, "proposed for {tag}");
    }
}

#[track_caller]
fn no_country(code: &str, meant: Option<&str>) {
    assert_eq!(proposed(&json!({ "country": code }), "not_a_country").as_deref(), meant, "{code}");
}

#[track_caller]
fn no_subdivision(code: &str, meant: Option<&str>) {
    assert_eq!(proposed(&json!({ "subdivision": code }), "not_a_subdivision").as_deref(), meant, "{code}");
}

#[track_caller]
fn language(tag: &str) -> Language {
    tag.parse().unwrap_or_else(|error| panic!("{tag}: {error}"))
}

#[track_caller]
fn is_read_as<T: FromStr<Err: Display> + Display>(text: &str, printed: &str) {
    match text.parse::<T>() {
        Ok(read) => assert_eq!(read.to_string(), printed, "{text}"),
        Err(error) => panic!("{text}: {error}"),
    }
}

#[test]
fn one_language_has_many_tags() {
    for (tags, subtag) in [
        ("zh zh-Hans-CN zh-Hant zho chi cmn zh-cmn-Hans zh-guoyu ZH-hans-cn", "zh"),
        ("yue zh-yue YUE zh-yue-Hant-HK", "yue"),
        ("ko kor KO-kp ko-Kore-KR Ko", "ko"),
        ("ug uig ug-Arab ug-CN", "ug"),
        ("und und-Latn", "und"),
        ("he iw heb", "he"),
        ("id in ind", "id"),
        ("ro mo rum ron", "ro"),
        ("fa per fas", "fa"),
        ("prs drw", "prs"),
        ("sh hbs", "sh"),
        ("nb no-bok nob", "nb"),
        ("fil tl tgl", "fil"),
        ("nan zh-min-nan zh-nan", "nan"),
        ("tlh i-klingon", "tlh"),
        ("lb i-lux ltz", "lb"),
        ("ase sgn-US sgn-ase", "ase"),
        ("en en-GB-oed en-GB-oxendict en-u-hc-h12 en-x-ours en-scouse", "en"),
        ("sl sl-rozaj-biske-1994 slv", "sl"),
        ("es es-419 spa", "es"),
        ("sq sq-XK alb", "sq"),
    ] {
        for tag in tags.split(' ') {
            is_read_as::<Language>(tag, subtag);
        }
    }
}

#[test]
fn what_is_registered_is_read_and_prints_what_is_read_as_the_same() {
    let mut printed = BTreeSet::new();
    for code in [list("languages"), list("language-canonical"), list("language-tags")].concat() {
        let read = language(&code);
        assert_eq!(language(read.as_str()), read, "{code}");
        assert_eq!(language(&code.to_ascii_uppercase()), read, "{code}");
        assert!(read.macrolanguage().is_none_or(|of| language(of.as_str()) == of), "{code}");
        printed.insert(read);
    }
    let canonical: BTreeSet<String> = list("language-canonical").into_iter().collect();
    let own = list("languages").into_iter().filter(|code| !canonical.contains(code)).count();
    assert_eq!(printed.len(), own, "every language that is not replaced is its own");

    for code in list("countries") {
        is_read_as::<Country>(&code, &code);
    }
    for code in list("subdivisions") {
        is_read_as::<Subdivision>(&code, &code);
        assert_eq!(code.parse::<Subdivision>().unwrap().country().to_string(), code[..2]);
    }
}

#[test]
fn of_all_codes_of_few_letters_those_are_read_that_are_listed() {
    let known: BTreeSet<String> =
        [list("languages"), list("language-canonical")].concat().into_iter().collect();
    let countries: BTreeSet<String> =
        [list("countries"), list("country-withdrawn")].concat().into_iter().collect();
    let several = ["AN", "CS", "FQ", "NT", "PC", "SU", "YU"];
    let letters = || (b'a'..=b'z').map(char::from);
    for two in letters().flat_map(|first| letters().map(move |second| format!("{first}{second}"))) {
        assert_eq!(two.parse::<Language>().is_ok(), known.contains(&two), "{two}");
        for three in letters().map(|third| format!("{two}{third}")) {
            assert_eq!(three.parse::<Language>().is_ok(), known.contains(&three), "{three}");
        }
        let capitals = two.to_ascii_uppercase();
        let is_one = countries.contains(&capitals) && !several.contains(&capitals.as_str());
        assert_eq!(capitals.parse::<Country>().is_ok(), is_one, "{capitals}");
    }
}

#[test]
fn a_name_is_refused_with_the_tag_that_was_meant() {
    // In English and in the language itself, whole and with more or less around it.
    for (meant, names) in [
        ("ne", "Nepali | nepali-NP | नेपाली"),
        ("ko", "Korean | KOREAN | Korean language | 한국어"),
        ("zh", "Simplified Chinese | Chinese (Simplified) | Chinese, Mandarin | Mandarin | 中文"),
        ("yue", "Cantonese"),
        ("my", "Burmese"),
        ("bn", "Bangla"),
        ("ug", "Uighur | Uyghur"),
        ("prs", "Dari"),
        ("ps", "Pashto"),
        ("ku", "Kurdish"),
        ("no", "Norwegian"),
        ("sh", "Serbo-Croatian"),
        ("rhg", "Rohingya"),
        ("cnh", "Hakha Chin"),
        ("kar", "Karen"),
        ("ht", "Haitian"),
        ("fil", "Filipino/Tagalog"),
        ("und", "unknown language"),
        ("vi", "Tiếng Việt"),
        ("es", "Español | Espanol"),
    ] {
        names.split(" | ").for_each(|name| no_language(name, Some(meant)));
    }
    // Written wrongly, or people instead of what they speak.
    for (meant, names) in [
        ("ko", "Koraen"),
        ("ne", "nepail | Nepalese"),
        ("vi", "Vietnamse"),
        ("uk", "Ukranian"),
        ("zh", "chinees"),
        ("ta", "Tamill"),
        ("sw", "swahli"),
        ("ur", "Pakistani"),
        ("ja", "Japan"),
    ] {
        names.split(" | ").for_each(|name| no_language(name, Some(meant)));
    }
}

#[test]
fn a_tag_that_is_not_registered_is_refused_with_the_one_that_was_meant() {
    // The code of a country, and tags of which only the language is registered.
    for (meant, tags) in [
        ("vi", "vn | VN"),
        ("ne", "np"),
        ("zh", "cn | cn-CN | zh-Hanx | zh-min"),
        ("ko", "kp | ko_KR | ko-yue"),
        ("ja", "jp"),
        ("km", "kh"),
        ("bn", "bd"),
        ("my", "mm"),
        ("uk", "ua"),
        ("cs", "cz"),
        ("da", "dk"),
        ("el", "gr"),
        ("en", "en-UK | eng-GBR"),
        ("de", "de-foobar"),
    ] {
        tags.split(" | ").for_each(|tag| no_language(tag, Some(meant)));
    }
    no_language("ko ", Some("ko"));
    let nothing_near = "xx | zz | sp | k | abcd | qaa | qtz | x-private | i-default \
        | N/A | none | various | Spanish, English | 1 | 한 | \u{202e}ko | xx-Latn | qaa-Latn";
    for tag in ["", " "].into_iter().chain(nothing_near.split(" | ")) {
        no_language(tag, None);
    }
    no_language(&"Korean ".repeat(10_000), None);
}

#[test]
fn two_tags_name_the_same_language_or_not_or_do_not_settle_it() {
    for (one, other, is_same) in [
        ("zh-Hans", "cmn", Some(true)),
        ("kor", "ko-KP", Some(true)),
        ("no", "no", Some(true)),
        ("ko", "zh", Some(false)),
        ("nb", "nn", Some(false)),
        ("hr", "sr", Some(false)),
        ("arz", "apc", Some(false)),
        ("hak", "yue", Some(false)),
        ("no", "nb", None),
        ("no", "nn", None),
        ("ar", "arz", None),
        ("ps", "pbt", None),
        ("ku", "ckb", None),
        // A member is not the whole, nor another member.
        ("kmr", "ckb", Some(false)),
        ("ku", "kmr", None),
        ("prs", "pes", Some(false)),
        ("fa", "prs", None),
        ("swc", "swh", Some(false)),
        ("sw", "swc", None),
        ("ms", "id", None),
        ("sh", "bs", None),
        ("zh", "yue", None),
        ("kar", "ksw", None),
        ("mul", "ko", None),
        ("mis", "ko", None),
        ("zxx", "ko", None),
        ("und", "ko", None),
        ("mul", "mul", None),
        ("sla", "sla", None),
        ("sla", "ru", None),
    ] {
        assert_eq!(language(one).is_same(language(other)), is_same, "{one} {other}");
        assert_eq!(language(other).is_same(language(one)), is_same, "{other} {one}");
    }
    assert_eq!(language("arz").macrolanguage(), Some(language("ar")));
    assert_eq!(language("ar").macrolanguage(), None);
    for (tag, is_special) in [("mul", true), ("sgn", true), ("zh", false), ("yue", false), ("ko", false)] {
        assert_eq!((language(tag).is_special(), language(tag).is_stated()), (is_special, true), "{tag}");
    }
    assert!(language("und").is_special() && !language("und").is_stated());
}

#[test]
fn a_place_that_is_no_longer_listed_is_read_as_what_replaced_it() {
    for (old, new) in [
        ("CN-11", "CN-BJ"),
        ("CN-15", "CN-NM"),
        ("CN-21", "CN-LN"),
        ("CN-22", "CN-JL"),
        ("CN-37", "CN-SD"),
        ("CN-54", "CN-XZ"),
        ("CN-65", "CN-XJ"),
        ("CN-71", "CN-TW"),
        ("CN-92", "CN-MO"),
        ("IN-OR", "IN-OD"),
        ("KZ-ALA", "KZ-75"),
        ("FR-H", "FR-20R"),
        ("NO-23", "NO-50"),
        ("ZA-NL", "ZA-KZN"),
        ("BD-6", "BD-G"),
        ("PL-MA", "PL-12"),
        ("TW-TPQ", "TW-NWT"),
    ] {
        is_read_as::<Subdivision>(old, new);
    }
    // All of China's old codes: two digits each.
    let old = list("subdivision-withdrawn").into_iter().filter(|code| code.starts_with("CN-"));
    let new: BTreeSet<_> = old.map(|code| code.parse::<Subdivision>().unwrap()).collect();
    let now = list("subdivisions").into_iter().filter(|code| code.starts_with("CN-")).count();
    assert_eq!((new.len(), now), (34, 34));

    for (old, new) in [("BU", "MM"), ("DD", "DE"), ("TP", "TL"), ("YD", "YE"), ("ZR", "CD"), ("UK", "GB")] {
        is_read_as::<Country>(old, new);
    }
    is_read_as::<Country>("XK", "XK");
}

#[test]
fn a_country_that_is_none_is_refused_with_the_one_that_was_meant() {
    for (meant, texts) in [
        ("CN", "cn | CHN | 156 | China | china | Chnia | CN-LN | CN-65 | cn-ln"),
        ("GB", "uk | GBR"),
        ("US", "USA | U.S. | United States of America"),
        ("VN", "Vietnam | Viet Nam"),
        ("KR", "Republic of Korea | South Korea"),
        ("KP", "North Korea"),
        ("MM", "Burma"),
        ("TR", "Turkey | Turkiye"),
        ("XK", "Kosovo"),
        ("BD", "Bangldesh"),
        ("PH", "Phillipines"),
        ("CI", "Cote d'Ivoire"),
        ("HK", "Hong Kong"),
    ] {
        texts.split(" | ").for_each(|text| no_country(text, Some(meant)));
    }
    for text in
        ["", "XX", "AA", "ZZ", "EU", "UN", "QM", "Korea", "Congo", "Narnia", "12", "한국", "AN", "YU", "SU"]
    {
        no_country(text, None);
    }
    let message = "YU".parse::<Country>().unwrap_err().to_string();
    assert_eq!(message, "expected an ISO 3166-1 alpha-2 country code such as `CN`, and `YU` became ME, RS");
}

#[test]
fn a_subdivision_that_is_none_is_refused_with_the_one_that_was_meant() {
    for (meant, texts) in [
        (
            "CN-LN",
            "CN-LIAONING | CN-Liaoning | CN-Lioaning | CN-Liaoning Province | cn-ln | CNLN | CN_LN | CN LN \
            | Liaoning | liaoning province | Liaoning, China",
        ),
        ("CN-XJ", "CN65 | Xinjiang | CN-XINJIANG | CN-Xinjiang Uyghur Autonomous Region"),
        ("CN-XZ", "CN-TIBET | CN-XIZANG"),
        ("CN-NM", "CN-NEIMONGOL | CN-Inner Mongolia"),
        ("CN-SX", "CN-SHANXI"),
        ("CN-SN", "CN-SHAANXI"),
        ("CN-HE", "CN-HEBE"),
        ("US-CA", "US-California | California | us-ca"),
        ("IN-TN", "IN-TamilNadu"),
        ("IN-PB", "IN-Punjab"),
        ("PK-PB", "PK-Punjab"),
        ("MM-16", "MM-Rakhine"),
        ("TH-10", "TH-Bangkok"),
        ("VN-SG", "VN-Ho Chi Minh"),
        ("TR-34", "TR-İstanbul"),
        ("GB-ENG", "UK-ENG | UK-England"),
    ] {
        texts.split(" | ").for_each(|text| no_subdivision(text, Some(meant)));
    }
    let nothing_near = "CN | CN- | CN-0 | CN-99 | CN-ZZZ | CN-ABCD | CN-MN | CN-20 | LN | XX-LN | XK-01 \
        | US-06 | US-XX | AN-01 | HK-HK | Punjab | Central | unknown | N/A | - | 요녕 \
        | LU-D | NZ-N | GB-UKM | NP-BA | CN-LN-01 | CN–LN";
    for text in ["", " "].into_iter().chain(nothing_near.split(" | ")) {
        no_subdivision(text, None);
    }
    no_subdivision("CN-LN\0", Some("CN-LN"));
    no_language("ko\0", None);
    no_country("CN\0", None);
    let message = "LU-G".parse::<Subdivision>().unwrap_err().to_string();
    let end = ", and `LU-G` became LU-EC, LU-GR, LU-RM";
    assert_eq!(message, format!("expected an ISO 3166-2 subdivision code such as `CN-LN`{end}"));
}

#[test]
fn the_lists_are_sorted_and_say_each_code_once() {
    let folder = format!("{}/codes", env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        if file.extension().unwrap() == "txt" && !["LICENSES", "versions"].contains(&name) {
            let words = list(name);
            assert!(words.is_sorted_by(|one, other| one < other), "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, 14);
}
