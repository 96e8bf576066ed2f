//! The program of the pools' tests: its guard, and what a test asks of a program of its own, by name.

use multiprocessing::{Pool, guard, pipe};
use std::error::Error;
use std::io::Write as _;

#[allow(dead_code, reason = "shared with the tests")]
#[path = "pool_tasks.rs"]
mod tasks;

fn main() -> Result<(), Box<dyn Error>> {
    // Its workers have this variable, too. They hear what they shall do, and leave.
    #[cfg(unix)]
    if std::env::var_os("LEAVES_BEFORE_THE_GUARD").is_some() && std::env::args().nth(1).as_deref() != Some("asks") {
        use std::os::fd::AsFd as _;
        let parent = multiprocessing::Connection::from(std::io::stdin().as_fd().try_clone_to_owned()?);
        // Kept until the end: the first that the pool sees of it is that this process has ended.
        let _told = [parent.recv_parcel()?, parent.recv_parcel()?];
        std::process::exit(0);
    }
    guard(tasks::all());
    match std::env::args().nth(1).as_deref() {
        Some("prints") => {
            let pool = Pool::new(1)?;
            for words in ["spam", "eggs"] {
                print!("{words} ");
                std::io::stdout().flush()?;
                pool.apply(tasks::prints, ("of a worker, ".to_owned(),))?;
            }
            Ok(())
        }
        // Two workers are in the middle of a task, and this process waits for one of them.
        Some("waits") => {
            let pool = Pool::new(2)?;
            let (one, theirs) = pipe()?;
            let result = pool.apply_async(tasks::stays, (theirs,))?;
            let (other, theirs) = pipe()?;
            let _other = pool.apply_async(tasks::stays, (theirs,))?;
            println!("{} {}", one.recv::<u32>()?, other.recv::<u32>()?);
            println!("{}", result.get()?);
            Ok(())
        }
        Some("asks") => {
            match Pool::new(1).and_then(|pool| pool.apply(tasks::square, (3,))) {
                Ok(square) => println!("{square}"),
                Err(why) => println!("{why}"),
            }
            Ok(())
        }
        #[cfg(unix)]
        Some("ignores SIGCHLD") => {
            // SAFETY: no code of ours runs when the signal comes.
            unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
            let pool = Pool::new(2)?;
            println!("{}", pool.apply(tasks::square, (3,))?);
            println!("{:?}", pool.map(tasks::square, 0..4, None)?);
            let died = pool.apply(tasks::exits, (3,)).unwrap_err().to_string();
            println!("its exit code is 255: {}", died.contains("its exit code is 255"));
            println!("{}", pool.apply(tasks::square, (4,))?);
            Ok(())
        }
        what => Err(format!("what is {what:?}?").into()),
    }
}
