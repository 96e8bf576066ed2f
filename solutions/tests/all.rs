//! Every reference solution against its exercise's own check: the very file that a learner's work is graded with.
//!
//! One binary for all, since linking costs more than the checks do. Each module is what the exercise's `test.rs` is:
//! the solution on the shadow std as `exercise`, the same on the real one as `real`, and the check.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

#[path = "../../exercises/start/z01-first-schedule"]
mod z01_first_schedule {
    mod check;
    use solutions::z01_first_schedule as real;

    #[test]
    fn the_table_in_the_task_is_what_the_search_finds() {
        let failure = check::schedule(real::ALONE);
        let drawn = check::table(&failure, interleave::draw::Style { width: 100, colour: false, ascii: false });
        let task = include_str!("../start/z01-first-schedule/stub.rs").replace("//! ", "");
        let rows: Vec<_> = drawn.lines().skip_while(|line| !line.contains("step line")).collect();
        assert!(task.contains(&rows.join("\n")), "the task shows another schedule than this one:\n{drawn}");
        for read in check::stale_reads(&failure.record.events) {
            let row = rows.iter().find(|row| row.trim_start().starts_with(&format!("{read} ")));
            assert!(
                row.is_some_and(|row| row.contains("x.load(")),
                "step {read} has another number in the table:\n{drawn}"
            );
        }
    }
}

#[path = "../../exercises/gil/g01-final-values"]
mod g01_final_values {
    mod check;
    use solutions::g01_final_values as real;
}

#[path = "../../exercises/gil/g02-two-holders"]
mod g02_two_holders {
    mod check;
    #[path = "../../../solutions/gil/g02-two-holders/solution.rs"]
    mod exercise;
    use solutions::g02_two_holders as real;
}

#[path = "../../exercises/gil/g03-acquire"]
mod g03_acquire {
    mod check;
    #[path = "../../../solutions/gil/g03-acquire/solution.rs"]
    mod exercise;
    use solutions::g03_acquire as real;
}

#[path = "../../exercises/gil/g04-drop-request"]
mod g04_drop_request {
    mod check;
    #[path = "../../../solutions/gil/g04-drop-request/solution.rs"]
    mod exercise;
    use solutions::g04_drop_request as real;
}

#[path = "../../exercises/gil/g05-convoy"]
mod g05_convoy {
    mod check;
    #[path = "../../../solutions/gil/g05-convoy/solution.rs"]
    #[allow(dead_code)] // the check runs in virtual time, where the real one will do
    mod exercise;
    use solutions::g05_convoy as real;
}

#[path = "../../exercises/gil/g06-forced-switching"]
mod g06_forced_switching {
    mod check;
    #[path = "../../../solutions/gil/g06-forced-switching/solution.rs"]
    mod exercise;
    use solutions::g06_forced_switching as real;
}

#[path = "../../exercises/gil/g07-interpreter"]
mod g07_interpreter {
    mod check;
    #[path = "../../../solutions/gil/g07-interpreter/solution.rs"]
    #[allow(dead_code)] // `draw` is asked for by the real one only
    mod exercise;
    use solutions::g07_interpreter as real;
}

#[path = "../../exercises/threading/t01-two-by-two"]
mod t01_two_by_two {
    mod check;
    use solutions::t01_two_by_two as real;

    #[test]
    fn the_listings_in_the_task_are_those_of_the_check() {
        let task = include_str!("../threading/t01-two-by-two/stub.rs").replace("//! ", "");
        let rows = (0..4).map(|row| {
            let cells = check::LISTINGS.map(|(_, text)| text.lines().nth(row).map(|line| format!("{line}↵")));
            let cells = cells.map(|cell| format!("  {:<4}", cell.unwrap_or_default()));
            cells.concat().trim_end().to_owned()
        });
        let rows: Vec<_> = rows.collect();
        assert!(task.contains(&rows.join("\n")), "the task shows other listings than these:\n{}", rows.join("\n"));
    }
}

#[path = "../../exercises/threading/t02-overdraw"]
mod t02_overdraw {
    mod check;
    use solutions::t02_overdraw as real;

    #[test]
    fn no_schedule_with_fewer_than_two_switches_overdraws_the_account() {
        for balance in [60, 100, 140] {
            // Each of the two makes eight calls at most.
            for (calls, then) in (0..=8).flat_map(|calls| (0..=8).map(move |then| (calls, then))) {
                for (first, second) in [("A", "B"), ("B", "A")] {
                    let schedule = first.repeat(calls) + &second.repeat(then);
                    assert!(check::Played::of(balance, &schedule).0.least >= 0, "{balance}: {schedule}");
                }
            }
        }
    }
}

