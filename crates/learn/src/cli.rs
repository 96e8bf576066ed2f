//! The command line.

use crate::words::help;
use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The first exercise that is not solved.
    Next,
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
    let level = Arg::new("level").long("level").value_name("N").help(help::LEVEL).default_value("1");
    let runs = Arg::new("runs").long("runs").value_name("N").help(help::RUNS).default_value("1");
    let count = || value_parser!(u32).range(1..);
    Command::new("cargo learn")
        .bin_name("cargo learn")
        .about(help::ABOUT)
        .long_about(help::LONG_ABOUT)
        .after_help(help::AFTER)
        .max_term_width(100)
        .disable_help_subcommand(true)
        .arg(Arg::new("plain").long("plain").global(true).action(ArgAction::SetTrue).help(help::PLAIN))
        .subcommand(
            Command::new("check")
                .about(help::CHECK)
                .after_help(help::CHECK_AFTER)
                .arg(id.clone())
                .arg(json(help::CHECK_JSON)),
        )
        .subcommand(Command::new("list").about(help::LIST).after_help(help::LIST_AFTER).arg(json(help::LIST_JSON)))
        .subcommand(Command::new("hint").about(help::HINT).arg(id).arg(level.value_parser(count())))
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
    let id = |matches: &ArgMatches| matches.get_one::<String>("id").cloned();
    let number = |matches: &ArgMatches, name| matches.get_one::<u32>(name).map_or(1, |number| *number as usize);
    match matches.subcommand() {
        Some(("check", of)) => Ask::Check { id: id(of), json: of.get_flag("json") },
        Some(("list", of)) => Ask::List { json: of.get_flag("json") },
        Some(("hint", of)) => Ask::Hint { id: id(of), level: number(of, "level") },
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
