//! The life of a thread on real threads: what a model cannot follow, and what only the system knows.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;
use threading::{
    ExceptHook, Local, RuntimeError, SystemExit, Thread, Timer, active_count, current_thread, enumerate, exit,
    main_thread, set_excepthook,
};

/// What `ask` answers in a thread of its own.
fn in_thread<T: Send + 'static>(
    thread: impl FnOnce(Box<dyn FnOnce() + Send>) -> Thread,
    ask: fn() -> T,
) -> (Thread, T) {
    let (tell, told) = mpsc::channel();
    let thread = thread(Box::new(move || tell.send(ask()).unwrap()));
    thread.start().unwrap();
    thread.join().unwrap();
    (thread, told.recv().unwrap())
}

#[test]
fn a_thread_finds_itself_and_a_clone_is_the_same_thread() {
    let (thread, itself) = in_thread(Thread::new, current_thread);
    assert_eq!(itself, thread);
    assert_eq!(thread.clone(), thread);
}

#[test]
fn a_thread_has_its_numbers_once_it_is_started_and_keeps_them() {
    let before = Thread::new(|| ());
    assert_eq!((before.ident(), before.native_id()), (None, None));
    let (thread, ident) = in_thread(Thread::new, || thread::current().id());
    assert_eq!(thread.ident(), Some(ident));
}

#[test]
#[cfg(target_os = "linux")]
fn on_linux_the_systems_number_is_the_one_in_proc() {
    let ask = || std::fs::read_to_string("/proc/thread-self/stat").unwrap();
    let (thread, stat) = in_thread(Thread::new, ask);
    let number = stat.split(' ').next().unwrap();
    assert_eq!(thread.native_id().unwrap().to_string(), number);
}

#[test]
fn a_daemons_threads_are_daemons_unless_they_say_otherwise() {
    let ask = || [Thread::new(|| ()), Thread::new(|| ()).daemon(false)].map(|thread| thread.is_daemon());
    assert_eq!(in_thread(|target| Thread::new(target).daemon(true), ask).1, [true, false]);
    assert_eq!(in_thread(|target| Thread::new(target).daemon(false), ask).1, [false, false]);
    assert!(Timer::new(Duration::ZERO, || ()).daemon(true).thread().is_daemon());
}

#[test]
fn who_has_cloned_a_thread_cannot_make_it_a_daemon_any_more() {
    let thread = Thread::new(|| ());
    let clone = thread.clone();
    let refused = catch_unwind(AssertUnwindSafe(|| clone.daemon(true)));
    assert!(refused.is_err());
    assert!(!thread.is_daemon());
}

#[test]
fn a_stranger_is_listed_until_it_ends_and_cannot_be_joined() {
    let stranger = thread::spawn(|| {
        let me = current_thread();
        assert_eq!(current_thread(), me);
        assert!(me.name().starts_with("Dummy-") && me.is_daemon() && me.is_alive());
        assert!(enumerate().contains(&me));
        assert!(!Thread::new(|| ()).is_daemon());
        me
    });
    let stranger = stranger.join().unwrap();
    assert!(!enumerate().contains(&stranger) && !stranger.is_alive());
    assert_eq!(stranger.join(), Err(RuntimeError("cannot join a dummy thread")));
}

#[test]
fn the_main_thread_is_alive_and_can_be_joined_and_not_started() {
    let main = main_thread();
    assert_eq!(main.name(), "MainThread");
    assert!(main.is_alive() && !main.is_daemon());
    assert_eq!(main.start(), Err(RuntimeError("threads can only be started once")));
    assert_eq!(main.join_timeout(Duration::from_millis(1)), Ok(false));
    assert_eq!(enumerate()[0], main);
    assert!(active_count() >= 1);
}

/// The hook is the process's: one test at a time has it, and puts back what was there.
struct WithHook(Option<ExceptHook>, #[expect(dead_code, reason = "held, and let go of last")] MutexGuard<'static, ()>);

fn with_hook(hook: ExceptHook) -> WithHook {
    static ONE: Mutex<()> = Mutex::new(());
    let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    WithHook(set_excepthook(Some(hook)), one)
}

impl Drop for WithHook {
    fn drop(&mut self) {
        set_excepthook(self.0.take());
    }
}

fn run(target: impl FnOnce() + Send + 'static) -> Thread {
    let thread = Thread::new(target);
    thread.start().unwrap();
    thread.join().unwrap();
    thread
}

#[test]
fn the_hook_is_told_who_died_of_what_in_the_dying_thread() {
    let (tell, told) = mpsc::channel();
    let _one = with_hook(Arc::new(move |args| {
        assert_eq!(*args.thread, current_thread());
        let said = (args.thread.clone(), args.message().map(str::to_owned), args.payload.is::<SystemExit>());
        tell.send(said).unwrap();
    }));
    let died = run(|| panic!("of {}", 1));
    assert_eq!(told.recv().unwrap(), (died, Some("of 1".into()), false));
    let left = run(|| exit());
    assert_eq!(told.recv().unwrap(), (left, None, true));
    run(|| ());
    assert!(told.try_recv().is_err(), "nobody died");
}

/// Panics as it is dropped, with another one of its kind.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        resume_unwind(Box::new(Grenade));
    }
}

