//! The program of the tests: its guard, and what a test asks of a program of its own, by name. Some of it is wrong on purpose.

use multiprocessing::{Connection, Context, Process, StartMethod, get_context, guard, pipe};
use std::error::Error;
use std::io::Read as _;

mod tasks;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_default();

    // What is wrong with these is how they treat the guard.
    match what.as_str() {
        "forgets the guard" => return starts_children(),
        "is late" => {
            println!("main runs");
            let early = Process::new(tasks::nothing, ()).start();
            println!("{}", early.unwrap_err());
        }
        "guards twice" => guard(tasks::all()),
        "lists a closure" => guard(multiprocessing::tasks![|| ()]),
        "lists a function twice" => guard(multiprocessing::tasks![tasks::nothing, tasks::nothing]),
        _ => {}
    }
    // Children have this variable, too.
    match std::env::var("BEFORE_THE_GUARD").as_deref() {
        Ok("prints") => println!("before the guard"),
        Ok("returns in a child") if what == "--multiprocessing-fork" => return Ok(()),
        _ => {}
    }
    let mut all = tasks::all();
    if what == "knows more than its children" {
        all.extend(multiprocessing::tasks![only_here]);
    }
    guard(all);

    let context = |args: &mut dyn Iterator<Item = String>| -> Result<Context, Box<dyn Error>> {
        Ok(get_context(args.next().ok_or("which start method?")?.parse::<StartMethod>()?)?)
    };
    match what.as_str() {
        "is late" | "starts two" => starts_children(),
        "knows more than its children" => {
            let process = Process::new(only_here, ());
            process.start()?;
            println!("exit code {}", process.join()?);
            Ok(())
        }
        "is a parent" => is_a_parent(context(&mut args)?),
        "panics while a child waits" => {
            let (process, ours) = started(context(&mut args)?, tasks::waits, |with| (with,))?;
            ours.recv::<String>()?;
            // Dropped before `ours`, whose end the child waits for.
            let _process = process;
            panic!("the parent is out of stilton")
        }
        "uses everything" => uses_everything(context(&mut args)?),
        "starts two hundred" => starts_two_hundred(context(&mut args)?),
        "starts while a thread lives" => starts_while_a_thread_lives(context(&mut args)?),
        "loses its file" => {
            let file = std::env::current_exe()?;
            std::fs::remove_file(&file)?;
            starts_children()?;
            std::fs::write(file, "another program")?;
            starts_children()
        }
        "starts a stranger" => {
            multiprocessing::set_executable(args.next().ok_or("which program?")?);
            starts_children()
        }
        "says much" => {
            let process = Process::new(tasks::takes, ("much".repeat(1 << 20),));
            process.start()?;
            Ok(process.join().map(drop)?)
        }
        "has no room for a descriptor" => has_no_room(),
        "loses its server" => loses_its_server(context(&mut args)?),
        nothing => Err(format!("no test asks for {nothing:?}").into()),
    }
}

fn only_here() {}

fn starts_children() -> Result<(), Box<dyn Error>> {
    println!("main runs");
    let processes = [(); 2].map(|()| Process::new(tasks::nothing, ()));
    for process in &processes {
        process.start()?;
    }
    for process in &processes {
        println!("exit code {}", process.join()?);
    }
    Ok(())
}

/// A process that was started, and our end of its pipe.
fn started<F, Args>(
    context: Context,
    task: F,
    args: impl FnOnce(Connection) -> Args,
) -> Result<(Process, Connection), Box<dyn Error>>
where
    F: multiprocessing::s4_task::Task<Args>,
    Args: serde::Serialize + Send + 'static,
{
    let (ours, theirs) = pipe()?;
    let process = context.process(task, args(theirs));
    process.start()?;
    Ok((process, ours))
}

/// Its children are in the middle of a task: one sleeps, one works, and one waits for a child of its own, which sleeps. Then this
/// waits until it is killed.
fn is_a_parent(context: Context) -> Result<(), Box<dyn Error>> {
    let (sleeper, to_sleeper) = started(context, tasks::waits, |with| (with,))?;
    let (worker, to_worker) = started(context, tasks::spins, |with| (with,))?;
    let (parent, to_grandchild) = started(context, tasks::has_a_child_that_waits, |with| (with,))?;
    let here = [&to_sleeper, &to_worker, &to_grandchild].map(|child| child.recv::<String>().unwrap());
    println!("{}", here.join(" "));
    std::io::stdin().read_to_end(&mut Vec::new())?;
    drop((sleeper, worker, parent));
    Err("nobody has killed the parent".into())
}

