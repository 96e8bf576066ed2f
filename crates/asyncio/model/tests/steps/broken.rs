//! Steps 2 and 4 once more, for one task, with one fault built in: what their tests must reject.

use super::programs::Runs;
use std::collections::VecDeque;
use std::future::Future;
use std::mem;
use std::pin::pin;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};

/// What is left out of, or put into, a copy of the loop.
#[derive(Clone, Copy, PartialEq)]
pub enum Fault {
    /// Nothing: this copy is right, so whatever is found in another is found because of its fault.
    None,
    /// `call_soon` is called where `call_soon_threadsafe` is needed: the queue is safe, and nobody wakes the loop.
    PushesOnly,
    /// The loop looks whether the queue is empty, and then notes, under another lock, that it sleeps.
    NotesTooLate,
    /// The bell does not remember a call that comes before the loop sleeps.
    ForgetsTheCall,
    /// The task is taken for not queued only when its piece is over: a wake during the piece is wiped out.
    ClearsAfterThePiece,
    /// A wake that finds the task queued already tells the coming piece nothing of what was done before.
    RelaxedWake,
}

/// A copy of the loop with a [`Fault`].
pub struct Broken(pub Fault);

struct Shared {
    fault: Fault,
    queued: AtomicBool,
    /// The ready queue, of one task; and whether the loop sleeps.
    door: Mutex<(VecDeque<()>, bool)>,
    rung: Mutex<bool>,
    ring: Condvar,
}

impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        let order = if self.fault == Fault::RelaxedWake { Relaxed } else { Release };
        if self.queued.swap(true, order) {
            return;
        }
        let asleep = {
            let mut door = self.door.lock().unwrap();
            door.0.push_back(());
            mem::take(&mut door.1)
        };
        if asleep && self.fault != Fault::PushesOnly {
            *self.rung.lock().unwrap() = true;
            self.ring.notify_one();
        }
    }
}

impl Shared {
    fn falls_asleep(&self) -> bool {
        let mut door = self.door.lock().unwrap();
        let empty = door.0.is_empty();
        if self.fault == Fault::NotesTooLate {
            drop(door);
            door = self.door.lock().unwrap();
        }
        door.1 = empty;
        empty
    }

    fn select(&self) {
        let mut rung = self.rung.lock().unwrap();
        if !*rung || self.fault == Fault::ForgetsTheCall {
            rung = self.ring.wait(rung).unwrap();
        }
        *rung = false;
    }
}

impl Runs for Broken {
    fn run(&self, main: impl Future<Output = ()> + 'static) {
        let shared = Arc::new(Shared {
            fault: self.0,
            queued: AtomicBool::new(true),
            door: Mutex::new((VecDeque::from([()]), false)),
            rung: Mutex::default(),
            ring: Condvar::new(),
        });
        let (mut main, waker) = (pin!(main), Waker::from(Arc::clone(&shared)));
        loop {
            if shared.falls_asleep() {
                shared.select();
            }
            let turn = mem::take(&mut shared.door.lock().unwrap().0);
            for () in turn {
                let after = shared.fault == Fault::ClearsAfterThePiece;
                if !after {
                    shared.queued.swap(false, Acquire);
                }
                if main.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                    return;
                }
                if after {
                    shared.queued.swap(false, Acquire);
                }
            }
        }
    }
}
