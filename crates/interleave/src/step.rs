//! What barriers, once cells and channels do, and what those who use them wait for: their part of the record.

use crate::record::Wake;

/// What an operation of one of them did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // A variant's own line says what its fields are.
pub enum Step {
    /// Came to a barrier as number `place` of `of`, and waits unless it is the last.
    Arrived { place: usize, of: usize },
    /// Left a barrier.
    Left { leads: bool },
    /// Asked whether a once cell is complete; `old` if the answer was yes already, and this thread could not know.
    Asked { complete: bool, old: bool },
    /// Found it complete, perhaps after waiting.
    FoundComplete,
    /// Found that its initialiser had panicked.
    FoundPoisoned,
    /// Began to run the initialiser.
    Began,
    /// Completed it.
    Completed,
    /// Its initialiser panicked.
    Poisoned,
    /// Gave a value to a cell that had none, without an initialiser.
    WasSet,
    /// Gave a message to a channel.
    Sent,
    /// Offered a message to a channel without a buffer, and waits until it is taken.
    Offered,
    /// A channel was full.
    WasFull,
    /// Took a message out.
    Received,
    /// A channel was empty; `old` if a message had been sent, and this thread could not know.
    WasEmpty { old: bool },
    /// No message came in time.
    TimedOut(Wake),
    /// The receiver was gone.
    FoundNoReceiver,
    /// All senders were gone, and no message was left.
    FoundNoSender,
    /// The last sender went.
    LastSenderWent,
    /// The receiver went.
    ReceiverWent,
    /// Went on as a reader.
    Downgraded,
    /// Called a waker: of thread number `thread`.
    Woke { thread: usize },
    /// Asked whether thread number `child` has ended.
    AskedForEnd { child: usize, ended: bool },
    /// Dropped a [`Tracked`](crate::Tracked).
    Dropped,
}

impl Step {
    /// What it is called where its source cannot be shown.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Step::Arrived { .. } | Step::Left { .. } => "wait",
            Step::Asked { .. } => "is_completed",
            Step::FoundComplete | Step::FoundPoisoned | Step::Began | Step::Completed | Step::Poisoned => "call_once",
            Step::WasSet => "set",
            Step::Sent | Step::Offered | Step::WasFull | Step::FoundNoReceiver => "send",
            Step::Received | Step::WasEmpty { .. } | Step::FoundNoSender => "recv",
            Step::TimedOut(_) => "recv_timeout",
            Step::LastSenderWent => "drop of the last Sender",
            Step::ReceiverWent => "drop of the Receiver",
            Step::Downgraded => "downgrade",
            Step::Woke { .. } => "wake",
            Step::AskedForEnd { .. } => "is_finished",
            Step::Dropped => "drop",
        }
    }

    /// Does it change what others see?
    pub(crate) fn changes(self) -> bool {
        let asks = matches!(self, Step::Asked { .. } | Step::AskedForEnd { .. } | Step::FoundComplete);
        !asks && !matches!(self, Step::WasFull | Step::WasEmpty { .. } | Step::TimedOut(_))
    }

    /// Is this the second half of `before`, by the same thread in the same call?
    pub(crate) fn ends(self, before: Step) -> bool {
        matches!(
            (before, self),
            (Step::Arrived { .. }, Step::Left { .. })
                | (Step::Offered, Step::Sent | Step::FoundNoReceiver)
                | (Step::Began, Step::Completed | Step::Poisoned)
        )
    }
}

/// What a thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // As above.
pub enum For {
    /// That `of` threads have come to the barrier.
    Others { of: usize },
    /// That a once cell is complete.
    Value,
    /// A message.
    Message,
    /// Room in a channel that is full.
    Room,
    /// Somebody who takes its message.
    Receiver,
    /// To be woken: it runs a future.
    Waker,
}

impl For {
    /// What it is called where its source cannot be shown.
    pub(crate) fn name(self) -> &'static str {
        match self {
            For::Others { .. } => "wait",
            For::Value => "call_once",
            For::Message => "recv",
            For::Room | For::Receiver => "send",
            For::Waker => "block_on",
        }
    }
}
