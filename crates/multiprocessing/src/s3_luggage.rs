//! Step 3: luggage, things in a message that are no bytes.
//!
//! A connection is a number in a table that belongs to this process, and to the kernel. The number alone means nothing
//! elsewhere. On Unix the kernel itself carries what stands behind it: a *descriptor* rides beside the bytes of a message
//! (`SCM_RIGHTS`), and comes out as another number that means the same thing. In the bytes stands only which of the riding
//! descriptors is meant. Python does it in `reduction.DupFd` and `send_handle` (Lib/multiprocessing/reduction.py, 3.13).
//!
//! # Keeps true
//!
//! - A value that holds descriptors is written only while a message is packed: elsewhere, say in a JSON file, it is an error.
//! - Each descriptor that came and that the value did not take is closed.
//!
//! ```text
//!   send((7, connection))      bytes │ 7 │ luggage 0 │        ┐ one message
//!                              luggage  [descriptor 12]       ┘
//!   recv()                     bytes │ 7 │ luggage 0 │ ─▶ (7, connection)
//!                              luggage  [descriptor 5] ──────────┘
//! ```
//!
//! # Not yet
//!
//! Functions: they do not travel at all, only their names do (step 4).

use crate::error::PipeError;
use crate::os::{BorrowedHandle, Handle};
use serde::de::DeserializeOwned;
use serde::ser::{self, Serialize};
use std::any::type_name;
use std::cell::RefCell;
use std::io;
use std::thread::LocalKey;

/// A message that is packed: its bytes, and what rides beside them.
#[derive(Debug, Default)]
pub struct Parcel {
    /// The value, as postcard writes it.
    pub bytes: Vec<u8>,
    /// The descriptors of which the bytes speak by their index.
    pub luggage: Vec<Handle>,
}

/// The message that this thread packs or unpacks at the moment.
#[derive(Default)]
struct Open {
    luggage: Vec<Option<Handle>>,
    /// postcard forgets what an error says, so the first one is kept here.
    error: Option<PipeError>,
}

/// What belongs to each thread.
type Thread = LocalKey<RefCell<Option<Open>>>;

thread_local! {
    static PACKING: RefCell<Option<Open>> = const { RefCell::new(None) };
    static UNPACKING: RefCell<Option<Open>> = const { RefCell::new(None) };
}

/// Runs `body` while this message is the one of this thread; returns what became of both.
fn opened<R>(which: &'static Thread, open: Open, body: impl FnOnce() -> R) -> (R, Open) {
    /// What was there belongs to a message around this one. It comes back by a panic, too.
    struct Around(&'static Thread, Option<Open>);
    impl Drop for Around {
        fn drop(&mut self) {
            self.0.set(self.1.take());
        }
    }
    let _around = Around(which, which.replace(Some(open)));
    let value = body();
    (value, which.take().unwrap_or_default())
}

/// Packs `value` as a message.
///
/// # Errors
///
/// If its `Serialize` says so, or a descriptor cannot be copied.
pub fn pack<T: Serialize + ?Sized>(value: &T) -> Result<Parcel, PipeError> {
    let (bytes, open) = opened(&PACKING, Open::default(), || postcard::to_stdvec(value));
    match (bytes, open.error) {
        (Ok(bytes), None) => Ok(Parcel { bytes, luggage: open.luggage.into_iter().flatten().collect() }),
        (_, Some(error)) => Err(error),
        (Err(why), None) => Err(PipeError::Encode { value: type_name::<T>(), why: why.to_string() }),
    }
}

/// For a `Serialize` impl: a copy of `handle` goes with the message; the number is to be written in its place.
///
/// # Errors
///
/// If no message is being packed.
// ANCHOR: give
pub fn give(handle: BorrowedHandle<'_>) -> Result<u32, PipeError> {
    PACKING.with_borrow_mut(|packing| {
        let open = packing.as_mut().ok_or(PipeError::NotInAMessage)?;
        match handle.try_clone_to_owned() {
            Ok(copy) => open.luggage.push(Some(copy)),
            Err(why) => open.error = Some(why.into()),
        }
        Ok(open.luggage.len().saturating_sub(1) as u32)
    })
}
// ANCHOR_END: give

// ANCHOR: unpack
/// Takes the value out of a message.
///
/// # Errors
///
/// If it is no such value, or if bytes are left over.
pub fn unpack<T: DeserializeOwned>(parcel: Parcel) -> Result<T, PipeError> {
    let open = Open { luggage: parcel.luggage.into_iter().map(Some).collect(), error: None };
    let (value, open) = opened(&UNPACKING, open, || postcard::take_from_bytes(&parcel.bytes));
    let garbage = |why| PipeError::Decode { expected: type_name::<T>(), why };
    match (value, open.error) {
        (Ok((value, [])), _) => Ok(value),
        (_, Some(error)) => Err(error),
        (Ok((_, rest)), None) => Err(garbage(format!("{} bytes are left over", rest.len()))),
        (Err(why), None) => Err(garbage(why.to_string())),
    }
}

/// For a `Deserialize` impl: the descriptor of this number, which is owned from now on.
///
/// # Errors
///
/// If no message is being unpacked, or if it brought no such descriptor.
pub fn take(index: u32) -> Result<Handle, PipeError> {
    take_as(index, Ok)
}

/// For a `Deserialize` impl: what `make` makes of the descriptor of this number.
///
/// # Errors
///
/// As [`take`], and if it cannot be made. Then it is this error that `unpack` returns.
pub fn take_as<T>(index: u32, make: impl FnOnce(Handle) -> io::Result<T>) -> Result<T, PipeError> {
    UNPACKING.with_borrow_mut(|unpacking| {
        let open = unpacking.as_mut().ok_or(PipeError::NotInAMessage)?;
        let handle = open.luggage.get_mut(index as usize).and_then(Option::take);
        let made = handle.ok_or(PipeError::NoLuggage(index)).and_then(|handle| Ok(make(handle)?));
        made.map_err(|why| {
            open.error = Some(why);
            PipeError::NoLuggage(index)
        })
    })
}
// ANCHOR_END: unpack

/// For a `Serialize` impl that refuses: the error in serde's form, and its words, which postcard forgets, for the sender.
pub fn cannot_give<E: ser::Error>(why: io::Error) -> E {
    let error = E::custom(&why);
    PACKING.with_borrow_mut(|packing| {
        if let Some(open) = packing {
            open.error.get_or_insert(why.into());
        }
    });
    error
}
