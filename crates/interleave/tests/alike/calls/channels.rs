// `mpsc`: all ends, all errors.

use std::sync::mpsc::*;
use std::thread;
use std::time::Duration;

pub fn calls() -> Vec<String> {
    let mut said = Vec::new();

    let (to, from) = channel();
    said.push(format!("{to:?} {from:?} {:?}", from.try_recv()));
    said.push(format!("{:?}", from.recv_timeout(Duration::from_millis(1))));
    thread::scope(|scope| {
        let more = to.clone();
        scope.spawn(move || more.send(1).unwrap());
    });
    to.send(2).unwrap();
    said.push(format!("{:?} {:?}", from.recv(), from.recv_timeout(Duration::from_secs(9))));
    to.send(3).unwrap();
    to.send(4).unwrap();
    said.push(format!("{:?}", from.try_iter().collect::<Vec<_>>()));
    to.send(5).unwrap();
    drop(to);
    said.push(format!("{:?} {:?} {:?}", from.iter().next(), from.recv(), from.try_recv()));
    said.push(format!("{:?}", from.recv_timeout(Duration::ZERO)));

    let (to, from) = channel();
    drop(from);
    said.push(format!("{:?}", to.send(6)));

    let (to, from) = sync_channel(1);
    said.push(format!("{to:?} {:?} {:?}", to.send(7), to.clone().try_send(8)));
    said.push(format!("{:?} {:?}", from.try_recv(), to.try_send(9)));
    drop(to);
    let mut all = Vec::new();
    for number in &from {
        all.push(number);
    }
    for number in from {
        all.push(number);
    }
    said.push(format!("{all:?}"));

    let (to, from) = sync_channel(0);
    said.push(format!("{:?}", to.try_send(10)));
    let child = thread::spawn(move || {
        to.send(11).unwrap();
        to.send(12)
    });
    let got = from.recv();
    drop(from);
    said.push(format!("{got:?} {:?}", child.join().unwrap()));
    said
}
