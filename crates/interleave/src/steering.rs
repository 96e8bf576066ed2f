//! Following loom: which thread runs now, and which way a two-way choice went.
//!
//! loom has no function that says either, but it reports both through `tracing`: it enters a span named `thread` when it
//! resumes one, and its `Notify` logs whether a wait came back for no reason. This subscriber listens to these two and
//! to nothing else.

use std::sync::LazyLock;

use tracing::dispatcher::{Dispatch, with_default};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber, span};

use crate::execution;

/// Runs `search` and keeps `execution` informed.
pub(crate) fn follow(search: impl FnOnce()) {
    // One for all searches: with each new one `tracing` asks all that could report something whether it should.
    static FOLLOWER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Follower));
    with_default(&FOLLOWER, search);
}

struct Follower;

fn wanted(metadata: &Metadata<'_>) -> bool {
    if metadata.is_span() { metadata.name() == "thread" } else { metadata.target() == "loom::rt::notify" }
}

impl Subscriber for Follower {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if wanted(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        wanted(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut seen = Seen::default();
        attributes.record(&mut seen);
        // A span's number may not be 0.
        span::Id::from_u64(seen.number.unwrap_or(0) + 1)
    }

    fn enter(&self, span: &span::Id) {
        execution::set_running(span.into_u64() as usize - 1);
    }

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen::default();
        event.record(&mut seen);
        if let Some(spurious) = seen.spurious {
            let thread = execution::running();
            execution::try_with(|execution| execution.threads[thread].turned_away = spurious);
        }
    }

    fn exit(&self, _: &span::Id) {}
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
}

/// The fields that matter.
#[derive(Default)]
struct Seen {
    number: Option<u64>,
    spurious: Option<bool>,
}

impl Visit for Seen {
    fn record_u64(&mut self, _: &Field, value: u64) {
        self.number = Some(value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "spurious" {
            self.spurious = Some(format!("{value:?}") == "true");
        }
    }
}
