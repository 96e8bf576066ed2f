//! The texts of `--help`.

/// What the command is.
pub const ABOUT: &str = "Tells you which exercise is next, and whether your code is right";

/// What the command is, at length.
pub const LONG_ABOUT: &str = "\
Tells you which exercise is next, and whether your code is right.

At a terminal it stays, judges the exercise's file each time you save it, and answers to single keys; `?` lists them. \
Where there is no terminal it gives one verdict and ends.

You edit one file, an exercise's src/lib.rs. It is built, the tests of check.rs run on it, and one of six things is said:

  not started     the file is as the course shipped it
  unfinished      a todo! is still reached
  does not build  the compiler refuses it
  wrong           a test failed; where a model failed, the schedule is drawn
  undecided       no test failed, but one did not come to its end
  solved          every test passed

A model runs your code in every order that its threads can take, up to a bound that is printed. Your files are only \
read; `reset` alone writes one, and keeps yours beside it.";

/// The exit codes and the variables.
pub const AFTER: &str = "\
Exit codes:
  0    solved, or done
  1    not solved yet
  2    a mistake in the command, or an unknown exercise
  3    something is wrong with the course or the machine
  130  stopped by Ctrl-C

Environment:
  NO_COLOR, INTERLEAVE_PLAIN=1  the same as --plain
  CLICOLOR_FORCE=1              colours, even where there is no terminal
  COLUMNS                       the width, if it is not the terminal's
  CARGO, RUSTC                  the cargo and rustc to use";

/// `--plain`.
pub const PLAIN: &str = "Plain text: no colour, no drawing characters; for logs and screen readers";

/// An exercise on the command line.
pub const ID: &str = "An exercise: its id (g02) or its folder's name. If left out: the first that is not solved";

/// `--json` of check.
pub const CHECK_JSON: &str = "Write the verdict as one JSON object, for programs";

/// `--json` of list.
pub const LIST_JSON: &str = "Write the list as one JSON object, for programs";

/// `check`.
pub const CHECK: &str = "Judge one exercise";

/// The fields of `check --json`.
pub const CHECK_AFTER: &str = "\
With --json the object has these fields; later versions may add some and take none away:
  version      1
  id           the exercise; null, as file is, when all exercises are solved
  file         the file that was judged
  verdict      not started, unfinished, does not build, wrong, undecided or solved
  tests        one object a test of check.rs, none if the file was not built:
                 name
                 end          passed, failed or stopped (another test had failed already)
                 kind         of a failed one: data race, deadlock, assertion, hang, …
                 says         of a failed one: what happened
                 file, line   of a panic outside a model
                 schedules, preemptions, drawing   of a failed model
                 replay       of a failed model: the code that `cargo learn replay` takes, if it can be found again
                 models       of a passed one: schedules, preemptions, threads of each
  diagnostics  the compiler's errors, or its warnings if there are no errors
  next         a command to go on with
Exit codes are those of `cargo learn`; on 2 and 3 there is no object, and standard error says why.";

/// `list`.
pub const LIST: &str = "List all exercises, by chapter";

/// The fields of `list --json`.
pub const LIST_AFTER: &str = "\
The state is the one that can be told without building: `not started`, `changed`, `solved`, or `solved before, changed \
since`, if the file or its check is no longer the one that was judged; `missing`, if there is no file (`cargo learn reset` \
brings it back). Whether a changed file is right, `cargo learn check` says.

With --json the object has the fields `version` (1) and `exercises`, an array in the order of the course, each with id, title, \
chapter, kind, difficulty (1 to 5), minutes, concepts, page, package, file and state.";

/// `hint`.
pub const HINT: &str = "Show a hint; each level gives away a little more";

/// `--level`.
pub const LEVEL: &str = "How much to give away, from 1";

/// `verify`.
pub const VERIFY: &str = "For authors: prove that the checks are right";

/// `verify` at length.
pub const VERIFY_LONG: &str = "\
For authors: prove that the checks are right.

For each exercise: the stub compiles without a warning, does not pass, and has its verdict within a second; the solution and every file in right/ are solved; \
every file in wrong/ compiles, and is rejected by the test and with the kind that its first line states. Everything is built in the \
target folder; a learner's file is never touched.";

