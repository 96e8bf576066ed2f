// `AtomicPtr`: every operation.

use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::*;

pub fn calls() -> Vec<String> {
    let mut values = [0_u32, 1, 2, 3];
    let start: *mut u32 = &raw mut values[0];
    let mut it = AtomicPtr::new(start);
    let mut said = Vec::new();
    let mut say = |pointer: *mut u32| said.push(format!("{}", pointer.addr().wrapping_sub(start.addr())));
    say(it.load(Acquire));
    it.store(start.wrapping_add(1), Release);
    say(it.swap(start, AcqRel));
    say(it.compare_exchange(start, start.wrapping_add(2), AcqRel, Acquire).unwrap());
    say(it.compare_exchange(start, start, AcqRel, Acquire).unwrap_err());
    while it.compare_exchange_weak(start.wrapping_add(2), start, AcqRel, Acquire).is_err() {}
    #[allow(deprecated)]
    say(it.compare_and_swap(start, start, SeqCst));
    say(it.fetch_update(SeqCst, SeqCst, |old| Some(old.wrapping_add(1))).unwrap());
    say(it.try_update(SeqCst, SeqCst, |_| None).unwrap_err());
    say(it.update(SeqCst, SeqCst, |old| old.wrapping_add(1)));
    say(it.fetch_ptr_add(1, Relaxed));
    say(it.fetch_ptr_sub(2, Relaxed));
    say(it.fetch_byte_add(4, Relaxed));
    say(it.fetch_byte_sub(8, Relaxed));
    say(it.fetch_or(1, Relaxed));
    say(it.fetch_and(!1, Relaxed));
    say(it.fetch_xor(1, Relaxed));
    say(it.fetch_xor(1, Relaxed));
    assert_eq!(format!("{it:p}"), format!("{:p}", it.load(Relaxed)));
    *it.get_mut() = start.wrapping_add(3);
    say(it.into_inner());
    let null = AtomicPtr::<u32>::default();
    said.push(format!("{} {}", null.load(Relaxed).is_null(), AtomicPtr::from(start).load(Relaxed) == start));
    said
}
