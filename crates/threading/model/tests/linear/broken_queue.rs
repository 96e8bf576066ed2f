//! The copies of a queue with one mistake each are told from a queue.

use crate::list::{Answer, Call, List, Next};
use crate::queue::{programs, simple_programs};
use crate::queue_copy::{Copy, Mistake};
use crate::run::{Object, Verdict, all_schedules, is_rejected};
use std::collections::VecDeque;
use std::sync::Mutex;
use threading_model::Semaphore;

fn rejected(most: usize, mistake: Mistake) -> bool {
    is_rejected(most, programs(), |(maxsize, program)| {
        all_schedules(&program, &List::new(Next::Oldest, maxsize), move || Copy::new(mistake, maxsize))
    })
}

#[test]
fn the_copy_without_a_mistake_passes() {
    assert!(!rejected(60, Mistake::None));
}

/// The copies, each with a name that says what it does.
macro_rules! rejected {
    ($($test:ident: $mistake:ident;)*) => {
        $(#[test]
        fn $test() {
            assert!(rejected(150, Mistake::$mistake), "no program shows it");
        })*
    };
}

rejected! {
    a_shutdown_that_wakes_one_is_rejected: ShutdownWakesOne;
    a_shutdown_that_forgets_who_puts_is_rejected: ShutdownForgetsPutters;
    a_getter_that_sleeps_on_is_rejected: GetterSleepsOn;
    to_refuse_what_is_left_is_rejected: GetRefusesWhatIsLeft;
    a_put_after_the_end_is_rejected: PutGoesOn;
    items_thrown_away_but_unfinished_are_rejected: ImmediateForgetsTheCount;
    an_immediate_end_that_forgets_join_is_rejected: ImmediateForgetsJoin;
    an_immediate_end_that_forgets_who_works_is_rejected: ImmediateForgetsWhoWorks;
    a_putter_that_looks_once_is_rejected: PutterLooksOnce;
    a_getter_that_looks_once_is_rejected: GetterLooksOnce;
    to_look_for_room_and_then_put_is_rejected: RoomIsOldNews;
    to_count_late_is_rejected: CountsLate;
    to_join_the_items_is_rejected: JoinLooksAtTheItems;
}

/// Two sleep to get, and the putter in the same place → the getter that has an item wakes the other getter. Random programs of this
/// size are rarely this one.
#[test]
fn one_place_to_sleep_is_rejected() {
    let program = vec![vec![Call::Get], vec![Call::Get], vec![Call::Put(1), Call::Put(2)]];
    let verdict = all_schedules(&program, &List::new(Next::Oldest, 1), || Copy::new(Mistake::OnePlace, 1));
    assert!(matches!(verdict, Verdict::Not(_)), "{verdict:?}");
}

/// A list, and a semaphore with a permit for each item: so Python's `SimpleQueue` is built where there is no C (`_PySimpleQueue` in
/// Lib/queue.py). Between the two steps of a put, `qsize` counts an item that `get_nowait` does not find.
struct ListAndSemaphore {
    items: Mutex<VecDeque<u8>>,
    count: Semaphore,
}

impl Object for ListAndSemaphore {
    type Simple = List;
    fn call(&self, call: &Call) -> Answer {
        let take = || Answer::Item(self.items.lock().unwrap().pop_front().expect("a permit is an item"));
        match *call {
            Call::Put(item) => {
                self.items.lock().unwrap().push_back(item);
                self.count.release(1).expect("one is not zero");
                Answer::Done
            }
            Call::Get => {
                self.count.acquire();
                take()
            }
            Call::GetNowait => {
                if self.count.try_acquire() {
                    take()
                } else {
                    Answer::Empty
                }
            }
            _ => Answer::Size(self.items.lock().unwrap().len()),
        }
    }
}

#[test]
fn to_put_in_two_steps_is_rejected() {
    let new = || ListAndSemaphore { items: Mutex::default(), count: Semaphore::new(0) };
    let beside = |program| all_schedules(&program, &List::new(Next::Oldest, 0), new);
    assert!(is_rejected(150, simple_programs(), beside), "no program shows it");
}
