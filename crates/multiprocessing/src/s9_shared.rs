//! Step 9: memory that two processes have in common.
//!
//! What goes through a pipe is copied, twice. Shared memory is there once, and each process that has it sees what the others
//! write, without asking the kernel. It is a file that has no name and never touches a disk, mapped into each process.
//!
//! # Keeps true
//!
//! - *Nothing is left behind.* CPython's shared memory has a name in `/dev/shm`, and stays until somebody calls `unlink`; a second
//!   process, the resource tracker, does so if the first one dies (Lib/multiprocessing/shared_memory.py). Without a name there is nothing
//!   to clean up: the kernel frees the memory with its last user.
//! - *The room is there.* CPython sets a size and reserves nothing, so a full `/dev/shm` shows as SIGBUS at the first touch. Here the
//!   room is reserved, and "no room" is an error of [`SharedMemory::new`].
//! - *Every access is atomic.* Another process may write at any moment, whatever it has promised. So you get words that are
//!   atomic, and no `&[u8]`, which says that nobody writes. Whatever stands in them, nothing undefined comes of it.
//!
//! # Not yet
//!
//! Shared memory gives bytes, and no order: what is whole, and when, two processes have to agree on (step 10). And a process that
//! has this memory can make the file shorter; then a touch ends *your* process, too (SIGBUS). Give it only to your own program.
//!
//! Unix only: memory without a name needs descriptors that travel (step 3), and on Windows handles travel to a child only.

use crate::s3_luggage::{give, take_as};
use memmap2::MmapRaw;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fs::File;
use std::io;
use std::ops::Deref;
use std::os::fd::{AsFd, BorrowedFd};
use std::slice;
use std::sync::atomic::AtomicU64;

/// What a word has, in bytes.
const WORD: usize = size_of::<AtomicU64>();

/// Memory that may be in several processes at once: a slice of atomic words, all 0 at first.
///
/// Python: `multiprocessing.shared_memory.SharedMemory` (3.8), whose `buf` is a slice of bytes.
#[derive(Debug)]
pub struct SharedMemory {
    file: File,
    map: MmapRaw,
}

impl SharedMemory {
    /// Reserves at least `size` bytes, in whole words. Python: `SharedMemory(create=True, size=size)`.
    ///
    /// # Errors
    ///
    /// If `size` is 0, or the system has not so much room; then nothing is left reserved.
    pub fn new(size: usize) -> io::Result<Self> {
        // As Python does: a size of nothing is a mistake, and no memory.
        if size == 0 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "'size' must be a positive number different from zero",
            ));
        }
        let file = nameless::file().map_err(|error| explained(error, "cannot make shared memory", ""))?;
        let whole = size.checked_next_multiple_of(WORD).ok_or_else(|| io::ErrorKind::StorageFull.into());
        whole.and_then(|size| nameless::reserve(&file, size as u64)).map_err(|error| {
            let next = "; ask for less, or give the system more room there (`df /dev/shm` shows what is left)";
            explained(error, &format!("there is no room for {size} bytes of shared memory"), next)
        })?;
        SharedMemory::map(file)
    }

    /// Maps what another process has made.
    fn map(file: File) -> io::Result<Self> {
        let map =
            MmapRaw::map_raw(&file).map_err(|error| explained(error, "this cannot be mapped as shared memory", ""))?;
        Ok(SharedMemory { file, map })
    }

    /// The same memory once more, at another address: as another process sees it.
    ///
    /// # Errors
    ///
    /// If the process has no descriptor, or no address space, left.
    pub fn try_clone(&self) -> io::Result<Self> {
        SharedMemory::map(self.file.try_clone()?)
    }

    /// How many bytes there are. Python: `shm.size`.
    pub fn size(&self) -> usize {
        size_of_val(&**self)
    }
}

impl Deref for SharedMemory {
    type Target = [AtomicU64];

    // ANCHOR: words
    fn deref(&self) -> &[AtomicU64] {
        let words = self.map.as_mut_ptr().cast::<AtomicU64>();
        // SAFETY: the mapping is `len` bytes long, begins at a page and stays for as long as `self` does; every bit pattern is
        // a number. Nobody here has a plain reference to it, and what other processes write, they write to atomics.
        unsafe { slice::from_raw_parts(words, self.map.len() / WORD) }
    }
    // ANCHOR_END: words
}

impl AsFd for SharedMemory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

// ANCHOR: travel
impl Serialize for SharedMemory {
    /// The memory is not copied: its descriptor rides beside the message (step 3).
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        give(self.as_fd()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SharedMemory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let index = u32::deserialize(deserializer)?;
        take_as(index, |handle| SharedMemory::map(handle.into())).map_err(D::Error::custom)
    }
}
// ANCHOR_END: travel

/// The system's error, in the reader's words.
fn explained(error: io::Error, what: &str, next: &str) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}{next}"))
}

/// Linux keeps shared memory in a file system of its own, and can make a file there that never has a name.
#[cfg(target_os = "linux")]
mod nameless {
    use rustix::fs::{FallocateFlags, Mode, OFlags, fallocate, open};
    use std::fs::File;
    use std::io;

    pub fn file() -> io::Result<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::EXCL | OFlags::CLOEXEC;
        Ok(open("/dev/shm", flags, Mode::RUSR | Mode::WUSR)?.into())
    }

    pub fn reserve(file: &File, size: u64) -> io::Result<()> {
        Ok(fallocate(file, FallocateFlags::empty(), 0, size)?)
    }
}

/// Elsewhere it has a name for a moment, between two calls; a process that is killed just then leaves it behind. The size is set and no room
/// reserved: these systems swap shared memory out as they do any other.
#[cfg(not(target_os = "linux"))]
mod nameless {
    use rustix::{fs, shm};
    use std::fs::File;
    use std::io;
    use std::process;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    pub fn file() -> io::Result<File> {
        /// Relaxed: a number must be new, and orders nothing.
        static NEXT: AtomicU32 = AtomicU32::new(0);

        let name = format!("/unlocked-{}-{}", process::id(), NEXT.fetch_add(1, Relaxed));
        let flags = shm::OFlags::CREATE | shm::OFlags::EXCL | shm::OFlags::RDWR;
        let file = shm::open(&name, flags, shm::Mode::RUSR | shm::Mode::WUSR)?;
        shm::unlink(&name)?;
        Ok(file.into())
    }

    pub fn reserve(file: &File, size: u64) -> io::Result<()> {
        Ok(fs::ftruncate(file, size)?)
    }
}
