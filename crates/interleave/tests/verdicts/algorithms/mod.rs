//! Nine classic algorithms, right and with one line made wrong, one a file.
//!
//! Where only an ordering is made wrong, it is a parameter, so that the table shows which.

mod futex;

mod condvar_gate;
mod futex_mutex;
mod mpsc_queue;
mod python_gil;
mod read_write_lock;
mod semaphore;
mod shared_pointer;
mod spin_lock;
mod spsc_ring;
