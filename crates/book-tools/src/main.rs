//! `cargo book`: builds, serves and checks the book.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use book_tools::book::Book;
use book_tools::{check, directives, drawings, serve};
use clap::{Parser, Subcommand};

/// Builds the course's book and serves it on this machine, reloading while it is edited.
#[derive(Parser)]
#[command(name = "cargo book", bin_name = "cargo book", version)]
#[command(
    after_help = "Exit codes: 0 all is well, 1 the book has a problem or cannot be built, 2 wrong use of the command."
)]
struct Arguments {
    /// The folder that holds book.toml [default: book/ of the course you are in]
    #[arg(long, value_name = "DIR", global = true)]
    book: Option<PathBuf>,
    /// Show the served book in your browser
    #[arg(long, global = true)]
    open: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Build the book into book/html
    Build,
    /// Build, serve on 127.0.0.1, and build again after each change (the default)
    Serve {
        /// The port to listen on [default: 3000, or any free one if that is taken]
        #[arg(long)]
        port: Option<u16>,
    },
    /// Build the book and look for what a reader would stumble over
    Check,
    /// What book.toml names for a plain `mdbook build book`
    #[command(hide = true)]
    Preprocess {
        /// `supports RENDERER`, which mdBook asks first
        question: Vec<String>,
    },
    /// For authors: make the book's drawn schedules and pictures of the terminal anew
    Drawings {
        /// Only compare them with what is printed today
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("book: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    if let Some(Command::Preprocess { question }) = &arguments.command {
        // Directives become HTML; other renderers get the text as it is.
        if let [_, renderer] = question.as_slice() {
            return Ok(if renderer == "html" { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        directives::preprocess(std::io::stdin().lock(), std::io::stdout().lock())?;
        return Ok(ExitCode::SUCCESS);
    }
    let book = match arguments.book {
        Some(folder) => Book::at(&folder)?,
        None => Book::find(&std::env::current_dir().context("the current folder cannot be read")?)?,
    };
    match arguments.command.unwrap_or(Command::Serve { port: None }) {
        Command::Build => build(&book),
        Command::Serve { port } => {
            serve::serve(&book, port, arguments.open)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Check => check_book(&book),
        Command::Preprocess { .. } => unreachable!("answered before the book was looked for"),
        Command::Drawings { check: false } => {
            drawings::make(&book)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Drawings { check: true } => check_drawings(&book),
    }
}

fn build(book: &Book) -> Result<ExitCode> {
    let site = book.site();
    let built = book.build_into(&site)?;
    for complaint in &built.complaints {
        eprintln!("mdBook: {complaint}");
    }
    println!("built: {}", site.join("index.html").display());
    Ok(ExitCode::SUCCESS)
}

fn check_book(book: &Book) -> Result<ExitCode> {
    let report = check::check(book)?;
    for problem in &report.problems {
        println!("{problem}\n");
    }
    println!("{}", report.summary());
    Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check_drawings(book: &Book) -> Result<ExitCode> {
    let stale = drawings::stale(book)?;
    for file in &stale {
        println!(
            "{}: not what is printed today\n  next: cargo book drawings, then read it as a reader would\n",
            file.display()
        );
    }
    println!("book: {} stale drawings", stale.len());
    Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
