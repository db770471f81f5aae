//! `credence sample`: invented dossiers, to try out what a large batch does.

use std::io;

use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn sample(count: u64, seed: u64, out: &mut Output) -> io::Result<Exit> {
    let mut line = String::new();
    for number in 0..count {
        line.clear();
        audit_credence_sample::write(seed, number, &mut line);
        line.push('\n');
        out.write(&line)?;
        if out.is_closed() {
            break;
        }
    }
    Ok(Exit::default())
}
