//! What a program's locks, atomics, condition variables, channels and once cells are, step by step: value before → after,
//! and who holds what.
//!
//! # Keeps true
//!
//! It says what the record shows. A wait gives a mutex back without saying which; if its thread holds several, it is the
//! one that another thread takes before the wait ends, and if none does, the one that was taken last.

use super::scene::{Scene, names};
use super::words::replay as words;
use crate::record::{Event, Mode, Object, Step, Value, What};
use std::collections::BTreeMap;

/// The state after some number of events.
#[derive(Clone, Default)]
pub(super) struct State {
    locks: BTreeMap<usize, Vec<(usize, Mode)>>,
    atomics: BTreeMap<usize, Option<Value>>,
    asleep: BTreeMap<usize, Vec<usize>>,
    /// What each sleeper gave back.
    gave: BTreeMap<usize, (usize, Mode)>,
    channels: BTreeMap<usize, Channel>,
    cells: BTreeMap<usize, Cell>,
}

/// What is in a channel, and who has gone.
#[derive(Clone, Default)]
pub(super) struct Channel {
    pub messages: usize,
    /// The threads that wait until their message is taken.
    offered_by: Vec<usize>,
    pub no_sender: bool,
    pub no_receiver: bool,
}

impl Channel {
    /// A message that was offered is counted then, and not again when its sender goes on.
    fn take(&mut self, thread: usize, step: Step) {
        match step {
            Step::Sent | Step::FoundNoReceiver if self.offered_by.contains(&thread) => {
                self.offered_by.retain(|sender| *sender != thread);
            }
            Step::Sent => self.messages += 1,
            Step::Offered => {
                self.messages += 1;
                self.offered_by.push(thread);
            }
            Step::Received => self.messages = self.messages.saturating_sub(1),
            Step::LastSenderWent => self.no_sender = true,
            Step::ReceiverWent => (self.no_receiver, self.messages) = (true, 0),
            _ => {}
        }
    }
}

/// How far a thing is that is done once.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    New,
    BegunBy(usize),
    Complete,
    Poisoned,
}

impl State {
    /// Event number `index` has happened.
    pub fn take(&mut self, scene: &Scene, index: usize, event: &Event) {
        let thread = event.thread;
        let Some(object) = event.object else { return };
        match event.what {
            What::Locked(mode) | What::TriedLock { mode, got: true } => {
                self.locks.entry(object).or_default().push((thread, mode));
            }
            What::Unlocked(mode) => self.let_go(object, (thread, mode)),
            What::Step(Step::Downgraded) => {
                self.let_go(object, (thread, Mode::Write));
                self.locks.entry(object).or_default().push((thread, Mode::Read));
            }
            What::FellAsleep => {
                self.asleep.entry(object).or_default().push(thread);
                if let Some(given) = self.given(scene, index, thread) {
                    self.let_go(given, (thread, Mode::Mutex));
                    self.gave.insert(thread, (given, Mode::Mutex));
                }
            }
            What::Woke(_) => {
                self.asleep.entry(object).or_default().retain(|sleeper| *sleeper != thread);
                if let Some((mutex, mode)) = self.gave.remove(&thread) {
                    self.locks.entry(mutex).or_default().push((thread, mode));
                }
            }
            What::Stored { value, .. } | What::Updated { new: value, .. } => {
                self.atomics.insert(object, Some(value));
            }
            What::Step(step) => self.step(object, thread, step),
            _ => {}
        }
    }

    /// What a channel or a once cell becomes by a step.
    fn step(&mut self, object: usize, thread: usize, step: Step) {
        let cell = match step {
            Step::Began => Some(Cell::BegunBy(thread)),
            Step::Completed | Step::WasSet => Some(Cell::Complete),
            Step::Poisoned => Some(Cell::Poisoned),
            _ => None,
        };
        if let Some(cell) = cell {
            self.cells.insert(object, cell);
        }
        let sends = matches!(step, Step::Sent | Step::Offered | Step::FoundNoReceiver | Step::LastSenderWent);
        if sends || matches!(step, Step::Received | Step::ReceiverWent) {
            self.channels.entry(object).or_default().take(thread, step);
        }
    }

    fn let_go(&mut self, object: usize, holder: (usize, Mode)) {
        let holders = self.locks.entry(object).or_default();
        if let Some(at) = holders.iter().rposition(|other| *other == holder) {
            holders.remove(at);
        }
    }

