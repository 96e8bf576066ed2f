//! Whole runs of the command, with a catalogue of their own and with shell scripts that answer as Pythons do.
#![cfg(unix)]

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use lab::contender::Contender;
use lab::record::Record;
use tempfile::TempDir;

/// Says that it is the version in its name, cannot import what is called `nothing`, and runs shell scripts.
const FAKE: &str = r#"#!/bin/sh
case "$*" in
*"import nothing"*) exit 1 ;;
*" -c "*) echo "CPython $(basename "$0" | tr . ' ') False $0"; exit ;;
*-S*) shift 3 ;;
*) shift 2 ;;
esac
exec sh "$@"
"#;

/// A folder with a catalogue, programs and two Pythons.
struct Lab {
    folder: TempDir,
}

impl Lab {
    /// Each experiment is its id, what else the catalogue says of it, and the shell script that answers.
    /// A script notes its name and arguments in the file `ran`.
    fn new(experiments: &[(&str, &str, &str)]) -> Lab {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("catalogue")).unwrap();
        let mut catalogue = String::new();
        for (id, rest, script) in experiments {
            let program = path(id);
            let head = format!("cd '{}'\necho {id} \"$@\" >>ran\n", folder.path().display());
            fs::write(&program, head + script).unwrap();
            catalogue += &format!(
                "[[experiment]]\nid = '{id}'\nquestion = 'Why?'\npage = 'a.md'\nprogram = '{}'\n\
                 arguments = ['full']\nquick = ['small']\n{rest}\n\
                 [[experiment.quantity]]\nid = 'one'\nsays = 'one'\nunit = 'count'\n",
                program.display()
            );
            if !rest.contains("claim") {
                catalogue += "[[experiment.claim]]\nthat = 'one = 1'\n";
            }
        }
        fs::write(path("catalogue/01-test.toml"), catalogue).unwrap();
        for version in ["3.9.18", "3.11.7"] {
            fs::write(path(version), FAKE).unwrap();
            fs::set_permissions(path(version), fs::Permissions::from_mode(0o755)).unwrap();
        }
        Lab { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// With the two Pythons of this folder.
    fn command(&self, options: &[&str]) -> Command {
        let mut command = self.of_this_machine(options);
        for version in ["3.9.18", "3.11.7"] {
            command.arg("--python").arg(self.path(version));
        }
        command
    }

    /// With all Pythons that are found.
    fn of_this_machine(&self, options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
        command.arg("--catalogue").arg(self.path("catalogue")).arg("--folder").arg(self.path("kept"));
        command.args(options).stdin(Stdio::null());
        command
    }

    fn run(&self, options: &[&str]) -> Output {
        self.command(options).output().unwrap()
    }

    fn record(&self) -> Record {
        Record::read(&self.path("kept/record.json")).unwrap().expect("the run wrote a record")
    }

    /// What was run so far, in order.
    fn ran(&self) -> Vec<String> {
        fs::read_to_string(self.path("ran")).unwrap_or_default().lines().map(str::to_owned).collect()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn of(record: &Record) -> Vec<String> {
    record.samples.iter().map(|sample| format!("{} {}", sample.experiment, sample.contender)).collect()
}

const GOOD: &str = "echo '{\"one\": 1}'";

#[test]
fn a_run_measures_each_experiment_with_each_python_and_then_has_a_record() {
    let lab = Lab::new(&[("a", "", GOOD), ("b", "", GOOD)]);
    let output = lab.run(&["--quick", "--rounds", "2"]);
    assert!(output.status.success(), "{}", said(&output));
    let record = lab.record();
    let round_1 = ["a 3.9.18", "a 3.11.7", "b 3.9.18", "b 3.11.7"];
    let round_2 = ["a 3.11.7", "a 3.9.18", "b 3.11.7", "b 3.9.18"];
    assert_eq!(of(&record), [round_1, round_2].concat());
    assert_eq!((record.quick, record.rounds, record.default.as_deref()), (true, 2, Some("3.9.18")));
    assert_eq!(record.contenders, ["3.9.18", "3.11.7"]);
    let left: Vec<_> = fs::read_dir(lab.path("kept")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("run-")), "{left:?}");
}

#[test]
fn a_full_run_warms_each_pair_up_once_and_drops_what_that_measures() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    assert!(lab.run(&["--rounds", "2"]).status.success());
    assert_eq!(lab.ran(), ["a small", "a full", "a small", "a full", "a full", "a full"]);
    assert_eq!(lab.record().samples.len(), 4);
}

#[test]
fn what_fails_or_hangs_is_said_once_and_not_tried_again_and_the_others_go_on() {
    let lab =
        Lab::new(&[("fails", "", "echo no such luck >&2; exit 3"), ("hangs", "", "sleep 600"), ("works", "", GOOD)]);
    let output = lab.run(&["--quick", "--rounds", "2", "--limit", "3000"]);
    assert_eq!(output.status.code(), Some(1));
    let record = lab.record();
    assert_eq!(of(&record), ["works 3.9.18", "works 3.11.7", "works 3.11.7", "works 3.9.18"]);
    assert_eq!(record.failed.len(), 4);
    assert!(record.failed[0].why.contains("no such luck"), "{:?}", record.failed);
    assert!(record.failed[2].why.contains("ended"), "{:?}", record.failed);
    assert_eq!(lab.ran().iter().filter(|line| line.starts_with("fails")).count(), 2);
    assert!(said(&output).contains("4 programs failed"), "{}", said(&output));
}

#[test]
fn what_is_skipped_is_said_and_stands_in_the_record() {
    let lab = Lab::new(&[("new", "since = '3.10'", GOOD), ("lacks", "needs = 'nothing'", GOOD)]);
    let output = lab.run(&["--quick"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("SKIPPED new with 3.9.18: it is for Python 3.10 and newer"), "{}", said(&output));
    assert!(said(&output).contains("SKIPPED lacks with 3.9.18, 3.11.7: it needs nothing"), "{}", said(&output));
    let record = lab.record();
    assert_eq!((record.skipped.len(), of(&record).len()), (3, 1));
}

#[test]
fn a_broken_claim_ends_a_check_with_1_and_is_only_said_without() {
    let lab = Lab::new(&[("good", "", GOOD), ("bad", "", "echo '{\"one\": 2}'")]);
    let output = lab.run(&["--quick"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 hold, 2 broken"), "{output:?}");
    assert_eq!(lab.run(&["--quick", "--check"]).status.code(), Some(1));
    assert!(lab.run(&["--quick", "--check", "--only", "good"]).status.success());
}

#[test]
fn a_check_measures_again_what_breaks_a_claim_and_takes_the_median() {
    // Only the very first sample of an experiment is disturbed.
    let once = "if [ -e seen ]; then echo '{\"one\": 1}'; else touch seen; echo '{\"one\": 9}'; fi";
    let lab = Lab::new(&[("a", "[[experiment.claim]]\nthat = 'one < 2'", once), ("b", "", GOOD)]);
    let output = lab.run(&["--quick", "--check"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("measured again in 2 rounds: a with 3.9.18"), "{}", said(&output));
    assert_eq!(lab.ran(), ["a small", "a small", "b small", "b small", "a small", "a small"]);
    let samples: Vec<_> = lab.record().samples.iter().map(|sample| sample.values["one"]).collect();
    assert_eq!(samples, [9.0, 1.0, 1.0, 1.0, 1.0, 1.0], "no sample is dropped");
}

#[test]
fn a_claim_about_each_sample_is_not_mended_by_measuring_again() {
    let once = "if [ -e seen ]; then echo '{\"one\": 1}'; else touch seen; echo '{\"one\": 9}'; fi";
    let lab = Lab::new(&[("a", "", once)]);
    let output = lab.run(&["--quick", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("one is 1 to 9, not = 1"), "{output:?}");
}

/// While the file `stop` is there, the experiment says on the pipe that it is at work, and does not end.
const BLOCKS: &str = "if [ -e stop ]; then echo at work >pipe; sleep 600; fi; echo '{\"one\": 1}'";

fn interrupted(lab: &Lab, options: &[&str]) -> Output {
    fs::write(lab.path("stop"), "").unwrap();
    assert!(Command::new("mkfifo").arg(lab.path("pipe")).status().unwrap().success());
    let child = lab.command(options).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut text = String::new();
    fs::File::open(lab.path("pipe")).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "at work\n");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    fs::remove_file(lab.path("stop")).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn ctrl_c_keeps_what_was_measured_and_the_next_run_goes_on_there() {
    let lab = Lab::new(&[("a", "", GOOD), ("b", "", BLOCKS)]);
    let output = interrupted(&lab, &["--quick", "--rounds", "2", "--fresh"]);
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    assert!(said(&output).contains("stopped: 2 of 8 samples are kept in"), "{}", said(&output));
    assert!(said(&output).contains("this goes on where it was: cargo run -p lab"), "{}", said(&output));
    let again = said(&output).lines().last().unwrap().to_owned();
    assert!(!again.contains("--fresh"), "the command that goes on does not start anew: {again}");
    assert!(!lab.path("kept/record.json").exists());

    let output = lab.run(&["--quick", "--rounds", "2"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("was interrupted: 2 samples are kept, 6 samples to go"), "{}", said(&output));
    let a = lab.ran().iter().filter(|line| line.starts_with('a')).count();
    assert_eq!((a, lab.record().samples.len()), (4, 8), "the first two of experiment a were not repeated");

    assert!(
        !said(&lab.run(&["--quick", "--rounds", "2"])).contains("was interrupted"),
        "a run that came to its end is not gone on with"
    );
}

#[test]
fn a_changed_program_or_other_options_do_not_go_on_with_what_was_interrupted() {
    let lab = Lab::new(&[("a", "", GOOD), ("b", "", BLOCKS)]);
    assert_eq!(interrupted(&lab, &["--quick"]).status.code(), Some(130));
    assert!(!said(&lab.run(&["--quick", "--rounds", "2"])).contains("was interrupted"));
    let program = fs::read_to_string(lab.path("a")).unwrap();
    fs::write(lab.path("a"), program.clone() + "\n# changed\n").unwrap();
    assert!(!said(&lab.run(&["--quick"])).contains("was interrupted"));
    fs::write(lab.path("a"), program).unwrap();
    assert!(said(&lab.run(&["--quick"])).contains("was interrupted"), "the first one is not lost");
}

fn refused(output: &Output, because: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert!(said(output).contains(because), "{}", said(output));
}

#[test]
fn an_unknown_experiment_is_answered_with_the_nearest_one() {
    let lab = Lab::new(&[("round_trips", "", GOOD), ("deaf", "", GOOD)]);
    refused(&lab.run(&["--only", "roundtrip"]), "no experiment is called `roundtrip`; the nearest is `round_trips`");
    assert_eq!(lab.ran(), Vec::<String>::new());
    assert!(lab.run(&["--quick", "--only", "deaf"]).status.success());
    assert_eq!(lab.record().samples.len(), 2);
}

#[test]
fn the_book_takes_no_quick_run_and_no_part_of_one() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    refused(&lab.run(&["--record", "--quick"]), "a quick run is too rough for the book");
    refused(&lab.run(&["--record", "--only", "a"]), "one run of all experiments");
    assert_eq!(lab.ran(), Vec::<String>::new());
}

#[test]
fn the_same_version_twice_is_refused() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    let python = lab.path("3.9.18");
    refused(&lab.run(&["--python", python.to_str().unwrap()]), "are both Python 3.9.18");
}

#[test]
fn a_python_that_is_none_is_named_with_the_reason() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    refused(&lab.run(&["--python", "no-such-python"]), "--python names `no-such-python`, but it does not start");
}

#[test]
fn the_python_of_the_variable_is_the_default_beside_those_that_are_found() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    fs::rename(lab.path("3.9.18"), lab.path("3.9.99")).unwrap();
    fs::rename(lab.path("3.11.7"), lab.path("3.11.99")).unwrap();
    let mut command = lab.of_this_machine(&["--rounds", "1"]);
    // Real Pythons, if there are any, cannot run a shell script, and are none of this test.
    command.env("PYTHON", lab.path("3.11.99")).env("PYTHONS", lab.path("3.9.99")).output().unwrap();
    let record = lab.record();
    assert_eq!(record.default.as_deref(), Some("3.11.99"));
    assert!(record.contenders.contains(&"3.9.99".to_owned()), "{:?}", record.contenders);
    assert!(record.contenders.is_sorted_by_key(|name| Contender::new(name)), "{:?}", record.contenders);
}

#[test]
fn a_quick_run_asks_five_pythons_and_says_who_is_left_out_unless_they_were_named() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    let fakes = ["3.6.99", "3.7.99", "3.8.99", "3.9.99", "3.10.99", "3.11.99", "3.12.99"].map(|name| lab.path(name));
    for fake in &fakes {
        fs::copy(lab.path("3.9.18"), fake).unwrap();
    }
    let mut command = lab.of_this_machine(&["--quick"]);
    command.env("PYTHON", &fakes[3]).env("PYTHONS", std::env::join_paths(&fakes).unwrap());
    let said = said(&command.output().unwrap());
    assert!(said.contains("a quick run leaves out"), "{said}");
    let asked = lab.record().contenders;
    assert!(asked.len() == 5 && asked.contains(&"3.9.99".to_owned()), "{asked:?}");

    let mut command = lab.of_this_machine(&["--quick"]);
    for fake in &fakes {
        command.arg("--python").arg(fake);
    }
    assert!(command.output().unwrap().status.success());
    assert_eq!(lab.record().contenders.len(), 7);
}

#[test]
fn a_variable_that_names_no_python_is_an_error() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    let output = lab.of_this_machine(&["--quick"]).env("PYTHONS", "no-such-python").output().unwrap();
    refused(&output, "the variable PYTHONS names `no-such-python`, but it does not start");
}

#[test]
fn a_folder_that_cannot_be_written_is_named_before_anything_runs() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    fs::write(lab.path("kept"), "a file of the user").unwrap();
    refused(&lab.run(&["--quick"]), "kept cannot be made");
    assert_eq!(fs::read_to_string(lab.path("kept")).unwrap(), "a file of the user");
    assert_eq!(lab.ran(), Vec::<String>::new());
}

