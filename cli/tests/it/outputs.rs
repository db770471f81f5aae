//! What a run writes is whole and under its name, or not there; what it reads stays as it was.
//!
//! `CREDENCE_KILLS` says how often the command is killed for each form; `CONTRIBUTING.md` has the long run.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use audit_credence_tables::{Cell, Column, Kind, Packed, Packing, ParquetWriter};

use crate::support::{AS_OF, Folder, Ran, credence};

/// Forms in which answers are written, by the name of the file.
const FORMS: [&str; 6] =
    ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.csv", "out.csv.gz", "out.parquet"];

fn sample(count: usize) -> String {
    credence(&["sample", &count.to_string(), "--seed", "3"]).exits(0).out
}

/// `score`, and more arguments.
fn scoring<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["score", "--as-of", AS_OF, "--detail", "grades"][..], more].concat()
}

fn scored(more: &[&str]) -> Ran {
    credence(&scoring(more))
}

/// The input as a file that is packed as its name tells.
fn packed(folder: &Folder, name: &str, text: &str) -> String {
    let path = folder.path(name);
    let packing = Packing::by_name(Path::new(name)).0;
    let mut to = Packed::new(std::fs::File::create(&path).unwrap(), packing).unwrap();
    to.write_all(text.as_bytes()).unwrap();
    to.finish().unwrap();
    path
}

/// A table of dossiers.
fn parquet(folder: &Folder, name: &str) -> String {
    let path = folder.path(name);
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    let columns = vec![column("ref", Kind::Text), column("site.headcount", Kind::Whole)];
    let mut to = ParquetWriter::new(std::fs::File::create(&path).unwrap(), &columns).unwrap();
    for row in 0..300 {
        to.row(vec![Cell::Text(Some(format!("row {row}"))), Cell::Whole(Some(row))]).unwrap();
    }
    to.finish().unwrap();
    path
}

#[test]
fn a_run_that_would_write_over_what_it_reads_is_refused_before_anything_is_opened() {
    let folder = Folder::new("apart");
    let text = sample(5);
    let input = folder.file("in.jsonl", &text);
    let other = folder.path("other.jsonl");
    let above = std::path::PathBuf::from(folder.path("."));
    let above = above.file_name().unwrap().to_str().unwrap();
    // Each place to which a run writes, with each way to write the name of what it reads.
    let mut names =
        vec![input.clone(), folder.path("./in.jsonl"), folder.path(&format!("../{above}/in.jsonl"))];
    #[cfg(unix)]
    {
        names.push(folder.path("link.jsonl"));
        std::os::unix::fs::symlink(&input, folder.path("link.jsonl")).unwrap();
    }
    let mut wrong = vec![
        scoring(&[&input, "--output", &other, "--summary", &other]),
        scoring(&[&input, "--output", &other, "--rejects", &other]),
    ];
    for name in &names {
        wrong.push(scoring(&[&input, "--output", name]));
        wrong.push(scoring(&[&input, "--format", "jsonl", "--rejects", name]));
        wrong.push(scoring(&[name, "--format", "jsonl", "--summary", &input]));
        wrong.push(vec!["whatif", &input, "--pack", "procurement", "--pack", "cbp", "--moved", name]);
        wrong.push(vec!["portfolio", name, "--rejects", &input]);
    }
    for args in wrong {
        credence(&args).exits(2).says("by the same run: name another");
        assert_eq!(std::fs::read_to_string(&input).unwrap(), text, "{args:?}");
        assert!(!std::fs::exists(&other).unwrap(), "{args:?}");
    }
    let pack = folder.file("own.toml", "");
    scored(&[&input, "--format", "jsonl", "--pack", &pack, "--output", &pack]).says("own.toml");
    assert_eq!(std::fs::read_to_string(&pack).unwrap(), "");
}

#[cfg(unix)]
#[test]
fn links_are_followed_modes_are_kept_and_devices_are_written_through() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    let folder = Folder::new("through");
    let input = folder.file("in.jsonl", sample(3));
    let whole = scored(&[&input, "--format", "jsonl"]).exits(0).out;
    let there = folder.file("there.jsonl", "before\n");
    std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path("link.jsonl");
    symlink(&there, &link).unwrap();
    scored(&[&input, "--output", &link]).exits(0);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&there).unwrap(), whole);
    assert_eq!(std::fs::metadata(&there).unwrap().permissions().mode() & 0o777, 0o640);
    // A link to a file that is not there yet.
    let (to, late) = (folder.path("late.jsonl"), folder.path("to-late.jsonl"));
    symlink(&to, &late).unwrap();
    scored(&[&input, "--output", &late]).exits(0);
    assert_eq!(std::fs::read_to_string(&to).unwrap(), whole);
    // A new file has the mode that any new file has.
    let new = std::fs::metadata(folder.file("any", "")).unwrap().permissions().mode();
    assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode(), new);
    scored(&[&input, "--format", "jsonl", "--output", "/dev/null", "--rejects", "/dev/null"]).exits(0);
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let pipe = folder.path("pipe.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    scored(&[&input, "--output", &pipe]).exits(0);
    assert_eq!(String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap(), whole);
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    scored(&[&input, "--format", "jsonl", "--output", "/dev/full"]).exits(5).says("No space left");
    scored(&[&input, "--format", "jsonl", "--output", &folder.path("")]).exits(5).says("this is a folder");
}

