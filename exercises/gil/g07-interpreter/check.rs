//! What g07 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::exercise::Op::{BinaryAdd, LoadConst, LoadGlobal, PopJumpBackwardIfTrue, Raise, Sleep, StoreGlobal};
use super::exercise::{End, Interpreter, Op, World};
use super::real;
use interleave::Model;
use interleave::real::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::Relaxed};
use std::cell::UnsafeCell;
use std::thread;

type Program = &'static [Op];

/// No more than a sign of life.
const ONE: Program = &[LoadConst(7)];
/// `x = 7`, where x is the global variable 0.
const SET: Program = &[LoadConst(7), StoreGlobal(0)];
/// `x += 1`
const ADD: Program = &[LoadGlobal(0), LoadConst(1), BinaryAdd, StoreGlobal(0)];
/// `x += 1` twice, with a jump backward between the two.
#[rustfmt::skip]
const ADD_TWICE: Program = &[
    LoadConst(0), LoadConst(-1),
    LoadGlobal(0), LoadConst(1), BinaryAdd, StoreGlobal(0), PopJumpBackwardIfTrue(2),
];
/// Jumps once, to where it is; the second time it does not jump.
const JUMP: Program = &[LoadConst(0), LoadConst(1), PopJumpBackwardIfTrue(2), LoadConst(7)];

/// Whether in some schedule an instruction ran while a thread slept. Real, so that it outlives a schedule.
static RAN_MEANWHILE: AtomicBool = AtomicBool::new(false);

/// A world of which the model sees each touch. It rejects two that nothing orders: one of them was without the GIL.
#[derive(Default)]
struct Python {
    x: UnsafeCell<i64>,
    /// Which thread began which instruction.
    trace: UnsafeCell<Vec<(usize, usize)>>,
    /// How many instructions have run. Real: it must not be a step of the model, which would order others.
    ran: AtomicUsize,
    /// Who has slept, each time: the sum of their numbers, counted from 1. Real for the same reason.
    slept: AtomicUsize,
}

// SAFETY: the cells are touched with the GIL only. That this is so is what these tests are about: the model stops at the
// first touch for which it is not.
unsafe impl Sync for Python {}

impl World for Python {
    fn trace(&self, thread: usize, instruction: usize) {
        // SAFETY: called with the GIL (see `Sync`).
        self.trace.with_mut(|trace| unsafe { (*trace).push((thread, instruction)) });
        self.ran.fetch_add(1, Relaxed);
    }

    fn load(&self, _: usize) -> i64 {
        // SAFETY: as above.
        self.x.with(|x| unsafe { *x })
    }

    fn store(&self, _: usize, value: i64) {
        // SAFETY: as above.
        self.x.with_mut(|x| unsafe { *x = value });
    }

    fn sleep(&self, thread: usize) {
        self.slept.fetch_add(thread + 1, Relaxed);
        let before = self.ran.load(Relaxed);
        // Here the model tries to go on with the other thread.
        thread::yield_now();
        RAN_MEANWHILE.fetch_or(self.ran.load(Relaxed) > before, Relaxed);
    }
}

/// Runs these programs in a new world, compares the time line with what ran, and returns how they ended, x, and the trace.
fn run(programs: &[Program]) -> (Vec<End>, i64, Vec<(usize, usize)>) {
    let (interpreter, mut world) = (Interpreter::default(), Python::default());
    let ends = interpreter.run(programs, &world);
    let trace = std::mem::take(world.trace.get_mut());
    let sleeps = trace.iter().filter(|&&(thread, instruction)| programs[thread][instruction] == Sleep);
    let slept: usize = sleeps.map(|(thread, _)| thread + 1).sum();
    assert_eq!(
        world.slept.into_inner(),
        slept,
        "`World::sleep` is to be called once for each SLEEP, with its thread's number"
    );
    let turns: Vec<_> = interpreter.time_line().iter().map(|turn| (turn.thread, turn.instructions)).collect();
    check_time_line(&trace, &turns, |thread, instruction| match programs[thread][instruction] {
        PopJumpBackwardIfTrue(_) => After::Jump,
        Sleep => After::Sleep,
        Raise => After::End,
        _ if instruction + 1 == programs[thread].len() => After::End,
        _ => After::Nothing,
    });
    (ends, *world.x.get_mut(), trace)
}

