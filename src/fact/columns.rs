//! Facts of many dossiers as columns, in blocks.
//!
//! A block holds some hundred dossiers: for each place of the flat row one run of numbers, so that a plan is evaluated
//! for all of them in loops without branches. What few dossiers have stands beside, with the number of its row.

use crate::dossier::Dossier;
use crate::fact::coercion::Place;
use crate::fact::row::{NUMBERS, PLANES, Row};
use crate::fact::{Facts, Head, Rare, Side};
use crate::problem::Problems;

/// How many dossiers a block holds.
pub(crate) const BLOCK: usize = 512;

/// How many rows are turned into columns at once.
const TILE: usize = 32;

/// The facts of many dossiers, one column for each place of the row, to be graded many times.
///
/// They depend on the dossiers alone: the same columns are graded under any pack and on any day.
///
/// ```
/// use audit_credence::{FactColumns, Grades, Pack, Plan};
///
/// let mut facts = FactColumns::new();
/// facts.push_json(br#"{ "ref": "a", "report": { "document": "full_report" } }"#).unwrap();
/// facts.push_json(br#"{ "ref": "b", "report": { "visit": { "notise": "surprise" } } }"#).unwrap_err();
/// assert_eq!((facts.len(), facts.reference(0)), (1, Some("a")));
///
/// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
/// let mut grades = Grades::new();
/// scorer.grades(&facts, &mut grades);
/// assert_eq!(grades.get(0).unwrap().grade().unwrap().worst().index(), 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct FactColumns {
    /// All full but the last.
    blocks: Vec<Box<Block>>,
    /// Of the dossiers that claim something by a programme's rule; all full but the last.
    claims: Vec<Claims>,
    len: usize,
    /// Every `ref`, one after another, and where each begins and ends.
    refs: String,
    ref_places: Vec<Option<(usize, usize)>>,
    /// Into which documents are read, one after another.
    working: Box<Dossier>,
}

/// At most [`BLOCK`] dossiers; what lies beyond them is left from before or 0.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) planes: [[u8; BLOCK]; PLANES],
    /// At worst and at best.
    pub(crate) numbers: [[[u32; BLOCK]; 2]; NUMBERS],
    pub(crate) places: [Place; BLOCK],
    pub(crate) latest: [u32; BLOCK],
    pub(crate) latest_at: [u32; BLOCK],
    pub(crate) reading: [u8; BLOCK],
    pub(crate) restricted: [bool; BLOCK],
    /// What few dossiers have, in the order of their rows.
    pub(crate) beside: Vec<(usize, Side)>,
}

/// At most [`BLOCK`] dossiers that claim something by a programme's rule: what they show, and what they claim, side by side.
#[derive(Clone, Debug)]
pub(crate) struct Claims {
    /// Which dossiers they are, rising.
    pub(crate) rows: Vec<usize>,
    pub(crate) shown: Box<Block>,
    pub(crate) claimed: Box<Block>,
}

impl Claims {
    pub(crate) fn new() -> Self {
        Claims { rows: Vec::new(), shown: Block::new(), claimed: Block::new() }
    }

    /// Adds a dossier; there is room for [`BLOCK`].
    pub(crate) fn add(&mut self, row: usize, shown: (&Row, &Side), (claimed, side): (&Row, &Side)) {
        let at = self.rows.len();
        self.rows.push(row);
        self.shown.set_row(at, shown.0);
        self.shown.put_beside(at, shown.1.clone());
        self.claimed.set_row(at, claimed);
        self.claimed.put_beside(at, side.clone());
    }

    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.shown.beside.clear();
        self.claimed.beside.clear();
    }

    /// What a dossier claims.
    fn of(&self, row: usize) -> Option<(Row, Side)> {
        let at = self.rows.binary_search(&row).ok()?;
        Some((self.claimed.row(at), self.claimed.beside_of(at).cloned().unwrap_or_default()))
    }
}

