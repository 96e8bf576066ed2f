//! An echo server: whatever a client sends comes back, until the client says that no more will come.
//!
//! `cargo run -q -p asyncio --example echo_server` prints the port on which it listens. Then talk to it from another
//! terminal: `python3 crates/asyncio/tests/echo_client.py PORT`. Ctrl-C ends it.

use asyncio::{StreamReader, StreamWriter, run, start_server};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

// ANCHOR: echo
/// Serves one client.
pub async fn echo(mut reader: StreamReader, mut writer: StreamWriter) {
    if let Err(error) = echo_all(&mut reader, &mut writer).await {
        // A client that is gone: its own affair. The others do not notice.
        eprintln!("a client was lost: {error}");
    }
}

async fn echo_all(reader: &mut StreamReader, writer: &mut StreamWriter) -> io::Result<()> {
    loop {
        let bytes = reader.read(4096).await?;
        if bytes.is_empty() {
            return writer.write_eof().await;
        }
        writer.write(&bytes);
        writer.drain().await?;
    }
}
// ANCHOR_END: echo

// A test includes this file for `echo`.
#[allow(dead_code)]
fn main() -> io::Result<()> {
    run(async {
        let server = start_server(echo, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        println!("{}", server.local_addr().port());
        match server.serve_forever().await {}
    })
}