#[test]
fn two_runs_with_one_output_do_not_mix() {
    let folder = Folder::new("two");
    let (one, other) = (folder.file("one.jsonl", sample(400)), folder.file("other.jsonl", sample(300)));
    let whole = [&one, &other].map(|input| scored(&[input, "--format", "jsonl"]).exits(0).out);
    let output = folder.path("out.jsonl");
    for _ in 0..50 {
        let run = |input: &str| {
            let mut run = Command::new(env!("CARGO_BIN_EXE_credence"));
            run.args(scoring(&[input, "--output", &output])).stderr(Stdio::null()).spawn().unwrap()
        };
        let runs = [&one, &other].map(|input| run(input));
        for mut run in runs {
            assert!(run.wait().unwrap().success());
        }
        let written = std::fs::read_to_string(&output).unwrap();
        assert!(whole.contains(&written), "{} bytes", written.len());
    }
    assert_eq!(parts(&folder), Vec::<String>::new());
}

/// Files that no run has given a name yet.
fn parts(folder: &Folder) -> Vec<String> {
    let files = std::fs::read_dir(folder.path("")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| Path::new(name).extension().is_some_and(|part| part == "part")).collect()
}

#[test]
fn a_damaged_input_gives_no_output_its_name() {
    let folder = Folder::new("damaged");
    let text = sample(300);
    let inputs = [
        packed(&folder, "in.jsonl.gz", &text),
        packed(&folder, "in.jsonl.zst", &text),
        parquet(&folder, "in.parquet"),
    ];
    for input in &inputs {
        let whole = std::fs::read(input).unwrap();
        let cuts = (1..8).map(|eighth| whole[..whole.len() * eighth / 8].to_vec());
        let flips = (1..8).map(|eighth| {
            let mut flipped = whole.clone();
            flipped[whole.len() * eighth / 8] ^= 0x10;
            flipped
        });
        for (at, bytes) in cuts.chain(flips).enumerate() {
            let name = Path::new(input).file_name().unwrap().to_str().unwrap();
            let damaged = folder.file(&format!("{at}-{name}"), &bytes);
            let (output, rejects) = (folder.path("out.jsonl"), folder.path("rejects.jsonl"));
            let args = [&damaged, "--output", &output, "--rejects", &rejects, "--max-rejected", "100%"];
            let ran = scored(&args);
            // A bit that nothing covers may leave all that is read as it was.
            let untouched = ran.code == 0 || ran.code == 3;
            assert!(untouched || ran.code == 5, "{damaged}: {} {}", ran.code, ran.err);
            assert_eq!(std::fs::exists(&output).unwrap(), untouched, "{damaged}: {}", ran.err);
            assert_eq!(std::fs::exists(&rejects).unwrap(), untouched, "{damaged}: {}", ran.err);
            assert!(untouched || ran.err.contains("what was done before is in"), "{}", ran.err);
            if input.ends_with("gz") {
                assert_eq!(ran.code, 5, "{damaged}: gzip covers every byte");
            }
            for file in [&output, &rejects] {
                let _ = std::fs::remove_file(file);
            }
        }
    }
}

/// Whatever the moment, the name holds the last whole file or the new whole one.
#[cfg(unix)]
#[test]
fn a_kill_at_any_moment_leaves_the_last_whole_file_or_the_new_one() {
    let kills: u32 = std::env::var("CREDENCE_KILLS").map_or(4, |kills| kills.parse().unwrap());
    let folder = Folder::new("kills");
    let input = folder.file("in.jsonl", sample(1_500));
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for name in FORMS {
        let output = folder.path(name);
        let began = Instant::now();
        scored(&[&input, "--output", &output]).exits(0);
        let (whole, lasts) = (std::fs::read(&output).unwrap(), began.elapsed());
        for at in 0..kills {
            std::fs::write(&output, "before").unwrap();
            // xorshift: a moment between the start and a little after the end.
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let moment =
                lasts.mul_f64(1.1 * f64::from(u32::try_from(seed >> 40).unwrap()) / f64::from(1 << 24));
            let mut run = Command::new(env!("CARGO_BIN_EXE_credence"));
            let mut run =
                run.args(scoring(&[&input, "--output", &output])).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(moment.max(Duration::from_millis(1)));
            let signal = if at % 2 == 0 { "-KILL" } else { "-TERM" };
            let _ = Command::new("kill").args([signal, &run.id().to_string()]).stderr(Stdio::null()).status();
            run.wait().unwrap();
            let there = std::fs::read(&output).unwrap();
            assert!(there == b"before" || there == whole, "{name}: {} bytes after {moment:?}", there.len());
        }
    }
}

