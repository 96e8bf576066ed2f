//! `gil explore` and `gil run`: what a Python program can do under the GIL, and what it does.
//!
//! It reads what `python3 -m dis` prints, so a program of your own can be looked at. `cargo run -q -p gil -- --help` says how.
//!
//! It ends with 0; with 1 if a run came to a deadlock or a thread died; with 2 if it was asked for something that makes no sense; and with 3 if
//! the exploration is undecided.

mod args;
mod input;
mod show;

use args::{Asked, Source};
use gil::explore::{Options, explore};
use gil::timeline::{Moment, Timeline, chrome, svg};
use gil::vm::{End, Ended, Interpreter, Program, State, Switches, run};
use gil::{Watched, listing};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What was done: what to print, and the exit code.
type Done = Result<(String, u8), String>;

fn main() -> ExitCode {
    let done = match args::parse() {
        Asked::Explore { source, limit, reduce, outcome, json } => {
            explored(&source, limit, reduce, outcome, json.as_deref())
        }
        Asked::Run { source, interval, svg, trace } => ran(&source, interval, svg.as_deref(), trace.as_deref()),
    };
    match done {
        Ok((text, code)) => match std::io::stdout().write_all(text.as_bytes()) {
            // Whoever reads may have seen enough: `| head`.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&format!("cannot print: {error}")),
            _ => ExitCode::from(code),
        },
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    // If even this cannot be written, the exit code has to do.
    let _ = writeln!(std::io::stderr(), "gil: {message}");
    ExitCode::from(2)
}

/// `gil explore`
fn explored(source: &Source, limit: usize, reduce: bool, outcome: Option<usize>, json: Option<&Path>) -> Done {
    let (program, begin, switches) = read(source)?;
    let since = Instant::now();
    let exploration = explore(&program, &begin, Options { switches, reduction: reduce, limit });
    let took = since.elapsed();
    if let Some(file) = json {
        save(file, &exploration.json())?;
    }
    let text = show::exploration(&program, &begin, switches, &exploration, source, outcome)?;
    // Beside the output, since it differs from run to run. It is no loss if nobody can read it.
    let _ = writeln!(std::io::stderr(), "gil: {}", show::effort(&exploration, took));
    Ok((text, if exploration.decided() { 0 } else { 3 }))
}

/// `gil run`
fn ran(source: &Source, interval: Duration, picture: Option<&Path>, trace: Option<&Path>) -> Done {
    let (program, State { shared, threads }, switches) = read(source)?;
    if !switches.has_gil() {
        return Err("a run takes turns under a GIL, and a free-threaded build has none; `gil explore --switches free-threaded` tries its schedules".to_owned());
    }
    let alive = threads.into_iter().filter(|thread| !thread.frames.is_empty()).collect();
    let interpreter = Interpreter::new(Watched::with_log(interval), shared);
    let ended = run(&program, &interpreter, alive, switches);
    let (mut events, statistics) = (interpreter.gil().events(), interpreter.gil().statistics());
    // The time line begins when the first thread wants the GIL, not when the lock was made.
    let first = events.first().map(|event| event.at).unwrap_or_default();
    events.iter_mut().for_each(|event| event.at -= first);
    let timeline = Timeline::new(&[], &events);
    if let Some(file) = picture {
        save(file, &svg(&timeline, "Who holds the GIL", Moment::longest_return(&timeline).as_ref()))?;
    }
    if let Some(file) = trace {
        save(file, &chrome(&timeline))?;
    }
    let shared = interpreter.into_shared();
    let died = shared.ends.iter().any(|end| matches!(end, Some(End::Died(_))));
    let text = show::run(&program, &shared, &timeline, &statistics, source.plain);
    Ok((text, u8::from(died || ended == Ended::Deadlock)))
}

/// Reads the listing, and makes the state that the program begins in.
fn read(source: &Source) -> Result<(Program, State, Switches), String> {
    let (mut bytes, mut name) = (Vec::new(), "standard input".to_owned());
    if source.file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("cannot read {name}: {error}"))?;
    } else {
        name = source.file.display().to_string();
        bytes = std::fs::read(&source.file).map_err(|error| format!("cannot read {name}: {error}"))?;
    }
    if source.file.extension().is_some_and(|extension| extension == "py") {
        return Err(format!(
            "{name} is Python, and this reads bytecode. Let Python compile it:\n  python3 -m dis {name} | cargo run -q -p gil -- explore -"
        ));
    }
    let text = input::text(&bytes).map_err(|what| format!("{name} {what}"))?;
    let program = match source.python {
        Some(version) => listing::read_as(&text, version),
        None => listing::read(&text),
    };
    let program = program.map_err(|unreadable| unreadable.to_string())?;
    let switches = source.switches.unwrap_or_else(|| Switches::of(program.version));
    let begin = if source.threads.is_empty() {
        State::module(&program)
    } else {
        let names: Vec<_> = source.threads.iter().map(String::as_str).collect();
        State::functions(&program, &names).map_err(|error| format!("{error}\n  {}", show::functions(&program)))?
    };
    Ok((program, begin, switches))
}

fn save(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
