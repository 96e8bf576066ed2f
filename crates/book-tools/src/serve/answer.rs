//! What the browser is told: a file of the built site, or the number of the current edition.
//!
//! # Keeps true
//!
//! - Nothing outside the site can be named.
//! - A page is asked for anew each time. What has its content's hash in its name never changes, so the browser keeps it; then a page that loads itself again
//!   asks for nothing but the page.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use tiny_http::{Method, Request};

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

/// An answer of the server.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    media_type: &'static str,
    /// Whether the browser may keep it.
    lasts: bool,
    body: Vec<u8>,
}

impl Answer {
    /// What the server says to a request for `url`.
    pub(super) fn to(url: &str, site: &Path, edition: u64) -> Answer {
        let path = url.split(['?', '#']).next().unwrap_or("/");
        if path == EDITION {
            let body = edition.to_string().into_bytes();
            return Answer { status: 200, media_type: "text/plain; charset=utf-8", lasts: false, body };
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
        Answer { status, media_type, lasts: status == 200 && has_hash(&file), body }
    }

    /// Writes it, and asks the browser to close the connection.
    ///
    /// `tiny_http` has a thread for each open connection. If a browser opens two at once, both may be given to the one thread that was free (0.12,
    /// `TaskPool::spawn`), and the second waits until the first is closed: pages hung. It writes no `Connection` header, so all is written here.
    pub(super) fn send(&self, request: Request) {
        let Answer { status, media_type, lasts, body } = self;
        let cache = if *lasts { "max-age=31536000, immutable" } else { "no-store" };
        let head = format!(
            "HTTP/1.1 {status} \r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: {cache}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let body = if *request.method() == Method::Head { &[] } else { body.as_slice() };
        let mut browser = request.into_writer();
        // A browser that went away before its answer came is no fault of ours.
        let _ =
            browser.write_all(head.as_bytes()).and_then(|()| browser.write_all(body)).and_then(|()| browser.flush());
    }
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

/// mdBook puts a hash of the content into the names of all but pages: `book-609e4cb8.js`.
fn has_hash(file: &Path) -> bool {
    let hash = file.file_stem().and_then(|stem| stem.to_str()?.rsplit_once('-')).map_or("", |(_, hash)| hash);
    hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::net::{Shutdown, TcpStream};

    use tiny_http::Server;

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("index.html"), "<h1>home</h1>").unwrap();
        fs::write(site.path().join("404.html"), "<h1>not here</h1>").unwrap();
        site
    }

    #[test]
    fn a_folder_is_answered_with_its_index_and_the_reload_script() {
        let site = site();
        let Answer { status, media_type, body, .. } = Answer::to("/?x=1#top", site.path(), 7);
        assert_eq!((status, media_type), (200, "text/html; charset=utf-8"));
        let body = String::from_utf8(body).unwrap();
        assert!(body.starts_with("<h1>home</h1>") && body.contains(EDITION), "{body}");
    }

    #[test]
    fn a_page_that_is_not_there_is_answered_with_404() {
        let site = site();
        let Answer { status, body, .. } = Answer::to("/nowhere.html", site.path(), 7);
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
            assert_eq!(Answer::to(url, &site, 0).status, 404, "{url}");
        }
    }

    #[test]
    fn the_edition_is_told_as_a_number() {
        assert_eq!(Answer::to(EDITION, Path::new(""), 7).body, b"7");
    }

    #[test]
    fn the_browser_keeps_what_has_a_hash_in_its_name_and_no_page() {
        let site = site();
        for (name, lasts) in [("book-609e4cb8.js", true), ("two-accounts.html", false), ("toc.html", false)] {
            fs::write(site.path().join(name), "").unwrap();
            assert_eq!(Answer::to(name, site.path(), 7).lasts, lasts, "{name}");
        }
        assert!(!Answer::to("gone-609e4cb8.js", site.path(), 7).lasts);
    }

    #[test]
    fn the_browser_is_asked_to_keep_no_connection_open() {
        let server = Server::http("127.0.0.1:0").unwrap();
        let mut browser = TcpStream::connect(server.server_addr().to_ip().unwrap()).unwrap();
        browser.write_all(b"GET / HTTP/1.1\r\nHost: book\r\n\r\n").unwrap();
        let answer = Answer { status: 200, media_type: "text/plain", lasts: false, body: b"hello".to_vec() };
        answer.send(server.recv().unwrap());
        browser.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        browser.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\nhello"), "{answer}");
        assert!(answer.contains("\r\nConnection: close\r\n"), "{answer}");
    }
}
