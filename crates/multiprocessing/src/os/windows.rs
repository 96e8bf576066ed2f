//! Windows: pipes of one direction, two for a connection, and handles that are copied into a child.
//!
//! The compiler has seen this module for the target x86_64-pc-windows-gnu. It has never run: whoever runs it first, write down how it
//! went.
//!
//! Here no message carries handles. The parent may write into the table of a child, so the arguments of a
//! [`Process`](crate::Process) can hold connections; what is sent later cannot. CPython can do that, too: there the receiver
//! takes the handle out of the sender's table (`DupHandle` in Lib/multiprocessing/reduction.py).

use crate::error::{PipeError, ProcessError};
use crate::s2_pipe::Connection;
use crate::s3_luggage::{Parcel, give, take};
use crate::s5_spawn::Child;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, PipeReader, PipeWriter, Read, Write};
use std::os::windows::io::{
    AsHandle, AsRawHandle, BorrowedHandle as Borrowed, FromRawHandle, IntoRawHandle, OwnedHandle,
};
use std::process::Stdio;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use windows_sys::Win32::Foundation::{DUPLICATE_SAME_ACCESS, DuplicateHandle, HANDLE, WAIT_OBJECT_0};
use windows_sys::Win32::System::Console::{STD_INPUT_HANDLE, SetStdHandle};
use windows_sys::Win32::System::Pipes::PeekNamedPipe;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, INFINITE, WaitForSingleObject};

/// What a process owns of the operating system.
pub type Handle = OwnedHandle;
/// The same, borrowed.
pub type BorrowedHandle<'a> = Borrowed<'a>;

/// As many handles go to a child with its arguments, at most. Windows has no limit; this is the other systems'.
pub const MOST_LUGGAGE: usize = 253;

/// What is below a connection: a pipe for each direction.
#[derive(Debug)]
pub struct Socket {
    receives: Option<PipeReader>,
    sends: Option<PipeWriter>,
}

/// Two sockets, each of which receives what the other sends.
pub fn pair() -> io::Result<(Socket, Socket)> {
    let (there, back) = (io::pipe()?, io::pipe()?);
    Ok((
        Socket { receives: Some(back.0), sends: Some(there.1) },
        Socket { receives: Some(there.0), sends: Some(back.1) },
    ))
}

/// The first one receives what the second one sends.
pub fn one_way() -> io::Result<(Socket, Socket)> {
    let (receives, sends) = io::pipe()?;
    Ok((Socket { receives: Some(receives), sends: None }, Socket { receives: None, sends: Some(sends) }))
}

/// How a socket stands in a message.
pub type Packed = (Option<u32>, Option<u32>);

/// See [`give`].
pub fn give_socket(socket: &Socket) -> Result<Packed, PipeError> {
    let receives = socket.receives.as_ref().map(|pipe| give(pipe.as_handle())).transpose()?;
    Ok((receives, socket.sends.as_ref().map(|pipe| give(pipe.as_handle())).transpose()?))
}

/// See [`take`].
pub fn take_socket((receives, sends): Packed) -> Result<Socket, PipeError> {
    let receives = receives.map(take).transpose()?.map(PipeReader::from);
    Ok(Socket { receives, sends: sends.map(take).transpose()?.map(PipeWriter::from) })
}

fn no_such_way() -> io::Error {
    io::Error::other("this end of a one-way pipe does not do that")
}

/// Writes to a socket.
pub struct Writing<'a> {
    pub socket: &'a Socket,
    pub luggage: &'a [Handle],
}

impl Write for Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.luggage.is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "on Windows a connection travels only in the arguments of a Process: make all pipes before the process",
            ));
        }
        self.socket.sends.as_ref().ok_or_else(no_such_way)?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads from a socket.
pub struct Reading<'a> {
    pub socket: &'a Socket,
    #[expect(dead_code, reason = "no message brings any here")]
    pub luggage: &'a mut Vec<Handle>,
}

impl Read for Reading<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.socket.receives.as_ref().ok_or_else(no_such_way)?.read(bytes)
    }
}

