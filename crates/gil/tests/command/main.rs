//! The program `gil`: what it prints, and how it ends.

use expect_test::{Expect, expect};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// What CPython 3.12.1 prints for a module that sets `x = 0` and defines `add`, which does `x += 1`.
const ADD: &str = include_str!("add.txt");

/// A listing that the course keeps: version and program.
fn kept(listing: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/listings").join(listing)
}

fn gil(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gil"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Standard output, standard error and the exit code, with the kept folder's path cut short.
fn told(output: Output) -> (String, String, Option<i32>) {
    let folder = kept("").display().to_string();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints text").replace(&folder, "");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// Checks what a command prints.
fn prints(arguments: &[&str], listing: &str, text: Expect) {
    let file = kept(listing);
    let output = gil(arguments).arg(file).output().expect("it starts");
    let (out, err, code) = told(output);
    text.assert_eq(&out);
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn a_lost_update_is_drawn_with_the_fewest_switches() {
    prints(
        &["explore"],
        "3.12/call_right.txt",
        expect![[r#"
            Compiled by CPython 3.12. A thread may lose the GIL as a function begins, at a backward jump and after a call, as from 3.10 on.

            2 outcomes in 2,728 schedules

            1. counter = 1, prints "1\n"  ·  1,950 schedules
             step  line  main                          thread 1                  thread 2
                7     3  STORE_GLOBAL counter ← 0
               30    14  CALL start() starts thread 1
               34    15  CALL start() starts thread 2
               39    10                                LOAD_GLOBAL counter → 0
               44    10                                                          LOAD_GLOBAL counter → 0
               51    10                                                          STORE_GLOBAL counter ← 1
               53    10                                                          RETURN_VALUE ends
               57    10                                STORE_GLOBAL counter ← 1
               59    10                                RETURN_VALUE ends
               60    16  CALL join()
               64    17  CALL join()
               68    18  LOAD_GLOBAL counter → 1
               69    18  CALL print() lets go
               70    18  CALL print() ← "1", lets go
               71    18  CALL print() ← "\n"
               74    18  RETURN_VALUE ends
            (58 more steps, which no other thread can notice, are left out)

            2. counter = 2, prints "2\n"  ·  778 schedules
             step  line  main                          thread 1                  thread 2
                7     3  STORE_GLOBAL counter ← 0
               30    14  CALL start() starts thread 1
               34    15  CALL start() starts thread 2
               39    10                                LOAD_GLOBAL counter → 0
               46    10                                STORE_GLOBAL counter ← 1
               48    10                                RETURN_VALUE ends
               50    10                                                          LOAD_GLOBAL counter → 1
               57    10                                                          STORE_GLOBAL counter ← 2
               59    10                                                          RETURN_VALUE ends
               60    16  CALL join()
               64    17  CALL join()
               68    18  LOAD_GLOBAL counter → 2
               69    18  CALL print() lets go
               70    18  CALL print() ← "2", lets go
               71    18  CALL print() ← "\n"
               74    18  RETURN_VALUE ends
            (58 more steps, which no other thread can notice, are left out)
        "#]],
    );
}

#[test]
fn in_plain_form_each_step_is_a_sentence() {
    prints(
        &["explore", "--plain", "--outcome", "1"],
        "3.12/call_right.txt",
        expect![[r#"
            Compiled by CPython 3.12. A thread may lose the GIL as a function begins, at a backward jump and after a call, as from 3.10 on.

            2 outcomes in 2,728 schedules

            1. counter = 1, prints "1\n", 1,950 schedules
            step 7: main: STORE_GLOBAL counter writes 0 (line 3)
            step 30: main: CALL start() starts thread 1 (line 14)
            step 34: main: CALL start() starts thread 2 (line 15)
            step 39: thread 1: LOAD_GLOBAL counter gives 0 (line 10)
            step 44: thread 2: LOAD_GLOBAL counter gives 0 (line 10)
            step 51: thread 2: STORE_GLOBAL counter writes 1 (line 10)
            step 53: thread 2: RETURN_VALUE ends (line 10)
            step 57: thread 1: STORE_GLOBAL counter writes 1 (line 10)
            step 59: thread 1: RETURN_VALUE ends (line 10)
            step 60: main: CALL join() (line 16)
            step 64: main: CALL join() (line 17)
            step 68: main: LOAD_GLOBAL counter gives 1 (line 18)
            step 69: main: CALL print() lets go (line 18)
            step 70: main: CALL print() writes "1", lets go (line 18)
            step 71: main: CALL print() writes "\n" (line 18)
            step 74: main: RETURN_VALUE ends (line 18)
            (58 more steps, which no other thread can notice, are left out)

            2. counter = 2, prints "2\n", 778 schedules
        "#]],
    );
}

#[test]
fn a_deadlock_is_drawn_to_where_each_thread_waits() {
    prints(
        &["explore", "--outcome", "1"],
        "3.13/deadlock.txt",
        expect![[r#"
            Compiled by CPython 3.13. A thread may lose the GIL as a function begins, at a backward jump and after a call, as from 3.10 on.

            2 outcomes in 6,671 schedules

            1. done = 0, thread 1 waits for ever, thread 2 waits for ever  ·  882 schedules
             step  line  main                          thread 1                              thread 2
               17     5  STORE_GLOBAL done ← 0
               47    26  CALL start() starts thread 1
               51    27  CALL start() starts thread 2
               54    27  RETURN_VALUE ends
               57    12                                BEFORE_WITH acquire()
               64    19                                                                      BEFORE_WITH acquire()
              end    14                                BEFORE_WITH acquire() waits for ever
              end    21                                                                      BEFORE_WITH acquire() waits for ever
            (70 more steps, which no other thread can notice, are left out)

            2. done = 2  ·  5,789 schedules
        "#]],
    );
}

#[test]
fn functions_that_are_named_run_as_threads_and_other_switches_are_tried() {
    let output = given(&["explore", "--thread", "add", "--thread", "add", "--switches", "every-opcode", "-"], ADD);
    let (out, err, code) = told(output);
    expect![[r#"
        Compiled by CPython 3.12. A thread may lose the GIL after every instruction, as to 3.9.

        2 outcomes in 3,432 schedules

        1. x = 1  ·  3,080 schedules
         step  line  thread 1            thread 2
            2     5  LOAD_GLOBAL x → 0
            6     5                      LOAD_GLOBAL x → 0
            9     5                      STORE_GLOBAL x ← 1
           11     5                      RETURN_VALUE ends
           12     5  STORE_GLOBAL x ← 1
           14     5  RETURN_VALUE ends
        (8 more steps, which no other thread can notice, are left out)

        2. x = 2  ·  352 schedules
         step  line  thread 1            thread 2
            2     5  LOAD_GLOBAL x → 0
            5     5  STORE_GLOBAL x ← 1
            7     5  RETURN_VALUE ends
            9     5                      LOAD_GLOBAL x → 1
           12     5                      STORE_GLOBAL x ← 2
           14     5                      RETURN_VALUE ends
        (8 more steps, which no other thread can notice, are left out)
    "#]]
    .assert_eq(&out);
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn with_the_reduction_the_outcomes_are_the_same_and_are_not_counted() {
    prints(
        &["explore", "--reduce", "--outcome", "2"],
        "3.12/call_right.txt",
        expect![[r#"
            Compiled by CPython 3.12. A thread may lose the GIL as a function begins, at a backward jump and after a call, as from 3.10 on.

            2 outcomes

            1. counter = 1, prints "1\n"

            2. counter = 2, prints "2\n"
             step  line  main                          thread 1                  thread 2
                7     3  STORE_GLOBAL counter ← 0
               30    14  CALL start() starts thread 1
               32    10                                LOAD_GLOBAL counter → 0
               39    10                                STORE_GLOBAL counter ← 1
               41    10                                RETURN_VALUE ends
               45    15  CALL start() starts thread 2
               47    10                                                          LOAD_GLOBAL counter → 1
               54    10                                                          STORE_GLOBAL counter ← 2
               56    10                                                          RETURN_VALUE ends
               60    16  CALL join()
               64    17  CALL join()
               68    18  LOAD_GLOBAL counter → 2
               69    18  CALL print() lets go
               70    18  CALL print() ← "2", lets go
               71    18  CALL print() ← "\n"
               74    18  RETURN_VALUE ends
            (58 more steps, which no other thread can notice, are left out)
        "#]],
    );
}

/// Runs a command that reads `input`.
fn given(arguments: &[&str], input: &(impl AsRef<[u8]> + ?Sized)) -> Output {
    let mut command = gil(arguments);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("it starts");
    // It may have ended without having read.
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_ref());
    child.wait_with_output().expect("it ends")
}

/// What a command says that does not do what was asked.
fn says(arguments: &[&str], input: &str, code: i32, text: Expect) {
    let (_, err, ended) = told(given(arguments, input));
    text.assert_eq(&err);
    assert_eq!(ended, Some(code));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (_, err, code) = told(given(&["explore", "nowhere.txt"], ""));
    // How it goes on is the operating system's wording.
    assert!(err.starts_with("gil: cannot read nowhere.txt: "), "{err}");
    assert_eq!(code, Some(2));
}

#[test]
fn a_listing_that_a_shell_of_windows_wrote_is_read() {
    let (plain, ..) = told(given(&["explore", "-"], ADD));
    let lines = ADD.replace('\n', "\r\n");
    let units = || "\u{feff}".encode_utf16().chain(lines.encode_utf16());
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big, format!("\u{feff}{lines}").into_bytes()] {
        let (out, err, code) = told(given(&["explore", "-"], &bytes));
        assert_eq!((out.as_str(), code), (plain.as_str(), Some(0)), "{err}");
    }
}

#[test]
fn a_listing_in_colours_is_read() {
    let (plain, ..) = told(given(&["explore", "-"], ADD));
    let coloured = ADD.replace("LOAD_GLOBAL", "\x1b[1;33mLOAD_GLOBAL\x1b[0m").replace("(x)", "\x1b[36m(x)\x1b[0m");
    assert_eq!(told(given(&["explore", "-"], &coloured)).0, plain);
}

#[test]
fn what_is_no_text_is_told_what_to_give() {
    for bytes in [&b"\x6f\x0d\x0d\x0a\0\xe3\x80"[..], b"\0R\0E", b"\xff\xfeR"] {
        let (_, err, code) = told(given(&["explore", "-"], bytes));
        expect![[r#"
            gil: standard input is no text in UTF-8 or UTF-16; give what `python3 -m dis FILE.py` printed
        "#]]
        .assert_eq(&err);
        assert_eq!(code, Some(2));
    }
}

#[test]
fn python_instead_of_bytecode_is_told_what_to_type() {
    let file = kept("programs/count.py");
    says(
        &["explore", file.to_str().expect("a path of the course")],
        "",
        2,
        expect![[r#"
        gil: programs/count.py is Python, and this reads bytecode. Let Python compile it:
          python3 -m dis programs/count.py | cargo run -q -p gil -- explore -
    "#]],
    );
}

#[test]
fn what_the_machine_does_not_know_is_named_with_its_line() {
    says(
        &["explore", "-"],
        "  1           0 LOAD_NAME                0 (x)\n              2 STORE_ATTR               1 (y)\n",
        2,
        expect![[r#"
            gil: line 2: STORE_ATTR y is not known to this machine: it has no classes, and no objects with attributes of their own; keep the value in a global variable
        "#]],
    );
}

#[test]
fn a_function_that_the_module_does_not_define_is_named() {
    says(
        &["explore", "--thread", "sub", "-"],
        ADD,
        2,
        expect![[r#"
            gil: NameError: the module defines no function 'sub'
              The functions of this listing: add.
        "#]],
    );
}

#[test]
fn an_outcome_that_was_not_found_is_no_outcome() {
    let file = kept("3.12/count.txt");
    says(
        &["explore", "--outcome", "7", file.to_str().expect("a path of the course")],
        "",
        2,
        expect![[r#"
        gil: there is no outcome 7: 1 outcome was found
    "#]],
    );
}

#[test]
fn a_run_without_a_gil_is_refused() {
    let file = kept("3.12/count.txt");
    says(
        &["run", "--switches", "free-threaded", file.to_str().expect("a path of the course")],
        "",
        2,
        expect![[r#"
            gil: a run takes turns under a GIL, and a free-threaded build has none; `gil explore --switches free-threaded` tries its schedules
        "#]],
    );
}

#[test]
fn a_listing_is_of_the_version_that_is_named() {
    let (out, err, code) = told(given(
        &["explore", "--python", "3.10", "-"],
        "  1           0 LOAD_CONST               0 (None)\n              2 RETURN_VALUE\n",
    ));
    assert!(out.starts_with("Compiled by CPython 3.10. ") && out.contains("conditional jump"), "{out}{err}");
    assert_eq!(code, Some(0));
}

#[test]
fn a_search_that_stops_at_its_limit_is_undecided() {
    let output = gil(&["explore", "--limit", "10"]).arg(kept("3.12/count.txt")).output().expect("it starts");
    let (out, _, code) = told(output);
    assert!(out.contains("UNDECIDED"), "{out}");
    assert_eq!(code, Some(3));
}

#[test]
fn a_run_prints_what_the_program_prints_and_who_held_the_gil() {
    let output = gil(&["run"]).arg(kept("3.12/count_in_a_loop.txt")).output().expect("it starts");
    let (out, err, code) = told(output);
    assert!(out.starts_with("6\n\nx = 6\n"), "{out}");
    let rows = out.lines().skip_while(|line| !line.starts_with("thread ")).skip(1).count();
    assert_eq!((rows, code), (3, Some(0)), "one row a thread: {out}{err}");
}

#[test]
fn a_run_in_which_a_thread_dies_ends_with_1() {
    let listing = "  1           0 LOAD_NAME                0 (x)\n              2 RETURN_VALUE\n";
    let (out, _, code) = told(given(&["run", "-"], listing));
    assert!(out.contains("main dies of NameError: name 'x' is not defined"), "{out}");
    assert_eq!(code, Some(1));
}

#[test]
fn the_picture_and_the_trace_of_a_run_are_files() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gil-run");
    std::fs::create_dir_all(&folder).expect("the folder of tests can be written");
    let (svg, trace) = (folder.join("run.svg"), folder.join("run.json"));
    let output = gil(&["run"]).arg(kept("3.12/count.txt")).arg("--svg").arg(&svg).arg("--trace").arg(&trace).output();
    assert!(output.expect("it starts").status.success());
    let read = |file| std::fs::read_to_string(file).expect("it was written");
    assert!(read(&svg).contains("<svg"));
    assert!(read(&trace).contains("traceEvents"));
}
