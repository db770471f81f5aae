//! Any bytes as a table of dossiers, plain or packed, with any text before the first NUL byte as its mapping: no panic, rows
//! in order, and each is read or refused. What is written as a table is read again as it stood, packed or not.

#![no_main]

mod problems;

use std::io::{BufReader, Read as _, Seek as _, Write as _};
use std::path::Path;

use audit_credence::{Dossier, acts};
use audit_credence_tables::{
    Bound, Cell, Column, CsvRows, Kind, Mapping, Packed, Packing, ParquetRows, ParquetWriter, csv_line,
    unpacked,
};
use libfuzzer_sys::fuzz_target;

/// So much of what is packed is read: a few bytes may hold a great many.
const MOST: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let (mapping, table) = match bytes.iter().position(|byte| *byte == 0) {
        Some(end) => (String::from_utf8_lossy(&bytes[..end]).into_owned(), &bytes[end + 1..]),
        None => (String::new(), bytes),
    };
    let mapping = match Mapping::from_toml(&mapping) {
        Ok(mapping) => mapping,
        Err(sentence) => return assert!(!sentence.is_empty()),
    };
    rows(table, &mapping);
    // Now and then, as it is slower than all the rest.
    if table.len() % 32 == 0 {
        let texts: Vec<&str> =
            std::str::from_utf8(table).unwrap_or("ref").split([',', '\n']).take(8).collect();
        let _ = Bound::new(&mapping, &texts).inspect_err(|wrong| assert!(!wrong.is_empty()));
        written(&texts);
    }
});

fn rows(table: &[u8], mapping: &Mapping) {
    let Ok(plain) = unpacked(table) else { return };
    let rows = match CsvRows::new(BufReader::new(plain.take(MOST)), mapping) {
        Ok(Ok(Some(rows))) => rows,
        Ok(Err(wrong)) => return assert!(!wrong.is_empty()),
        Ok(Ok(None)) | Err(_) => return,
    };
    let mut last = 1;
    for row in rows {
        let Ok(row) = row else { return };
        assert!(row.line > last, "row {} after {last}", row.line);
        last = row.line;
        match row.dossier {
            Some(Ok(text)) => {
                let _ = serde_json::from_str::<serde_json::Value>(&text).expect("a row is written as JSON");
                let _ =
                    Dossier::from_json(text.as_bytes()).map_err(|problems| problems::check(&problems, None));
            }
            Some(Err((code, sentence))) => assert!(!code.is_empty() && !sentence.is_empty()),
            None => {}
        }
    }
}

/// Cells as they leave: a spreadsheet runs nothing, and each is one cell of one line.
fn written(texts: &[&str]) {
    let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text(Some((*text).to_owned()))).collect();
    let line = csv_line(&cells, "");
    assert!(line.ends_with('\n') && !line.trim_end_matches('\n').contains(acts));
    assert!(
        line.split(',').all(|cell| !cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '|']))
            || line.contains('"')
    );
    let (packing, _) = Packing::by_name(Path::new(["a.csv", "a.csv.gz", "a.zst"][texts.len() % 3]));
    let Ok(file) = scratch() else { return };
    let mut packed = Packed::new(file, packing).expect("packing begins");
    assert_eq!(packed.is_packed(), packing != Packing::Plain);
    packed.write_all(line.as_bytes()).expect("packed");
    let mut file = packed.finish().expect("packing ends");
    file.rewind().expect("a plain file");
    let mut again = String::new();
    unpacked(&file).expect("unpacked").read_to_string(&mut again).expect("what was packed is read");
    assert_eq!(again, line);
    parquet(&cells);
}

/// The same cells as a Parquet file.
fn parquet(cells: &[Cell]) {
    let Ok(file) = scratch() else { return };
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    let columns = vec![column("ref", Kind::Text), column("site.headcount", Kind::Whole)];
    let mut writer = ParquetWriter::new(file, &columns).expect("a file begins");
    for cell in cells {
        writer.row(vec![cell.clone(), Cell::Whole(Some(7))]).expect("a row");
    }
    let file = writer.finish().expect("a file ends");
    let rows = ParquetRows::new(file, &Mapping::default()).expect("a Parquet file").expect("bound");
    assert_eq!(rows.row_count(), cells.len() as u64);
    for (row, cell) in rows.zip(cells) {
        let text = row.expect("a row").dossier.expect("something").expect("a dossier");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let Cell::Text(Some(text)) = cell else { continue };
        assert!(text.trim().is_empty() || json["ref"] == text.trim());
    }
}

/// A file that is gone with its last handle.
fn scratch() -> std::io::Result<std::fs::File> {
    let file = std::env::temp_dir().join(format!("credence-fuzz-{}", std::process::id()));
    let open = std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&file)?;
    std::fs::remove_file(file)?;
    Ok(open)
}
