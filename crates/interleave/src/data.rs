//! What a lock's data looks like, for the drawing.
//!
//! `Mutex<T>` asks nothing of `T`, so nothing here may ask for `Debug`; and a `Debug` of the learner's own could lock, and
//! be a step of the schedule. So the data is shown if it is of a known type, all of whose `Debug` is std's.
//!
//! # Keeps true
//!
//! - Data is read only by the thread that holds its lock, at the moment of taking it or giving it back.
//! - It is printed once for each time that it was written, and costs the same however much it is: what is long is cut while
//!   it is printed.
//!
//! # Not covered
//!
//! Every type but: integers, `bool`, `char`, `String`, `&str`; `Option`, `Vec` and `VecDeque` of one of these; pairs of
//! `bool`, `u32`, `u64`, `usize`, `i32`, `i64`.

mod print;

use std::any::TypeId;
use std::collections::{HashMap, VecDeque};
use std::fmt::Debug;
use std::hash::{BuildHasherDefault, Hasher};
use std::marker::PhantomData;
use std::mem::transmute;
use std::sync::LazyLock;

use crate::record::{Data, Value};
use print::{Print, printed};

/// Prints what a pointer points to.
type Show = unsafe fn(*const u8) -> Data;

/// Where a lock's data lies, and how to print it.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    value: *const u8,
    show: Option<Show>,
}

impl Look {
    /// At the data that `value` points to.
    pub(crate) fn at<T>(value: *const T) -> Self {
        Look { value: value.cast(), show: show(type_of::<T>()) }
    }

    /// The data now, if it is of a type that can be shown.
    ///
    /// # Safety
    ///
    /// The pointer that it was made with must point to a value, and nobody may write to it meanwhile.
    pub(crate) unsafe fn now(self) -> Option<Data> {
        // SAFETY: the caller's promise; and `at` looked the function up for the type of that value.
        self.show.map(|show| unsafe { show(self.value) })
    }
}

/// The number of a type, whatever its lifetimes: `&'a str` has that of `&'static str`.
fn type_of<T>() -> TypeId {
    trait Typed {
        fn number(&self) -> TypeId
        where
            Self: 'static;
    }
    impl<T> Typed for PhantomData<T> {
        fn number(&self) -> TypeId
        where
            Self: 'static,
        {
            TypeId::of::<T>()
        }
    }
    let phantom = PhantomData::<T>;
    let typed: &dyn Typed = &phantom;
    // SAFETY: only the lifetime in the type changes. It is looked at for its number, which knows no lifetimes, and no
    // value of type `T` is reached through it.
    let typed = unsafe { transmute::<&dyn Typed, &(dyn Typed + 'static)>(typed) };
    typed.number()
}

// Not generic, so that it is compiled here, with this crate's optimisation.
fn show(sort: TypeId) -> Option<Show> {
    KNOWN.get(&sort).copied()
}

static KNOWN: LazyLock<HashMap<TypeId, Show, BuildHasherDefault<AsItIs>>> = LazyLock::new(|| {
    let mut known = Known::default();
    macro_rules! add {
        (numbers: $($number:ty),*) => { $( known.add::<$number>(number::<$number>); known.lists::<$number>(); )* };
        (texts: $($text:ty),*) => { $( known.add::<$text>(text::<$text>); known.lists::<$text>(); )* };
        (pairs with: $($second:ty),*) => { $( known.pairs::<$second>(); )* };
    }
    known.add::<bool>(truth);
    known.lists::<bool>();
    add!(numbers: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
    // A `&str` is printed while its lock is held, so whatever it borrows from is there.
    add!(texts: char, String, &'static str);
    add!(pairs with: bool, u32, u64, usize, i32, i64);
    known.0
});

#[derive(Default)]
struct Known(HashMap<TypeId, Show, BuildHasherDefault<AsItIs>>);

/// A type's number is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Known {
    fn add<T: 'static>(&mut self, show: Show) {
        self.0.insert(TypeId::of::<T>(), show);
    }

    fn lists<T: Print + Debug + 'static>(&mut self) {
        self.add::<Option<T>>(text::<Option<T>>);
        self.add::<Vec<T>>(text::<Vec<T>>);
        self.add::<VecDeque<T>>(text::<VecDeque<T>>);
    }

    fn pairs<B: Debug + 'static>(&mut self) {
        self.add::<(bool, B)>(text::<(bool, B)>);
        self.add::<(u32, B)>(text::<(u32, B)>);
        self.add::<(u64, B)>(text::<(u64, B)>);
        self.add::<(usize, B)>(text::<(usize, B)>);
        self.add::<(i32, B)>(text::<(i32, B)>);
        self.add::<(i64, B)>(text::<(i64, B)>);
    }
}

/// # Safety
///
/// There must be a `bool`, and nobody may write to it.
unsafe fn truth(value: *const u8) -> Data {
    // SAFETY: the caller's promise.
    Data::Value(Value::Bool(unsafe { *value.cast::<bool>() }))
}

/// # Safety
///
/// There must be a `T`, and nobody may write to it.
unsafe fn number<T: Copy + Print + TryInto<i128>>(value: *const u8) -> Data {
    // SAFETY: the caller's promise.
    let number = unsafe { *value.cast::<T>() };
    number.try_into().map_or_else(|_| Data::Text(printed(&number)), |number| Data::Value(Value::Int(number)))
}

/// # Safety
///
/// There must be a `T`, and nobody may write to it.
unsafe fn text<T: Print>(value: *const u8) -> Data {
    // SAFETY: the caller's promise.
    Data::Text(printed(unsafe { &*value.cast::<T>() }))
}
