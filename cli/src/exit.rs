//! What the command says with its exit code.
//!
//! Several things may go wrong in one run. Each is noted as it happens, and the gravest decides the code: an I/O error
//! (5), a bad pack (4), bad input (3), below the asked grade or a failed case (1). A wrong call (2) ends before any.

use std::process::ExitCode;

/// Everything that went wrong so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Exit {
    code: u8,
}

impl Exit {
    pub(crate) const BELOW: Exit = Exit { code: 1 };
    pub(crate) const BAD_INPUT: Exit = Exit { code: 3 };
    pub(crate) const BAD_PACK: Exit = Exit { code: 4 };
    pub(crate) const IO: Exit = Exit { code: 5 };
    /// A wrong call: clap's own code.
    pub(crate) const USAGE: Exit = Exit { code: 2 };
    /// Stopped by Ctrl-C, whatever else went wrong: 128 and the number of the signal, as shells have it.
    pub(crate) const STOPPED: Exit = Exit { code: Exit::STOPPED_CODE };
    pub(crate) const STOPPED_CODE: u8 = 130;

    /// Notes that this went wrong too.
    pub(crate) fn and(&mut self, other: Exit) {
        self.code = self.code.max(other.code);
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code)
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_gravest_decides() {
        let mut exit = Exit::default();
        for (next, code) in [(Exit::BELOW, 1), (Exit::IO, 5), (Exit::BAD_INPUT, 5), (Exit::BELOW, 5)] {
            exit.and(next);
            assert_eq!(exit.code, code);
        }
    }
}
