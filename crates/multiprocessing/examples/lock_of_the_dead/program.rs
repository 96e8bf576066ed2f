//! A process is killed while it holds a lock. Who gets it next? `cargo run -p multiprocessing --example lock_of_the_dead`

use multiprocessing::{Connection, Lock, LockError, Process, guard, pipe, tasks};
use std::error::Error;

// ANCHOR: program
fn hold(lock: Lock, pipe: Connection) {
    let _with = lock.acquire().unwrap();
    pipe.send("I have it").unwrap();
    let _ = pipe.recv::<()>();
}

pub fn main() -> Result<(), Box<dyn Error>> {
    guard(tasks![hold]);

    let lock = Lock::new()?;
    let (mine, theirs) = pipe()?;
    let process = Process::new(hold, (lock.clone(), theirs));
    process.start()?;
    mine.recv::<String>()?;
    process.kill()?;
    match lock.acquire() {
        Ok(_) => println!("the lock was free"),
        Err(LockError::HolderDied(died)) => {
            let killed = Some(died.process) == process.pid();
            println!("the lock can be taken, and says who died inside: {killed}");
            died.hold.repaired();
        }
        Err(why) => return Err(why.into()),
    }
    lock.acquire()?.release();
    println!("mended, the lock is as before");
    Ok(())
}
// ANCHOR_END: program
