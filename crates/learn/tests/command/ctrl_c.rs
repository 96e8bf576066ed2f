//! Ctrl-C leaves nothing behind.
#![cfg(unix)] // sends a signal; Windows has no way to send another process its Ctrl-C

use crate::support::{Said, TempCourse};
use std::io::ErrorKind::ConnectionReset;
use std::io::Read;
use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

#[test]
fn ctrl_c_ends_the_test_and_what_it_started() {
    let course = TempCourse::new("ctrl-c");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 600"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // The test's process, and a child of it, hold a connection for as long as they live.
    let body = "{\n    use std::os::fd::OwnedFd;\n    let line = std::net::TcpStream::connect((\"127.0.0.1\", PORT)).unwrap();\n    \
                let held = OwnedFd::from(line.try_clone().unwrap());\n    \
                let child = std::process::Command::new(\"sleep\").arg(\"600\").stdout(held).spawn().unwrap();\n    \
                std::io::Write::write_all(&mut &line, b\"here\").unwrap();\n    \
                loop { std::thread::park(); std::hint::black_box((n, &child)); }\n}";
    course.save_body(&body.replace("PORT", &port.to_string()));
    let child = course.command(&["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut line, _) = listener.accept().unwrap();
    let mut here = [0; 4];
    line.read_exact(&mut here).unwrap();

    let asked = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    let said = Said::of(child.wait_with_output().unwrap());
    said.is_problem(130, &["Stopped before it was done"]);
    // Ends only when every process that held the other end is gone; the limit is there to fail instead of waiting for ever.
    line.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let rest = line.read(&mut here).or_else(|error| if error.kind() == ConnectionReset { Ok(0) } else { Err(error) });
    assert_eq!(rest.unwrap(), 0);
}
