//! The state graph as JSON, read back as a lab would read it.

use crate::write::{Writer, beside, recorded};
use gil::explore::{Exploration, Options, explore};
use gil::vm::{State, Switches};
use jzon::JsonValue;

fn read(explored: &Exploration) -> JsonValue {
    jzon::parse(&explored.json()).unwrap()
}

fn lost_update() -> Exploration {
    let mut writer = Writer::new((3, 12));
    writer.set("x", 0);
    let add = writer.add("x", 1);
    writer.function("add", add);
    beside(&writer.done(), &["add", "add"], Switches::EveryOpcode)
}

/// The states on the way of a schedule.
fn walk(graph: &JsonValue, schedule: &JsonValue) -> Vec<usize> {
    let mut states = vec![0];
    for thread in schedule.members() {
        let state = &graph["states"][*states.last().unwrap()];
        states.push(state["next"][thread.as_usize().unwrap()].as_usize().expect("a step that can be made"));
    }
    states
}

#[test]
fn the_shortest_schedules_are_paths_to_the_ends_of_their_outcomes() {
    let graph = read(&lost_update());
    assert_eq!(graph["outcomes"].len(), 2);
    for (place, outcome) in graph["outcomes"].members().enumerate() {
        let states = walk(&graph, &outcome["shortest"]);
        let end = &graph["states"][*states.last().unwrap()];
        assert_eq!(end["outcome"], place);
        assert!(end["next"].members().all(JsonValue::is_null));
        assert_eq!(graph["shared"][end["shared"].as_usize().unwrap()]["globals"], outcome["globals"]);
    }
}

#[test]
fn the_first_state_has_all_schedules_before_it_and_an_end_has_one_way() {
    let graph = read(&lost_update());
    assert_eq!(graph["states"][0]["ways"], jzon::array!["56", "868"]);
    for state in graph["states"].members() {
        let ways: Vec<u64> = state["ways"].members().map(|ways| ways.as_str().unwrap().parse().unwrap()).collect();
        let next = state["next"].members().filter_map(JsonValue::as_usize);
        let sum = |outcome: usize| {
            next.clone()
                .map(|next| graph["states"][next]["ways"][outcome].as_str().unwrap().parse::<u64>().unwrap())
                .sum::<u64>()
        };
        match state["outcome"].as_usize() {
            Some(outcome) => assert_eq!((ways[outcome], ways.iter().sum()), (1, 1)),
            None => assert_eq!(ways, [sum(0), sum(1)]),
        }
    }
}

#[test]
fn a_thread_shows_what_it_has_on_its_stack_and_where_it_stands() {
    let graph = read(&lost_update());
    let states = walk(&graph, &jzon::array![1, 1]);
    let state = &graph["states"][states[2]];
    let thread = &graph["threads"][state["threads"][1].as_usize().unwrap()];
    let call = &thread["calls"][0];
    assert_eq!(call["stack"], jzon::array!["0", "1"]);
    let code = &graph["codes"][call["code"].as_usize().unwrap()];
    assert_eq!(code["name"], "add");
    assert_eq!(code["instructions"][call["pc"].as_usize().unwrap()]["text"], "BINARY_OP +=");
}

#[test]
fn in_a_deadlock_threads_wait_and_have_not_ended() {
    let program = recorded("3.12", "deadlock");
    let graph = read(&explore(&program, &State::module(&program), Options::new(Switches::Breaker)));
    let dead = graph["outcomes"].members().position(|outcome| outcome["ends"][1].is_null()).unwrap();
    let ends = graph["states"].members().filter(|state| state["outcome"] == dead);
    let mut seen = 0;
    for end in ends {
        let waits =
            end["threads"].members().map(|thread| graph["threads"][thread.as_usize().unwrap()]["waits"] == true);
        assert_eq!(waits.collect::<Vec<_>>(), [false, true, true]);
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn equal_states_are_one() {
    let graph = read(&lost_update());
    let mut states: Vec<_> = graph["states"].members().map(JsonValue::dump).collect();
    let all = states.len();
    states.sort();
    states.dedup();
    assert_eq!(states.len(), all);
    // Two threads of six instructions stand at 7 × 7 pairs of places, and there x and what was read of it may differ.
    assert_eq!(all, lost_update().states());
}