impl Block {
    /// A block of nothing.
    #[expect(clippy::large_stack_arrays, reason = "zeros, which go straight into the box in a release build")]
    pub(crate) fn new() -> Box<Self> {
        Box::new(Block {
            planes: [[0; BLOCK]; PLANES],
            numbers: [[[0; BLOCK]; 2]; NUMBERS],
            places: [Place::default(); BLOCK],
            latest: [0; BLOCK],
            latest_at: [0; BLOCK],
            reading: [0; BLOCK],
            restricted: [false; BLOCK],
            beside: Vec::new(),
        })
    }

    /// Writes the facts into a row, all but what few dossiers have.
    pub(crate) fn set(&mut self, at: usize, facts: &Facts) {
        self.set_row(at, &facts.shown);
        self.set_head(at, facts.head);
    }

    fn set_head(&mut self, at: usize, head: Head) {
        put(&mut self.latest, at, head.latest);
        put(&mut self.latest_at, at, head.latest_at);
        put(&mut self.reading, at, head.reading);
        put(&mut self.restricted, at, head.restricted);
    }

    /// Writes a row without its head.
    pub(crate) fn set_row(&mut self, at: usize, row: &Row) {
        for (column, bits) in self.planes.iter_mut().zip(row.planes) {
            put(column, at, bits);
        }
        for ([worst, best], number) in self.numbers.iter_mut().zip(row.numbers) {
            put(worst, at, number[0]);
            put(best, at, number[1]);
        }
        put(&mut self.places, at, row.place);
    }

    /// Writes facts into the first rows, all but what few dossiers have: some rows at a time, so that what is read stays near
    /// while column after column is written.
    pub(crate) fn fill(&mut self, facts: &[Facts]) {
        for (tile, facts) in facts.chunks(TILE).enumerate() {
            let from = tile.saturating_mul(TILE);
            for (at, column) in self.planes.iter_mut().enumerate() {
                for (place, facts) in column.iter_mut().skip(from).zip(facts) {
                    *place = facts.shown.planes.get(at).copied().unwrap_or(0);
                }
            }
            for (at, [worst, best]) in self.numbers.iter_mut().enumerate() {
                let both = worst.iter_mut().zip(best).skip(from);
                for ((worst, best), facts) in both.zip(facts) {
                    [*worst, *best] = facts.shown.numbers.get(at).copied().unwrap_or([0, u32::MAX]);
                }
            }
            for (at, facts) in (from..).zip(facts) {
                put(&mut self.places, at, facts.shown.place);
                self.set_head(at, facts.head);
            }
        }
    }

    /// What a row shows.
    pub(crate) fn row(&self, at: usize) -> Row {
        let mut row = Row { place: take(&self.places, at), ..Row::NOTHING };
        for (bits, column) in row.planes.iter_mut().zip(&self.planes) {
            *bits = take(column, at);
        }
        for (number, [worst, best]) in row.numbers.iter_mut().zip(&self.numbers) {
            *number = [take(worst, at), take(best, at)];
        }
        row
    }

    /// What is known of the dossier of a row as a whole.
    pub(super) fn head(&self, at: usize) -> Head {
        Head {
            latest: take(&self.latest, at),
            latest_at: take(&self.latest_at, at),
            reading: take(&self.reading, at),
            restricted: take(&self.restricted, at),
        }
    }

    /// Notes what has no place in a row, the last so far.
    pub(crate) fn put_beside(&mut self, at: usize, side: Side) {
        if side != Side::default() {
            self.beside.push((at, side));
        }
    }

    /// What of a row has no place in it.
    fn beside_of(&self, at: usize) -> Option<&Side> {
        let found = self.beside.binary_search_by_key(&at, |(row, _)| *row).ok()?;
        self.beside.get(found).map(|(_, side)| side)
    }
}

fn put<T>(column: &mut [T], at: usize, value: T) {
    if let Some(place) = column.get_mut(at) {
        *place = value;
    }
}

