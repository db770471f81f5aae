//! Help that is true: every example of every `--help` runs in an empty folder, behind the commands that the first help says to
//! begin with.

use std::path::Path;
use std::process::Command;

use crate::support::credence;

/// The help of a command and of every command below it, by their names.
fn helps(names: &[&str], all: &mut Vec<(String, String)>) {
    let help = credence(&[names, &["--help"]].concat()).exits(0).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let below: Vec<String> = listed
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().map(str::to_owned))
        .filter(|name| !name.is_empty() && name != "help")
        .collect();
    all.push((names.join(" "), help));
    for name in &below {
        helps(&[names, &[name.as_str()]].concat(), all);
    }
}

/// The commands under a heading of a help: what is indented twice is a sentence about one.
fn commands<'h>(help: &'h str, heading: &str) -> Vec<&'h str> {
    let under = help.lines().skip_while(|line| !line.starts_with(heading)).skip(1);
    let block = under.take_while(|line| line.is_empty() || line.starts_with("  "));
    block
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.is_empty() && !line.starts_with(' '))
        .collect()
}

#[track_caller]
fn run(command: &str, folder: &Path, may_fail: bool) {
    let own = Path::new(env!("CARGO_BIN_EXE_credence")).parent().unwrap().to_str().unwrap();
    let path = format!("{own}:{}", std::env::var("PATH").unwrap());
    let bash = Command::new("bash")
        .args(["-o", "pipefail", "-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .output();
    let found = bash.unwrap();
    let said = String::from_utf8_lossy(&found.stderr);
    let is_right = found.status.success() || (may_fail && found.status.code() == Some(1));
    assert!(is_right && !said.contains("No such file"), "`{command}`: {}\n{said}", found.status);
}

#[test]
fn every_example_of_every_help_runs_in_an_empty_folder() {
    let mut all = Vec::new();
    helps(&[], &mut all);
    let begin = commands(&all[0].1, "To try them");
    assert_eq!(begin.len(), 3, "{}", all[0].1);
    let mut run_so_far = 0;
    for (name, help) in &all {
        let examples = commands(help, "Example");
        if examples.is_empty() {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        for command in &begin {
            run(command, folder.path(), false);
        }
        for example in examples {
            assert!(example.contains("credence ") || example.starts_with("printf "), "{name}: {example}");
            // A gate says no by its exit code, and the help says so.
            let may_fail = help.contains("Exit code 1") || example.contains("--fail-");
            run(example, folder.path(), may_fail);
            run_so_far += 1;
        }
    }
    assert!(run_so_far >= 60, "only {run_so_far} examples were found");
}
