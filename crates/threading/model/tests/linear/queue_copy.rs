//! A small queue, right as it stands, and with one mistake each.

use crate::list::{Answer, Call, List};
use crate::run::Object;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// What somebody got wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mistake {
    None,
    /// `shutdown` wakes one of those who sleep.
    ShutdownWakesOne,
    /// `shutdown` wakes who sleeps to get, and forgets who sleeps to put.
    ShutdownForgetsPutters,
    /// Who sleeps to get looks only for an item when it is woken, and sleeps on.
    GetterSleepsOn,
    /// After `shutdown`, `get` refuses although there are items.
    GetRefusesWhatIsLeft,
    /// After `shutdown`, `put` refuses only if it had to sleep.
    PutGoesOn,
    /// An immediate `shutdown` throws the items away and counts them as unfinished for ever.
    ImmediateForgetsTheCount,
    /// An immediate `shutdown` counts them as done, and tells nobody who joins.
    ImmediateForgetsJoin,
    /// An immediate `shutdown` counts everything as done, also what is still worked on.
    ImmediateForgetsWhoWorks,
    /// Getters and putters sleep in one place, and one of them is woken.
    OnePlace,
    /// A putter that was woken does not look again.
    PutterLooksOnce,
    /// A getter that was woken does not look again, and takes what is not there.
    GetterLooksOnce,
    /// `put` looks for room, lets go of the lock, and then puts.
    RoomIsOldNews,
    /// An item counts as unfinished only after others could have got it.
    CountsLate,
    /// `join` returns once the items are out.
    JoinLooksAtTheItems,
}

pub struct Copy {
    mistake: Mistake,
    maxsize: usize,
    state: Mutex<State>,
    not_empty: Condvar,
    not_full: Condvar,
    all_done: Condvar,
}

#[derive(Default)]
struct State {
    items: VecDeque<u8>,
    unfinished: usize,
    shut_down: bool,
}

impl Copy {
    pub fn new(mistake: Mistake, maxsize: usize) -> Self {
        let [not_empty, not_full, all_done] = [(); 3].map(|()| Condvar::new());
        Copy { mistake, maxsize, state: Mutex::default(), not_empty, not_full, all_done }
    }

    fn has(&self, mistake: Mistake) -> bool {
        self.mistake == mistake
    }

    fn not_full(&self) -> &Condvar {
        if self.has(Mistake::OnePlace) { &self.not_empty } else { &self.not_full }
    }

    fn is_full(&self, state: &State) -> bool {
        self.maxsize > 0 && state.items.len() >= self.maxsize
    }

    fn put(&self, item: u8, wait: bool) -> Answer {
        let mut state = self.state.lock().unwrap();
        if state.shut_down && !self.has(Mistake::PutGoesOn) {
            return Answer::ShutDown;
        }
        while self.is_full(&state) {
            if !wait {
                return Answer::Full;
            }
            state = self.not_full().wait(state).unwrap();
            if state.shut_down {
                return Answer::ShutDown;
            }
            if self.has(Mistake::PutterLooksOnce) {
                break;
            }
        }
        if self.has(Mistake::RoomIsOldNews) {
            drop(state);
            state = self.state.lock().unwrap();
        }
        state.items.push_back(item);
        self.not_empty.notify_one();
        if self.has(Mistake::CountsLate) {
            drop(state);
            state = self.state.lock().unwrap();
        }
        state.unfinished += 1;
        Answer::Done
    }

    fn get(&self, wait: bool) -> Answer {
        let mut state = self.state.lock().unwrap();
        if state.shut_down && self.has(Mistake::GetRefusesWhatIsLeft) {
            return Answer::ShutDown;
        }
        while state.items.is_empty() {
            if state.shut_down {
                return Answer::ShutDown;
            }
            if !wait {
                return Answer::Empty;
            }
            state = self.not_empty.wait(state).unwrap();
            if self.has(Mistake::GetterSleepsOn) {
                state = self.not_empty.wait_while(state, |state| state.items.is_empty()).unwrap();
            }
            if self.has(Mistake::GetterLooksOnce) {
                break;
            }
        }
        let item = state.items.pop_front();
        self.not_full().notify_one();
        item.map_or(Answer::Empty, Answer::Item)
    }

    fn task_done(&self) -> Answer {
        let mut state = self.state.lock().unwrap();
        if state.unfinished == 0 {
            return Answer::TooManyTimes;
        }
        state.unfinished -= 1;
        self.all_done.notify_all();
        Answer::Done
    }

    fn join(&self) -> Answer {
        let busy = |state: &mut State| match self.mistake {
            Mistake::JoinLooksAtTheItems => !state.items.is_empty(),
            _ => state.unfinished > 0,
        };
        drop(self.all_done.wait_while(self.state.lock().unwrap(), busy).unwrap());
        Answer::Done
    }

    fn shutdown(&self, immediate: bool) -> Answer {
        let mut state = self.state.lock().unwrap();
        state.shut_down = true;
        if immediate {
            let thrown_away = match self.mistake {
                Mistake::ImmediateForgetsTheCount => 0,
                Mistake::ImmediateForgetsWhoWorks => state.unfinished,
                _ => state.items.len(),
            };
            state.items.clear();
            state.unfinished = state.unfinished.saturating_sub(thrown_away);
            if !self.has(Mistake::ImmediateForgetsJoin) {
                self.all_done.notify_all();
            }
        }
        if self.has(Mistake::ShutdownWakesOne) {
            self.not_empty.notify_one();
            self.not_full.notify_one();
        } else {
            self.not_empty.notify_all();
            if !self.has(Mistake::ShutdownForgetsPutters) {
                self.not_full.notify_all();
            }
        }
        Answer::Done
    }
}

impl Object for Copy {
    type Simple = List;
    fn call(&self, call: &Call) -> Answer {
        match *call {
            Call::Put(item) => self.put(item, true),
            Call::PutNowait(item) => self.put(item, false),
            Call::Get => self.get(true),
            Call::GetNowait => self.get(false),
            Call::TaskDone => self.task_done(),
            Call::Join => self.join(),
            Call::Shutdown { immediate } => self.shutdown(immediate),
            Call::Qsize => Answer::Size(self.state.lock().unwrap().items.len()),
        }
    }
}
