//! The command line.

use crate::replay::Form;
use crate::words::help;
use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing: the watcher at a terminal, else the first exercise that is not solved.
    Next,
    /// The watcher.
    Watch {
        /// Where to begin; `None` for the first that is not solved.
        id: Option<String>,
    },
    /// A verdict.
    Check {
        /// The exercise; `None` for the first that is not solved.
        id: Option<String>,
        /// Whether a program reads it.
        json: bool,
    },
    /// All exercises.
    List {
        /// Whether a program reads it.
        json: bool,
    },
    /// A hint.
    Hint {
        /// The exercise; `None` for the first that is not solved.
        id: Option<String>,
        /// Which one, from 1.
        level: usize,
    },
    /// The reference solution beside the learner's.
    Explain {
        /// The exercise.
        id: String,
    },
    /// A solution's text.
    Solution {
        /// The exercise.
        id: String,
        /// Another right design, by its name.
        design: Option<String>,
        /// A file to write it to, which must not be there yet.
        write: Option<PathBuf>,
    },
    /// A failing schedule once more.
    Replay {
        /// Its code.
        code: String,
        /// How it is to be shown.
        form: Form,
    },
    /// The file as the course shipped it.
    Reset {
        /// The exercise.
        id: String,
    },
    /// What was solved some days ago.
    Review {
        /// The exercise; `None` for the one that waits longest.
        id: Option<String>,
    },
    /// What this machine has and lacks.
    Doctor {
        /// Whether to leave out the first build.
        quick: bool,
    },
    /// The course with all that it needs, for machines without a network.
    Pack {
        /// A folder, which must not be there yet.
        folder: PathBuf,
    },
    /// The proof that the checks are right.
    Verify(Verify),
}

/// What to verify, and where to write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verify {
    /// The exercises; all if empty.
    pub ids: Vec<String>,
    /// A file for the table, as JSON.
    pub json: Option<PathBuf>,
    /// A file for the table, as Markdown.
    pub table: Option<PathBuf>,
    /// How often to run every test.
    pub runs: usize,
    /// Whether a learner's edit is a defect.
    pub pristine: bool,
}

