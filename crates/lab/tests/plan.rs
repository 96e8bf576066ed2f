//! Which programs are run, with whom, and in which order: asked of the plan, without running anything.

use std::collections::{BTreeSet, HashSet};

use lab::catalogue::Experiment;
use lab::plan::{Plan, steps};
use lab::runner::Runner;
use python::Python;

fn experiment(id: &str, rest: &str) -> Experiment {
    let text = format!(
        "id = '{id}'\nquestion = 'Why?'\npage = 'a.md'\n{rest}\n[[quantity]]\nid = 'one'\nsays = 'one'\nunit = 'count'\n"
    );
    toml::from_str(&text).unwrap()
}

fn python(minor: u32) -> Runner {
    Runner::Python(Python { program: "python".into(), version: (3, minor, 1), free_threaded: false })
}

fn ours() -> Runner {
    Runner::Ours("lab".into())
}

#[test]
fn in_each_round_each_experiment_stands_once_for_each_contender_that_can_run_it() {
    let able = [vec![0, 1, 2], vec![], vec![2], vec![0, 2]];
    let steps = steps(7, &able);
    let all: HashSet<_> = steps.iter().map(|step| (step.round, step.experiment, step.contender)).collect();
    assert_eq!(all.len(), steps.len(), "one stands twice");
    assert_eq!(steps.len(), 7 * 6);
    assert!(steps.iter().all(|step| able[step.experiment].contains(&step.contender)));
}

#[test]
fn rounds_more_are_those_of_the_pairs_that_were_named() {
    let (two, one) = (experiment("a", "program = 'a.py'"), experiment("b", "program = 'b.py'"));
    let mut plan = Plan::new(vec![two, one], vec![python(9), python(11)], 1);
    plan.again(2..=3, &BTreeSet::from([("b".to_owned(), "3.9.1".to_owned())]));
    let more: Vec<_> = plan.steps[4..].iter().map(|step| (step.round, step.experiment, step.contender)).collect();
    assert_eq!(more, [(2, 1, 0), (3, 1, 0)]);
}

#[test]
fn the_contenders_of_an_experiment_are_neighbours_in_time() {
    let steps = steps(3, &[vec![0, 1, 2], vec![1, 2], vec![0]]);
    let of = |step: &lab::plan::Step| (step.round, step.experiment);
    assert!(steps.is_sorted_by_key(of));
}

#[test]
fn each_contender_is_first_in_turn() {
    for contenders in 1..6 {
        let able = [(0..contenders).collect::<Vec<_>>()];
        let steps = steps(u32::try_from(contenders).unwrap(), &able);
        let firsts: Vec<usize> = steps.chunks(contenders).map(|round| round[0].contender).collect();
        assert_eq!(firsts, able[0], "{contenders} contenders");
        for round in steps.chunks(contenders) {
            let follows = |pair: &[lab::plan::Step]| pair[1].contender == (pair[0].contender + 1) % contenders;
            assert!(round.windows(2).all(follows), "their order is turned, not shuffled");
        }
    }
}

#[test]
fn who_has_no_half_of_an_experiment_is_no_part_of_it_and_not_said_to_be_skipped() {
    let experiments =
        vec![experiment("both", "program = 'a.py'\nours = 'a'"), experiment("theirs", "program = 'a.py'")];
    let plan = Plan::new(experiments, vec![python(11), ours()], 1);
    let of: Vec<_> =
        plan.steps.iter().map(|step| (plan.at(*step).0.id.clone(), plan.at(*step).1.to_string())).collect();
    let of: Vec<_> = of.iter().map(|(id, contender)| (id.as_str(), contender.as_str())).collect();
    assert_eq!(of, [("both", "3.11.1"), ("both", "ours"), ("theirs", "3.11.1")]);
    assert_eq!(plan.skipped, []);
}

#[test]
fn a_python_of_another_version_is_skipped_with_the_reason() {
    let experiments = vec![
        experiment("new", "program = 'a.py'\nsince = '3.12'"),
        experiment("old", "program = 'a.py'\nuntil = '3.11'"),
        experiment("only", "program = 'a.py'\nsince = '3.12'\nuntil = '3.12'"),
    ];
    let plan = Plan::new(experiments, vec![python(11), python(13)], 1);
    let skipped: Vec<String> =
        plan.skipped.iter().map(|one| format!("{} {}: {}", one.experiment, one.contender, one.why)).collect();
    assert_eq!(
        skipped,
        [
            "new 3.11.1: it is for Python 3.12 and newer",
            "old 3.13.1: it is for Python up to 3.11",
            "only 3.11.1: it is for Python 3.12 to 3.12",
            "only 3.13.1: it is for Python 3.12 to 3.12",
        ]
    );
}

#[test]
fn a_plan_has_another_name_as_soon_as_a_text_or_a_contender_is_another() {
    let plan = |contenders| Plan::new(Vec::new(), contenders, 1);
    let name = |texts: &[&str], contenders| {
        plan(contenders).name(&texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())
    };
    let names = [
        name(&["a", "b"], vec![python(11)]),
        name(&["ab"], vec![python(11)]),
        name(&["a", "c"], vec![python(11)]),
        name(&["a", "b"], vec![python(12)]),
        name(&["a", "b"], vec![python(11), ours()]),
    ];
    assert_eq!(HashSet::from(names.clone()).len(), names.len(), "{names:?}");
    assert_eq!(names[0], name(&["a", "b"], vec![python(11)]), "the same plan has the same name");
}