fn take<T: Copy + Default>(column: &[T], at: usize) -> T {
    column.get(at).copied().unwrap_or_default()
}

impl FactColumns {
    /// Columns of nothing.
    pub fn new() -> Self {
        FactColumns::default()
    }

    /// How many dossiers there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Removes every dossier, and keeps the memory for others.
    pub fn clear(&mut self) {
        self.blocks.iter_mut().for_each(|block| block.beside.clear());
        self.claims.iter_mut().for_each(Claims::clear);
        self.len = 0;
        self.refs.clear();
        self.ref_places.clear();
    }

    /// Adds the facts of a dossier; its `ref` is not among them.
    pub fn push(&mut self, facts: Facts) {
        let (block, at) = (self.len / BLOCK, self.len % BLOCK);
        if block == self.blocks.len() {
            self.blocks.push(Block::new());
        }
        if let Some(block) = self.blocks.get_mut(block) {
            block.set(at, &facts);
            if let Some(rare) = facts.rare {
                if let Some((row, side)) = &rare.claimed {
                    if self.claims.iter().all(|claims| claims.rows.len() == BLOCK) {
                        self.claims.push(Claims::new());
                    }
                    if let Some(claims) = self.claims.iter_mut().find(|claims| claims.rows.len() < BLOCK) {
                        claims.add(self.len, (&facts.shown, &rare.shown), (row, side));
                    }
                }
                block.put_beside(at, rare.shown);
            }
        }
        self.len = self.len.saturating_add(1);
        self.ref_places.push(None);
    }

    /// Adds a dossier, with its `ref`.
    pub fn push_dossier(&mut self, dossier: &Dossier) {
        self.push(Facts::from_dossier(dossier));
        self.refer(self.len.saturating_sub(1), dossier.r#ref.as_deref());
    }

    /// Adds a dossier from JSON, with its `ref`: the facts that [`Dossier::from_json`] would lead to.
    ///
    /// # Errors
    ///
    /// Those of [`Dossier::from_json`]; nothing is added then.
    pub fn push_json(&mut self, bytes: &[u8]) -> Result<(), Problems> {
        let mut working = std::mem::take(&mut self.working);
        let read = working.read_json(bytes);
        if read.is_ok() {
            self.push_dossier(&working);
        }
        self.working = working;
        read
    }

    /// Notes the `ref` of a dossier.
    pub(super) fn refer(&mut self, row: usize, key: Option<&str>) {
        if let Some((place, key)) = self.ref_places.get_mut(row).zip(key) {
            let begin = self.refs.len();
            self.refs.push_str(key);
            *place = Some((begin, self.refs.len()));
        }
    }

    /// The `ref` of a dossier that was added with one.
    pub fn reference(&self, row: usize) -> Option<&str> {
        let (begin, end) = (*self.ref_places.get(row)?)?;
        self.refs.get(begin..end)
    }

    /// The facts of one dossier; rows count from 0 in the order of adding.
    pub fn get(&self, row: usize) -> Option<Facts> {
        let (block, at) = ((row < self.len).then(|| self.blocks.get(row / BLOCK))??, row % BLOCK);
        let claimed = self.claims.iter().find_map(|claims| claims.of(row));
        let beside = block.beside_of(at);
        let rare = (beside.is_some() || claimed.is_some())
            .then(|| Box::new(Rare { shown: beside.cloned().unwrap_or_default(), claimed }));
        Some(Facts { head: block.head(at), shown: block.row(at), rare, refused: None })
    }

    /// The dossiers that claim something by a rule.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Claims> {
        self.claims.iter()
    }

    /// Each block, with how many rows of it are dossiers.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&Block, usize)> {
        let rows = |(index, block)| {
            let before = BLOCK.saturating_mul(index);
            (block, self.len.saturating_sub(before).min(BLOCK))
        };
        self.blocks.iter().map(|block| &**block).enumerate().map(rows).take_while(|(_, rows)| *rows > 0)
    }
}
