//! `cargo book`: the book in the reader's browser, new after each change.
//!
//! Two threads: one looks at the files and builds, one answers the browser. A page asks ten times a second for the number of the current
//! edition and loads itself again when it has changed; that is all there is to reloading.
//!
//! # Keeps true
//!
//! Only this machine can reach the server (127.0.0.1), and it hands out nothing but the files of the built site.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Method, Request, Server};

use crate::book::{Book, Built};
use crate::check::includes;
use crate::watch::newest_change;

/// How long an edited file waits to be noticed.
const LOOK: Duration = Duration::from_millis(50);

/// Asked by every page ten times a second: nearly all of the second in which a page is new goes into the build.
const EDITION: &str = "/__edition";

/// Added to every page that is served; the built files stay as they are.
const RELOAD: &str = "<script>
(async () => {
  const edition = async () => (await fetch('/__edition')).text();
  const mine = await edition();
  setInterval(async () => { if (await edition().catch(() => mine) !== mine) location.reload(); }, 100);
})();
</script>";

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
        let answer = answer(&site, request.url(), edition.load(Ordering::Relaxed));
        respond(request, answer);
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

/// A status, a media type and a body.
type Answer = (u16, &'static str, Vec<u8>);

/// What the server says to a request for `url`.
fn answer(site: &Path, url: &str, edition: u64) -> Answer {
    let path = url.split(['?', '#']).next().unwrap_or("/");
    if path == EDITION {
        return (200, "text/plain; charset=utf-8", edition.to_string().into_bytes());
    }
    let (status, file) = match find(site, path) {
        Some(file) => (200, file),
        None => (404, site.join("404.html")),
    };
    let mut body = fs::read(&file).unwrap_or_default();
    let media_type = media_type(&file);
    if media_type.starts_with("text/html") {
        body.extend_from_slice(RELOAD.as_bytes());
    }
    (status, media_type, body)
}

/// The file below `site` that `path` names; nothing outside it can be named.
fn find(site: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path.trim_start_matches('/'));
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let file = inside.then(|| site.join(path))?;
    let file = if file.is_dir() { file.join("index.html") } else { file };
    file.is_file().then_some(file)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Writes the answer, and asks the browser to close the connection.
///
/// `tiny_http` has a thread for each open connection. If a browser opens two at once, both may be given to the one thread that was free (0.12,
/// `TaskPool::spawn`), and the second waits until the first is closed: pages hung. It writes no `Connection` header, so all is written here.
fn respond(request: Request, (status, media_type, body): Answer) {
    let head = format!(
        "HTTP/1.1 {status} \r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let body = if *request.method() == Method::Head { &[] } else { body.as_slice() };
    let mut browser = request.into_writer();
    // A browser that went away before its answer came is no fault of ours.
    let _ = browser.write_all(head.as_bytes()).and_then(|()| browser.write_all(body)).and_then(|()| browser.flush());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::net::{Shutdown, TcpStream};

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("index.html"), "<h1>home</h1>").unwrap();
        fs::write(site.path().join("404.html"), "<h1>not here</h1>").unwrap();
        site
    }

    #[test]
    fn a_folder_is_answered_with_its_index_and_the_reload_script() {
        let site = site();
        let (status, media_type, body) = answer(site.path(), "/?x=1#top", 7);
        assert_eq!((status, media_type), (200, "text/html; charset=utf-8"));
        let body = String::from_utf8(body).unwrap();
        assert!(body.starts_with("<h1>home</h1>") && body.contains(EDITION), "{body}");
    }

    #[test]
    fn a_page_that_is_not_there_is_answered_with_404() {
        let site = site();
        let (status, _, body) = answer(site.path(), "/nowhere.html", 7);
        assert_eq!(status, 404);
        assert!(body.starts_with(b"<h1>not here</h1>"));
    }

    #[test]
    fn nothing_outside_the_site_can_be_asked_for() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.txt"), "secret").unwrap();
        let site = outside.path().join("html");
        fs::create_dir(&site).unwrap();
        for url in ["/../secret.txt", "/./../secret.txt", "//../secret.txt"] {
            assert_eq!(answer(&site, url, 0).0, 404, "{url}");
        }
    }

    #[test]
    fn the_edition_is_told_as_a_number() {
        assert_eq!(answer(Path::new(""), EDITION, 7).2, b"7");
    }

    #[test]
    fn the_browser_is_asked_to_keep_no_connection_open() {
        let server = Server::http("127.0.0.1:0").unwrap();
        let mut browser = TcpStream::connect(server.server_addr().to_ip().unwrap()).unwrap();
        browser.write_all(b"GET / HTTP/1.1\r\nHost: book\r\n\r\n").unwrap();
        respond(server.recv().unwrap(), (200, "text/plain", b"hello".to_vec()));
        browser.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        browser.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\nhello"), "{answer}");
        assert!(answer.contains("\r\nConnection: close\r\n"), "{answer}");
    }
}
