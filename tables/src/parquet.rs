//! Parquet, through the crate `parquet` without Arrow: a row a dossier, and answers in groups of rows.
//!
//! A column may be flat, as in CSV, or nested as the dossier is: what polars or `DuckDB` make of JSON Lines is read as it
//! stands. Reading holds a page of each column, writing one group of rows.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{
    Compression, ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel,
};
use parquet::column::writer::{ColumnWriter, ColumnWriterImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::reader::RowIter;
use parquet::record::{Field, List, Row as Record};
use parquet::schema::types::{Type, TypePtr};

use crate::Row;
use crate::bind::{Bound, Given, quote};
use crate::mapping::Mapping;
use crate::row::{self, Column, Kind};
use crate::thrift::{check_footer, check_pages};

/// So many rows make a group when writing.
const GROUP: usize = 16_384;

/// No number of a dossier has more digits behind the point; a damaged file may say that it has thousands of millions.
const MOST_SCALE: i32 = 38;

/// The rows of a Parquet file; behind an error none.
pub struct ParquetRows {
    rows: RowIter<'static>,
    columns: Vec<TypePtr>,
    count: u64,
    bound: Bound,
    row: u64,
    /// What the crate would give behind an error may have no end.
    is_over: bool,
}

impl std::fmt::Debug for ParquetRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ParquetRows at {}", self.row)
    }
}

impl ParquetRows {
    /// Reads the schema and binds its columns.
    ///
    /// # Errors
    ///
    /// What is wrong with the file; inside, a sentence for each column that cannot be bound.
    pub fn new(file: File, mapping: &Mapping) -> io::Result<Result<Self, Vec<String>>> {
        check_footer(&file)?;
        let pages = file.try_clone()?;
        let reader = guarded(|| SerializedFileReader::new(file))?;
        check_pages(&pages, reader.metadata())?;
        let file = reader.metadata().file_metadata();
        let columns = file.schema().get_fields().to_vec();
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        let bound = match Bound::new(mapping, &names) {
            Ok(bound) => bound,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let count = u64::try_from(file.num_rows()).unwrap_or(0);
        let rows = RowIter::from_file_into(Box::new(reader));
        Ok(Ok(ParquetRows { rows, columns, count, bound, row: 0, is_over: false }))
    }

    /// How many rows the file says that it has.
    pub fn row_count(&self) -> u64 {
        self.count
    }
}

impl Iterator for ParquetRows {
    type Item = io::Result<Row>;

    fn next(&mut self) -> Option<io::Result<Row>> {
        if self.is_over {
            return None;
        }
        // The crate may panic at a cell that it read, too.
        let next = guarded(|| match self.rows.next().transpose()? {
            Some(record) => Ok(Some(self.dossier(&record))),
            None => Ok(None),
        });
        self.row += 1;
        self.is_over = next.is_err();
        Some(next.transpose()?.map(|dossier| Row { line: self.row, dossier }))
    }
}

impl ParquetRows {
    /// A row's dossier; nothing where no cell says anything.
    fn dossier(&self, record: &Record) -> Option<Result<String, (&'static str, String)>> {
        let cells = || record.get_column_iter().map(|(_, field)| field).zip(&self.columns);
        if cells().all(|(field, _)| *field == Field::Null) {
            return None;
        }
        // Texts are borrowed or written first, so that a cell of text is read as one of CSV is.
        let texts: Vec<Option<String>> = cells().map(|(field, column)| text(field, column)).collect();
        let cells: Vec<Given<'_>> = cells()
            .zip(&texts)
            .map(|((field, column), text)| match (field, text) {
                (Field::Str(text), _) | (_, Some(text)) => Given::Text(text),
                _ => json(field, column).map_or(Given::Nothing, Given::Json),
            })
            .collect();
        Some(self.bound.dossier(&cells).map_err(|message| ("syntax", message)))
    }
}

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is that of a reader of Parquet, which is caught and told as an error: whoever prints panics
/// may be silent about it.
pub fn panic_is_caught() -> bool {
    IS_GUARDED.get()
}

/// What the crate makes of a file that is not what it says: an error, though it may panic.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> io::Result<T> {
    let before = IS_GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(before);
    match read {
        Ok(read) => read.map_err(io::Error::other),
        Err(_) => Err(io::Error::other("not a Parquet file that can be read")),
    }
}

