//! Our loop beside CPython's: the same program prints the same lines in the same order, and a client does not notice
//! which it talks to.

use asyncio::{create_task, gather, get_running_loop, run, sleep, start_server};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

#[path = "../examples/echo_server.rs"]
mod echo_server;

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_documents_example_prints_each_number_twice() {
    let lines = python::example_lines("asyncio", "print_numbers_asyncio");
    assert_eq!(lines, ["0", "0", "1", "1", "2", "2", "3", "3", "4", "4"]);
}

#[test]
fn the_documents_example_prints_the_same_in_python() {
    let Some(python) = python::or_skip("the asyncio example in Python") else { return };
    let theirs = python.lines(&script("../../book/python/print_numbers_asyncio.py"));
    assert_eq!(theirs, python::example_lines("asyncio", "print_numbers_asyncio"));
}

#[test]
fn tasks_run_in_pythons_order() {
    let Some(python) = python::or_skip("the order of tasks in Python") else { return };
    assert_eq!(order(), python.lines(&script("tests/order.py")));
}

#[test]
fn a_task_begins_when_its_maker_waits_as_in_python() {
    let ours = python::example_lines("asyncio", "who_begins");
    assert_eq!(ours, ["main goes on", "awaited begins", "task begins", "awaited ends", "task ends"]);
    let Some(python) = python::or_skip("the same in Python") else { return };
    assert_eq!(ours, python.lines(&script("../../book/python/who_begins.py")));
}

#[test]
fn two_tasks_of_one_thread_lose_as_many_updates_as_in_python() {
    let lost = |waits| {
        let total = Rc::new(Cell::new(0));
        let theirs = Rc::clone(&total);
        let add = move || {
            let total = Rc::clone(&theirs);
            async move {
                for _ in 0..1_000 {
                    let before = total.get();
                    if waits {
                        sleep(Duration::ZERO).await;
                    }
                    total.set(before + 1);
                }
            }
        };
        run(async move { gather([add(), add()]).await.unwrap() });
        2_000 - total.get()
    };
    let ours = [
        format!("an await that need not wait: {} lost", lost(false)),
        format!("an await that waits: {} lost", lost(true)),
    ];
    assert_eq!(ours, ["an await that need not wait: 0 lost", "an await that waits: 1000 lost"]);
    let Some(python) = python::or_skip("the same in Python") else { return };
    assert_eq!(python.lines(&script("../../book/python/lost_between_awaits.py")), ours);
}

#[test]
fn a_python_client_talks_to_our_echo_server() {
    let Some(python) = python::or_skip("a Python client of our echo server") else { return };
    let (to, from) = mpsc::channel();
    let server = thread::spawn(move || {
        run(async move {
            let server = start_server(echo_server::echo, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
            // It serves until this very task is woken: the client's end, below, does that.
            let mut to = Some(to);
            poll_fn(move |context| match to.take() {
                Some(to) => {
                    to.send((server.local_addr().port(), context.waker().clone())).unwrap();
                    Poll::Pending
                }
                None => Poll::Ready(()),
            })
            .await;
        });
    });
    let (port, end) = from.recv().unwrap();
    let client = python.command(&script("tests/echo_client.py")).arg(port.to_string()).output().unwrap();
    end.wake();
    server.join().unwrap();
    assert_eq!(python::lines(&client, Path::new("echo_client.py")), ["[True, True, True]"]);
}

#[derive(Clone, Default)]
struct Said(Rc<RefCell<Vec<String>>>);

impl Said {
    fn say(&self, line: impl Into<String>) {
        self.0.borrow_mut().push(line.into());
    }

    async fn note(self, name: &'static str, naps: u32) -> &'static str {
        self.say(format!("{name} begins"));
        for _ in 0..naps {
            sleep(Duration::ZERO).await;
            self.say(format!("{name} goes on"));
        }
        name
    }

    async fn fails(self, name: &'static str) {
        self.say(format!("{name} fails"));
        // Without the panic hook's message.
        std::panic::resume_unwind(Box::new(name))
    }

    async fn nap(self, name: &'static str, millis: u64) {
        sleep(Duration::from_millis(millis)).await;
        self.say(format!("{name} wakes"));
    }
}

/// The program of `order.py`.
fn order() -> Vec<String> {
    let said = Said::default();
    run(program(said.clone()));
    said.0.take()
}

async fn program(said: Said) {
    let note = |name, naps| said.clone().note(name, naps);

    let never = note("never awaited", 0);
    let task = create_task(note("task", 2));
    said.say("a task is made");
    said.say(format!("awaited at once: {}", note("coroutine", 0).await));
    said.say(format!("task: {}", task.await.unwrap()));

    said.say(format!("gathered: {}", gather([note("slow", 3), note("quick", 0)]).await.unwrap().join(", ")));

    let both: [Pin<Box<dyn Future<Output = ()>>>; 2] =
        [Box::pin(said.clone().fails("one")), Box::pin(said.clone().nap("survivor", 10))];
    let error = gather(both).await.unwrap_err().to_string();
    said.say(format!("gather fails: {}", error.trim_start_matches("the task panicked: ")));
    sleep(Duration::from_millis(50)).await;
    said.say("the survivor has ended");

    // What comes through the thread-safe door must be able to come from another thread, so it sends.
    let (to, from) = mpsc::channel();
    get_running_loop().remote().call_soon_threadsafe(move || to.send("callback").unwrap()).unwrap();
    said.say("before the callback");
    sleep(Duration::ZERO).await;
    said.say(from.try_recv().unwrap());

    let naps = [("c", 30), ("a", 10), ("b", 20)].map(|(name, millis)| create_task(said.clone().nap(name, millis)));
    for nap in naps {
        nap.await.unwrap();
    }

    let finished = create_task(async { "value" });
    sleep(Duration::ZERO).await;
    let done = if finished.done() { "True" } else { "False" };
    said.say(format!("done: {done}, {}", finished.await.unwrap()));

    drop(create_task(note("orphan", 5)));
    said.say("main ends");
    drop(never);
}