#[path = "../../exercises/threading/t03-move-together"]
mod t03_move_together {
    mod check;
    #[path = "../../../solutions/threading/t03-move-together/solution.rs"]
    mod exercise;
    use solutions::t03_move_together as real;
}

#[path = "../../exercises/threading/t04-first-second-third"]
mod t04_first_second_third {
    mod check;
    #[path = "../../../solutions/threading/t04-first-second-third/solution.rs"]
    mod exercise;
    use solutions::t04_first_second_third as real;
}

#[path = "../../exercises/threading/t05-semaphore"]
mod t05_semaphore {
    mod check;
    #[path = "../../../solutions/threading/t05-semaphore/solution.rs"]
    mod exercise;
    use solutions::t05_semaphore as real;
}

#[path = "../../exercises/threading/t06-condition"]
mod t06_condition {
    mod check;
    #[path = "../../../solutions/threading/t06-condition/solution.rs"]
    mod exercise;
    use solutions::t06_condition as real;
}

#[path = "../../exercises/threading/t07-queue"]
mod t07_queue {
    mod check;
    #[path = "../../../solutions/threading/t07-queue/solution.rs"]
    mod exercise;
    use solutions::t07_queue as real;
}

#[path = "../../exercises/threading/t08-barrier"]
mod t08_barrier {
    mod check;
    #[path = "../../../solutions/threading/t08-barrier/solution.rs"]
    mod exercise;
    use solutions::t08_barrier as real;
}

#[path = "../../exercises/threading/t09-philosophers"]
mod t09_philosophers {
    mod check;
    #[path = "../../../solutions/threading/t09-philosophers/solution.rs"]
    mod exercise;
    use solutions::t09_philosophers as real;
}

#[path = "../../exercises/threading/t10-memo"]
mod t10_memo {
    mod check;
    #[path = "../../../solutions/threading/t10-memo/solution.rs"]
    mod exercise;
    use solutions::t10_memo as real;
}

#[path = "../../exercises/multiprocessing/m03-whole-messages"]
mod m03_whole_messages {
    mod check;
    #[path = "../../../solutions/multiprocessing/m03-whole-messages/solution.rs"]
    mod exercise;
    use solutions::m03_whole_messages as real;
}

#[path = "../../exercises/multiprocessing/m05-ring"]
mod m05_ring {
    mod check;
    #[path = "../../../solutions/multiprocessing/m05-ring/solution.rs"]
    mod exercise;
    use solutions::m05_ring as real;
}

#[path = "../../exercises/futures/f02-two-waiters"]
mod f02_two_waiters {
    mod check;
    #[path = "../../../solutions/futures/f02-two-waiters/solution.rs"]
    mod exercise;
    use solutions::f02_two_waiters as real;
}

#[path = "../../exercises/asyncio/a04-never-woken"]
mod a04_never_woken {
    mod check;
    #[path = "../../../solutions/asyncio/a04-never-woken/solution.rs"]
    mod exercise;
    use solutions::a04_never_woken as real;
}

#[path = "../../exercises/native/n02-hands-off"]
mod n02_hands_off {
    mod check;
    #[path = "../../../solutions/native/n02-hands-off/solution.rs"]
    mod exercise;
    use solutions::n02_hands_off as real;
    /// What check.rs hands to rustc.
    const SOURCE: &str = include_str!("../native/n02-hands-off/solution.rs");
}

#[path = "../../exercises/native/n03-touched-while-detached"]
mod n03_touched_while_detached {
    mod check;
    #[path = "../../../solutions/native/n03-touched-while-detached/solution.rs"]
    mod exercise;
    use solutions::n03_touched_while_detached as real;
}

#[path = "../../exercises/strategy/s01-choose-a-strategy"]
mod s01_choose_a_strategy {
    mod check;
    use solutions::s01_choose_a_strategy as real;
    use strategy::{Costs, Kind, best, short};

    #[test]
    fn the_programs_in_the_task_are_those_of_the_check() {
        let task = include_str!("../strategy/s01-choose-a-strategy/stub.rs");
        let shown: Vec<_> = listing().lines().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
        assert!(task.contains(&shown.join("\n")), "the task shows other programs than these:\n{}", listing());
    }