    /// Which mutex a thread gives back when it begins to wait.
    fn given(&self, scene: &Scene, index: usize, thread: usize) -> Option<usize> {
        let held =
            |object: &usize| self.locks.get(object).is_some_and(|holders| holders.contains(&(thread, Mode::Mutex)));
        let later = scene.events().skip(index + 1);
        let meanwhile = later.take_while(|(_, event)| event.thread != thread);
        let taken =
            meanwhile.filter(|(_, event)| matches!(event.what, What::Locked(_) | What::TriedLock { got: true, .. }));
        let by_another = taken.filter_map(|(_, event)| event.object).find(held);
        let last = || {
            let mine_earlier = scene.events().take(index).filter(|(_, event)| event.thread == thread);
            mine_earlier.filter_map(|(_, event)| event.object).filter(|object| held(object)).last()
        };
        by_another.or_else(last)
    }

    /// What is different after some events: "held: free → held by A".
    pub fn changes(&self, after: &State, scene: &Scene, called: &[String]) -> Vec<String> {
        let (before, after) = (self.all(), after.all());
        let first = |object: &usize| {
            let value = scene.object(Some(*object)).and_then(|object| object.first);
            value.map(|value| value.to_string())
        };
        let mut changes = Vec::new();
        for ((sort, object), now) in &after {
            let was = before.get(&(*sort, *object)).cloned().or_else(|| match sort {
                0 => Some(words::FREE.to_string()),
                1 => first(object),
                2 => Some(words::sleeping(None)),
                3 => Some(words::channel(&Channel::default())),
                _ => Some(words::cell(Cell::New)),
            });
            let was = was.unwrap_or_else(|| "?".to_string());
            if was != *now {
                let name = name(called, *object);
                let name = if *sort == 2 { words::asleep_on(&name) } else { name };
                changes.push(words::change(&name, &was, now, scene.spoken));
            }
        }
        changes
    }

    /// The locks that somebody holds and held before, too: "left: still held by A".
    pub fn still_held(&self, after: &State, called: &[String]) -> Vec<String> {
        let before = self.all();
        let held = after.all().into_iter().filter(|((sort, _), now)| *sort == 0 && now != words::FREE);
        let still = held.filter(|(which, now)| before.get(which) == Some(now));
        still.map(|((_, object), now)| words::still(&name(called, object), &now)).collect()
    }

    /// Everything in words: locks, then atomics, sleepers, channels and once cells.
    fn all(&self) -> BTreeMap<(u8, usize), String> {
        let lock = |holders: &Vec<(usize, Mode)>| {
            let who: Vec<usize> = holders.iter().map(|(thread, _)| *thread).collect();
            let reading = holders.first().is_some_and(|(_, mode)| *mode == Mode::Read);
            if who.is_empty() { words::FREE.to_string() } else { words::held(&names(&who), reading) }
        };
        let sleepers = |who: &Vec<usize>| words::sleeping((!who.is_empty()).then(|| names(who)));
        let value = |value: &Option<Value>| value.map_or_else(|| "?".to_string(), |value| value.to_string());
        let locks = self.locks.iter().map(|(object, holders)| ((0, *object), lock(holders)));
        let atomics = self.atomics.iter().map(|(object, now)| ((1, *object), value(now)));
        let asleep = self.asleep.iter().map(|(object, who)| ((2, *object), sleepers(who)));
        let channels = self.channels.iter().map(|(object, now)| ((3, *object), words::channel(now)));
        let cells = self.cells.iter().map(|(object, now)| ((4, *object), words::cell(*now)));
        locks.chain(atomics).chain(asleep).chain(channels).chain(cells).collect()
    }
}

fn name(called: &[String], object: usize) -> String {
    called.get(object).cloned().unwrap_or_else(|| "object".to_string())
}

/// What the objects are called: `held`, as everywhere in a drawing; one without a name `Mutex of line 8`, and of several that were
/// made in that line also its number.
pub(super) fn called(scene: &Scene) -> Vec<String> {
    let objects = &scene.failure.record.objects;
    let made = |object: &Object| (object.kind, object.made.file(), object.made.line());
    let by_place = |number: usize, object: &Object| {
        let name = words::made(object.kind, &scene.line(object.made));
        let same = |other: &&Object| made(other) == made(object);
        match objects.iter().filter(same).count() {
            1 => name,
            _ => format!("{name} ({})", words::number(objects.iter().take(number).filter(same).count() + 1)),
        }
    };
    let name = |(number, object)| scene.named(Some(number)).unwrap_or_else(|| by_place(number, object));
    objects.iter().enumerate().map(name).collect()
}
