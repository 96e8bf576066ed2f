//! Step 3: objects, whose counts are plain integers.
//!
//! An object here is one integer that may change, like a list of length one, and a count of its references. Neither is atomic: the GIL
//! guards them. So each way to reach an object begins with a token. There are three ways to refer to one:
//!
//! | | counts as a reference | holds a token | PyO3 | in C |
//! |---|---|---|---|---|
//! | [`Bound<'py>`](Bound) | yes | yes | `Bound<'py, T>` | an owned reference |
//! | [`Borrowed<'a, 'py>`](Borrowed) | no: it stands on one that does, for `'a` | yes | `Borrowed<'a, 'py, T>` | a borrowed reference |
//! | [`Py`] | yes | no: so it may be sent, and kept while detached | `Py<T>` | an owned reference |
//!
//! # Keeps true
//!
//! - An object's count is the number of its `Bound`s and `Py`s, but for those `Py`s that a detached thread has dropped: these are given back
//!   by the next thread that comes in. At zero the object is gone.
//! - Only the thread that holds the GIL reads or writes an object or its count.
//! - A number that names an object names no other one afterwards: places are used again, with a new *generation*. So what is gone is
//!   known to be gone, and a double free is found and not done.
//!
//! ```text
//!   handle (place 2, generation 7) ──▶ place 2: generation 7, 1 reference, value 42
//!                                      given back: generation 8, free   ◀── the old handle fits no more
//! ```
//!
//! # Not yet
//!
//! Types, and objects that refer to others, and so the cycles that CPython's garbage collector looks for. C (step 4).

use crate::places::{Handle, Place, Places};
use crate::s1_attach::{Attached, Interpreter};
use crate::thread_state;
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Mutex, MutexGuard};

/// All objects of an interpreter.
#[derive(Default)]
pub(crate) struct Objects {
    places: UnsafeCell<Places>,
    /// Of `Py`s that were dropped without a token. PyO3 has the same list, its `ReferencePool`.
    given_back: Mutex<Vec<Handle>>,
}

// SAFETY: the cell is reached in `Attached::places` only, by a thread that holds the GIL.
unsafe impl Sync for Objects {}

impl<'py> Attached<'py> {
    /// A new object. One reference to it is counted: the one that is returned.
    ///
    /// # Panics
    ///
    /// As all that follows, if this thread is detached (step 2).
    pub fn object(self, value: i64) -> Bound<'py> {
        Bound { handle: self.places(|places| places.make(value)), py: self }
    }

    // ANCHOR: places
    /// The objects, for a moment. `touch` is ours: it neither lets go of the GIL nor comes back here.
    pub(crate) fn places<R>(self, touch: impl FnOnce(&mut Places) -> R) -> R {
        self.must_be_attached();
        let places = self.interpreter().shared.objects.places.get();
        // SAFETY: this thread holds the GIL of the interpreter that the objects belong to, which was looked at two lines above, and
        // `touch` does not come back here: so nobody else is at them.
        touch(unsafe { &mut *places })
    }
    // ANCHOR_END: places
}

impl Objects {
    /// Gives back what was dropped without a token.
    pub(crate) fn take_back(&self, py: Attached<'_>) {
        let given_back = std::mem::take(&mut *self.given_back());
        for handle in given_back {
            py.places(|places| places.decref(handle)).expect("a Py has counted it");
        }
    }

    fn given_back(&self) -> MutexGuard<'_, Vec<Handle>> {
        self.given_back.lock().expect("nothing panics while this mutex is held")
    }
}

/// A reference of one's own, while attached.
pub struct Bound<'py> {
    py: Attached<'py>,
    handle: Handle,
}

/// A reference that leans on another one, which outlives it. It counts nothing, and costs nothing.
#[derive(Clone, Copy)]
pub struct Borrowed<'a, 'py> {
    py: Attached<'py>,
    handle: Handle,
    leans_on: PhantomData<&'a Bound<'py>>,
}

/// A reference of one's own, which may be sent and kept, but not looked through without a token.
pub struct Py {
    interpreter: Interpreter,
    handle: Handle,
}

impl<'py> Borrowed<'_, 'py> {
    fn at<R>(self, touch: impl FnOnce(&mut Place) -> R) -> R {
        self.py.places(|places| touch(places.find(self.handle).expect("the reference that it leans on is counted")))
    }

    /// The object's value.
    pub fn get(self) -> i64 {
        self.at(|place| place.value)
    }

    /// Changes the object's value.
    pub fn set(self, value: i64) {
        self.at(|place| place.value = value);
    }

    /// How many references are counted. `Py_REFCNT`, `sys.getrefcount` less its own argument.
    pub fn references(self) -> usize {
        self.at(|place| place.references)
    }

    /// A reference of one's own. `Py_NewRef`.
    pub fn to_bound(self) -> Bound<'py> {
        self.at(|place| place.references += 1);
        Bound { py: self.py, handle: self.handle }
    }
}

impl<'py> Bound<'py> {
    /// The same object, without counting.
    pub fn borrow(&self) -> Borrowed<'_, 'py> {
        Borrowed { py: self.py, handle: self.handle, leans_on: PhantomData }
    }

    /// The object's value.
    pub fn get(&self) -> i64 {
        self.borrow().get()
    }

    /// Changes the object's value.
    pub fn set(&self, value: i64) {
        self.borrow().set(value);
    }

    /// The same reference without a token, to be sent or kept. Nothing is counted.
    pub fn unbind(self) -> Py {
        let this = std::mem::ManuallyDrop::new(self);
        Py { interpreter: this.py.interpreter().clone(), handle: this.handle }
    }
}

impl Clone for Bound<'_> {
    fn clone(&self) -> Self {
        self.borrow().to_bound()
    }
}

impl Drop for Bound<'_> {
    fn drop(&mut self) {
        self.py.places(|places| places.decref(self.handle)).expect("this reference was counted");
    }
}

impl Py {
    /// The same object with a token, without counting.
    ///
    /// # Panics
    ///
    /// If the token is of another interpreter.
    pub fn borrow<'py>(&self, py: Attached<'py>) -> Borrowed<'_, 'py> {
        assert!(self.interpreter.is(py.interpreter()), "this object belongs to another interpreter");
        Borrowed { py, handle: self.handle, leans_on: PhantomData }
    }

    /// The interpreter that the object belongs to.
    pub fn interpreter(&self) -> &Interpreter {
        &self.interpreter
    }
}

impl Drop for Py {
    fn drop(&mut self) {
        match thread_state::current() {
            Some(thread) if thread.is_attached() && thread.interpreter.is(&self.interpreter) => {
                let py = Attached::of(&thread);
                py.places(|places| places.decref(self.handle)).expect("this reference was counted");
            }
            _ => self.interpreter.shared.objects.given_back().push(self.handle),
        }
    }
}

impl fmt::Debug for Py {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Py({:?})", self.handle)
    }
}
