//! t08, solved.

use std::sync::{Condvar, Mutex};

/// A place where a fixed number of threads wait for each other.
#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Counts the rounds. A count of threads cannot say whether "my" round is over: a fast thread changes it for the next one before
    /// a slow one has looked. The number of the round stays what it is until all have come again, the slow one among them.
    round: usize,
    /// How many have come in this round.
    came: usize,
    broken: bool,
}

/// The barrier is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    /// A barrier for `parties` threads; that is at least one.
    pub fn new(parties: usize) -> Self {
        Barrier { parties, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until all have come, and says which index is this thread's.
    pub fn wait(&self) -> Result<usize, Broken> {
        let mut state = self.state.lock().unwrap();
        // Before it is counted: a broken barrier has no rounds any more.
        if state.broken {
            return Err(Broken);
        }
        let (round, index) = (state.round, state.came);
        state.came += 1;
        if state.came == self.parties {
            state.came = 0;
            state.round += 1;
            // All: each of those who sleep waits for just this.
            self.changed.notify_all();
            return Ok(index);
        }
        let waiting = |state: &mut State| state.round == round && !state.broken;
        let state = self.changed.wait_while(state, waiting).unwrap();
        // Not `broken` decides: the round may have been complete before the abort.
        if state.round == round { Err(Broken) } else { Ok(index) }
    }

    /// Breaks the barrier for good.
    pub fn abort(&self) {
        // The note is for who comes later, the notify for who sleeps.
        self.state.lock().unwrap().broken = true;
        self.changed.notify_all();
    }

    /// Whether somebody has called `abort`.
    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
