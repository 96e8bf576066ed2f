//! Source lines to point at, for failures that are made by hand: each call gives its own place.
//!
//! The pictures show these lines by number, so a change here shows there.

use std::panic::Location;
use std::record::Place;

/// Stands for a lock, an atomic or a cell: whatever is done to it gives the place where it is done.
pub struct Thing;

macro_rules! operations {
    ($($name:ident($($argument:ident),*);)*) => {$(
        #[track_caller]
        #[allow(unused_variables, reason = "only the place of the call is wanted")]
        pub fn $name<$($argument),*>(&self, $($argument: $argument),*) -> Place {
            Location::caller()
        }
    )*};
}

#[allow(non_snake_case, non_camel_case_types, reason = "each argument's name is also the name of its type")]
impl Thing {
    operations! {
        lock();
        wait(guard);
        wait_while(guard, condition);
        notify_one();
        load(ordering);
        store(value, ordering);
        with(reader);
        with_mut(writer);
        join();
    }
}

/// A function that gives its place.
#[track_caller]
pub fn spawn<F>(_: F) -> Place {
    Location::caller()
}

/// The `held` and `free` of a lock, the `ready` and `text` of a letter.
pub struct Lesson {
    pub held: Thing,
    pub free: Thing,
    pub ready: Thing,
    pub text: Thing,
    pub others: [Thing; 2],
    pub pair: (Thing, Thing),
}

pub const LESSON: Lesson =
    Lesson { held: Thing, free: Thing, ready: Thing, text: Thing, others: [Thing, Thing], pair: (Thing, Thing) };

impl Lesson {
    pub fn made(&self) -> Place {
        self.held.lock()
    }

    pub fn lock(&self) -> Place {
        self.held.lock()
    }

    pub fn lock_again(&self) -> Place {
        self.held.lock()
    }

    pub fn other_lock(&self) -> Place {
        self.free.lock()
    }

    pub fn wait(&self) -> Place {
        self.free.wait("held")
    }

    pub fn notify(&self) -> Place {
        self.free.notify_one()
    }

    pub fn store(&self) -> Place {
        self.ready.store(true, "Relaxed")
    }

    pub fn load(&self) -> Place {
        self.ready.load("Acquire")
    }

    pub fn write(&self) -> Place {
        self.text.with_mut(|text: &mut u32| *text = 42)
    }

    pub fn read(&self) -> Place {
        self.text.with(|text: &u32| *text)
    }

    pub fn spawn(&self) -> Place {
        spawn(|| self.lock())
    }

    pub fn join(&self) -> Place {
        self.others[1].join()
    }
}
