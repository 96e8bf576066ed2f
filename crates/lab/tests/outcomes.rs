//! What a run says at its end: tables, charts, claims and the comparison, from a record made by hand.

mod fixture;

use fixture::{catalogue, record};
use lab::claims::{self, Rule, Verdict};
use lab::record::Missing;
use lab::{chart, compare, report, table};

fn verdicts(claim: &str, change: impl Fn(&mut lab::record::Record)) -> Vec<(String, Verdict)> {
    let mut experiments = catalogue();
    experiments.truncate(1);
    experiments[0].claim.truncate(1);
    claim.clone_into(&mut experiments[0].claim[0].that);
    let mut record = record();
    change(&mut record);
    let looked = claims::look(&experiments, &record).unwrap();
    looked.into_iter().map(|one| (one.contender.map_or_else(String::new, |who| who.to_string()), one.verdict)).collect()
}

#[test]
fn a_claim_is_looked_at_for_each_python() {
    assert_eq!(verdicts("call > 0", |_| ()), [("3.9.18".into(), Verdict::Holds), ("3.11.7".into(), Verdict::Holds)]);
}

#[test]
fn a_broken_claim_says_its_numbers() {
    let verdicts = verdicts("call > 2000", |_| ());
    assert_eq!(verdicts[0].1, Verdict::Broken("call is 1200, not > 2000".into()));
    assert_eq!(verdicts[1].1, Verdict::Holds);
}

#[test]
fn two_quantities_are_compared_and_a_factor_counts() {
    for (claim, holds) in
        [("time < call", true), ("time<0.00001*call", false), ("call >= 1200", true), ("call <= 1199.5", false)]
    {
        assert_eq!(verdicts(claim, |_| ())[0].1 == Verdict::Holds, holds, "{claim}");
    }
}

#[test]
fn a_claim_of_equality_is_about_each_sample() {
    let of_all = verdicts("call = 1200", |_| ());
    assert!(
        matches!(&of_all[0].1, Verdict::Broken(why) if why.ends_with("not = 1200") && why.contains(" to ")),
        "{of_all:?}"
    );
    let of_one = verdicts("call = 1200", |record| {
        record.samples.iter_mut().for_each(|sample| _ = sample.values.insert("call".into(), 1200.0));
    });
    assert_eq!(of_one[0].1, Verdict::Holds);
}

#[test]
fn a_claim_about_what_was_skipped_is_not_looked_at_and_says_why() {
    let verdicts = verdicts("call > 0", |record| {
        record.samples.retain(|sample| sample.contender != "3.9.18");
        record.skipped.push(Missing { experiment: "lost".into(), contender: "3.9.18".into(), why: "no numpy".into() });
    });
    assert_eq!(verdicts[0], ("3.9.18".into(), Verdict::NotLookedAt("no numpy".into())));
}

#[test]
fn a_claim_of_which_nobody_was_there_is_not_looked_at() {
    let verdicts = verdicts("call > 0", |record| {
        record.samples.clear();
        record.contenders = vec!["ours".into(), "3.13.0t".into()];
    });
    assert_eq!(verdicts, [(String::new(), Verdict::NotLookedAt("nobody of whom it speaks was there".into()))]);
}

#[test]
fn a_claim_speaks_only_of_the_versions_in_its_range() {
    let looked = claims::look(&catalogue(), &record()).unwrap();
    let since: Vec<_> = looked.iter().filter(|one| one.that.starts_with("time")).collect();
    assert_eq!(since.len(), 1);
    assert_eq!(since[0].contender.as_ref().unwrap().to_string(), "3.11.7");
}

#[test]
fn a_claim_that_is_written_wrongly_says_how_to_write_one() {
    let experiment = &catalogue()[0];
    for claim in [
        "",
        "call",
        "call >> 3",
        "call > ",
        "> 3",
        "call != 3",
        "call > 2 * 3",
        "call > time * 2",
        "call > 1.2.3",
        "call > 0 and time > 0",
    ] {
        let why = format!("{:#}", Rule::read(claim, experiment).expect_err(claim));
        assert!(why.contains("no claim; write `QUANTITY > NUMBER`") || why.contains("is no number"), "{claim}: {why}");
    }
    let why = Rule::read("calls > 0", experiment).unwrap_err().to_string();
    assert!(why.contains("speaks of calls, and lost does not measure it"), "{why}");
}

