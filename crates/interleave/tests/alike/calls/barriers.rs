// `Barrier`.

use std::sync::Barrier;
use std::thread;

pub fn calls() -> Vec<String> {
    static TWO: Barrier = Barrier::new(2);
    let leaders = thread::scope(|scope| {
        let child = scope.spawn(|| TWO.wait().is_leader());
        usize::from(TWO.wait().is_leader()) + usize::from(child.join().unwrap())
    });
    let alone = Barrier::new(0).wait();
    vec![format!("{leaders} {alone:?} {:?}", Barrier::new(1))]
}