/// The command line's grammar.
pub fn command() -> Command {
    let id = Arg::new("id").value_name("ID").help(help::ID).value_parser(NonEmptyStringValueParser::new());
    let json = |text| Arg::new("json").long("json").action(ArgAction::SetTrue).help(text);
    let file =
        |name, text| Arg::new(name).long(name).value_name("FILE").help(text).value_parser(value_parser!(PathBuf));
    let needed = || id.clone().required(true).help(help::ID_NEEDED);
    let level = Arg::new("level").long("level").value_name("N").help(help::LEVEL).default_value("1");
    let runs = Arg::new("runs").long("runs").value_name("N").help(help::RUNS).default_value("1");
    let count = || value_parser!(u32).range(1..=99);
    Command::new("cargo learn")
        .bin_name("cargo learn")
        .about(help::ABOUT)
        .long_about(help::LONG_ABOUT)
        .after_help(help::AFTER)
        .max_term_width(100)
        .disable_help_subcommand(true)
        .arg(Arg::new("plain").long("plain").global(true).action(ArgAction::SetTrue).help(help::PLAIN))
        .subcommand(Command::new("watch").about(help::WATCH).after_help(help::WATCH_AFTER).arg(id.clone()))
        .subcommand(
            Command::new("check")
                .about(help::CHECK)
                .after_help(help::CHECK_AFTER)
                .arg(id.clone())
                .arg(json(help::CHECK_JSON)),
        )
        .subcommand(Command::new("list").about(help::LIST).after_help(help::LIST_AFTER).arg(json(help::LIST_JSON)))
        .subcommand(Command::new("hint").about(help::HINT).arg(id.clone()).arg(level.value_parser(count())))
        .subcommand(Command::new("explain").about(help::EXPLAIN).arg(needed()))
        .subcommand(
            Command::new("solution")
                .about(help::SOLUTION)
                .arg(needed())
                .arg(Arg::new("design").long("design").value_name("NAME").help(help::DESIGN))
                .arg(file("write", help::SOLUTION_WRITE)),
        )
        .subcommand(
            Command::new("replay")
                .about(help::REPLAY)
                .long_about(help::REPLAY_LONG)
                .after_help(help::REPLAY_AFTER)
                .arg(Arg::new("code").value_name("CODE").help(help::REPLAY_CODE).required(true))
                .arg(Arg::new("step").long("step").action(ArgAction::SetTrue).help(help::REPLAY_STEP))
                .arg(file("html", help::REPLAY_HTML)),
        )
        .subcommand(Command::new("reset").about(help::RESET).arg(needed()))
        .subcommand(
            Command::new("review")
                .about(help::REVIEW)
                .long_about(help::REVIEW_LONG)
                .arg(id.clone().help(help::REVIEW_ID)),
        )
        .subcommand(
            Command::new("doctor")
                .about(help::DOCTOR)
                .arg(Arg::new("quick").long("quick").action(ArgAction::SetTrue).help(help::QUICK)),
        )
        .subcommand(
            Command::new("pack").about(help::PACK).long_about(help::PACK_LONG).arg(
                Arg::new("folder")
                    .value_name("FOLDER")
                    .help(help::PACK_FOLDER)
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            ),
        )
        .subcommand(
            Command::new("verify")
                .about(help::VERIFY)
                .long_about(help::VERIFY_LONG)
                .after_help(help::VERIFY_AFTER)
                .arg(Arg::new("ids").value_name("ID").help(help::VERIFY_IDS).action(ArgAction::Append).num_args(0..))
                .arg(file("json", help::VERIFY_JSON))
                .arg(file("table", help::VERIFY_TABLE))
                .arg(runs.value_parser(count()))
                .arg(Arg::new("pristine").long("pristine").action(ArgAction::SetTrue).help(help::PRISTINE)),
        )
}

/// What a parsed command line asks for.
pub fn ask(matches: &ArgMatches) -> Ask {
    let needed = |matches: &ArgMatches| matches.get_one::<String>("id").cloned().unwrap_or_default();
    let id = |matches: &ArgMatches| matches.get_one::<String>("id").cloned();
    let number = |matches: &ArgMatches, name| matches.get_one::<u32>(name).map_or(1, |number| *number as usize);
    match matches.subcommand() {
        Some(("check", of)) => Ask::Check { id: id(of), json: of.get_flag("json") },
        Some(("list", of)) => Ask::List { json: of.get_flag("json") },
        Some(("hint", of)) => Ask::Hint { id: id(of), level: number(of, "level") },
        Some(("watch", of)) => Ask::Watch { id: id(of) },
        Some(("explain", of)) => Ask::Explain { id: needed(of) },
        Some(("solution", of)) => Ask::Solution {
            id: needed(of),
            design: of.get_one::<String>("design").cloned(),
            write: of.get_one::<PathBuf>("write").cloned(),
        },
        Some(("replay", of)) => Ask::Replay {
            code: of.get_one::<String>("code").cloned().unwrap_or_default(),
            form: Form { step: of.get_flag("step"), html: of.get_one::<PathBuf>("html").cloned() },
        },
        Some(("reset", of)) => Ask::Reset { id: needed(of) },
        Some(("review", of)) => Ask::Review { id: id(of) },
        Some(("doctor", of)) => Ask::Doctor { quick: of.get_flag("quick") },
        Some(("pack", of)) => Ask::Pack { folder: of.get_one::<PathBuf>("folder").cloned().unwrap_or_default() },
        Some(("verify", of)) => Ask::Verify(Verify {
            ids: of.get_many::<String>("ids").into_iter().flatten().cloned().collect(),
            json: of.get_one::<PathBuf>("json").cloned(),
            table: of.get_one::<PathBuf>("table").cloned(),
            runs: number(of, "runs"),
            pristine: of.get_flag("pristine"),
        }),
        _ => Ask::Next,
    }
}