#[test]
fn the_end_of_a_run_counts_the_claims_and_names_what_did_not_hold() {
    let mut experiments = catalogue();
    experiments[0].claim[0].that = "call > 2000".into();
    let looked = claims::look(&experiments, &record()).unwrap();
    let words = report::words(&looked, &record());
    assert!(words.starts_with("what the book says of these outcomes: 2 hold, 1 broken, 0 not looked at\n"), "{words}");
    assert!(words.contains("  BROKEN: lost: call > 2000 (3.9.18): call is 1200, not > 2000\n"), "{words}");
}

#[test]
fn a_table_on_the_terminal_is_aligned() {
    let table = table::terminal(&catalogue()[0], &record()).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "How many updates are lost? (lost)");
    assert_eq!(lines[3], "  3.11.7  80,100 (77,600 to 90,000)   0.250 s (0.200 to 0.300 s)");
    assert!(lines[1..5].iter().all(|line| line.chars().count() == lines[3].chars().count()), "{table}");
    assert!(table::terminal(&catalogue()[1], &record()).is_none());
}

#[test]
fn a_chart_tells_a_screen_reader_every_number_and_is_one_block_of_html() {
    let chart = chart::svg(&catalogue()[0], &record()).unwrap();
    assert!(chart.contains("<title id=\"chart-lost-title\">How many updates are lost?</title>"));
    for told in ["with a call, 3.9.18: 1,200† (1,100 to 1,300)", "time, ours: 1.00 ms (1.00 to 2.00 ms)"] {
        assert!(chart.contains(told), "{told}: {chart}");
    }
    assert!(!chart.contains("\n\n"), "Markdown ends HTML at a blank line");
    assert_eq!((chart.matches("<circle").count(), chart.matches("<svg x=").count()), (4, 2));
}

#[test]
fn a_chart_shows_no_markdown() {
    let mut lost = catalogue().remove(0);
    lost.quantity[0].says = "lost of `x += 1`".into();
    let chart = chart::svg(&lost, &record()).unwrap();
    assert!(chart.contains(">lost of x += 1</text>") && !chart.contains('`'), "{chart}");
}

#[test]
fn a_comparison_says_first_what_differs_and_then_each_figure() {
    let mut yours = record();
    yours.machine = "another".into();
    yours.quick = true;
    for sample in &mut yours.samples {
        *sample.values.get_mut("time").unwrap() *= 10.0;
    }
    let words = compare::words(&catalogue(), &record(), &yours).unwrap();
    assert!(words.find("The machines differ").unwrap() < words.find("lost?").unwrap(), "{words}");
    assert!(words.contains("The sizes differ"), "{words}");
    let line = |end: &str| words.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") == end);
    assert!(line("with a call 3.11.7 80,100 80,100 1.00× overlap"), "{words}");
    assert!(line("time 3.11.7 0.250 s 2.50 s 10.0× apart"), "{words}");
    assert!(line("time ours 1.00 ms 10.0 ms 10.0× apart"), "{words}");
    assert!(words.ends_with("Each claim that was looked at in both runs came out alike.\n"), "{words}");
}

#[test]
fn a_comparison_names_the_claims_that_hold_in_one_run_only() {
    let mut yours = record();
    for sample in &mut yours.samples {
        sample.values.insert("call".into(), 0.0);
    }
    let words = compare::words(&catalogue(), &record(), &yours).unwrap();
    assert!(
        words.contains("hold in one run and not in the other:\n  yours: BROKEN: lost: call > 0 (3.9.18): call is 0"),
        "{words}"
    );
}

#[test]
fn another_python_stands_beside_the_books_and_says_so() {
    let mut yours = record();
    yours.default = Some("3.9.18".into());
    yours.contenders.retain(|name| name != "3.11.7");
    yours.samples.retain(|sample| sample.contender != "3.11.7");
    let words = compare::words(&catalogue(), &record(), &yours).unwrap();
    assert!(words.contains("Your run has no CPython 3.11.7: its 3.9.18 stands beside it."), "{words}");
}