/// The exit codes of `verify`.
pub const VERIFY_AFTER: &str = "Exit codes: 0 every check is right, 3 there is a defect.";

/// The exercises of `verify`.
pub const VERIFY_IDS: &str = "Exercises to verify; all if left out";

/// `verify --json`.
pub const VERIFY_JSON: &str = "Also write the table to this file, as JSON";

/// `verify --table`.
pub const VERIFY_TABLE: &str = "Also write the table to this file, as Markdown for the book";

/// `verify --runs`.
pub const RUNS: &str = "Run every test this often; the table must be the same each time";

/// `verify --pristine`.
pub const PRISTINE: &str = "An exercise whose src/lib.rs differs from its stub is a defect, not a note";

/// An exercise that must be named.
pub const ID_NEEDED: &str = "An exercise: its id (g02) or its folder's name";

/// `watch`.
pub const WATCH: &str = "Judge an exercise at every save, and answer to keys; what `cargo learn` does at a terminal";

/// `watch` at length.
pub const WATCH_AFTER: &str = "\
In the plain form (--plain) nothing is drawn over: each verdict is printed below the last one, and the same keys answer.";

/// `explain`.
pub const EXPLAIN: &str = "After you solved it: the reference solution beside yours, and another right design";

/// `solution`.
pub const SOLUTION: &str = "Print the reference solution";

/// `solution --design`.
pub const DESIGN: &str = "Another right design instead; the names are listed when you give a wrong one";

/// `solution --write`.
pub const SOLUTION_WRITE: &str = "Write it to this file, which must not be there yet, instead of printing it";

/// `replay`.
pub const REPLAY: &str = "Show a failing schedule again, step by step or as a page";

/// `replay` at length.
pub const REPLAY_LONG: &str = "\
Show a failing schedule again, step by step or as a page.

Below each drawing stands a line `replay:` with its code. The code is of that very text of the exercise: once you have \
changed the file it leads nowhere, or to the good news that nothing fails any more.";

/// The exit codes of `replay`, and what does the same without it.
pub const REPLAY_AFTER: &str = "\
Exit codes: 0 nothing fails any more, 1 the schedule fails as it did, 2 the code is wrong or of another version of the file.

Without this command:
  INTERLEAVE_REPLAY=CODE cargo test -p PACKAGE TEST
with INTERLEAVE_STEP=1 one step at a time, with INTERLEAVE_HTML=FILE as a page.";

/// The code of `replay`.
pub const REPLAY_CODE: &str = "The code, as in g02:k3f-1p81-9f3tz";

/// `replay --step`.
pub const REPLAY_STEP: &str = "Show one operation at a time, with what it changes; Enter goes on";

/// `replay --html`.
pub const REPLAY_HTML: &str = "Also write a page to this file, which must not be there yet";

/// `reset`.
pub const RESET: &str = "Begin an exercise again; your file is kept beside the new one, with the date in its name";

/// `review`.
pub const REVIEW: &str = "Solve again what you solved some days ago";

/// `review` at length.
pub const REVIEW_LONG: &str = "\
Solve again what you solved some days ago: after 1, 3, 7 and 21 days. A day counts from its fourteenth hour, so that what you \
solved in the evening is asked in the morning.

A fresh file is laid into .learn/review, so your own solution stays as it is. Edit that file; it is judged like the exercise's \
own. What you solve comes back after a longer time.";

/// The exercise of `review`.
pub const REVIEW_ID: &str = "An exercise: its id (g02) or its folder's name. If left out: all that are due";

/// `doctor`.
pub const DOCTOR: &str =
    "Look at this machine: is all there that the course needs, and how long does a first build take?";

/// `doctor --quick`.
pub const QUICK: &str = "Leave out the first build, which takes about a minute";

/// `pack`.
pub const PACK: &str = "Make a folder with the course and all that it builds on, for a room with a bad network";

/// `pack` at length.
pub const PACK_LONG: &str = "\
Make a folder with the course and the source of all that an exercise builds on. Copied to another machine that has Rust, it \
needs no network. The exercises in it are as the course ships them: your own solutions stay with you.

Before the folder is called good, its first exercise is built in it with an empty cargo home and without a network.";

/// The folder of `pack`.
pub const PACK_FOLDER: &str = "Where to make it; it must not be there yet";
