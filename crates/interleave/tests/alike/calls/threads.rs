// Threads, by name and by handle.

use std::thread::{self, Builder};
use std::time::Duration;

pub fn calls() -> Vec<String> {
    let me = thread::current();
    let child = Builder::new().name("spam".into()).stack_size(1 << 16).spawn({
        let me = me.clone();
        move || {
            me.unpark();
            thread::current().name().map(String::from)
        }
    });
    let child = child.unwrap();
    thread::park();
    while !child.is_finished() {
        thread::yield_now();
    }
    let mut said = vec![format!("{:?} {:?}", child.thread().name(), child.thread().id() == me.id())];
    said.push(format!("{:?}", child.join().unwrap()));

    let unnamed = thread::spawn(|| thread::current().name().map(String::from));
    said.push(format!("{:?}", unnamed.join().unwrap()));

    let words = [String::from("eggs")];
    thread::scope(|scope| {
        let child = Builder::new().name("ham".into()).spawn_scoped(scope, || words[0].len()).unwrap();
        let other = scope.spawn(|| thread::current().name().is_none());
        said.push(format!("{:?}", child.thread().name()));
        while !child.is_finished() {
            thread::yield_now();
        }
        said.push(format!("{} {}", child.join().unwrap(), other.join().unwrap()));
    });

    me.unpark();
    thread::park_timeout(Duration::from_secs(9));
    me.unpark();
    #[allow(deprecated)]
    thread::park_timeout_ms(9000);
    said.push(format!("{} {}", thread::available_parallelism().is_ok(), thread::panicking()));
    said
}
