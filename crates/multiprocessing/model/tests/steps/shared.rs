//! What the tests' programs are made of.

use interleave::Model;
use interleave::failure::Kind;
use multiprocessing_model::s10_ring::doorbell::{Bell, Gone, Receiver, Sender};
use multiprocessing_model::s10_ring::{CONTROL, Memory, Word};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, mpsc};
use std::thread;

/// The memory that both sides have.
#[derive(Clone)]
pub struct Shared(Arc<(Vec<AtomicU64>, Vec<Word>)>);

impl Shared {
    /// A ring of so many words.
    pub fn new(capacity: usize) -> Self {
        let control = (0..CONTROL).map(|_| AtomicU64::new(0)).collect();
        Shared(Arc::new((control, (0..capacity).map(|_| Word::default()).collect())))
    }
}

impl Memory for Shared {
    fn control(&self) -> &[AtomicU64] {
        &self.0.0
    }

    fn data(&self) -> &[Word] {
        &self.0.1
    }
}

/// One side's bell: it hears what the other side rings. Who leaves one note gets one ring, so two at once do not fit.
pub struct Channel {
    out: mpsc::SyncSender<()>,
    home: mpsc::Receiver<()>,
}

impl Channel {
    /// Uses up a ring, if there is one.
    pub fn try_wait(&self) -> Result<(), mpsc::TryRecvError> {
        self.home.try_recv()
    }
}

/// Two bells that ring each other.
pub fn bells() -> (Channel, Channel) {
    let ((out, there), (back, home)) = (mpsc::sync_channel(1), mpsc::sync_channel(1));
    (Channel { out, home }, Channel { out: back, home: there })
}

impl Bell for Channel {
    fn ring(&self) -> Result<(), Gone> {
        self.out.try_send(()).map_err(|error| match error {
            mpsc::TrySendError::Full(()) => panic!("a ring for no note"),
            mpsc::TrySendError::Disconnected(()) => Gone,
        })
    }

    fn wait(&self) -> Result<(), Gone> {
        self.home.recv().map_err(|_| Gone)
    }
}

/// The two ends of a ring of so many words.
pub fn ring(capacity: usize) -> (Sender<Shared, Channel>, Receiver<Shared, Channel>) {
    let (memory, (one, other)) = (Shared::new(capacity), bells());
    (Sender::new(memory.clone(), one).unwrap(), Receiver::new(memory, other).unwrap())
}

/// Runs `producer` on a thread of its own and `consumer` on this one.
pub fn side_by_side(producer: impl FnOnce() + Send + 'static, consumer: impl FnOnce()) {
    let producer = thread::spawn(producer);
    consumer();
    producer.join().expect("the producer does not panic");
}

/// `program` must fail in some schedule, and in this way.
pub fn caught(kind: Kind, program: impl Fn() + Send + Sync + 'static) {
    match Model::new().check(program) {
        Err(failure) => assert_eq!(failure.kind, kind, "{failure:?}"),
        Ok(_) => panic!("the broken copy passed"),
    }
}