/// What each method must do alike.
fn uses_everything(context: Context) -> Result<(), Box<dyn Error>> {
    // Stays in our buffer, since there is no end of line: it must come out once.
    print!("first, ");
    let (process, answers) = started(context, tasks::sends_square, |to| (to, 7))?;
    println!("{} with exit code {}", answers.recv::<u64>()?, process.join()?);

    let (process, answers) = started(context, tasks::counts_stdin, |to| (to,))?;
    println!("{} bytes in stdin, {}", answers.recv::<u64>()?, process.join()?);

    let (process, through) = started(context, tasks::passes_on, |from| (from,))?;
    let (ours, theirs) = pipe()?;
    through.send(&theirs)?;
    println!("{}, {}", ours.recv::<String>()?, process.join()?);

    let ends =
        [context.process(tasks::nothing, ()), context.process(tasks::panics, ()), context.process(tasks::exits, (7,))];
    for process in ends {
        process.start()?;
        println!("exit code {}", process.join()?);
    }

    let (process, ours) = started(context, tasks::spins, |with| (with,))?;
    ours.recv::<String>()?;
    println!("alive {}", process.is_alive());
    process.terminate()?;
    println!("terminated {}, alive {}", process.join()?, process.is_alive());
    let (process, ours) = started(context, tasks::spins, |with| (with,))?;
    ours.recv::<String>()?;
    process.kill()?;
    println!("killed {}", process.join()?);

    let (process, answers) = started(context, tasks::has_a_child, |to| (to,))?;
    println!("a child's child ends with {}, {}", answers.recv::<Result<i32, String>>()??, process.join()?);
    let (ours, theirs) = pipe()?;
    let process = context.process(tasks::has_a_child, (theirs,)).daemon(true);
    process.start()?;
    println!("{}", ours.recv::<Result<i32, String>>()?.unwrap_err());
    println!("{}", process.join()?);
    Ok(())
}

fn starts_while_a_thread_lives(context: Context) -> Result<(), Box<dyn Error>> {
    let (ours, theirs) = pipe()?;
    let thread = std::thread::spawn(move || theirs.recv_bytes());
    let process = context.process(tasks::nothing, ());
    match process.start() {
        Ok(()) => println!("exit code {}", process.join()?),
        Err(why) => println!("{why}"),
    }
    drop(ours);
    let _ = thread.join();
    // The thread has gone, so the same process can be started now.
    if !process.is_alive() && process.exitcode().is_none() {
        process.start()?;
        println!("later: exit code {}", process.join()?);
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn starts_two_hundred(_context: Context) -> Result<(), Box<dyn Error>> {
    Err("only Linux shows its descriptors".into())
}

/// One after the other. Nothing may be left: no descriptor here or in a fork server, and no zombie.
#[cfg(target_os = "linux")]
fn starts_two_hundred(context: Context) -> Result<(), Box<dyn Error>> {
    let descriptors = || Ok::<_, std::io::Error>(std::fs::read_dir("/proc/self/fd")?.count());
    let parents = || -> Result<usize, Box<dyn Error>> {
        let (process, answers) = started(context, tasks::unix::counts_descriptors, |to| (to,))?;
        answers.send_bytes(b"now")?;
        process.join()?;
        Ok(answers.recv()?)
    };
    let before = (parents()?, descriptors()?);
    for number in 0..200 {
        let (process, answers) = started(context, tasks::sends_square, |to| (to, number))?;
        assert_eq!(answers.recv::<u64>()?, number * number);
        assert_eq!(process.join()?, 0);
    }
    assert_eq!((parents()?, descriptors()?), before, "descriptors are left");
    println!("zombies {}", zombies()?);
    Ok(())
}

/// How many children of this process, or of its fork server, have ended and were not waited for.
#[cfg(target_os = "linux")]
fn zombies() -> Result<usize, Box<dyn Error>> {
    // Name, state, parent: what stands behind the last bracket of this line of the kernel's.
    let stat = |pid: &str| -> Option<(String, String)> {
        let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut words = line.rsplit(')').next()?.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    };
    let all: Vec<String> = std::fs::read_dir("/proc")?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    let me = std::process::id().to_string();
    let mut ours: Vec<String> = vec![me];
    let mut zombies = 0;
    // Children of ours, and theirs.
    for _ in 0..2 {
        let children: Vec<&String> =
            all.iter().filter(|pid| stat(pid).is_some_and(|(_, parent)| ours.contains(&parent))).collect();
        zombies += children.iter().filter(|pid| stat(pid).is_some_and(|(state, _)| state == "Z")).count();
        ours = children.into_iter().cloned().collect();
    }
    Ok(zombies)
}

#[cfg(not(unix))]
fn has_no_room() -> Result<(), Box<dyn Error>> {
    Err("only Unix has such a limit".into())
}

/// A connection arrives, and this process may not open one more descriptor.
#[cfg(unix)]
fn has_no_room() -> Result<(), Box<dyn Error>> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    use std::os::fd::AsRawFd as _;
    let (ours, theirs) = pipe()?;
    theirs.send(&theirs)?;
    let next = std::fs::File::open("/dev/null")?.as_raw_fd();
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, rustix::process::Rlimit { current: Some(next as u64), ..limit })?;
    println!("{}", ours.recv::<Connection>().unwrap_err());
    println!("{}", ours.recv_bytes().unwrap_err());
    Ok(())
}

#[cfg(not(unix))]
fn loses_its_server(_context: Context) -> Result<(), Box<dyn Error>> {
    Err("there is no fork server here".into())
}

/// The fork server is killed, and another one is started.
#[cfg(unix)]
fn loses_its_server(context: Context) -> Result<(), Box<dyn Error>> {
    use rustix::process::{Pid, Signal, kill_process};
    let (process, ours) = started(context, tasks::unix::tells_its_parent, |to| (to,))?;
    let server = ours.recv::<i32>()?;
    kill_process(Pid::from_raw(server).ok_or("a number")?, Signal::KILL)?;
    // The child itself goes on, and nobody knows how it ended.
    ours.send_bytes(b"the end")?;
    println!("exit code {}", process.join()?);
    let (process, answers) = started(context, tasks::sends_square, |to| (to, 8))?;
    println!("{} with exit code {}", answers.recv::<u64>()?, process.join()?);
    Ok(())
}
