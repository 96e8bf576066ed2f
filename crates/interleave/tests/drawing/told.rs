//! Explanations of models that really fail: what was lost, unseen or held, by its name, with its values.
//!
//! The pictures are in `pictures/told`, in 60, 80 and 120 columns and in words.

use super::made::everywhere;
use super::stories;
use expect_test::expect_file;
use std::draw::{Style, draw, headline};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::{Kind, Model, thread};

/// For each program: what kind of failure it is, and that its picture is the one that is kept.
macro_rules! told {
    ($($program:ident: $kind:ident,)*) => {$(
        #[test]
        fn $program() {
            let failure = Model::new().check(stories::$program).expect_err("a program that goes wrong was accepted");
            assert_eq!(failure.kind, Kind::$kind);
            expect_file![concat!("pictures/told/", stringify!($program), ".txt")].assert_eq(&everywhere(&failure));
        }
    )*};
}

told! {
    an_update_lost_between_two_locks: Assertion,
    a_look_that_is_out_of_date: Assertion,
    an_update_lost_in_a_cell: Assertion,
    two_locks_around_one_datum: DataRace,
    philosophers_with_names: Deadlock,
    forks_without_names: Deadlock,
    a_store_that_nothing_shows: Assertion,
    a_wait_for_data_that_came_before: Deadlock,
}

#[test]
fn an_arrow_stands_in_one_line_with_its_value() {
    let failure = Model::new().check(stories::forks_without_names).expect_err("they starve");
    for width in 30..120 {
        let drawing = draw(&failure, &Style { width, colour: false, ascii: false });
        assert!(drawing.contains('→'), "{drawing}");
        assert!(!drawing.lines().any(|line| line.trim_end_matches([' ', '│']).ends_with('→')), "{drawing}");
    }
}

#[derive(Default)]
struct Derived {
    by_default: Mutex<u8>,
}

struct Written {
    in_a_field: Condvar,
    r#in: (Mutex<u8>, Mutex<u8>),
}

/// Makes a lock where no name stands.
fn nameless() -> Mutex<u8> {
    Mutex::new(0)
}

