//! Any bytes as a Parquet file, above all those of a file that is one with some changed: no panic that is not caught, and
//! each row is read or refused.

#![no_main]

mod problems;

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{Seek as _, Write as _};

use audit_credence::Dossier;
use audit_credence_tables::{Mapping, ParquetRows, panic_is_caught};
use libfuzzer_sys::fuzz_target;

thread_local! {
    /// One file for all bytes: the reader wants a file.
    static FILE: RefCell<File> = RefCell::new(scratch().expect("a file in the folder for such files"));
}

fn scratch() -> std::io::Result<File> {
    let file = std::env::temp_dir().join(format!("credence-fuzz-{}", std::process::id()));
    let open = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&file)?;
    std::fs::remove_file(file)?;
    Ok(open)
}

/// The fuzzer takes every panic for a finding; those of the reader's crate are caught.
fn let_be_caught() {
    let otherwise = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic_is_caught() {
            otherwise(panic);
        }
    }));
}

fuzz_target!(init: let_be_caught(), |bytes: &[u8]| {
    let file = FILE.with_borrow_mut(|file| -> std::io::Result<File> {
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(bytes)?;
        file.rewind()?;
        file.try_clone()
    });
    let rows = match ParquetRows::new(file.expect("a file holds the bytes"), &Mapping::default()) {
        Ok(Ok(rows)) => rows,
        Ok(Err(wrong)) => return assert!(!wrong.is_empty()),
        Err(_) => return,
    };
    let _ = rows.row_count();
    // A file may say that it has more rows than anybody waits for.
    for row in rows.take(1_000) {
        let Ok(row) = row else { return };
        match row.dossier {
            Some(Ok(text)) => {
                let _ = serde_json::from_str::<serde_json::Value>(&text).expect("a row is written as JSON");
                let _ = Dossier::from_json(text.as_bytes()).map_err(|problems| problems::check(&problems, None));
            }
            Some(Err((code, sentence))) => assert!(!code.is_empty() && !sentence.is_empty()),
            None => {}
        }
    }
});
