//! Running the binary and looking at what it gave.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The day of every test.
pub(crate) const AS_OF: &str = "2026-11-24";

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command at the root of the repository, where the examples are.
pub(crate) fn credence(args: &[&str]) -> Ran {
    credence_reading(args, b"")
}

/// The same, with something on standard input.
pub(crate) fn credence_reading(args: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_credence"))
        .args(args)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Written beside the reading: a pipe holds only so much.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Scores standard input as compact JSON on the tests' day.
pub(crate) fn score(input: &[u8]) -> Ran {
    credence_reading(&["score", "--as-of", AS_OF, "--format", "jsonl", "-"], input)
}

impl Ran {
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, what: &str) -> Self {
        assert!(holds(&self.err, what), "expected {what:?} in stderr:\n{}", self.err);
        self
    }

    #[track_caller]
    pub(crate) fn prints(self, what: &str) -> Self {
        assert!(holds(&self.out, what), "expected {what:?} in stdout:\n{}", self.out);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// One key of each answer of JSON Lines.
    pub(crate) fn each(&self, key: &str) -> Vec<serde_json::Value> {
        let read = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()[key].clone();
        self.out.lines().map(read).collect()
    }
}

/// Whether a text says this, wherever its lines end: that depends on how long the path of the checkout is.
fn holds(text: &str, what: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.contains(what) || words(text).contains(&words(what))
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A folder of the test's own, gone when it ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.join(name), content).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
