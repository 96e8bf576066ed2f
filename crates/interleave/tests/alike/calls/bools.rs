// `AtomicBool`: every operation.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::*;

pub fn calls() -> Vec<String> {
    let mut it = AtomicBool::new(true);
    let mut said = vec![format!("{:?} {it:?}", it.load(Acquire))];
    it.store(false, Release);
    said.push(format!("{:?}", it.swap(true, AcqRel)));
    said.push(format!("{:?}", it.compare_exchange(true, false, AcqRel, Acquire)));
    said.push(format!("{:?}", it.compare_exchange(true, false, AcqRel, Acquire)));
    while it.compare_exchange_weak(false, true, AcqRel, Acquire).is_err() {}
    #[allow(deprecated)]
    said.push(format!("{:?}", it.compare_and_swap(true, true, AcqRel)));
    said.push(format!("{:?}", it.fetch_and(true, Relaxed)));
    said.push(format!("{:?}", it.fetch_nand(true, Relaxed)));
    said.push(format!("{:?}", it.fetch_or(true, Relaxed)));
    said.push(format!("{:?}", it.fetch_xor(true, Relaxed)));
    said.push(format!("{:?}", it.fetch_not(Relaxed)));
    said.push(format!("{:?}", it.fetch_update(SeqCst, SeqCst, |old| Some(!old))));
    said.push(format!("{:?}", it.try_update(SeqCst, SeqCst, |old| old.then_some(false))));
    said.push(format!("{:?}", it.update(SeqCst, SeqCst, |old| !old)));
    *it.get_mut() = true;
    said.push(format!("{it:?} {:?} {:?}", AtomicBool::default(), AtomicBool::from(true)));
    said.push(format!("{:?}", it.into_inner()));
    said
}
