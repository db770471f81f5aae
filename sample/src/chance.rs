//! Chance: `SplitMix64`, written out so that no other crate's release can change a sample.
//!
//! Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants as in the
//! public domain `splitmix64.c` by Sebastiano Vigna.

/// Numbers that depend on a seed and a number, that of a dossier or of a draw, alone.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The beginning for this seed and this number.
    pub fn new(seed: u64, number: u64) -> Self {
        // Neighbours must not resemble each other: each start is itself drawn.
        let mut seeds = Chance(seed);
        let start = seeds.next() ^ number.wrapping_mul(0xd1b5_4a32_d192_ed03);
        Chance(Chance(start).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        // The upper half of the product: no number is favoured by more than 2⁻³².
        let product = (self.next() >> 32) * u64::from(end);
        u32::try_from(product >> 32).unwrap_or(0)
    }

    /// A number from `least` to `most`.
    pub(crate) fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Whether something with a chance of so many percent happens.
    pub(crate) fn happens(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of several, each as likely as its weight says.
    pub(crate) fn weighted<'w>(&mut self, words: &[(&'w str, u32)]) -> &'w str {
        let mut left = self.below(words.iter().map(|(_, weight)| weight).sum());
        for (word, weight) in words {
            if left < *weight {
                return word;
            }
            left -= weight;
        }
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        // The first three numbers of seed 1234567, as published with the reference code.
        let mut chance = Chance(1_234_567);
        let three = [chance.next(), chance.next(), chance.next()];
        assert_eq!(three, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn percents_are_about_what_they_say() {
        let mut chance = Chance::new(1, 1);
        let happened = (0..10_000).filter(|_| chance.happens(15)).count();
        assert!((1_400..1_600).contains(&happened), "{happened}");
    }
}