#[cfg(unix)]
#[test]
fn where_there_is_no_room_the_last_file_stays() {
    let folder = Folder::new("room");
    let input = folder.file("in.jsonl", sample(2_000));
    for name in FORMS {
        let output = folder.file(name, "before");
        // Blocks of 512 bytes; with and without the signal that a system sends first.
        for prepare in ["ulimit -f 8", "trap '' XFSZ; ulimit -f 8"] {
            let command = format!("{prepare}; exec \"$0\" \"$@\"");
            let mut run = Command::new("sh");
            run.args(["-c", &command, env!("CARGO_BIN_EXE_credence")])
                .args(scoring(&[&input, "--output", &output]));
            assert!(!run.stderr(Stdio::null()).status().unwrap().success(), "{name}");
            assert_eq!(std::fs::read(&output).unwrap(), b"before", "{name}");
        }
    }
}

#[test]
fn packed_answers_are_the_same_bytes_on_any_number_of_threads_and_at_any_pace() {
    let folder = Folder::new("pace");
    let text = sample(600);
    let input = folder.file("in.jsonl", &text);
    for name in ["a.jsonl.gz", "a.jsonl.zst", "a.parquet"] {
        let run = |threads: &str| {
            let output = folder.path(name);
            scored(&[&input, "--threads", threads, "--output", &output]).exits(0);
            std::fs::read(&output).unwrap()
        };
        let one = run("1");
        assert!(["2", "7"].iter().all(|threads| run(threads) == one), "{name}");
        // The same in pieces that come late, which are flushed to whoever reads along.
        let output = folder.path(name);
        let mut slow = Command::new(env!("CARGO_BIN_EXE_credence"));
        slow.args(scoring(&["-", "--output", &output])).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut slow = slow.spawn().unwrap();
        let mut to = slow.stdin.take().unwrap();
        for half in [&text.as_bytes()[..text.len() / 2], &text.as_bytes()[text.len() / 2..]] {
            to.write_all(half).unwrap();
            to.flush().unwrap();
            std::thread::sleep(Duration::from_millis(500));
        }
        drop(to);
        assert!(slow.wait().unwrap().success());
        assert!(std::fs::read(&output).unwrap() == one, "{name}: slowly");
    }
}

/// Runs the command with files where the shell would put them.
#[cfg(unix)]
fn redirected(args: &[&str], input: &str, output: Option<&str>) -> Option<i32> {
    let output = output.map_or_else(Stdio::null, |path| std::fs::File::create(path).unwrap().into());
    let mut command = Command::new(env!("CARGO_BIN_EXE_credence"));
    let command = command.args(args).stdin(std::fs::File::open(input).unwrap()).stdout(output);
    command.stderr(Stdio::null()).status().unwrap().code()
}

#[cfg(unix)]
#[test]
fn what_the_shell_opened_is_read_and_written_like_what_is_named() {
    let folder = Folder::new("redirected");
    let text = sample(5);
    let input = folder.file("in.jsonl", &text);
    let (linked, out) = (folder.path("linked.jsonl"), folder.path("out.jsonl"));
    std::os::unix::fs::symlink(&input, &linked).unwrap();
    for option in ["--output", "--rejects", "--summary"] {
        for written in [input.as_str(), &linked, "/dev/stdin"] {
            assert_eq!(
                redirected(&scoring(&["--format", "jsonl", option, written, "-"]), &input, None),
                Some(2)
            );
        }
        if option != "--output" {
            let both = scoring(&["--format", "jsonl", option, &out, "-"]);
            assert_eq!(redirected(&both, &input, Some(&out)), Some(2), "{option}");
        }
    }
    assert_eq!(std::fs::read_to_string(&input).unwrap(), text);
    // Standard output by its name is written once.
    assert_eq!(
        redirected(&scoring(&["--format", "jsonl", "-o", "/dev/stdout", "-"]), &input, Some(&out)),
        Some(0)
    );
    assert!(std::fs::read_to_string(&out).unwrap().lines().count() > 4);
}

#[cfg(unix)]
#[test]
fn links_that_lead_to_each_other_are_refused() {
    let folder = Folder::new("loop");
    let input = folder.file("in.jsonl", sample(2));
    let (one, other) = (folder.path("one"), folder.path("other"));
    std::os::unix::fs::symlink(&other, &one).unwrap();
    std::os::unix::fs::symlink(&one, &other).unwrap();
    scored(&["--format", "jsonl", "-o", &one, &input]).exits(5).says("one");
    scored(&["--format", "jsonl", &one]).exits(5).says("one");
}

#[test]
fn kept_facts_replace_kept_facts_and_nothing_else() {
    let folder = Folder::new("facts");
    let input = folder.file("in.jsonl", sample(5));
    let notes = folder.file("in.jsonl.facts", "notes of somebody\n");
    let args = ["whatif", "--as-of", AS_OF, "--pack", "procurement", "--pack", "cbp", &input];
    let first = credence(&args).exits(0).says("none are kept").out;
    assert_eq!(std::fs::read_to_string(&notes).unwrap(), "notes of somebody\n");
    std::fs::remove_file(&notes).unwrap();
    credence(&args).exits(0);
    assert!(std::fs::read(&notes).unwrap().starts_with(b"credwhat"));
    assert_eq!(credence(&args).exits(0).out, first);
}
