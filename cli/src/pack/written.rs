//! Files that are generated: written, or held against what stands there.

use std::path::Path;

use crate::exit::Exit;
use crate::output::say;

/// Writes a generated file below a folder; with `check` says where it differs from what stands there, and writes nothing.
pub(crate) fn put(folder: &Path, name: &str, text: &str, check: bool, exit: &mut Exit) {
    let path = folder.join(name);
    let is_fresh = std::fs::read_to_string(&path).is_ok_and(|there| there == text);
    if check && !is_fresh {
        say(&format!("{}: not what the packs say; write it without --check", path.display()));
        exit.and(Exit::BELOW);
    }
    if check || is_fresh {
        return;
    }
    let written =
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
    if let Err(error) = written {
        say(&format!("{}: {error}", path.display()));
        exit.and(Exit::IO);
    }
}