/// A value of one cell as CSV would have it; nothing of what is nested or null.
fn text(field: &Field, column: &Type) -> Option<String> {
    Some(match field {
        Field::Null | Field::Str(_) | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            return None;
        }
        Field::Date(days) => day(i64::from(*days)),
        Field::TimestampMillis(millis) => moment(*millis, 86_400_000),
        Field::TimestampMicros(micros) => moment(*micros, 86_400_000_000),
        // The crate gives these as whole numbers.
        Field::Long(nanos) if is_nanos(column) => moment(*nanos, 86_400_000_000_000),
        Field::Decimal(decimal) if decimal.scale() > MOST_SCALE => {
            format!("a decimal of {} digits behind the point", decimal.scale())
        }
        // The crate ends a whole number with the point.
        Field::Decimal(_) => field.to_string().trim_end_matches('0').trim_end_matches('.').to_owned(),
        // A column of whole numbers some of which are missing is often kept as decimals.
        Field::Double(decimal) => decimal.to_string(),
        Field::Float(decimal) => decimal.to_string(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        other => other.to_string(),
    })
}

/// Whether a column of whole numbers is one of moments, in nanoseconds.
fn is_nanos(column: &Type) -> bool {
    let info = column.get_basic_info();
    matches!(info.logical_type_ref(), Some(LogicalType::Timestamp(kind)) if kind.unit == TimeUnit::NANOS)
}

/// What the entries of a list are declared as.
fn entry(list: &Type) -> &Type {
    fn only(one: &Type) -> Option<&Type> {
        if !one.is_group() {
            return None;
        }
        let [only] = one.get_fields() else { return None };
        Some(only)
    }
    match only(list) {
        Some(repeated) if list.get_basic_info().converted_type() == ConvertedType::LIST => {
            only(repeated).unwrap_or(repeated)
        }
        _ => list,
    }
}

/// What a key of a nested value is declared as.
fn key<'t>(group: &'t Type, name: &str) -> Option<&'t Type> {
    let fields = if group.is_group() { group.get_fields() } else { &[] };
    fields.iter().map(AsRef::as_ref).find(|field| field.name() == name)
}

/// A day by its number from 1970 on; what lies outside of the calendar is no day.
fn day(days: i64) -> String {
    let day: Option<Date> =
        jiff::Span::new().try_days(days).ok().and_then(|days| date(1970, 1, 1).checked_add(days).ok());
    day.map_or_else(|| format!("day {days} from 1970-01-01"), |day| day.to_string())
}

/// A moment as its day, where it is the beginning of one.
fn moment(count: i64, of_day: i64) -> String {
    if count.rem_euclid(of_day) == 0 {
        day(count.div_euclid(of_day))
    } else {
        format!("{count} from 1970-01-01")
    }
}

/// A nested value as JSON; nothing where it is null. A key that is null is left out.
fn json(field: &Field, column: &Type) -> Option<String> {
    let mut out = String::new();
    write_json(field, column, &mut out).then_some(out)
}

fn write_json(field: &Field, column: &Type, out: &mut String) -> bool {
    match field {
        Field::Null => return false,
        Field::Group(group) => {
            out.push('{');
            let mut first = true;
            for (name, field) in group.get_column_iter() {
                let before = out.len();
                out.push_str(if first { "" } else { "," });
                quote(name, out);
                out.push(':');
                if write_json(field, key(column, name).unwrap_or(column), out) {
                    first = false;
                } else {
                    out.truncate(before);
                }
            }
            out.push('}');
        }
        Field::ListInternal(list) => write_list(list, entry(column), out),
        Field::MapInternal(map) => {
            out.push('{');
            for (at, (key, value)) in map.entries().iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                quote(&key.to_string().replace('"', ""), out);
                out.push(':');
                if !write_json(value, column, out) {
                    out.push_str("null");
                }
            }
            out.push('}');
        }
        Field::Str(text) => quote(text, out),
        Field::Long(_) if is_nanos(column) => quote(&text(field, column).unwrap_or_default(), out),
        Field::Decimal(decimal) if decimal.scale() <= MOST_SCALE => {
            out.push_str(&text(field, column).unwrap_or_default());
        }
        Field::Bool(_)
        | Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_) => out.push_str(&field.to_string()),
        Field::Double(decimal) if decimal.is_finite() => out.push_str(&decimal.to_string()),
        Field::Float(decimal) if decimal.is_finite() => out.push_str(&decimal.to_string()),
        other => quote(&text(other, column).unwrap_or_default(), out),
    }
    true
}

