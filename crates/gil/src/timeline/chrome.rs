//! A time line for Chrome's `about:tracing` and for Perfetto (ui.perfetto.dev), which zoom and measure.
//!
//! The form is that of the document "Trace Event Format": an object with `traceEvents`, each with `ph`, its phase.
//! Used here are `X`, a complete event with its beginning `ts` and its length `dur` in microseconds, and `M`, metadata, which
//! names the rows. `pid` and `tid` are numbers; here the process is 1 and the threads are those of the log.

use super::{Doing, HandOver, Timeline};
use jzon::{JsonValue, object};
use std::time::Duration;

/// The process that all threads belong to. Not 0, which some viewers take for the idle task.
const PROCESS: u32 = 1;

/// The file's text. A turn tells in its `args` from whom the GIL came, and whether that thread had been asked.
pub fn chrome(timeline: &Timeline) -> String {
    let mut events = vec![metadata("process_name", None, object! { name: "one GIL" })];
    for (thread, name) in timeline.names.iter().enumerate() {
        events.push(metadata("thread_name", Some(thread), object! { name: name.as_str() }));
        // Else the viewer sorts the rows by name.
        events.push(metadata("thread_sort_index", Some(thread), object! { sort_index: thread }));
    }
    for span in &timeline.spans {
        let (name, args) = match span.doing {
            Doing::Runs => ("runs", came_from(timeline, (span.from, span.thread))),
            Doing::Waits => ("waits for the GIL", object! {}),
            Doing::Outside => ("waits outside", object! {}),
        };
        events.push(object! {
            name: name,
            cat: "gil",
            ph: "X",
            ts: micros(span.from),
            dur: micros(span.length()),
            pid: PROCESS,
            tid: span.thread,
            args: args,
        });
    }
    object! { traceEvents: events, displayTimeUnit: "ms" }.pretty(1)
}

fn metadata(name: &str, thread: Option<usize>, args: JsonValue) -> JsonValue {
    object! { name: name, ph: "M", pid: PROCESS, tid: thread.unwrap_or(0), args: args }
}

fn came_from(timeline: &Timeline, turn: (Duration, usize)) -> JsonValue {
    let before = timeline.hand_overs.iter().find(|over| (over.at, over.to) == turn);
    before.map_or(
        object! {},
        |&HandOver { from, asked, .. }| object! { from: timeline.names[from].as_str(), asked: asked },
    )
}

/// Microseconds, with the nanoseconds after the point.
fn micros(time: Duration) -> f64 {
    // Exact up to 104 days, where the nanoseconds have 53 bits.
    time.as_nanos() as f64 / 1e3
}