/// Where a thread is after an instruction.
#[derive(PartialEq)]
enum After {
    Jump,
    Sleep,
    End,
    Nothing,
}

/// A time line is right if it says who ran in which order, and if each turn ends where it may.
fn check_time_line(trace: &[(usize, usize)], turns: &[(usize, usize)], after: impl Fn(usize, usize) -> After) {
    let ran: Vec<_> = trace.iter().map(|(thread, _)| *thread).collect();
    let noted: Vec<_> = turns.iter().flat_map(|&(thread, instructions)| vec![thread; instructions]).collect();
    assert_eq!(
        noted, ran,
        "your time line says (left) that the threads ran one instruction each in this order; they ran in that one (right)"
    );
    let mut begin = 0;
    for (at, &(thread, instructions)) in turns.iter().enumerate() {
        let turn = &trace[begin..begin + instructions];
        begin += instructions;
        let Some((&(_, last), before)) = turn.split_last() else { continue };
        let slept = before.iter().any(|&(_, instruction)| after(thread, instruction) == After::Sleep);
        assert!(!slept, "thread {thread} let go to sleep, and that did not end its turn on your time line");
        // A jump that was not taken is none.
        let jumped = trace[begin..].iter().find(|next| next.0 == thread).is_none_or(|next| next.1 != last + 1);
        let last = after(thread, last);
        let free = last != After::Nothing && (last != After::Jump || jumped);
        assert!(
            free,
            "thread {thread} lost the GIL between two instructions, and the first did not jump and was no SLEEP"
        );
        let next = turns.get(at + 1).map(|turn| turn.0);
        let passed_on = last != After::Jump || next != Some(thread);
        assert!(passed_on, "thread {thread} let go after a jump, and the next turn was its own");
    }
}

/// One thread, no rival: each instruction does what it should, and one turn says so.
#[test]
fn one_thread_runs_its_program() {
    interleave::sequential(|| {
        let (ends, x, trace) = run(&[ADD_TWICE]);
        assert_eq!((ends, x), (vec![End::Returned], 2));
        assert_eq!(trace.len(), 2 + 5 + 5, "every instruction is traced, once each time it runs");
        let (ends, x, _) = run(&[&[LoadConst(4), StoreGlobal(0), Sleep, Raise, LoadConst(5), StoreGlobal(0)]]);
        assert_eq!((ends, x), (vec![End::Raised], 4), "a thread ends where it raises");
    });
}

/// A sets x → A lets go → B takes the GIL → B sets x.
///
/// Two threads of two instructions each, up to 3 forced switches.
#[test]
fn no_instruction_runs_without_the_gil() {
    interleave::model(|| {
        run(&[SET, SET]);
    });
}

/// B lets go, and sleeps → A takes the GIL, and runs → B wakes, and takes the GIL → B runs, and has on its stack what it had.
///
/// Two threads, up to 2 forced switches.
#[test]
fn a_sleep_waits_without_the_gil() {
    Model::new().preemptions(2).run(|| {
        let (_, x, _) = run(&[ONE, &[LoadConst(5), Sleep, StoreGlobal(0)]]);
        assert_eq!(x, 5, "thread 1 pushed 5, slept, and popped something else: a stack belongs to one thread");
    });
    let ran_meanwhile = RAN_MEANWHILE.load(Relaxed);
    assert!(ran_meanwhile, "in no schedule did A run while B slept: B keeps the GIL");
}

