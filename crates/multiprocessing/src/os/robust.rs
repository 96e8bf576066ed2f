//! POSIX's robust mutex, in memory that processes share: one function a call. Linux.
//!
//! Whoever locks such a mutex writes its thread's number into it, and puts it on a list which the kernel knows
//! (`set_robust_list(2)`). When a thread dies, of whatever, the kernel goes through its list, marks each mutex as *owner died*,
//! and wakes one that waits. macOS has no such thing ([`super::token`] stands in for it); on Windows a mutex tells of itself
//! that it was *abandoned*.
//!
//! # Keeps true
//!
//! At most one living thread, of all processes that have the descriptor, is between [`Gate::wait`] and [`Gate::open`]. Who comes
//! after a dead one comes in, too. No call touches memory that is not there: it was filled before it was mapped, is sealed against
//! shrinking, and begins with a mark of ours.

use crate::s3_luggage::{give, take_as};
use libc::pthread_mutex_t;
use memmap2::MmapRaw;
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, fcntl_get_seals, memfd_create};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fs::File;
use std::io::{self, Write};
use std::mem::{MaybeUninit, offset_of};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::sync::atomic::AtomicU32;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What stands in the shared memory.
#[repr(C)]
struct Shared {
    mark: [u8; 16],
    inside: AtomicU32,
    mutex: pthread_mutex_t,
}

const MARK: [u8; 16] = *b"unlocked's lock\n";
const SEALS: SealFlags = SealFlags::SEAL.union(SealFlags::SHRINK).union(SealFlags::GROW);

/// The mutex, and a number beside it.
#[derive(Debug)]
pub struct Gate {
    memory: MmapRaw,
    file: File,
}

impl Gate {
    /// A new mutex, in memory that has no name and goes with its last descriptor.
    pub fn new() -> io::Result<Gate> {
        let mut file =
            File::from(memfd_create("multiprocessing.Lock", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?);
        // Written, and not only made longer: if there is no room, this is an error here, and no signal at the first use.
        file.write_all(&[0; size_of::<Shared>()])?;
        fcntl_add_seals(&file, SEALS)?;
        let gate = Gate { memory: MmapRaw::map_raw(&file)?, file };
        gate.init()?;
        // Last, so that what has the mark has the mutex.
        gate.file.write_all_at(&MARK, 0)?;
        Ok(gate)
    }

    /// The mutex behind a descriptor that another process has sent.
    fn from_descriptor(descriptor: OwnedFd) -> io::Result<Gate> {
        let (file, mut mark) = (File::from(descriptor), [0; MARK.len()]);
        let whole = file.metadata()?.len() == size_of::<Shared>() as u64
            && fcntl_get_seals(&file).is_ok_and(|seals| seals.contains(SEALS))
            && file.read_exact_at(&mut mark, 0).is_ok();
        if !whole || mark != MARK {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "this descriptor is no lock of multiprocessing's"));
        }
        Ok(Gate { memory: MmapRaw::map_raw(&file)?, file })
    }

    fn init(&self) -> io::Result<()> {
        let mut attributes = MaybeUninit::uninit();
        let attributes = attributes.as_mut_ptr();
        // SAFETY: there is room for the attributes, which this call makes.
        check(unsafe { libc::pthread_mutexattr_init(attributes) })?;
        // SAFETY: they were made by the call above; so for the next four.
        check(unsafe { libc::pthread_mutexattr_setpshared(attributes, libc::PTHREAD_PROCESS_SHARED) })?;
        // SAFETY: as above.
        check(unsafe { libc::pthread_mutexattr_setrobust(attributes, libc::PTHREAD_MUTEX_ROBUST) })?;
        // SAFETY: as above. This kind notices a thread that waits for itself.
        check(unsafe { libc::pthread_mutexattr_settype(attributes, libc::PTHREAD_MUTEX_ERRORCHECK) })?;
        // SAFETY: as above; the memory is mapped, and nobody else has its descriptor yet.
        check(unsafe { libc::pthread_mutex_init(self.mutex(), attributes) })?;
        // SAFETY: as above; they are not used again.
        check(unsafe { libc::pthread_mutexattr_destroy(attributes) })
    }

    /// Waits until nobody living is inside, and goes in; with a limit, says whether that came about in time.
    pub fn wait(&self, limit: Option<Duration>) -> io::Result<bool> {
        let Some(limit) = limit else {
            // SAFETY: `mutex` points to a mutex that `new` has made, mapped as long as `self` lives.
            return self.entered(unsafe { libc::pthread_mutex_lock(self.mutex()) });
        };
        // The call wants to know until when, by the clock on the wall. A limit past all times is none.
        let until = SystemTime::now().checked_add(limit).and_then(|until| until.duration_since(UNIX_EPOCH).ok());
        let seconds = until.and_then(|until| libc::time_t::try_from(until.as_secs()).ok());
        let (Some(until), Some(tv_sec)) = (until, seconds) else { return self.wait(None) };
        let until = libc::timespec { tv_sec, tv_nsec: until.subsec_nanos().into() };
        // SAFETY: as above.
        self.entered(unsafe { libc::pthread_mutex_timedlock(self.mutex(), &until) })
    }

    /// Goes in if nobody living is inside; says whether it did.
    pub fn try_wait(&self) -> io::Result<bool> {
        // SAFETY: as in `wait`.
        let answer = unsafe { libc::pthread_mutex_trylock(self.mutex()) };
        // It is this thread that is inside. Asked without waiting, that is no deadlock.
        if answer == libc::EDEADLK { Ok(false) } else { self.entered(answer) }
    }

    fn entered(&self, answer: libc::c_int) -> io::Result<bool> {
        match answer {
            libc::EBUSY | libc::ETIMEDOUT => Ok(false),
            // The mutex itself is whole. What it guards is another question, and `inside` answers it.
            // SAFETY: as in `wait`, and this thread holds the mutex.
            libc::EOWNERDEAD => check(unsafe { libc::pthread_mutex_consistent(self.mutex()) }).map(|()| true),
            answer => check(answer).map(|()| true),
        }
    }

    /// Lets the next one in. Called by the thread that is inside.
    pub fn open(&self) {
        // SAFETY: as in `wait`. A thread that is not inside is told so, and nothing changes.
        let answer = unsafe { libc::pthread_mutex_unlock(self.mutex()) };
        debug_assert_eq!(answer, 0, "only the thread that is inside opens the gate");
    }

    /// The process that went in last, 0 if it came out. The mutex does not know it any more once its holder is dead.
    pub fn inside(&self) -> &AtomicU32 {
        let inside = self.memory.as_mut_ptr().wrapping_byte_add(offset_of!(Shared, inside)).cast();
        // SAFETY: mapped as long as `self` lives, aligned as in `Shared`, and only ever used as an atomic.
        unsafe { AtomicU32::from_ptr(inside) }
    }

    fn mutex(&self) -> *mut pthread_mutex_t {
        self.memory.as_mut_ptr().wrapping_byte_add(offset_of!(Shared, mutex)).cast()
    }
}

impl Serialize for Gate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        give(self.file.as_fd()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Gate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        take_as(u32::deserialize(deserializer)?, Gate::from_descriptor).map_err(D::Error::custom)
    }
}

/// The functions of pthreads return the error, and do not touch `errno`.
fn check(answer: libc::c_int) -> io::Result<()> {
    if answer == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(answer)) }
}
