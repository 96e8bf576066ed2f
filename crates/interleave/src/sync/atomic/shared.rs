//! What all atomics share, whatever their type: the methods, and the traits of std's.
//!
//! Everything is `#[inline]`: what a program does not call is then not compiled, and there are two hundred methods.

/// The shared part of atomic `$name` of `$value`; `$to` makes bits of a value and `$from` a value of bits.
macro_rules! shared {
    ([$($generics:tt)*] $name:ty, $value:ty, $to:expr, $from:expr) => {
        impl<$($generics)*> $name {
            /// Reads it.
            ///
            /// # Panics
            ///
            /// If `order` is Release or AcqRel.
            #[track_caller]
            #[inline]
            pub fn load(&self, order: Ordering) -> $value {
                ($from)(self.atomic().load(order, Location::caller()))
            }

            /// Writes it.
            ///
            /// # Panics
            ///
            /// If `order` is Acquire or AcqRel.
            #[track_caller]
            #[inline]
            pub fn store(&self, value: $value, order: Ordering) {
                self.atomic().store(($to)(value), order, Location::caller());
            }

            /// Writes it and returns the old value.
            #[track_caller]
            #[inline]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                ($from)(self.atomic().update(order, Location::caller(), |_| ($to)(value)))
            }

            /// Writes `new` if it is `current`.
            ///
            /// # Errors
            ///
            /// What it is instead.
            #[track_caller]
            #[inline]
            pub fn compare_exchange(&self, current: $value, new: $value, success: Ordering, failure: Ordering) -> Result<$value, $value> {
                self.exchange(current, new, (success, failure), false, Location::caller())
            }

            /// As `compare_exchange`, and may fail for no reason.
            ///
            /// # Errors
            ///
            /// What it is; perhaps `current`.
            #[track_caller]
            #[inline]
            pub fn compare_exchange_weak(&self, current: $value, new: $value, success: Ordering, failure: Ordering) -> Result<$value, $value> {
                self.exchange(current, new, (success, failure), true, Location::caller())
            }

            /// Writes `new` if it is `current`; returns what it was.
            #[deprecated(since = "1.50.0", note = "use `compare_exchange` or `compare_exchange_weak` instead")]
            #[track_caller]
            #[inline]
            pub fn compare_and_swap(&self, current: $value, new: $value, order: Ordering) -> $value {
                let failure = $crate::sync::atomic::failing(order);
                let (Ok(found) | Err(found)) = self.exchange(current, new, (order, failure), false, Location::caller());
                found
            }

            /// Loads it and writes what `change` makes of it, until nobody came in between.
            ///
            /// # Errors
            ///
            /// What it is, when `change` says `None`.
            #[track_caller]
            #[inline]
            pub fn fetch_update(&self, set: Ordering, fetch: Ordering, mut change: impl FnMut($value) -> Option<$value>) -> Result<$value, $value> {
                let place = Location::caller();
                let mut old = ($from)(self.atomic().load(fetch, place));
                while let Some(new) = change(old) {
                    // std's is a weak exchange. If that fails for no reason, `change` is asked again about the same value, and
                    // the caller sees nothing of it. So it is no choice here, or loops like this would multiply the schedules.
                    match self.exchange(old, new, (set, fetch), false, place) {
                        Ok(old) => return Ok(old),
                        Err(found) => old = found,
                    }
                }
                Err(old)
            }

            /// As `fetch_update`.
            ///
            /// # Errors
            ///
            /// What it is, when `change` says `None`.
            #[track_caller]
            #[inline]
            pub fn try_update(&self, set: Ordering, fetch: Ordering, change: impl FnMut($value) -> Option<$value>) -> Result<$value, $value> {
                self.fetch_update(set, fetch, change)
            }

            /// Loads it and writes what `change` makes of it, until nobody came in between. Returns the old value.
            #[track_caller]
            #[inline]
            pub fn update(&self, set: Ordering, fetch: Ordering, mut change: impl FnMut($value) -> $value) -> $value {
                match self.fetch_update(set, fetch, |old| Some(change(old))) {
                    Ok(old) | Err(old) => old,
                }
            }

            /// Not part of a model.
            #[doc(hidden)]
            #[inline]
            pub fn as_ptr(&self) -> *mut $value
            where
                for<'a> &'a Self: $crate::refused::NoPointerPast,
            {
                self.first.as_ptr()
            }

            /// Not part of a model.
            #[doc(hidden)]
            #[allow(clippy::missing_safety_doc)] // it cannot be called
            #[inline]
            pub const unsafe fn from_ptr<'a>(_ptr: *mut $value) -> &'a Self
            where
                for<'b> &'b Self: $crate::refused::NoAtomicAround,
            {
                panic!("refused when it is compiled")
            }

            /// The value, through an exclusive borrow: no atomic operation is needed.
            #[inline]
            pub fn get_mut(&mut self) -> &mut $value {
                let newest = ($from)(self.atomic().alone());
                // Whatever is written through the borrow is the first value of what looks like a new atomic.
                self.late.forget();
                let value = self.first.get_mut();
                *value = newest;
                value
            }

            /// The value; the atomic is gone.
            #[inline]
            pub fn into_inner(self) -> $value {
                ($from)(self.atomic().alone())
            }

            #[track_caller]
            #[inline]
            fn exchange(&self, current: $value, new: $value, orders: (Ordering, Ordering), weak: bool, place: $crate::record::Place) -> Result<$value, $value> {
                let outcome = self.atomic().exchange((($to)(current), ($to)(new)), orders, weak, place);
                outcome.map($from).map_err($from)
            }
        }

        impl<$($generics)*> Drop for $name {
            #[inline]
            fn drop(&mut self) {
                self.late.forget();
            }
        }

        impl<$($generics)*> From<$value> for $name {
            #[track_caller]
            #[inline]
            fn from(value: $value) -> Self {
                <$name>::new(value)
            }
        }

        impl<$($generics)*> std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                // Printing is no step of the schedule.
                std::fmt::Debug::fmt(&($from)(self.atomic().newest()), f)
            }
        }
    };
}

pub(super) use shared;