/// B asks → A jumps, and lets go → B takes the GIL → A sleeps until B has.
///
/// Two threads, up to 3 forced switches.
#[test]
fn who_was_asked_to_let_go_is_not_the_next_one() {
    interleave::model(|| {
        run(&[JUMP, ONE]);
    });
}

/// A counts → B asks → A jumps, and lets go → B reads A's count, and counts → A reads B's.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_switch_comes_at_a_jump_and_loses_no_step() {
    // Real, so that it outlives a schedule.
    static SWITCHED: AtomicBool = AtomicBool::new(false);
    interleave::model(|| {
        let (_, x, trace) = run(&[ADD_TWICE, ADD]);
        assert_eq!(x, 3, "x += 1 ran three times, and a step was lost");
        let first = trace.iter().position(|&(thread, _)| thread == 1);
        let between = first.is_some_and(|first| first > 0 && trace[first..].iter().any(|&(thread, _)| thread == 0));
        SWITCHED.fetch_or(between, Relaxed);
    });
    let switched = SWITCHED.load(Relaxed);
    assert!(switched, "in no schedule did B have a turn before A had ended: A looks for no request at its jump");
}

/// A world for real threads. Each global variable belongs to one thread.
#[derive(Default)]
struct Confined {
    globals: [AtomicI64; 3],
    trace: interleave::real::sync::Mutex<Vec<(usize, usize)>>,
}

impl real::World for Confined {
    fn trace(&self, thread: usize, instruction: usize) {
        self.trace.lock().unwrap().push((thread, instruction));
    }

    fn load(&self, name: usize) -> i64 {
        // Relaxed, here and below: the GIL orders all.
        self.globals[name].load(Relaxed)
    }

    fn store(&self, name: usize, value: i64) {
        self.globals[name].store(value, Relaxed);
    }

    fn sleep(&self, _: usize) {
        interleave::real::thread::yield_now();
    }
}

/// On real threads: who waits for a GIL that nobody lets go of asks for it for ever, so a model would not end.
#[test]
fn a_thread_that_raises_lets_go() {
    use interleave::real::{sync::mpsc, thread, time::Duration};

    let (done, ended) = mpsc::channel();
    // Whichever is the first to raise, the other one is still to come.
    let run = move || done.send(real::Interpreter::default().run(&[&[real::Op::Raise][..]; 2], &Confined::default()));
    thread::spawn(run);
    // A watchdog for what takes a millisecond.
    let ends = ended.recv_timeout(Duration::from_secs(2));
    assert_eq!(ends, Ok(vec![real::End::Raised; 2]), "a thread raised, and the other one waits for the GIL since then");
}

/// While a thread of one interpreter holds its GIL, another one runs a whole program. With one GIL for both it would wait for ever.
#[test]
fn another_interpreter_has_another_gil() {
    use interleave::real::{sync::mpsc, thread, time::Duration};

    struct Outer;

    impl real::World for Outer {
        fn trace(&self, _: usize, _: usize) {
            real::Interpreter::default().run(&[&[real::Op::LoadConst(7)]], &Confined::default());
        }
        fn load(&self, _: usize) -> i64 {
            0
        }
        fn store(&self, _: usize, _: i64) {}
        fn sleep(&self, _: usize) {}
    }

    let (done, ended) = mpsc::channel();
    thread::spawn(move || done.send(real::Interpreter::default().run(&[&[real::Op::LoadConst(7)]], &Outer)));
    // A watchdog, as above.
    let ends = ended.recv_timeout(Duration::from_secs(2));
    assert_eq!(ends, Ok(vec![real::End::Returned]), "an interpreter waits for the GIL of another one");
}

/// A line of Python with the thread's own variable.
#[derive(Debug, Clone, Copy)]
enum Line {
    /// `x += n`
    Add(i64),
    /// `for _ in range(rounds): x += n`, with at least one round.
    Loop(u8, i64),
    /// `time.sleep(…)`
    Sleep,
}

