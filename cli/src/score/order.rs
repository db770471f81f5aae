//! Work on several threads whose results come in the order of the input.
//!
//! One thread reads and deals the work out in turn, each worker has a short queue of its own, and the results are
//! collected in the same turn. So order needs no sorting, memory is bounded by the queues, and the same input gives the
//! same output on any number of threads. The reader is not waited for when the work is stopped: it may be waiting for
//! input that never comes.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// So much work waits before each worker, and so many results after it.
const QUEUE: usize = 2;
/// How long nothing may come before the caller is asked whether it has something else to do.
const PATIENCE: Duration = Duration::from_millis(200);

/// A wish to stop, shared by all threads: what was read is finished, and nothing more is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(crate) fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Where the reader hands over what it has read.
pub(crate) struct Hand<I> {
    workers: Vec<SyncSender<I>>,
    handed: Arc<AtomicU64>,
    stop: Stop,
}

impl<I> Hand<I> {
    /// Hands work to the worker whose turn it is; whether to go on.
    pub(crate) fn over(&self, work: I) -> ControlFlow<()> {
        if self.stop.is_asked() {
            return ControlFlow::Break(());
        }
        let turn = self.handed.fetch_add(1, Ordering::SeqCst);
        let worker = usize::try_from(turn).unwrap_or(0) % self.workers.len().max(1);
        match self.workers.get(worker).map(|worker| worker.send(work)) {
            Some(Ok(())) => ControlFlow::Continue(()),
            // Nobody takes it any more.
            Some(Err(_)) | None => ControlFlow::Break(()),
        }
    }

    pub(crate) fn stop(&self) -> &Stop {
        &self.stop
    }
}

/// Reads, works and takes until all is read, until somebody asks to stop, or until `take` breaks off or fails.
///
/// `take` gets the results in the order in which the work was handed over, and nothing now and then while it waits.
pub(crate) fn in_order<I: Send + 'static, O: Send + 'static, E>(
    threads: NonZeroUsize,
    stop: &Stop,
    read: impl FnOnce(&Hand<I>) + Send + 'static,
    work: impl Fn(I) -> O + Send + Sync + 'static,
    mut take: impl FnMut(Option<O>) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let handed = Arc::new(AtomicU64::new(0));
    let work = Arc::new(work);
    let (mut senders, mut results, mut workers) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..threads.get() {
        let (sender, queue) = sync_channel::<I>(QUEUE);
        let (done, result) = sync_channel::<O>(QUEUE);
        let work = Arc::clone(&work);
        senders.push(sender);
        results.push(result);
        workers.push(thread::spawn(move || {
            for one in queue {
                if done.send(work(one)).is_err() {
                    break;
                }
            }
        }));
    }
    let hand = Hand { workers: senders, handed: Arc::clone(&handed), stop: stop.clone() };
    let reader = thread::spawn(move || read(&hand));
    let taken = collect(&results, &handed, stop, &mut take);
    // Whoever still waits for a place in a queue learns that there is none.
    drop(results);
    if matches!(taken, Ok(End::All)) {
        for thread in workers.into_iter().chain([reader]) {
            join(thread);
        }
    }
    taken.map(|_| ())
}

enum End {
    All,
    Stopped,
}

fn collect<O, E>(
    results: &[Receiver<O>],
    handed: &AtomicU64,
    stop: &Stop,
    take: &mut impl FnMut(Option<O>) -> Result<ControlFlow<()>, E>,
) -> Result<End, E> {
    let mut taken = 0_u64;
    for result in results.iter().cycle() {
        loop {
            match result.recv_timeout(PATIENCE) {
                Ok(done) => {
                    taken += 1;
                    if take(Some(done))?.is_break() {
                        stop.ask();
                        return Ok(End::Stopped);
                    }
                    break;
                }
                // Its worker is gone: nothing comes after it.
                Err(RecvTimeoutError::Disconnected) => return Ok(End::All),
                Err(RecvTimeoutError::Timeout) => {
                    if stop.is_asked() && taken == handed.load(Ordering::SeqCst) {
                        return Ok(End::Stopped);
                    }
                    if take(None)?.is_break() {
                        stop.ask();
                        return Ok(End::Stopped);
                    }
                }
            }
        }
    }
    Ok(End::All)
}

/// Waits for a thread; where it panicked, so does this one.
fn join(thread: JoinHandle<()>) {
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[cfg(test)]
mod tests {
    use super::{Stop, in_order};
    use std::ops::ControlFlow;

    fn squares(threads: usize) -> Vec<u64> {
        let mut all = Vec::new();
        let read = |hand: &super::Hand<u64>| {
            for number in 0..500 {
                if hand.over(number).is_break() {
                    return;
                }
            }
        };
        // The earlier ones take longer.
        let work = |number: u64| {
            std::thread::sleep(std::time::Duration::from_micros((number % 7) * 50));
            number * number
        };
        let take = |done: Option<u64>| {
            all.extend(done);
            Ok::<_, ()>(ControlFlow::Continue(()))
        };
        in_order(threads.try_into().unwrap(), &Stop::default(), read, work, take).unwrap();
        all
    }

    #[test]
    fn results_come_in_the_order_of_the_work_on_any_number_of_threads() {
        let expected: Vec<u64> = (0..500).map(|number| number * number).collect();
        for threads in [1, 2, 3, 8] {
            assert_eq!(squares(threads), expected);
        }
    }

    #[test]
    fn what_was_handed_over_is_finished_although_the_reader_never_comes_back() {
        let stop = Stop::default();
        let asked = stop.clone();
        let mut all = Vec::new();
        let read = |hand: &super::Hand<u64>| {
            let _ = (hand.over(1), hand.over(2));
            loop {
                std::thread::park();
            }
        };
        let take = |done: Option<u64>| {
            all.extend(done);
            if all.len() == 2 {
                asked.ask();
            }
            Ok::<_, ()>(ControlFlow::Continue(()))
        };
        in_order(2.try_into().unwrap(), &stop, read, |number| number, take).unwrap();
        assert_eq!(all, [1, 2]);
    }

    #[test]
    fn a_failure_ends_all() {
        let read = |hand: &super::Hand<u64>| while hand.over(1).is_continue() {};
        let failed = in_order(2.try_into().unwrap(), &Stop::default(), read, |one| one, |_| Err("full"));
        assert_eq!(failed, Err("full"));
    }
}
