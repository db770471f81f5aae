//! Any bytes as facts that a host kept, and kept facts of drawn dossiers with bytes changed: no panic, and what is read
//! is graded and written as it stood.

#![no_main]

mod drawn;
mod problems;
mod scorers;

use audit_credence::Facts;
use drawn::Bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    read(bytes);
    let mut bytes = Bytes(bytes);
    let dossier = drawn::dossier(&mut bytes);
    let facts = Facts::from_dossier(&dossier);
    let mut kept = Vec::new();
    facts.write(&mut kept);
    assert_eq!(Facts::read(&mut kept.as_slice()), Some(facts));
    assert_eq!(Facts::layout(), Facts::layout());
    while !bytes.is_over() {
        let at = bytes.below(kept.len());
        kept[at] = *bytes.one(&[0, 1, 2, 0x7f, 0x80, 0xff]);
        read(&kept);
    }
});

fn read(bytes: &[u8]) {
    let mut rest = bytes;
    let Some(facts) = Facts::read(&mut rest) else {
        assert_eq!(rest, bytes, "nothing is passed over");
        return;
    };
    let mut again = Vec::new();
    facts.write(&mut again);
    assert_eq!(Some(again.as_slice()), bytes.strip_suffix(rest));
    let scorer = scorers::one(bytes.len() + usize::from(bytes[0]));
    if let Ok(levels) = scorer.levels(&facts) {
        scorers::answered(scorer, &levels);
    }
}