/// Waits until something can be read from one of these (an end of file is something), or the time is up; `None` waits for ever.
///
/// Windows can wait for a pipe only with what Rust's own pipes are not made for, so this looks once a millisecond.
pub fn poll(sockets: &[&Socket], timeout: Option<Duration>) -> io::Result<Vec<bool>> {
    let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    loop {
        let ready: Vec<bool> = sockets.iter().map(|socket| something_is_there(socket)).collect();
        if ready.contains(&true) || end.is_some_and(|end| end <= Instant::now()) {
            return Ok(ready);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn something_is_there(socket: &Socket) -> bool {
    let Some(pipe) = &socket.receives else { return false };
    let mut bytes = 0;
    let (none, no_buffer) = (std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: the handle is open, since `pipe` is borrowed; `bytes` outlives the call; the others may be null.
    let open = unsafe { PeekNamedPipe(pipe.as_raw_handle(), no_buffer, 0, none, &mut bytes, none) };
    // 0: the other end is closed.
    open == 0 || bytes > 0
}

/// One end of a pair as the stdin of a program that is about to be started. It only receives there.
pub fn as_stdin(socket: Socket) -> Stdio {
    socket.receives.map_or_else(Stdio::null, Stdio::from)
}

/// Takes the pipe that this process was started with as its stdin, and leaves an empty stdin behind. `None` if stdin is a terminal:
/// nobody has started this process as a child.
pub fn take_stdin() -> io::Result<Option<Socket>> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(None);
    }
    let receives = stdin.as_handle().try_clone_to_owned()?.into();
    let empty = std::fs::File::open("NUL")?.into_raw_handle();
    // SAFETY: the handle is open and owned by nobody else from now on.
    unsafe { SetStdHandle(STD_INPUT_HANDLE, empty) };
    Ok(Some(Socket { receives: Some(receives), sends: None }))
}

/// Copies the luggage into the child's table, and writes the numbers that it has there before the bytes.
pub fn for_child(child: &DirectChild, parcel: Parcel) -> io::Result<Parcel> {
    let child = child.lock();
    let copies: io::Result<Vec<u64>> = parcel.luggage.iter().map(|handle| copy_into(&child, handle)).collect();
    let bytes = postcard::to_stdvec(&(copies?, parcel.bytes)).map_err(io::Error::other)?;
    Ok(Parcel { bytes, luggage: Vec::new() })
}

fn copy_into(child: &std::process::Child, handle: &Handle) -> io::Result<u64> {
    let mut copy: HANDLE = std::ptr::null_mut();
    // SAFETY: it takes nothing, and what it returns needs no closing.
    let me = unsafe { GetCurrentProcess() };
    let (from, to) = (handle.as_raw_handle(), child.as_raw_handle());
    // SAFETY: all three handles are open, since their owners are borrowed; `copy` outlives the call.
    let done = unsafe { DuplicateHandle(me, from, to, &mut copy, 0, 0, DUPLICATE_SAME_ACCESS) };
    if done == 0 { Err(io::Error::last_os_error()) } else { Ok(copy as usize as u64) }
}

/// What the parent has packed with [`for_child`].
pub fn from_parent(parcel: Parcel) -> Result<Parcel, PipeError> {
    let garbage = |why: postcard::Error| PipeError::Decode { expected: "arguments", why: why.to_string() };
    let (handles, bytes): (Vec<u64>, Vec<u8>) = postcard::from_bytes(&parcel.bytes).map_err(garbage)?;
    let own = |handle: u64| {
        // SAFETY: the parent has made this handle in our table, for us alone, and tells its number once.
        unsafe { OwnedHandle::from_raw_handle(handle as usize as HANDLE) }
    };
    Ok(Parcel { bytes, luggage: handles.into_iter().map(own).collect() })
}

/// What starts this program again.
pub fn this_program() -> io::Result<OsString> {
    Ok(std::env::current_exe()?.into())
}

/// Ends this process here and now.
pub fn exit_at_once(code: i32) -> ! {
    std::process::exit(code)
}

/// A child of this process.
#[derive(Debug)]
pub struct DirectChild(Mutex<std::process::Child>);

impl From<std::process::Child> for DirectChild {
    fn from(child: std::process::Child) -> Self {
        DirectChild(Mutex::new(child))
    }
}

impl DirectChild {
    fn lock(&self) -> MutexGuard<'_, std::process::Child> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Child for DirectChild {
    fn pid(&self) -> u32 {
        self.lock().id()
    }

    fn ends_within(&self, _lifeline: &Connection, timeout: Option<Duration>) -> Result<bool, PipeError> {
        let process = self.lock().as_raw_handle();
        let limit = timeout.map_or(INFINITE, |timeout| u32::try_from(timeout.as_millis()).unwrap_or(INFINITE - 1));
        // SAFETY: the handle is closed when the child is dropped, and this borrows it.
        Ok(unsafe { WaitForSingleObject(process, limit) } == WAIT_OBJECT_0)
    }

    fn wait(&self) -> Result<i32, ProcessError> {
        Ok(self.lock().wait()?.code().unwrap_or(1))
    }

    /// Windows cannot ask.
    fn terminate(&self) -> Result<(), ProcessError> {
        self.kill()
    }

    fn kill(&self) -> Result<(), ProcessError> {
        Ok(self.lock().kill()?)
    }
}
