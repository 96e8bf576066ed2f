//! The same programs on this crate's locks and atomics, in a model.

use crate::naive::Ends;
use crate::program::{End, OBJECTS, Program, Step, after, changed};
use interleave::Model;
use interleave::failure::Kind;
use std::real;
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// All ends of `program` that the model saw, or what it said instead.
pub fn ends(program: &Program) -> Result<Ends, String> {
    // A thread is stopped at most once before each step that others notice.
    let most = program.threads.iter().flatten().filter(|step| step.is_noticed()).count();
    bounded_ends(program, most)
}

/// The same, with at most so many forced switches.
pub fn bounded_ends(program: &Program, forced: usize) -> Result<Ends, String> {
    // Outside of the model: it lives through all schedules.
    let ends = real::sync::Arc::new(real::sync::Mutex::new(Ends::default()));
    let model = Model::new().preemptions(forced).budget(Duration::from_secs(60));
    let verdict = model.check({
        let (program, ends) = (program.clone(), real::sync::Arc::clone(&ends));
        move || {
            let end = run(&program);
            ends.lock().unwrap().ends.insert(end);
        }
    });
    let mut ends = std::mem::take(&mut *ends.lock().unwrap());
    match verdict {
        Ok(_) => Ok(ends),
        Err(failure) => match failure.kind {
            Kind::Deadlock => {
                ends.deadlocks = true;
                Ok(ends)
            }
            // The threads share nothing.
            Kind::OneSchedule => Ok(ends),
            kind => Err(format!("{kind}: {}", failure.message)),
        },
    }
}

#[derive(Default)]
struct World {
    locks: [Mutex<u8>; OBJECTS],
    atomics: [AtomicU8; OBJECTS],
}

fn run(program: &Program) -> End {
    let world = World::default();
    let mut noted = vec![Vec::new(); program.threads.len()];
    thread::scope(|scope| {
        let (first, others) = noted.split_first_mut().expect("a thread");
        for (number, noted) in others.iter_mut().enumerate() {
            let (steps, world) = (&program.threads[number + 1], &world);
            scope.spawn(move || run_thread(number + 1, steps, world, noted));
        }
        run_thread(0, &program.threads[0], &world, first);
    });
    let World { locks, atomics } = world;
    let numbers = locks.map(|lock| lock.into_inner().unwrap());
    End { noted, numbers, atomics: atomics.map(AtomicU8::into_inner) }
}

fn run_thread(me: usize, steps: &[Step], world: &World, noted: &mut Vec<u8>) {
    let mut held: [Option<MutexGuard<'_, u8>>; OBJECTS] = [const { None }; OBJECTS];
    for step in steps {
        match *step {
            Step::Lock(lock) => {
                let guard = world.locks[lock].lock().unwrap();
                held[lock] = Some(guard);
            }
            Step::Unlock(lock) => held[lock] = None,
            Step::Read(lock) => noted.extend(held[lock].as_deref()),
            Step::Change(lock) => {
                if let Some(number) = held[lock].as_deref_mut() {
                    *number = changed(*number, me);
                }
            }
            Step::Add(atomic) => noted.push(world.atomics[atomic].fetch_add(1, SeqCst)),
            Step::Swap(atomic, value) => noted.push(world.atomics[atomic].swap(value, SeqCst)),
            Step::Load(atomic) => noted.push(world.atomics[atomic].load(SeqCst)),
            Step::Store(atomic, value) => world.atomics[atomic].store(value, SeqCst),
            Step::StoreSeen(atomic) => world.atomics[atomic].store(after(noted), SeqCst),
        }
    }
}