    #[test]
    fn each_strategy_is_right_somewhere_and_none_is_right_by_a_hair() {
        let mut right_somewhere = Vec::new();
        for times in [1, 3, 10] {
            for program in check::programs(times) {
                let ranking = best(&program.workload, &Costs::default());
                for ranked in &ranking {
                    let longer = ranked.outcome.elapsed.div_duration_f64(ranking[0].outcome.elapsed);
                    assert!(
                        !(check::RIGHT - 0.03..check::RIGHT + 0.03).contains(&longer),
                        "{}: {longer}",
                        ranked.strategy
                    );
                    if check::is_right(ranked.strategy.kind(), &ranking) && times == 1 {
                        right_somewhere.push(ranked.strategy.kind());
                    }
                }
            }
        }
        assert!(Kind::ALL.iter().all(|kind| right_somewhere.contains(kind)), "{right_somewhere:?}");
    }

    /// What the task shows.
    fn listing() -> String {
        let rows: Vec<_> =
            check::programs(1).iter().zip('a'..).map(|(program, letter)| program.rows(&letter.to_string())).collect();
        let Costs { cores, thread_start, process_start, thread_task, process_task, kilobyte, async_task, .. } =
            Costs::default();
        let slower = Costs::default().free_threading_slow_down;
        format!(
            "{}\n  The machine has {cores} cores. What else costs something:\n  \
             a thread       {} to start, {} to hand out a task\n  \
             a process      {} to start, {} to hand out a task, {} a KB on each side\n  \
             the loop       {} a task\n  \
             without a GIL  Python takes {slower} times as long\n",
            rows.concat(),
            short(thread_start),
            short(thread_task),
            short(process_start),
            short(process_task),
            short(kilobyte),
            short(async_task),
        )
    }
}

#[path = "../../exercises/strategy/s02-a-benchmark-that-lies"]
mod s02_a_benchmark_that_lies {
    mod check;
    use solutions::s02_a_benchmark_that_lies as real;
}

/// The checks are worth something only on the shadow std, and only a root can put it in std's place.
mod the_arrangement {
    use interleave::real::{env, fs, path::Path, process::Command};

    #[test]
    fn std_is_the_shadow_std_here() {
        assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
        assert!(core::any::type_name::<core::sync::atomic::AtomicBool>().starts_with("interleave::"));
    }

    #[test]
    fn every_exercise_has_its_solution_tested_here() {
        let (tested, built) = (include_str!("all.rs"), include_str!("../src/lib.rs"));
        let exercises = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exercises");
        let mut found = 0;
        for manifest in manifests(&exercises) {
            let folder = manifest.strip_prefix(&exercises).unwrap().parent().unwrap();
            let folder = folder.to_str().expect("a folder's name is plain text").replace('\\', "/");
            assert!(
                tested.contains(&format!("\"../../exercises/{folder}\"")),
                "{folder} is not in solutions/tests/all.rs: copy the module of another exercise there"
            );
            assert!(
                built.contains(&format!("\"../{folder}/solution.rs\"")),
                "{folder} is not in solutions/src/lib.rs: copy the lines of another exercise there"
            );
            found += 1;
        }
        assert!(found > 0, "no exercise was found in {}", exercises.display());
    }

    /// The `Cargo.toml` of each exercise: exercises/<chapter>/<exercise>/Cargo.toml.
    fn manifests(exercises: &Path) -> Vec<interleave::real::path::PathBuf> {
        let folders = |parent: &Path| {
            let entries = fs::read_dir(parent).unwrap_or_else(|error| panic!("{}: {error}", parent.display()));
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
        };
        let manifests = folders(exercises).into_iter().flat_map(|chapter| folders(&chapter));
        manifests.map(|exercise| exercise.join("Cargo.toml")).filter(|manifest| manifest.is_file()).collect()
    }

    /// A check that always passed would pass all solutions. Here a wrong variant stands in a solution's place; only the
    /// `exercise` half of it is wrong, the half that runs on the shadow std.
    #[test]
    fn a_wrong_variant_in_the_solutions_place_is_rejected() {
        let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join("swapped.report");
        // What an earlier run left would be taken for this one's. It need not be there.
        let _ = fs::remove_file(&report);
        let swapped = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["test", "--offline", "--package", "solutions", "--test", "swapped", "--", "--exact"])
            .arg("g02_two_holders::check::at_most_one_thread_holds_the_gil")
            .env("INTERLEAVE_REPORT", &report)
            .output()
            .expect("cargo runs this test, so it can be run");
        let said = String::from_utf8_lossy(&swapped.stderr);
        let report = fs::read_to_string(&report).unwrap_or_else(|error| panic!("no model ran: {error}\n{said}"));
        assert!(report.contains("model: failed\nkind: deadlock\n"), "{report}\n{said}");
        assert_eq!(swapped.status.code(), Some(101), "the failure of a model did not fail its test\n{said}");
    }
}
