//! The command line.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use gil::vm::Switches;
use std::path::PathBuf;
use std::time::Duration;

/// What is asked for.
pub enum Asked {
    /// `gil explore`
    Explore {
        /// What to look at.
        source: Source,
        /// Give up after so many states.
        limit: usize,
        /// Leave out schedules that differ in nothing that anybody could notice.
        reduce: bool,
        /// Draw this outcome, counted from 1.
        outcome: Option<usize>,
        /// Write the graph of states there.
        json: Option<PathBuf>,
    },
    /// `gil run`
    Run {
        /// What to run.
        source: Source,
        /// How long a thread waits before it asks.
        interval: Duration,
        /// Draw the time line there, as SVG.
        svg: Option<PathBuf>,
        /// Write the time line there, for Perfetto.
        trace: Option<PathBuf>,
    },
}

/// A listing, and how to take it.
pub struct Source {
    /// The file; `-` is standard input.
    pub file: PathBuf,
    /// Which CPython made the listing; if nothing is said, the listing is asked.
    pub python: Option<(u8, u8)>,
    /// Functions to run as threads once the module has ended. If there are none, the module starts its threads itself.
    pub threads: Vec<String>,
    /// Where a thread may lose the GIL; if nothing is said, as the CPython that made the listing.
    pub switches: Option<Switches>,
    /// Without columns, every step a sentence.
    pub plain: bool,
    /// All steps of a schedule, not only those that another thread can notice.
    pub all_steps: bool,
}

/// Reads the command line; ends the program with a message if it makes no sense.
pub fn parse() -> Asked {
    match command().get_matches().subcommand() {
        Some(("explore", matches)) => Asked::Explore {
            source: source(matches),
            limit: *matches.get_one("limit").expect("has a default"),
            reduce: matches.get_flag("reduce"),
            outcome: matches.get_one("outcome").copied(),
            json: matches.get_one("json").cloned(),
        },
        Some(("run", matches)) => Asked::Run {
            source: source(matches),
            interval: Duration::from_micros(*matches.get_one("interval").expect("has a default")),
            svg: matches.get_one("svg").cloned(),
            trace: matches.get_one("trace").cloned(),
        },
        _ => unreachable!("clap asks for a subcommand"),
    }
}

fn command() -> Command {
    let file =
        |name, help| Arg::new(name).long(name).value_name("FILE").value_parser(value_parser!(PathBuf)).help(help);
    let flag = |name, help| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let source =
        [
            Arg::new("file")
                .value_name("LISTING")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("What `python3 -m dis FILE.py` printed; - reads it from standard input"),
            Arg::new("python").long("python").value_name("VERSION").value_parser(version).help(
                "Which CPython made the listing, such as 3.10; else its form tells (short ones of 3.10 look like 3.9)",
            ),
            Arg::new("thread").long("thread").value_name("FUNCTION").action(ArgAction::Append).help(
                "Call this function in a thread of its own, once the module has ended; name it twice for two threads",
            ),
            Arg::new("switches").long("switches").value_name("WHERE").value_parser(Switches::NAMES).help(
                "Where a thread may lose the GIL: every-opcode (CPython to 3.9), breaker (3.10 on), free-threaded",
            ),
            flag("plain", "No columns: each step is a sentence"),
            flag("steps", "Show also the steps that no other thread can notice"),
        ];
    let explore = Command::new("explore")
        .about("Tries every schedule of a program, and lists everything that it can do")
        .args(source.clone())
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("STATES")
                .value_parser(value_parser!(usize))
                .default_value("5000000")
                .help("Give up after so many states"),
        )
        .arg(flag("reduce", "Leave out schedules that nobody could tell apart: faster, and schedules are not counted"))
        .arg(
            Arg::new("outcome")
                .long("outcome")
                .value_name("NUMBER")
                .value_parser(value_parser!(usize))
                .help("Draw how this outcome comes about"),
        )
        .arg(file("json", "Write the graph of states there"));
    let run = Command::new("run")
        .about("Runs a program on real threads, which take turns under a GIL")
        .args(source)
        .arg(
            Arg::new("interval")
                .long("interval")
                .value_name("MICROSECONDS")
                .value_parser(value_parser!(u64))
                .default_value("5000")
                .help("How long a thread waits before it asks for the GIL"),
        )
        .arg(file("svg", "Draw there who held the GIL, as a picture"))
        .arg(file("trace", "Write there who held the GIL, for ui.perfetto.dev or chrome://tracing"));
    Command::new("gil")
        .about("Python's GIL: what a program can do under it, and what it does")
        .after_help("Example: python3 -m dis x.py | cargo run -q -p gil -- explore -")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([explore, run])
}

fn source(matches: &ArgMatches) -> Source {
    Source {
        file: matches.get_one::<PathBuf>("file").expect("is required").clone(),
        python: matches.get_one("python").copied(),
        threads: matches.get_many("thread").unwrap_or_default().cloned().collect(),
        switches: matches.get_one::<String>("switches").map(|name| name.parse().expect("it is one of the names")),
        plain: matches.get_flag("plain"),
        all_steps: matches.get_flag("steps"),
    }
}

/// `3.10`
fn version(text: &str) -> Result<(u8, u8), String> {
    let numbers = text.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    numbers.ok_or_else(|| "a version is two numbers, such as 3.12".to_owned())
}
