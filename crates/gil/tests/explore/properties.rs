//! What holds for every program, asked of random ones.

use crate::naive::{self, Walk};
use crate::random::{Random, programs};
use gil::explore::reduce::{Local, is_local};
use gil::explore::{Exploration, Options, Outcome, Schedules, explore, explore_with};
use gil::vm::{Op, Program, State, Switches};
use interleave::proptest::prelude::*;
use interleave::proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

const ALL: [Switches; 3] = [Switches::EveryOpcode, Switches::Breaker, Switches::FreeThreaded];

fn outcomes(explored: &Exploration) -> BTreeSet<&Outcome> {
    assert!(explored.decided());
    explored.outcomes().iter().map(|found| &found.outcome).collect()
}

fn whole(program: &Program, begin: &State, switches: Switches) -> Exploration {
    explore(program, begin, Options::new(switches))
}

/// The reduction that calls `local` local finds the outcomes that are found without it.
fn finds_all(local: Local, random: &Random) -> TestCaseResult {
    let (program, begin) = random.build();
    for switches in ALL {
        let plain = whole(&program, &begin, switches);
        let options = Options { reduction: true, ..Options::new(switches) };
        let reduced = explore_with(&program, &begin, options, local);
        prop_assert_eq!(outcomes(&reduced), outcomes(&plain), "{:?}", switches);
        prop_assert!(reduced.states() <= plain.states());
    }
    Ok(())
}

/// `GIL_PROGRAMS=5000` asks for more than a run of all tests has time for.
fn config() -> Config {
    let cases = std::env::var("GIL_PROGRAMS").map_or(40, |cases| cases.parse().expect("GIL_PROGRAMS is a number"));
    Config { cases, failure_persistence: None, max_global_rejects: 100_000, ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_reduction_loses_no_outcome_and_invents_none(random in programs(true, 2..=3, 2)) {
        finds_all(is_local, &random)?;
    }

    #[test]
    fn what_the_breaker_allows_every_opcode_allows_and_so_does_a_build_without_a_gil(random in programs(true, 2..=3, 2)) {
        let (program, begin) = random.build();
        let [every, breaker, free] = ALL.map(|switches| whole(&program, &begin, switches));
        prop_assert!(outcomes(&every).is_superset(&outcomes(&breaker)));
        prop_assert!(outcomes(&free).is_superset(&outcomes(&every)));
    }

    #[test]
    fn one_thread_has_one_schedule_and_its_outcome_is_what_running_it_gives(random in programs(false, 1..=1, 4)) {
        let (program, begin) = random.build();
        let mut state = begin.clone();
        while state.threads[1].next(&program).is_some() && state.step(&program, 1) != gil::vm::Step::Blocked {}
        for switches in ALL {
            let explored = whole(&program, &begin, switches);
            prop_assert_eq!(explored.schedules(), Some(Schedules::Number(1)));
            prop_assert_eq!(&explored.outcomes()[0].outcome, &Outcome::new(&program, &state.shared));
        }
    }

    #[test]
    fn a_shortest_schedule_can_be_followed_and_leads_to_its_outcome(random in programs(true, 2..=3, 2), reduction: bool) {
        let (program, begin) = random.build();
        for switches in ALL {
            let explored = explore(&program, &begin, Options { reduction, ..Options::new(switches) });
            for found in explored.outcomes() {
                let mut walk = Walk::new(&begin);
                for &thread in &found.shortest {
                    prop_assert!(walk.choices(&program, switches).contains(&thread));
                    walk.step(&program, switches, thread);
                }
                prop_assert!(walk.choices(&program, switches).is_empty());
                prop_assert_eq!(&Outcome::new(&program, &walk.state.shared), &found.outcome);
            }
        }
    }

    #[test]
    fn a_plain_walk_through_every_schedule_counts_the_same_and_every_count_of_references_is_right(
        random in programs(false, 2..=3, 2),
        switches in prop_oneof![Just(Switches::EveryOpcode), Just(Switches::Breaker)],
    ) {
        let (program, begin) = random.build();
        let explored = whole(&program, &begin, switches);
        // More cannot be walked in a test.
        prop_assume!(explored.schedules() <= Some(Schedules::Number(3_000)));
        let mut wrong = Vec::new();
        let walked = naive::outcomes(&program, &begin, switches, &mut |state| wrong.extend(state.miscounted()));
        prop_assert_eq!(&wrong, &[]);
        let counted: BTreeMap<_, _> =
            explored.outcomes().iter().map(|found| (found.outcome.clone(), found.schedules)).collect();
        let walked = walked.into_iter().map(|(outcome, count)| (outcome, Some(Schedules::Number(count))));
        prop_assert_eq!(counted, walked.collect());
    }
}

#[test]
fn a_reduction_that_takes_storing_a_global_for_local_is_caught() {
    fn wrong(program: &Program, shared: &gil::vm::Shared, thread: &gil::vm::Thread) -> bool {
        is_local(program, shared, thread) || matches!(thread.next(program), Some(Op::StoreGlobal(_)))
    }
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config { cases: 150, ..config() }, rng);
    let caught = runner.run(&programs(true, 2..=3, 2), |random| finds_all(wrong, &random));
    assert!(matches!(caught, Err(TestError::Fail(..))), "{caught:?}");
}
