//! Memory that two processes have in common, and that leaves nothing behind.
#![cfg(unix)]

use multiprocessing::s3_luggage::{Parcel, pack, unpack};
use multiprocessing::s10_ring::Corrupt;
use multiprocessing::{RingReceiver, SharedMemory};
use std::io::ErrorKind;
use std::os::unix::net::UnixStream;
use std::sync::atomic::Ordering::Relaxed;

#[test]
fn two_mappings_are_one_memory() {
    let one = SharedMemory::new(100).unwrap();
    let other: SharedMemory = unpack(pack(&one).unwrap()).unwrap();
    assert_eq!((one.size(), other.size()), (104, 104), "whole words");
    assert!(other.iter().all(|word| word.load(Relaxed) == 0));
    one[12].store(7, Relaxed);
    assert_eq!(other[12].load(Relaxed), 7);
}

#[test]
fn memory_of_no_size_is_refused() {
    let error = SharedMemory::new(0).unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::InvalidInput, "'size' must be a positive number different from zero")
    );
}

#[test]
fn what_is_no_memory_is_not_mapped() {
    let none =
        Parcel { luggage: vec![std::net::TcpListener::bind("127.0.0.1:0").unwrap().into()], ..pack(&0_u32).unwrap() };
    let error = unpack::<SharedMemory>(none).unwrap_err().to_string();
    assert!(error.contains("cannot be mapped"), "{error}");
}

#[test]
fn memory_that_is_no_ring_is_not_taken_for_one() {
    for size in [8, 512, 512 + 24] {
        let memory = SharedMemory::new(size).unwrap();
        let (bell, _other) = UnixStream::pair().unwrap();
        let mut parcel = pack(&(&memory, 1_u32)).unwrap();
        parcel.luggage.push(bell.into());
        let error = unpack::<RingReceiver>(parcel).unwrap_err().to_string();
        assert_eq!(error, Corrupt.to_string(), "{size} bytes");
    }
}

/// More than there is at all, so nothing of it is ever reserved.
#[test]
#[cfg(target_os = "linux")]
fn no_room_is_an_error_that_says_so() {
    let all = rustix::fs::statvfs("/dev/shm").unwrap();
    if all.f_blocks == 0 {
        return println!("skipped: /dev/shm has no limit here, and would take all memory");
    }
    let size = (all.f_blocks * all.f_frsize * 16) as usize;
    for size in [size, usize::MAX] {
        let error = SharedMemory::new(size).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull, "{error}");
        assert!(
            error.to_string().starts_with(&format!("there is no room for {size} bytes of shared memory: ")),
            "{error}"
        );
    }
}