fn write_list(list: &List, entry: &Type, out: &mut String) {
    out.push('[');
    for (at, field) in list.elements().iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        if !write_json(field, entry, out) {
            out.push_str("null");
        }
    }
    out.push(']');
}

/// Writes answers as a Parquet file, packed with zstd.
pub struct ParquetWriter {
    to: SerializedFileWriter<File>,
    rows: Vec<Vec<row::Cell>>,
}

impl std::fmt::Debug for ParquetWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ParquetWriter with {} rows to come", self.rows.len())
    }
}

impl ParquetWriter {
    /// Begins a file of these columns.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn new(to: File, columns: &[Column]) -> io::Result<Self> {
        let fields = columns.iter().map(|column| field(column).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(io::Error::other)?;
        let schema = Type::group_type_builder("assessments").with_fields(fields).build();
        let schema = Arc::new(schema.map_err(io::Error::other)?);
        let packing = Compression::ZSTD(ZstdLevel::default());
        let properties = Arc::new(WriterProperties::builder().set_compression(packing).build());
        let to = SerializedFileWriter::new(to, schema, properties).map_err(io::Error::other)?;
        Ok(ParquetWriter { to, rows: Vec::new() })
    }

    /// Adds a row: a cell for each column, of its kind.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn row(&mut self, cells: Vec<row::Cell>) -> io::Result<()> {
        self.rows.push(cells);
        if self.rows.len() >= GROUP { self.group().map_err(io::Error::other) } else { Ok(()) }
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.to.next_row_group()?;
        let mut at = 0;
        // A list has one column of values, as any other kind has.
        while let Some(mut column) = group.next_column()? {
            write_column(column.untyped(), rows.iter().filter_map(|row| row.get(at)))?;
            column.close()?;
            at += 1;
        }
        group.close()?;
        Ok(())
    }

    /// Ends the file; gives it back.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn finish(mut self) -> io::Result<File> {
        self.group().map_err(io::Error::other)?;
        self.to.into_inner().map_err(io::Error::other)
    }
}

/// A column as the schema of a file has it. A list is never null, and none of its texts is.
fn field(column: &Column) -> Result<Type, ParquetError> {
    let of = |name: &str, repetition, physical, converted| {
        let field = Type::primitive_type_builder(name, physical);
        field.with_repetition(repetition).with_converted_type(converted).build()
    };
    let (physical, converted) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
        Kind::Whole => (Physical::INT64, ConvertedType::INT_64),
        Kind::Day => (Physical::INT32, ConvertedType::DATE),
        Kind::YesNo => (Physical::BOOLEAN, ConvertedType::NONE),
        Kind::List => {
            let text = of("element", Repetition::REQUIRED, Physical::BYTE_ARRAY, ConvertedType::UTF8)?;
            let entries = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
            let entries = entries.with_fields(vec![Arc::new(text)]).build()?;
            let list = Type::group_type_builder(&column.name).with_repetition(Repetition::REQUIRED);
            let list =
                list.with_converted_type(ConvertedType::LIST).with_logical_type(Some(LogicalType::List));
            return list.with_fields(vec![Arc::new(entries)]).build();
        }
    };
    of(&column.name, Repetition::OPTIONAL, physical, converted)
}