/// What a compiler would make of the lines, and what x is after them.
fn compile(lines: &[Line], name: usize) -> (Vec<real::Op>, i64) {
    use real::Op::*;

    let add = |n| [LoadGlobal(name), LoadConst(n), BinaryAdd, StoreGlobal(name)];
    let (mut program, mut x) = (Vec::new(), 0);
    for &line in lines {
        match line {
            Line::Add(n) => {
                program.extend(add(n));
                x += n;
            }
            Line::Loop(rounds, n) => {
                // A 0 ends the loop; above it a 1 for each round more.
                program.extend((0..rounds).map(|round| LoadConst(i64::from(round > 0))));
                let begin = program.len();
                program.extend(add(n));
                program.push(PopJumpBackwardIfTrue(begin));
                x += i64::from(rounds) * n;
            }
            Line::Sleep => program.push(Sleep),
        }
    }
    program.extend(add(0));
    (program, x)
}

/// The same promises on real threads: no proof, but a look at the real thing. Nothing is shared, so each must come out as alone.
#[test]
fn real_threads_with_variables_of_their_own_end_as_if_alone() {
    use interleave::proptest::prelude::*;

    let line = prop_oneof![
        (-9..9i64).prop_map(Line::Add),
        (1..4u8, -9..9i64).prop_map(|(rounds, n)| Line::Loop(rounds, n)),
        Just(Line::Sleep)
    ];
    let threads = prop::collection::vec((prop::collection::vec(line, 0..6), any::<bool>()), 1..=3);
    let config = ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(threads in threads)| {
        let compiled: Vec<_> = threads.iter().enumerate().map(|(name, (lines, raises))| {
            let (mut program, x) = compile(lines, name);
            program.extend(raises.then_some(real::Op::Raise));
            (program, x)
        }).collect();
        let programs: Vec<_> = compiled.iter().map(|(program, _)| &program[..]).collect();
        let (interpreter, world) = (real::Interpreter::default(), Confined::default());
        let ends = interpreter.run(&programs, &world);
        for (thread, (_, raises)) in threads.iter().enumerate() {
            let end = if *raises { real::End::Raised } else { real::End::Returned };
            prop_assert_eq!(ends[thread], end, "thread {}", thread);
            prop_assert_eq!(world.globals[thread].load(Relaxed), compiled[thread].1, "the variable of thread {}", thread);
        }
        let turns: Vec<_> = interpreter.time_line().iter().map(|turn| (turn.thread, turn.instructions)).collect();
        check_time_line(&world.trace.lock().unwrap(), &turns, |thread, instruction| match programs[thread][instruction] {
            real::Op::PopJumpBackwardIfTrue(_) => After::Jump,
            real::Op::Sleep => After::Sleep,
            _ if instruction + 1 == programs[thread].len() => After::End,
            _ => After::Nothing,
        });
    });
}

/// Three threads that never sleep. To see their time line: `cargo test -q -p g07-interpreter real_threads -- --nocapture`.
#[test]
fn real_threads_take_turns() {
    const ROUNDS: u16 = 20_000;

    let mut program: Vec<_> = (0..ROUNDS).map(|round| real::Op::LoadConst(i64::from(round > 0))).collect();
    let begin = program.len();
    program.extend([real::Op::LoadGlobal(0), real::Op::LoadConst(1), real::Op::BinaryAdd, real::Op::StoreGlobal(0)]);
    program.push(real::Op::PopJumpBackwardIfTrue(begin));

    let (interpreter, world) = (real::Interpreter::default(), Confined::default());
    interpreter.run(&[&program, &program, &program], &world);
    let turns = interpreter.time_line();
    println!("{}", real::draw(&turns, 3 * 6 * usize::from(ROUNDS) / 60));
    assert_eq!(world.globals[0].load(Relaxed), 3 * i64::from(ROUNDS), "x += 1 between two jumps lost a step");
}
