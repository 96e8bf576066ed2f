//! Who has which lock. The machine's locks do not know it, as CPython's do not; whoever watches every step does.
//!
//! # Keeps true
//!
//! A lock has an owner from the step in which it was locked to the step in which it was unlocked, whoever unlocks it.

use gil::vm::{Frame, Object, Op, Program, Reference, Shared, Value};

/// The locks of a program that have a name, each with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locks(Vec<Lock>);

/// A lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The global variable that it is in.
    pub name: String,
    /// Whether it is locked.
    pub locked: bool,
    /// Who locked it: 0 is A, 1 is B. Nobody, if it is free or was locked before the two began.
    pub owner: Option<usize>,
    place: Reference,
}

impl Locks {
    /// As they are before the two threads begin.
    #[must_use]
    pub fn of(program: &Program, shared: &Shared) -> Self {
        let lock = |(name, value): (&String, &Option<Value>)| {
            let Some(Value::Object(place)) = *value else { return None };
            let locked = is_locked(shared, place)?;
            Some(Lock { name: name.clone(), locked, owner: None, place })
        };
        Locks(program.names.iter().zip(&shared.globals).filter_map(lock).collect())
    }

    /// As they are after a step of `thread` has made this of what is shared.
    #[must_use]
    pub fn after(&self, thread: usize, program: &Program, shared: &Shared) -> Self {
        let mut locks = Locks::of(program, shared);
        for (now, before) in locks.0.iter_mut().zip(&self.0) {
            now.owner = match (before.locked, now.locked) {
                (false, true) => Some(thread),
                (true, true) => before.owner,
                (_, false) => None,
            };
        }
        locks
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Lock> {
        self.0.iter()
    }

    /// The lock that a call is about to take or to let go of.
    #[must_use]
    pub fn wanted(&self, frame: &Frame, op: Op) -> Option<&Lock> {
        let callable = match op {
            Op::BeforeWith => frame.stack.last(),
            Op::Call { arguments, .. } => frame.stack.iter().rev().nth(usize::from(arguments)),
            _ => None,
        };
        let (Value::Object(place) | Value::Method(_, place)) = *callable? else { return None };
        self.iter().find(|lock| lock.place == place)
    }
}

/// `None` if it is no lock.
fn is_locked(shared: &Shared, place: Reference) -> Option<bool> {
    if let Object::Lock { locked } = shared.heap.get(place) { Some(*locked) } else { None }
}
