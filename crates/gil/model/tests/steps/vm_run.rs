//! The machine on threads: one at a time steps, and who waits for another thread is woken.

use gil_model::Watched;
use gil_model::vm::{
    Arithmetic, Code, CodeId, Ended, Instruction, Interpreter, Name, Object, Op, Program, Shared, Switches, Thread,
    Value, run, step,
};
use interleave::Model;
use interleave::failure::Kind;
use interleave::real::sync::Mutex;
use std::cell::UnsafeCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

const X: Name = Name(0);
const LOCK: [Name; 2] = [Name(1), Name(2)];
const ACQUIRE: Name = Name(3);
const RELEASE: Name = Name(4);

/// A program whose functions have these instructions.
fn program(functions: &[&[Op]]) -> Program {
    let code = |ops: &&[Op]| {
        let instruction = |&op| Instruction { op, line: 0, text: format!("{op:?}") };
        Code {
            name: String::new(),
            locals: Vec::new(),
            keywords: Vec::new(),
            instructions: ops.iter().map(instruction).collect(),
        }
    };
    let names = ["x", "m", "n", "acquire", "release"].map(str::to_owned).to_vec();
    Program { version: (3, 12), codes: functions.iter().map(code).collect(), names }
}

/// `x += 1`
const COUNT: [Op; 4] =
    [Op::LoadGlobal(X), Op::LoadConst(Value::Int(1)), Op::BinaryOp(Arithmetic::InplaceAdd), Op::StoreGlobal(X)];
/// The end of a function.
const END: [Op; 2] = [Op::LoadConst(Value::None), Op::ReturnValue];

/// `lock.method()`
fn call(lock: Name, method: Name) -> [Op; 4] {
    [Op::LoadGlobal(lock), Op::LoadAttr(method), Op::Call { arguments: 0, keywords: 0, first: 0 }, Op::PopTop]
}

/// What they share before any has begun: x is 0, and two locks are free. And the threads, one for each function.
fn begin(program: &Program) -> (Shared, Vec<Thread>) {
    let mut shared = Shared::new(program);
    shared.globals[0] = Some(Value::Int(0));
    for lock in LOCK {
        let value = shared.heap.allocate(0, Object::Lock { locked: false });
        shared.globals[usize::from(lock.0)] = Some(value);
    }
    let functions = 0..u16::try_from(program.codes.len()).expect("two");
    let threads = functions.map(|code| Thread::new(shared.add_thread(), CodeId(code), Vec::new(), program)).collect();
    (shared, threads)
}

/// Runs the functions at once, in every schedule, and returns how the runs end: with which x.
fn ends(functions: &[&[Op]], switches: Switches) -> BTreeSet<(bool, Option<String>)> {
    let program = program(functions);
    // Of the real std: it outlives the schedules.
    let ends = Arc::new(Mutex::new(BTreeSet::new()));
    let seen = Arc::clone(&ends);
    Model::new()
        .preemptions(2)
        .check(move || {
            let (shared, threads) = begin(&program);
            let interpreter = Interpreter::new(Watched::new(Duration::ZERO), shared);
            let ended = run(&program, &interpreter, threads, switches);
            let shared = interpreter.into_shared();
            let x = shared.global(X).map(|x| shared.text(&program, x));
            seen.lock().expect("nobody panics").insert((ended == Ended::Deadlock, x));
        })
        .expect("no schedule fails");
    ends.lock().expect("nobody panics").clone()
}

/// A reads x → no look for a request lies before A writes it → B reads what A wrote.
///
/// Two threads and one that waits for them, up to 2 forced switches.
#[test]
fn no_update_is_lost_where_nobody_looks_between_its_instructions() {
    let count = [&COUNT[..], &END].concat();
    let exact = BTreeSet::from([(false, Some("2".to_owned()))]);
    assert_eq!(ends(&[&count, &count], Switches::Breaker), exact);
}

/// A reads x → A is asked, and lets go → B reads x, too.
///
/// As above.
#[test]
fn an_update_is_lost_where_a_request_is_looked_for_after_each_instruction() {
    let count = [&COUNT[..], &END].concat();
    let either = BTreeSet::from([(false, Some("1".to_owned())), (false, Some("2".to_owned()))]);
    assert_eq!(ends(&[&count, &count], Switches::EveryOpcode), either);
}

/// A acquires the lock → B is blocked, and lets go of the GIL → A releases → B hears of it.
///
/// As above.
#[test]
fn who_waits_for_a_lock_hears_of_its_release() {
    let guarded = [&call(LOCK[0], ACQUIRE)[..], &COUNT, &call(LOCK[0], RELEASE), &END].concat();
    let exact = BTreeSet::from([(false, Some("2".to_owned()))]);
    assert_eq!(ends(&[&guarded, &guarded], Switches::Breaker), exact);
}

/// A acquires m → B acquires n → A waits for n, B for m: and the run ends.
///
/// As above.
#[test]
fn threads_that_all_wait_end_the_run() {
    let in_order = |first, second| {
        [
            &call(LOCK[first], ACQUIRE)[..],
            &call(LOCK[second], ACQUIRE),
            &call(LOCK[second], RELEASE),
            &call(LOCK[first], RELEASE),
            &END,
        ]
        .concat()
    };
    let both = BTreeSet::from([(false, Some("0".to_owned())), (true, Some("0".to_owned()))]);
    assert_eq!(ends(&[&in_order(0, 1), &in_order(1, 0)], Switches::Breaker), both);
}

/// What an interpreter would be without its GIL.
struct NoGil(UnsafeCell<Shared>);

// SAFETY: none; that is what the test below is about. The model stops at the first access that nothing orders.
unsafe impl Sync for NoGil {}
// SAFETY: a `Shared` belongs to no thread.
unsafe impl Send for NoGil {}

/// A steps → B steps, and nothing orders them.
#[test]
fn to_step_without_the_gil_is_caught() {
    let count = [&COUNT[..], &END].concat();
    let program = program(&[&count, &count]);
    let failure = Model::new().check(move || {
        let (shared, threads) = begin(&program);
        let no_gil = NoGil(UnsafeCell::new(shared));
        thread::scope(|scope| {
            for mut thread in threads {
                let (program, no_gil) = (&program, &no_gil);
                scope.spawn(move || {
                    // SAFETY: there is no reason (see `Sync`).
                    no_gil.0.with_mut(|shared| step(program, unsafe { &mut *shared }, &mut thread));
                });
            }
        });
    });
    assert_eq!(failure.expect_err("it is a race").kind, Kind::DataRace);
}
