//! Where a sample's site lies, who works there and when it was visited.
//!
//! The shares are ours and describe no country: they are there to give every grade and every road through the code.

use crate::chance::Chance;
use crate::writer::Writer;

/// Workers of one origin and arrangement: language, origin, arrangement, share of the workforce in percent.
type Workers = (&'static str, &'static str, &'static str, u32);

struct Place {
    country: &'static str,
    subdivision: &'static str,
    workers: &'static [Workers],
    weight: u32,
}

impl Place {
    fn drawn(chance: &mut Chance) -> &'static Self {
        const ELSEWHERE: Place = place("PT", "PT-13", &[("pt", "PT", "direct", 100)], 0);
        let mut left = chance.below(PLACES.iter().map(|place| place.weight).sum());
        for place in PLACES {
            if left < place.weight {
                return place;
            }
            left -= place.weight;
        }
        &ELSEWHERE
    }
}

const fn place(
    country: &'static str,
    subdivision: &'static str,
    workers: &'static [Workers],
    weight: u32,
) -> Place {
    Place { country, subdivision, workers, weight }
}

#[rustfmt::skip]
const PLACES: &[Place] = &[
    place("CN", "CN-SD", &[("zh", "CN", "direct", 90), ("zh", "CN", "agency", 10)], 12),
    place("CN", "CN-LN", &[("zh", "CN", "direct", 80), ("ko", "KP", "dispatched", 20)], 4),
    place("CN", "CN-XJ", &[("zh", "CN", "direct", 60), ("ug", "CN", "state_transfer", 40)], 2),
    place("BD", "BD-13", &[("bn", "BD", "direct", 100)], 12),
    place("VN", "VN-SG", &[("vi", "VN", "direct", 95), ("km", "KH", "agency", 5)], 12),
    place("IN", "IN-TN", &[("ta", "IN", "direct", 60), ("hi", "IN", "agency", 25), ("or", "IN", "agency", 15)], 12),
    place("TH", "TH-74", &[("th", "TH", "direct", 35), ("my", "MM", "migrant", 45), ("km", "KH", "migrant", 20)], 10),
    place("MY", "MY-10", &[("ms", "MY", "direct", 30), ("ne", "NP", "migrant", 30), ("bn", "BD", "migrant", 25), ("my", "MM", "agency", 15)], 8),
    place("TR", "TR-34", &[("tr", "TR", "direct", 80), ("ar", "SY", "migrant", 20)], 8),
    place("JO", "JO-IR", &[("ar", "JO", "direct", 25), ("bn", "BD", "migrant", 45), ("si", "LK", "migrant", 30)], 5),
    place("MX", "MX-BCN", &[("es", "MX", "direct", 90), ("mix", "MX", "agency", 10)], 6),
    place("PT", "PT-13", &[("pt", "PT", "direct", 70), ("ne", "NP", "migrant", 30)], 5),
    place("TW", "TW-KHH", &[("zh", "TW", "direct", 50), ("id", "ID", "migrant", 30), ("fil", "PH", "migrant", 20)], 4),
];

/// What the parts of a dossier agree on.
pub(crate) struct Site {
    pub(crate) language: &'static str,
    place: &'static Place,
    pub(crate) headcount: u32,
    /// Each group with the number of its workers, which together are the headcount.
    pub(crate) groups: Vec<(Workers, u32)>,
    /// How well the audit was made, 0 to 100: what it is at its best it tends to be throughout.
    pub(crate) care: u32,
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) year: u32,
    /// Days of the visit, the first and the last among them.
    pub(crate) days: u32,
    pub(crate) team: u32,
    pub(crate) firm: String,
    pub(crate) shifts: u32,
    pub(crate) is_housed: bool,
}

impl Site {
    pub(crate) fn new(chance: &mut Chance) -> Self {
        let place = Place::drawn(chance);
        let headcount = match chance.below(10) {
            0..=2 => chance.between(20, 90),
            3..=7 => chance.between(91, 600),
            _ => chance.between(601, 4_000),
        };
        let mut left = headcount;
        let mut groups: Vec<_> = place.workers.iter().map(|group| (*group, 0)).collect();
        for ((.., share), workers) in groups.iter_mut().skip(1) {
            *workers = (headcount * *share / 100).max(1);
            left -= *workers;
        }
        groups.iter_mut().take(1).for_each(|(_, workers)| *workers = left);
        let year = chance.between(2022, 2026);
        let month = chance.between(1, if year == 2026 { 3 } else { 12 });
        let day = chance.between(1, 26);
        let days = chance.between(1, 3);
        Site {
            language: place.workers.first().map_or("en", |group| group.0),
            place,
            headcount,
            groups,
            care: if chance.happens(25) { 100 } else { chance.below(101) },
            start: format!("{year}-{month:02}-{day:02}"),
            end: format!("{year}-{month:02}-{:02}", day + days - 1),
            year,
            days,
            team: chance.between(1, 3) + headcount / 1_000,
            firm: format!("Invented Auditors {}", chance.below(40)),
            shifts: chance.between(1, 3),
            is_housed: chance.happens(45),
        }
    }

    /// A chance in percent that rises with care from the first to the second.
    pub(crate) fn with_care(&self, careless: u32, careful: u32) -> u32 {
        (careless * (100 - self.care) + careful * self.care) / 100
    }

    /// The weight of a fault: smaller with care, gone where care is complete.
    pub(crate) fn fault(&self, weight: u32) -> u32 {
        (weight * (100 - self.care)).div_ceil(100)
    }

    pub(crate) fn write(&self, number: u64, out: &mut Writer<'_>) {
        let plant = number / 2;
        out.table("site", |out| {
            out.given_text("id", &format!("site-{plant}"));
            out.text("name", &format!("Invented Plant {plant}"));
            out.text("country", self.place.country);
            // Of another country it would be refused; of one that is not stated it says the country.
            out.text("subdivision", self.place.subdivision);
            let id = format!("{:08}", number % 100_000_000);
            out.list("ids", &["gln", "sedex"], |out, _, scheme| {
                out.given_text("scheme", scheme);
                out.given_text("value", &id);
            });
            out.value("headcount", self.headcount);
            out.text("headcount_on", &self.start);
            out.list("workforce", &self.groups, |out, _, ((language, origin, arrangement, _), workers)| {
                out.text("language", language);
                out.value("workers", workers);
                out.text("origin", origin);
                out.text("arrangement", arrangement);
            });
            let independent = self.with_care(10, 100);
            out.word(
                "workforce_established_by",
                &[
                    ("independent", independent),
                    ("documents_only", (100 - independent) / 2),
                    ("management_statement", (100 - independent) / 3),
                    ("not_checked", self.fault(6)),
                ],
            );
            out.word(
                "workforce_covers",
                &[("everyone_present", self.with_care(20, 100)), ("employees_only", self.fault(60))],
            );
            out.text("dormitories", if self.is_housed { "provided" } else { "none" });
            out.value("shifts", self.shifts);
        });
    }
}
