//! Models that really fail, each drawn as its learner would see it: in 80 columns, and in words.
//!
//! The pictures are in `pictures/models`.

use expect_test::expect_file;
use std::draw::{Style, report};
use std::{Kind, Model};

/// The programs, wherever they stand.
mod learners {
    pub use super::super::pitfalls::*;
    pub use super::super::programs::*;
    pub use super::super::waits::*;
}

/// For each program: what kind of failure it is, and that its picture is the one that is kept.
macro_rules! drawn {
    ($($program:ident: $kind:ident,)*) => {$(
        #[test]
        fn $program() {
            let failure = Model::new().check(learners::$program).expect_err("a program that goes wrong was accepted");
            assert_eq!(failure.kind, Kind::$kind);
            let drawn = report(&failure, &Style { width: 80, colour: false, ascii: false });
            let spoken = report(&failure, &Style { width: 80, colour: false, ascii: true });
            expect_file![concat!("pictures/models/", stringify!($program), ".txt")].assert_eq(&format!("{drawn}\n\n{spoken}"));
        }
    )*};
}

drawn! {
    opposite_transfers: Deadlock,
    the_same_lock_twice: Deadlock,
    a_reader_that_wants_to_write: Deadlock,
    a_notification_that_nobody_heard: Deadlock,
    a_parked_thread_that_nobody_unparks: Deadlock,
    a_long_way_to_a_deadlock: Deadlock,
    a_barrier_for_one_more: Deadlock,
    a_sender_that_was_kept: Deadlock,
    a_channel_that_is_full: Deadlock,
    a_message_handed_over_to_nobody: Deadlock,
    a_value_made_from_itself: Deadlock,
    a_value_that_nobody_makes: Deadlock,
    a_future_woken_too_early: Deadlock,
    an_old_answer_of_a_channel: Assertion,
    a_count_without_acquire: DataRace,
    a_lost_update: Assertion,
    an_older_value: Assertion,
    two_holders_of_two: Assertion,
    two_holders_of_three: Assertion,
    ordered_by_sleeping: Assertion,
    a_time_out_too_short: Assertion,
    a_race_behind_a_relaxed_store: DataRace,
    spinning_without_saying_so: Spin,
    polling_politely_for_ever: Spin,
    something_left_behind: Leak,
    a_child_that_panics: ChildPanic,
    not_written_yet: Unfinished,
    six_threads: TooManyThreads,
    a_model_with_one_thread: OneSchedule,
    a_value_kept_from_another_schedule: NotRepeatable,
    a_lock_taken_while_unwinding: Undecided,
}

#[test]
fn a_lock_outside_a_model() {
    let panic = std::real::panic::catch_unwind(|| drop(std::sync::Mutex::new(0).lock())).expect_err("a lock was taken");
    let message = panic.downcast_ref::<String>().expect("a message");
    assert!(message.contains("a Mutex was used outside a model"), "{message}");
}
