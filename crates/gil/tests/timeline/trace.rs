//! The trace is read again, as a viewer reads it.

use crate::{convoy, convoy_log};
use gil::event::What;
use gil::timeline::chrome;
use jzon::JsonValue;

fn events() -> Vec<JsonValue> {
    let trace = jzon::parse(&chrome(&convoy())).expect("a trace is JSON");
    assert!(trace["traceEvents"].is_array());
    trace["traceEvents"].members().cloned().collect()
}

#[test]
fn each_thread_has_its_name_and_its_row() {
    let about = |name: &str| -> Vec<JsonValue> {
        events().into_iter().filter(|event| event["ph"] == "M" && event["name"] == name).collect()
    };
    let names: Vec<_> =
        about("thread_name").iter().map(|event| format!("{} {}", event["tid"], event["args"]["name"])).collect();
    assert_eq!(names, ["0 count", "1 count 2", "2 fetch"]);
    let rows: Vec<_> = about("thread_sort_index")
        .iter()
        .map(|event| (event["tid"].as_u32(), event["args"]["sort_index"].as_u32()))
        .collect();
    assert_eq!(rows, [0, 1, 2].map(|n| (Some(n), Some(n))));
}

#[test]
fn each_span_is_a_complete_event_in_microseconds() {
    let read: Vec<_> = events()
        .into_iter()
        .filter(|event| event["ph"] != "M")
        .map(|event| {
            assert_eq!(
                (event["ph"].as_str(), event["pid"].as_u32(), event["cat"].as_str()),
                (Some("X"), Some(1), Some("gil"))
            );
            assert!(event["name"].is_string(), "{event}");
            [&event["tid"], &event["ts"], &event["dur"]].map(|number| number.as_f64().expect("a number"))
        })
        .collect();
    let meant: Vec<_> = convoy()
        .spans
        .iter()
        .map(|span| [span.thread as f64, span.from.as_micros() as f64, span.length().as_micros() as f64])
        .collect();
    assert_eq!(read, meant);
}

#[test]
fn a_turn_tells_from_whom_the_gil_came_and_why() {
    let came_from = events().into_iter().filter(|event| event["name"] == "runs").map(|event| {
        let asked = event["args"]["asked"].as_bool();
        (event["tid"].as_usize().unwrap(), event["args"]["from"].as_str().map(str::to_owned), asked)
    });
    // What the log says, read in the plainest way.
    let (mut before, mut meant) = (None, Vec::new());
    for event in convoy_log() {
        match event.what {
            What::LetsGo { asked } => before = Some((["count", "count 2", "fetch"][event.thread].to_owned(), asked)),
            What::Takes => meant.push((event.thread, before.clone())),
            _ => (),
        }
    }
    let meant: Vec<_> = meant.into_iter().map(|(thread, before)| (thread, before.unzip())).collect();
    let mut read: Vec<_> = came_from.map(|(thread, from, asked)| (thread, (from, asked))).collect();
    // Spans stand in the order in which they end, and so do turns: one ends before the next begins.
    read.truncate(meant.len());
    assert_eq!(read, meant);
}
