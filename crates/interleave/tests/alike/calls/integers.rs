// The integer atomics: every operation, on every type.

use std::sync::atomic::Ordering::*;
use std::sync::atomic::*;

macro_rules! every_operation {
    ($said:ident: $($name:ident)*) => { $({
        let mut it = $name::new(5);
        $said.push(format!("{:?} {:?}", it.load(SeqCst), it));
        it.store(6, Release);
        $said.push(format!("{:?}", it.swap(7, AcqRel)));
        $said.push(format!("{:?}", it.compare_exchange(7, 8, AcqRel, Acquire)));
        $said.push(format!("{:?}", it.compare_exchange(7, 9, SeqCst, Relaxed)));
        while it.compare_exchange_weak(8, 10, Release, Relaxed).is_err() {}
        #[allow(deprecated)]
        for order in [Relaxed, Acquire, Release, AcqRel, SeqCst] {
            $said.push(format!("{:?} {:?}", it.compare_and_swap(10, 11, order), it.compare_and_swap(11, 10, order)));
        }
        $said.push(format!("{:?}", it.fetch_add(1, Relaxed)));
        $said.push(format!("{:?}", it.fetch_sub(2, Relaxed)));
        $said.push(format!("{:?}", it.fetch_and(7, Relaxed)));
        $said.push(format!("{:?}", it.fetch_nand(3, Relaxed)));
        $said.push(format!("{:?}", it.fetch_or(1, Relaxed)));
        $said.push(format!("{:?}", it.fetch_xor(2, Relaxed)));
        $said.push(format!("{:?}", it.fetch_max(9, Relaxed)));
        $said.push(format!("{:?}", it.fetch_min(4, Relaxed)));
        $said.push(format!("{:?}", it.fetch_update(SeqCst, SeqCst, |old| (old < 100).then_some(3))));
        $said.push(format!("{:?}", it.fetch_update(Release, Acquire, |_| None)));
        $said.push(format!("{:?}", it.try_update(AcqRel, Relaxed, |old| old.checked_add(1))));
        $said.push(format!("{:?}", it.update(AcqRel, Relaxed, |old| old / 2)));
        *it.get_mut() += 1;
        $said.push(format!("{:?} {:?} {:?}", it, $name::default(), $name::from(3)));
        $said.push(format!("{:?}", it.into_inner()));
    })* };
}

pub fn calls() -> Vec<String> {
    static STATIC: AtomicUsize = AtomicUsize::new(1);
    let mut said = vec![format!("{}", STATIC.load(Relaxed))];
    every_operation!(said: AtomicU8 AtomicU16 AtomicU32 AtomicU64 AtomicUsize AtomicI8 AtomicI16 AtomicI32 AtomicI64 AtomicIsize);
    said
}
