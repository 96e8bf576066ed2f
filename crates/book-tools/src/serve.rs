//! `cargo book`: the book in the reader's browser, new after each change.
//!
//! Two threads: one looks at the files and builds, one answers the browser. A page asks ten times a second for the number of the current
//! edition and loads itself again when it has changed; that is all there is to reloading.
//!
//! # Keeps true
//!
//! Only this machine can reach the server (127.0.0.1), and it hands out nothing but the files of the built site.

mod answer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tiny_http::Server;

use crate::book::{Book, Built};
use crate::check::includes;
use crate::watch::newest_change;
use answer::Answer;

/// How long an edited file waits to be noticed.
const LOOK: Duration = Duration::from_millis(50);

/// Builds `book`, serves it until the process is ended, and builds it again after each change.
///
/// Without a `port`, 3000 is tried first, then any free one. With `open`, the reader's browser is sent there.
///
/// # Errors
///
/// The first build failed, or the port is taken. A later build that fails is told on stderr and the last good one stays.
pub fn serve(book: &Book, port: Option<u16>, open: bool) -> Result<()> {
    let site = book.site();
    let built = book.build_into(&site)?;
    let server = listen(port)?;
    let address = format!("http://{}/", server.server_addr());
    println!("the book: {address}  (Ctrl-C ends it; it is built again when a page or its code changes)");
    if open && let Err(error) = open::that_detached(&address) {
        eprintln!("no browser could be started: {error}\n  next: open {address} yourself");
    }

    let edition = Arc::new(AtomicU64::new(0));
    let newest = Arc::clone(&edition);
    let watched = book.clone();
    thread::spawn(move || rebuild_for_ever(&watched, &built, &newest));

    for request in server.incoming_requests() {
        // Relaxed: the number says only that something is new; the files themselves are read from the disk.
        let edition = edition.load(Ordering::Relaxed);
        let answer = Answer::to(request.url(), &site, edition);
        answer.send(request);
    }
    Ok(())
}

fn listen(port: Option<u16>) -> Result<Server> {
    let bind = |port: u16| Server::http(("127.0.0.1", port));
    let server = match port {
        Some(port) => bind(port).map_err(|error| {
            anyhow!(
                "port {port} cannot be used: {error}\n  next: try another one, `cargo book serve --port {}`",
                port.saturating_add(1)
            )
        }),
        // Port 0 is the system's word for "any free one".
        None => bind(3000).or_else(|_| bind(0)).map_err(|error| anyhow!("no port can be used: {error}")),
    };
    server.context("the book was built, but it cannot be served")
}

fn rebuild_for_ever(book: &Book, built: &Built, edition: &AtomicU64) {
    let mut files = includes::files(book, &built.pages);
    let mut seen = newest_change(book, &files);
    loop {
        thread::sleep(LOOK);
        let now = newest_change(book, &files);
        if now == seen {
            continue;
        }
        seen = now;
        match book.build_into(&book.site()) {
            Ok(built) => {
                built.complaints.iter().for_each(|complaint| eprintln!("mdBook: {complaint}"));
                files = includes::files(book, &built.pages);
                edition.fetch_add(1, Ordering::Relaxed); // see the load in `serve`
                println!("built again");
            }
            Err(error) => eprintln!("not built: {error:#}"),
        }
    }
}