/// Uses and leaves behind one object for each way to give something a name.
fn named_in_every_way() {
    let alone = Mutex::new(1);
    let mut of_a_type: Mutex<u8> = Mutex::new(1);
    *of_a_type.get_mut().unwrap() += 1;
    let shared = Arc::new(RwLock::new(1));
    let (first, second) = (Mutex::new(1), Arc::new(std::sync::Mutex::new(1)));
    let pair = Arc::new((Mutex::new(1), 2));
    let several = [Mutex::new(1), Mutex::new(2)];
    let derived = Derived::default();
    let written = Written { in_a_field: Condvar::new(), r#in: (Mutex::new(1), nameless()) };
    let made_elsewhere = nameless();
    let by_closure = Some(()).map(|()| Mutex::new(1)).unwrap();
    let given = Mutex::new(1);
    let (to, ref from) = std::sync::mpsc::channel();
    let (both_ends, (_, into)) = (std::sync::mpsc::sync_channel(1), std::sync::mpsc::channel::<()>());
    let (one, _other) = std::sync::mpsc::channel();
    std::name(&given, "given by the check");
    std::name(&one, "by an end");
    let _ = (to.send(1), both_ends.0.send(1), into.try_recv(), one.send(1));
    from.try_iter().for_each(drop);
    for lock in [&alone, &of_a_type, &first, &several[0], &several[1], &by_closure, &given] {
        drop(lock.lock());
    }
    drop((second.lock(), shared.read(), pair.0.lock(), derived.by_default.lock(), made_elsewhere.lock()));
    drop((written.r#in.0.lock(), written.r#in.1.lock()));
    written.in_a_field.notify_all();
    std::mem::forget((alone, of_a_type, shared, first, second, pair, several, derived, written, made_elsewhere));
    std::mem::forget((by_closure, given, to, both_ends, into, one, _other));
}

#[test]
fn a_thing_is_called_by_its_name_in_the_source() {
    let failure = std::Model::new().check(named_in_every_way).expect_err("much was left behind");
    assert_eq!(failure.kind, Kind::Leak);
    let headline = headline(&failure);
    let names: Vec<&str> = headline.split('`').skip(1).step_by(2).collect();
    expect_test::expect![[r#"
        (_, into)
        (to, from)
        both_ends
        by an end
        alone
        of_a_type
        first
        several #1
        several #2
        lock
        given by the check
        second
        shared
        pair.0
        by_default
        made_elsewhere
        in.0
        in.1
        in_a_field"#]]
    .assert_eq(&names.join("\n"));
}

#[test]
fn data_of_std_is_shown_and_cut_and_other_data_is_not() {
    let failure = Model::new().check(|| {
        drop(Mutex::new(-3_i8).lock());
        drop(Mutex::new(u128::MAX).lock());
        drop(Mutex::new(true).lock());
        drop(Mutex::new('\n').lock());
        drop(Mutex::new(String::from("a \"text\"")).lock());
        drop(Mutex::new("sixteen letters.").lock());
        drop(Mutex::new("ä".repeat(40)).lock());
        drop(Mutex::new(Some(3_u32)).lock());
        drop(Mutex::new(Some(String::new())).lock());
        drop(Mutex::new((true, 7_usize)).lock());
        drop(Mutex::new(vec!["one", "two"]).lock());
        drop(Mutex::new((1..100_u64).collect::<std::collections::VecDeque<_>>()).lock());
        drop(RwLock::new(vec![0; 3]).read());
        drop(Mutex::new(()).lock());
        drop(Mutex::new([1, 2]).lock());
        panic!("so that something is drawn");
    });
    let spoken = draw(&failure.expect_err("it panics"), &Style { width: 160, colour: false, ascii: true });
    let data = |line: &str| Some(line.split_once("), ")?.1.replace(", and unlocks", ""));
    let seen: Vec<String> = spoken.lines().filter(|line| line.starts_with("step")).filter_map(data).collect();
    expect_test::expect![[r#"
        finds -3
        finds 3402823669209384..
        finds true
        finds '\n'
        finds "a \"text\""
        finds "sixteen letters..
        finds "äääääääääääääää..
        finds Some(3)
        finds Some("")
        finds (true, 7)
        finds ["one", "two"]
        finds [1, 2, 3, 4, 5, ..
        finds [0, 0, 0]
        and unlocks
        and unlocks"#]]
    .assert_eq(&seen.join("\n"));
}

#[test]
fn a_borrow_of_its_own_changes_data_too() {
    let failure = Model::new().check(|| {
        let mut lock = Mutex::new(1);
        drop(lock.lock());
        *lock.get_mut().unwrap() = 2;
        drop(lock.lock());
        panic!("so that something is drawn");
    });
    let spoken = draw(&failure.expect_err("it panics"), &Style { width: 160, colour: false, ascii: true });
    assert!(spoken.contains("finds 1, and") && spoken.contains("finds 2, and"), "{spoken}");
}

#[test]
fn who_reads_beside_a_writer_that_became_a_reader_finds_what_it_wrote() {
    let failure = Model::new().check(|| {
        let lock = RwLock::new(1);
        drop(lock.read());
        let mut writer = lock.write().unwrap();
        *writer = 2;
        let reader = std::sync::RwLockWriteGuard::downgrade(writer);
        drop(lock.read());
        drop(reader);
        panic!("so that something is drawn");
    });
    let spoken = draw(&failure.expect_err("it panics"), &Style { width: 160, colour: false, ascii: true });
    let found = |value: &str| spoken.matches(&format!("lock.read(), finds {value}, and unlocks")).count();
    assert_eq!((found("1"), found("2")), (1, 1), "{spoken}");
}

/// Locks whose `Debug` is the learner's own.
#[test]
fn nobody_elses_debug_is_ever_called() {
    struct Loud;
    impl std::fmt::Debug for Loud {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            panic!("this was printed");
        }
    }
    let failure = Model::new().check(|| {
        let loud = Arc::new(Mutex::new(Loud));
        let theirs = Arc::clone(&loud);
        thread::spawn(move || drop(theirs.lock())).join().unwrap();
        drop(loud.lock());
        panic!("so that something is drawn");
    });
    let failure = failure.expect_err("it panics");
    let drawing = draw(&failure, &Style { width: 80, colour: false, ascii: false });
    assert!(drawing.contains("loud.lock()  and unlocks"), "{drawing}");
}

#[test]
fn to_look_and_to_name_is_no_step() {
    fn schedules(named: bool, written: bool) -> usize {
        let passed = Model::new().check(move || {
            let lock = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&lock);
            let other = thread::spawn(move || {
                if named {
                    std::name_thread("other");
                    std::name(&theirs, "lock");
                }
                let mut guard = theirs.lock().unwrap();
                if written {
                    *guard += 1;
                }
            });
            drop(lock.lock());
            other.join().unwrap();
        });
        passed.expect("it holds").schedules
    }
    assert_eq!(schedules(false, false), schedules(true, true));
}

#[test]
fn outside_of_a_model_a_name_is_nothing() {
    std::name(&Mutex::new(1), "a lock");
    std::name_thread("a thread");
}