#[test]
fn a_hook_that_panics_ends_nothing_else_even_if_its_panic_panics() {
    let _one = with_hook(Arc::new(|_| resume_unwind(Box::new(Grenade))));
    // Hangs here if the end is not said.
    let thread = run(|| resume_unwind(Box::new(Grenade)));
    assert!(!thread.is_alive() && !enumerate().contains(&thread));
}

#[test]
fn a_hook_may_set_another_one() {
    let _one = with_hook(Arc::new(|_| drop(set_excepthook(None))));
    run(|| exit());
    assert!(set_excepthook(None).is_none());
}

#[test]
fn a_value_that_panics_as_it_goes_ends_nothing_else() {
    let (first, second) = (Arc::new(Local::new(|| Grenade)), Arc::new(Local::new(Arc::<()>::default)));
    let (tell, told) = mpsc::channel();
    // The `Local`s outlive the thread, so it is the thread's end that takes the values along.
    let mine = (Arc::clone(&first), Arc::clone(&second));
    run(move || {
        tell.send(mine.1.with(|value| Arc::downgrade(value))).unwrap();
        mine.0.with(|_| ());
    });
    assert!(told.recv().unwrap().upgrade().is_none(), "the other value is left");
}

#[test]
fn a_value_is_back_after_a_panic_and_made_again_if_it_could_not_be_made() {
    let tries = Mutex::new(0);
    let local = Local::new(move || {
        *tries.lock().unwrap() += 1;
        if *tries.lock().unwrap() == 1 {
            resume_unwind(Box::new("not yet"));
        }
        10
    });
    assert!(catch_unwind(AssertUnwindSafe(|| local.with(|_| ()))).is_err());
    let failed = catch_unwind(AssertUnwindSafe(|| {
        local.with(|value| {
            *value += 1;
            resume_unwind(Box::new("an exception"));
        })
    }));
    assert!(failed.is_err());
    assert_eq!(local.with(|value| *value), 11);
}

#[test]
fn a_value_in_use_is_not_used_twice() {
    let local = Local::new(|| 1);
    let twice = catch_unwind(AssertUnwindSafe(|| local.with(|_| local.with(|value| *value))));
    assert!(twice.is_err());
    assert_eq!(local.with(|value| *value), 1);
}

#[test]
fn a_value_that_makes_another_one_as_it_goes_leaves_none_behind() {
    struct Again(Arc<Local<Arc<()>>>, mpsc::Sender<std::sync::Weak<()>>);
    impl Drop for Again {
        fn drop(&mut self) {
            let made = self.0.with(|value| Arc::downgrade(value));
            self.1.send(made).unwrap();
        }
    }
    let (tell, told) = mpsc::channel();
    let other = Arc::new(Local::new(Arc::<()>::default));
    let local = {
        let other = Arc::clone(&other);
        Arc::new(Local::new(move || Again(Arc::clone(&other), tell.clone())))
    };
    let mine = Arc::clone(&local);
    run(move || mine.with(|_| ()));
    assert!(told.recv().unwrap().upgrade().is_none());
}

#[test]
fn values_go_with_the_local_though_another_thread_ends_just_then() {
    struct Waits(mpsc::Sender<()>, mpsc::Receiver<()>);
    impl Drop for Waits {
        fn drop(&mut self) {
            self.0.send(()).unwrap();
            self.1.recv().unwrap();
        }
    }
    let ((says, said), (go, goes)) = (mpsc::channel(), mpsc::channel());
    let mine = Arc::new(());
    let nothing = || -> Box<dyn Any + Send> { Box::new(()) };
    let local = Arc::new(Local::new(nothing));
    local.with(|value| *value = Box::new(Arc::clone(&mine)));
    let other = {
        let local = Arc::clone(&local);
        Thread::new(move || local.with(|value| *value = Box::new(Waits(says, goes))))
    };
    other.start().unwrap();
    said.recv().unwrap();
    drop(local);
    assert_eq!(Arc::strong_count(&mine), 1, "this thread's value has outlived the Local");
    go.send(()).unwrap();
    other.join().unwrap();
}

#[test]
fn a_value_that_goes_with_the_local_may_wait_for_a_thread_that_has_one_too() {
    /// Lets a thread end, waits for it, and says whether it ended.
    struct Waits(Thread, mpsc::Sender<()>, mpsc::Sender<bool>);
    impl Drop for Waits {
        fn drop(&mut self) {
            self.1.send(()).unwrap();
            self.2.send(self.0.join_timeout(Duration::from_secs(20)).unwrap()).unwrap();
        }
    }
    let (go, goes) = mpsc::channel();
    let (has, has_one) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let local = Arc::new(Local::new(|| None));
    let other = {
        let local = Arc::clone(&local);
        Thread::new(move || {
            local.with(|_: &mut Option<Waits>| ());
            drop(local);
            has.send(()).unwrap();
            goes.recv().unwrap();
        })
    };
    other.start().unwrap();
    has_one.recv().unwrap();
    local.with(|mine| *mine = Some(Waits(other, go, tell)));
    drop(local);
    assert!(told.recv().unwrap(), "the list was locked while a value went");
}