#[test]
fn a_record_that_was_there_stays_until_the_new_one_is_whole() {
    let lab = Lab::new(&[("a", "", BLOCKS)]);
    assert!(lab.run(&["--quick"]).status.success());
    let first = fs::read(lab.path("kept/record.json")).unwrap();
    assert_eq!(interrupted(&lab, &["--quick"]).status.code(), Some(130));
    assert_eq!(fs::read(lab.path("kept/record.json")).unwrap(), first);
}

#[test]
fn a_folder_where_a_file_is_wanted_is_said_before_anything_runs() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    let folder = lab.path("catalogue");
    refused(&lab.run(&["--quick", "--json", folder.to_str().unwrap()]), "is a folder: --json takes a file");
    assert_eq!(lab.ran(), Vec::<String>::new());
}

#[test]
fn samples_that_are_written_to_what_is_no_file_do_not_take_its_place() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    let link = lab.path("link");
    std::os::unix::fs::symlink("/dev/null", &link).unwrap();
    assert!(lab.run(&["--quick", "--json", link.to_str().unwrap()]).status.success());
    assert!(link.is_symlink());
}

#[test]
fn a_reader_who_goes_away_ends_a_list_without_a_word() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_lab")).arg("list").stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), said(&output)), (Some(141), String::new()));
}

#[test]
fn a_record_that_cannot_be_written_costs_no_sample() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    // A folder that is not empty cannot be replaced by a file.
    fs::create_dir_all(lab.path("kept/record.json.new/full")).unwrap();
    refused(&lab.run(&["--quick"]), "the same command makes the record of them");
    fs::remove_dir_all(lab.path("kept/record.json.new")).unwrap();
    assert!(said(&lab.run(&["--quick"])).contains("2 samples are kept, 0 samples to go"));
    assert_eq!((lab.ran().len(), lab.record().samples.len()), (2, 2));
}

#[test]
fn where_there_is_no_python_that_is_said_without_a_gap() {
    let lab = Lab::new(&[("a", "", GOOD)]);
    let mut command = lab.of_this_machine(&["--quick"]);
    let output = command.env_remove("PYTHON").env_remove("PYTHONS").env("PATH", "").env("PYENV_ROOT", lab.path("none"));
    let output = output.output().unwrap();
    refused(&output, "install a CPython, or name one with --python");
    assert!(said(&output).contains("1 experiment with nobody who could run it"), "{}", said(&output));
}
