//! Parquet files as others write them, made by the crate `parquet` itself: every codec, decimals, moments, nested lists.
//!
//! `UPDATE_GOLDEN=1` keeps each file below `fuzz/seeds/parquet`, for the fuzzer to damage.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test: short before safe")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use audit_credence_tables::{Mapping, ParquetRows};
use parquet::basic::{
    BrotliLevel, Compression, ConvertedType, GzipLevel, LogicalType, Repetition, TimeUnit, Type as Physical,
    ZstdLevel,
};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Value, json};

/// The values of a column with the levels at which they stand.
type Levels<'l> = (&'l [i16], &'l [i16]);

#[derive(Clone)]
enum Values {
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Bytes(Vec<&'static [u8]>),
}

/// The first rows of a file of these columns, as documents.
#[track_caller]
fn read(name: &str, schema: Type, packing: Compression, columns: &[(Values, Levels)]) -> Vec<Value> {
    let properties = WriterProperties::builder().set_compression(packing).set_created_by("tests".to_owned());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let file = File::create_new(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (values, (defined, repeated)) in columns {
        let mut column = group.next_column().unwrap().unwrap();
        let (defined, repeated) = (Some(*defined), (!repeated.is_empty()).then_some(*repeated));
        let written = match (column.untyped(), values) {
            (ColumnWriter::Int32ColumnWriter(to), Values::Int32(all)) => {
                to.write_batch(all, defined, repeated)
            }
            (ColumnWriter::Int64ColumnWriter(to), Values::Int64(all)) => {
                to.write_batch(all, defined, repeated)
            }
            (ColumnWriter::ByteArrayColumnWriter(to), Values::Bytes(all)) => {
                let all: Vec<ByteArray> = all.iter().map(|bytes| bytes.to_vec().into()).collect();
                to.write_batch(&all, defined, repeated)
            }
            (ColumnWriter::FixedLenByteArrayColumnWriter(to), Values::Bytes(all)) => {
                let all: Vec<FixedLenByteArray> = all.iter().map(|bytes| bytes.to_vec().into()).collect();
                to.write_batch(&all, defined, repeated)
            }
            _ => panic!("{name}: values of another type"),
        };
        written.unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/parquet");
        fs::copy(&path, seeds.join(name)).unwrap();
    }
    let rows = ParquetRows::new(File::open(&path).unwrap(), &Mapping::default()).unwrap().unwrap();
    rows.map(|row| serde_json::from_str(&row.unwrap().dossier.unwrap().unwrap()).unwrap()).collect()
}

fn table(columns: Vec<TypePtr>) -> Type {
    Type::group_type_builder("table").with_fields(columns).build().unwrap()
}

fn moment(name: &str, unit: TimeUnit) -> TypePtr {
    let column = Type::primitive_type_builder(name, Physical::INT64).with_repetition(Repetition::OPTIONAL);
    Arc::new(column.with_logical_type(Some(LogicalType::timestamp(false, unit))).build().unwrap())
}

fn decimal(name: &str, physical: Physical, scale: i32, length: i32) -> TypePtr {
    let column = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let column = column.with_converted_type(ConvertedType::DECIMAL).with_length(length);
    let precision = if physical == Physical::INT32 { 9 } else { 10 };
    Arc::new(column.with_precision(precision).with_scale(scale).build().unwrap())
}

#[test]
fn a_moment_at_midnight_is_its_day_in_every_unit() {
    for (name, unit, per_second) in [
        ("millis", TimeUnit::MILLIS, 1_000),
        ("micros", TimeUnit::MICROS, 1_000_000),
        ("nanos", TimeUnit::NANOS, 1_000_000_000),
    ] {
        let schema = table(vec![moment("report.visit.start", unit)]);
        let moments =
            Values::Int64([1_683_676_800, -86_400, 1_683_676_801].map(|second| second * per_second).into());
        let rows = read(name, schema, Compression::UNCOMPRESSED, &[(moments, (&[1, 1, 1], &[]))]);
        let start = |row: &Value| row["report"]["visit"]["start"].as_str().unwrap().to_owned();
        assert_eq!(
            (start(&rows[0]).as_str(), start(&rows[1]).as_str()),
            ("2023-05-10", "1969-12-31"),
            "{name}"
        );
        // What is no whole day is no day: the reader of dossiers refuses it.
        assert!(start(&rows[2]).ends_with("from 1970-01-01"), "{name}");
    }
}

#[test]
fn a_decimal_is_a_number_whatever_holds_it() {
    let whole: &[u8] = &[0, 0, 0, 1, 0xe0];
    let tenths: &[u8] = &[0, 0, 0, 0, 45];
    for (name, physical, values, days) in [
        ("decimal-int32", Physical::INT32, Values::Int32(vec![480]), Values::Int32(vec![45])),
        ("decimal-int64", Physical::INT64, Values::Int64(vec![480]), Values::Int64(vec![45])),
        (
            "decimal-fixed",
            Physical::FIXED_LEN_BYTE_ARRAY,
            Values::Bytes(vec![whole]),
            Values::Bytes(vec![tenths]),
        ),
        ("decimal-bytes", Physical::BYTE_ARRAY, Values::Bytes(vec![whole]), Values::Bytes(vec![tenths])),
    ] {
        let length = if physical == Physical::FIXED_LEN_BYTE_ARRAY { 5 } else { -1 };
        let columns = vec![
            decimal("site.headcount", physical, 0, length),
            decimal("report.visit.auditor_days", physical, 1, length),
        ];
        let rows = read(
            name,
            table(columns),
            Compression::UNCOMPRESSED,
            &[(values, (&[1], &[])), (days, (&[1], &[]))],
        );
        let expected =
            json!({ "site": { "headcount": 480 }, "report": { "visit": { "auditor_days": 4.5 } } });
        assert_eq!(rows, [expected], "{name}");
    }
}

#[test]
fn every_codec_is_read() {
    for (name, packing) in [
        ("plain", Compression::UNCOMPRESSED),
        ("snappy", Compression::SNAPPY),
        ("gzip", Compression::GZIP(GzipLevel::default())),
        ("lz4", Compression::LZ4),
        ("lz4-raw", Compression::LZ4_RAW),
        ("brotli", Compression::BROTLI(BrotliLevel::default())),
        ("zstd", Compression::ZSTD(ZstdLevel::default())),
    ] {
        let schema = parse_message_type("message table { optional binary ref (UTF8); }").unwrap();
        let texts = Values::Bytes(vec![b"one, one, one, one", b"one, one, one, one"]);
        let rows = read(name, schema, packing, &[(texts, (&[1, 1], &[]))]);
        assert_eq!(
            rows,
            [json!({ "ref": "one, one, one, one" }), json!({ "ref": "one, one, one, one" })],
            "{name}"
        );
    }
}

#[test]
fn nested_values_are_read_as_flat_ones_are() {
    let schema = "message table {
        optional group certificates (LIST) { repeated group list { optional group element {
            optional binary scheme (UTF8);
            optional int64 valid_until (TIMESTAMP(NANOS,false));
        } } }
        optional group site { optional int32 headcount (DECIMAL(9,0)); }
    }";
    let schema = parse_message_type(schema).unwrap();
    let columns = [
        (Values::Bytes(vec![b"bap", b"sa8000"]), (&[4, 4, 0][..], &[0, 1, 0][..])),
        (Values::Int64(vec![1_683_676_800_000_000_000]), (&[4, 3, 0], &[0, 1, 0])),
        (Values::Int32(vec![480, 12]), (&[2, 2], &[])),
    ];
    let rows = read("nested", schema, Compression::SNAPPY, &columns);
    let certificates = json!([{ "scheme": "bap", "valid_until": "2023-05-10" }, { "scheme": "sa8000" }]);
    let first = json!({ "certificates": certificates, "site": { "headcount": 480 } });
    assert_eq!(rows[0], first);
    assert_eq!(rows[1], json!({ "site": { "headcount": 12 } }));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Bytes of any file changed, or its end missing: rows, or one error, and no panic.
    #[test]
    fn a_damaged_file_is_rows_or_an_error(
        which in proptest::prelude::any::<proptest::sample::Index>(),
        at in proptest::prelude::any::<proptest::sample::Index>(),
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..3),
    ) {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/parquet");
        let mut files: Vec<_> = fs::read_dir(seeds).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        let mut file = fs::read(which.get(&files)).unwrap();
        let at = at.index(file.len() + 1);
        let changed = bytes.len();
        file.splice(at..(at + changed).min(file.len()), bytes);
        if changed == 0 {
            file.truncate(at);
        }
        let mut damaged = tempfile::tempfile().unwrap();
        damaged.write_all(&file).unwrap();
        if let Ok(Ok(rows)) = ParquetRows::new(damaged, &Mapping::default()) {
            let rows: Vec<_> = rows.take(1_000).collect();
            proptest::prop_assert!(rows.iter().rev().skip(1).all(Result::is_ok));
        }
    }
}

#[test]
fn a_description_that_would_take_for_ever_is_refused_at_once() {
    // A list of two thousand million entries without a byte each, at the end and before a page: found by the fuzzer.
    for name in ["endless", "endless-page"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/parquet").join(name);
        let refused = ParquetRows::new(File::open(file).unwrap(), &Mapping::default()).unwrap_err();
        assert_eq!(refused.to_string(), "not a Parquet file that can be read");
    }
}