/// Writes the cells of a column; one that is not of the column's kind is null.
fn write_column<'c>(
    to: &mut ColumnWriter<'_>,
    cells: impl Iterator<Item = &'c row::Cell>,
) -> Result<(), ParquetError> {
    match to {
        ColumnWriter::ByteArrayColumnWriter(to) => {
            let (mut values, mut present, mut follows) = (Vec::new(), Vec::new(), Vec::new());
            for cell in cells {
                let texts = match cell {
                    row::Cell::Text(Some(text)) => std::slice::from_ref(text),
                    row::Cell::List(texts) => texts,
                    _ => &[],
                };
                for (entry, text) in texts.iter().enumerate() {
                    values.push(ByteArray::from(text.as_str()));
                    present.push(1);
                    follows.push(i16::from(entry > 0));
                }
                if texts.is_empty() {
                    present.push(0);
                    follows.push(0);
                }
            }
            // What follows in the same list is told of lists alone.
            let is_list = to.get_descriptor().max_rep_level() > 0;
            to.write_batch(&values, Some(&present), is_list.then_some(&follows))?;
        }
        ColumnWriter::Int64ColumnWriter(to) => {
            write_values(to, cells, |cell| if let row::Cell::Whole(number) = cell { *number } else { None })?;
        }
        ColumnWriter::Int32ColumnWriter(to) => write_values(to, cells, |cell| match cell {
            row::Cell::Day(day) => day.and_then(days_from_1970),
            _ => None,
        })?,
        ColumnWriter::BoolColumnWriter(to) => {
            write_values(to, cells, |cell| if let row::Cell::YesNo(is) = cell { *is } else { None })?;
        }
        _ => {}
    }
    Ok(())
}

fn write_values<'c, T: DataType>(
    to: &mut ColumnWriterImpl<'_, T>,
    cells: impl Iterator<Item = &'c row::Cell>,
    value: impl Fn(&row::Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.map(value).collect();
    let present: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    to.write_batch(&values.into_iter().flatten().collect::<Vec<_>>(), Some(&present), None)?;
    Ok(())
}

/// A day by its number from 1970 on.
fn days_from_1970(day: audit_credence::Date) -> Option<i32> {
    let first = "1970-01-01".parse().ok()?;
    let days = i32::try_from(day.days_apart(first)).ok()?;
    Some(if day < first { -days } else { days })
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    use super::{ParquetWriter, day, days_from_1970};
    use crate::row::{Cell, Column, Kind};

    #[test]
    fn every_kind_of_cell_comes_back_as_what_it_is() {
        let kinds = [Kind::Text, Kind::Whole, Kind::Day, Kind::YesNo, Kind::List];
        let column = |kind: &Kind| Column { name: format!("{kind:?}"), kind: *kind };
        let list = |texts: &[&str]| Cell::List(texts.iter().map(|&text| text.to_owned()).collect());
        let text = |text: &str| Cell::Text(Some(text.to_owned()));
        let path = std::env::temp_dir().join(format!("credence-kinds-{}.parquet", std::process::id()));
        let mut to =
            ParquetWriter::new(File::create(&path).unwrap(), &kinds.map(|kind| column(&kind))).unwrap();
        let (early, late) = ("0001-01-01".parse().ok(), "2026-03-12".parse().ok());
        for row in [
            vec![
                text("a"),
                Cell::Whole(Some(-1)),
                Cell::Day(late),
                Cell::YesNo(Some(true)),
                list(&["x", "y;z"]),
            ],
            vec![Cell::Text(None), Cell::Whole(None), Cell::Day(None), Cell::YesNo(None), list(&[])],
            vec![
                text(""),
                Cell::Whole(Some(5_000_000_000)),
                Cell::Day(early),
                Cell::YesNo(Some(false)),
                list(&["w"]),
            ],
        ] {
            to.row(row).unwrap();
        }
        to.finish().unwrap();
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let rows: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(rows.len(), 3);
        for (row, says) in rows.iter().zip([
            r#"{Text: "a", Whole: -1, Day: 2026-03-12, YesNo: true, List: ["x", "y;z"]}"#,
            "{Text: null, Whole: null, Day: null, YesNo: null, List: []}",
            r#"{Text: "", Whole: 5000000000, Day: 0001-01-01, YesNo: false, List: ["w"]}"#,
        ]) {
            assert_eq!(row, says);
        }
    }

    #[test]
    fn a_day_is_its_number_from_1970_on_and_back() {
        for (text, number) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("0001-01-01", -719_162)]
        {
            assert_eq!(days_from_1970(text.parse().unwrap()), Some(number), "{text}");
            assert_eq!(day(number.into()), text);
        }
    }
}
