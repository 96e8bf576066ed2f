// `UnsafeCell`, from the first value to the last.

use std::cell::UnsafeCell;

pub fn calls() -> Vec<String> {
    let mut cell = UnsafeCell::new(1);
    // SAFETY: one thread, and one pointer at a time.
    unsafe { *cell.get() += 1 };
    // SAFETY: as above.
    unsafe { *UnsafeCell::raw_get(&raw const cell) += 1 };
    *cell.get_mut() += 1;
    vec![
        format!("{cell:?}"),
        format!("{}", cell.into_inner()),
        format!("{}", UnsafeCell::<u8>::default().into_inner()),
        format!("{}", UnsafeCell::from(3).into_inner()),
    ]
}
