//! What `thread.txt` asks, of ours.

use super::meet::{LIMIT, Notes, REFUSED, Rows, SOON, begin, notes, oops, refused_time, said, shared};
use std::sync::{Arc, OnceLock};
use std::thread::current;
use threading::{
    Event, ExceptHookArgs, SystemExit, Thread, current_thread, enumerate, exit, main_thread, set_excepthook,
};

/// A thread that runs until the event is set.
fn waits() -> (Thread, &'static Event) {
    let go = shared(Event::new());
    (Thread::new(|| go.wait()), go)
}

/// A thread that does nothing.
fn idle() -> Thread {
    Thread::new(|| ())
}

/// What a thread that was started in another way sees.
fn stranger<T: Send + 'static>(look: fn() -> T) -> T {
    let seen = shared(notes());
    std::thread::spawn(move || seen.put(look()));
    seen.get()
}

/// What an excepthook was told: what the thread died of, which it was, and which one told.
pub type Told = (String, Thread, Thread);

/// Runs `work` while an excepthook writes down what it is told.
pub fn hooked<T>(work: impl FnOnce() -> T) -> (T, &'static Notes<Told>) {
    let told = shared(notes());
    let hook = |args: &ExceptHookArgs<'_>| {
        let exit = args.payload.is::<SystemExit>().then_some("SystemExit");
        let died_of = args.message().or(exit).unwrap_or("something else");
        told.put((died_of.to_owned(), args.thread.clone(), current_thread()));
    };
    let old = set_excepthook(Some(Arc::new(hook)));
    let answer = work();
    set_excepthook(old);
    (answer, told)
}

/// Starts it and waits until it has ended.
fn run(thread: &Thread) {
    thread.start().unwrap();
    thread.join().unwrap();
}

pub const ROWS: Rows = &[
    ("thread-start", || {
        let thread = idle();
        said((thread.start(), thread.join()))
    }),
    ("thread-start-twice", || {
        let (thread, go) = waits();
        thread.start().unwrap();
        let running = thread.start();
        go.set();
        thread.join().unwrap();
        said((running, thread.start()))
    }),
    ("thread-join-before-start", || said(idle().join())),
    ("thread-join-itself", || {
        let (myself, answer) = shared((OnceLock::<Thread>::new(), notes()));
        let thread = myself.get_or_init(|| Thread::new(|| answer.put(myself.wait().join())));
        run(thread);
        said(answer.get())
    }),
    ("thread-join-again", || {
        let thread = shared(idle());
        thread.start().unwrap();
        said((thread.join(), thread.join(), begin(|| thread.join()).answer()))
    }),
    ("thread-two-join", || {
        let (thread, go) = waits();
        thread.start().unwrap();
        let others = [(); 2].map(|()| {
            let thread = thread.clone();
            begin(move || thread.join())
        });
        go.set();
        said((others.map(|other| other.answer()), thread.is_alive()))
    }),
    ("thread-join-in-time", || {
        let (thread, go) = waits();
        thread.start().unwrap();
        let in_vain = (thread.join_timeout(SOON).map(drop), thread.is_alive());
        go.set();
        said((in_vain, thread.join_timeout(LIMIT).map(drop), thread.is_alive()))
    }),
    ("thread-negative-time", || refused_time(-1.0, |time| idle().join_timeout(time))),
    ("thread-alive", || {
        let (thread, go) = waits();
        let before = thread.is_alive();
        thread.start().unwrap();
        let running = thread.is_alive();
        go.set();
        thread.join().unwrap();
        said((before, running, thread.is_alive()))
    }),
    ("thread-written-is-read", || {
        let written = shared(notes());
        run(&Thread::new(|| written.put("news")));
        assert_eq!(written.len(), 1);
        said(written.get())
    }),
    ("thread-starts-another", || {
        let (go, told) = shared((Event::new(), notes()));
        let second = Thread::new(|| {
            go.wait();
            told.put("second");
        });
        let first = Thread::new(move || second.start().unwrap());
        run(&first);
        go.set();
        said((first.is_alive(), told.get()))
    }),
    ("thread-ident", || {
        let (seen, go) = shared((notes(), Event::new()));
        let thread = Thread::new(|| {
            seen.put(current().id());
            go.wait();
        });
        let before = thread.ident().map(|_| "some");
        thread.start().unwrap();
        let running = thread.ident() == Some(seen.get());
        go.set();
        thread.join().unwrap();
        said((before, running, thread.ident().is_some()))
    }),
    ("thread-native-id", || said(idle().native_id())),
    ("thread-name", || said(Thread::named("worker", || ()).name())),
    ("thread-name-made-up", || {
        let (one, other) = (idle(), idle());
        said((one.name().starts_with("Thread-"), one.name() == other.name()))
    }),
    ("thread-name-of-target", || {
        fn work() {}
        said(Thread::new(work).name().ends_with(" (work)"))
    }),
    ("thread-name-changes", || {
        let _is_only_read: fn(&Thread) -> &str = Thread::name;
        REFUSED.into()
    }),
    ("thread-current", || {
        let seen = shared(notes());
        let thread = Thread::named("worker", || seen.put(current_thread()));
        thread.start().unwrap();
        let current = seen.get();
        said((current == thread, current.name()))
    }),
    ("thread-main", || {
        let main = main_thread();
        said((main.name(), main.is_alive(), main.is_daemon(), main == current_thread()))
    }),
    ("thread-enumerate", || {
        let (thread, go) = waits();
        let before = enumerate().contains(&thread);
        thread.start().unwrap();
        let running = enumerate().contains(&thread);
        go.set();
        thread.join().unwrap();
        said((before, running, enumerate().contains(&thread)))
    }),
    ("thread-enumerate-main", || said(enumerate().contains(&main_thread()))),
    ("thread-daemon", || said([true, false].map(|daemon| idle().daemon(daemon).is_daemon()))),
    ("thread-daemon-inherited", || {
        let made = shared(notes());
        for daemon in [true, false] {
            run(&Thread::new(|| made.put(idle().is_daemon())).daemon(daemon));
        }
        said([made.get(), made.get()])
    }),
    ("thread-daemon-after-start", || {
        let _takes_the_thread: fn(Thread, bool) -> Thread = Thread::daemon;
        REFUSED.into()
    }),
    ("thread-stranger", || said(stranger(|| (current_thread().is_daemon(), current_thread() == current_thread())))),
    ("thread-stranger-makes-one", || said(stranger(|| idle().is_daemon()))),
    ("thread-exception", || {
        let thread = Thread::new(oops);
        let (joined, told) = hooked(|| {
            thread.start().unwrap();
            (thread.join(), thread.is_alive())
        });
        let hooks = told.len();
        let (died_of, who, where_told) = told.get();
        said((joined, hooks, died_of, who == thread, where_told == thread))
    }),
    ("thread-no-exception", || said(hooked(|| run(&idle())).1.len())),
    ("thread-exit", || {
        let thread = Thread::new(|| exit());
        let (joined, told) = hooked(|| {
            thread.start().unwrap();
            (thread.join(), thread.is_alive())
        });
        said((joined, told.get().0))
    }),
    ("thread-exception-ends-one", || {
        let (go, told) = shared((Event::new(), notes()));
        let other = Thread::new(|| {
            go.wait();
            told.put("here");
        });
        other.start().unwrap();
        hooked(|| run(&Thread::new(oops)));
        go.set();
        said(told.get())
    }),
];
