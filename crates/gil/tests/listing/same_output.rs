//! Random programs of one thread print in the machine what they print in CPython.

use super::{listings, run};
use gil::listing;
use gil::vm::End;
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::*;
use interleave::proptest::sample::select;
use interleave::proptest::strategy::ValueTree;
use interleave::proptest::test_runner::TestRunner;
use std::path::Path;

/// How many programs are tried.
const PROGRAMS: usize = 300;

/// Lines of a block, which is indented where it is put.
type Block = Vec<String>;

fn name() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "b", "c"])
}

/// A whole number; seldom an exception. `calls`: the function `f` is there to be called.
fn expression(calls: bool) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        (-3..12_i64).prop_map(|n| n.to_string()),
        name().prop_map(str::to_owned),
        Just("len(xs)".to_owned())
    ];
    let nested = leaf.prop_recursive(3, 8, 2, move |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            4 => (two.clone(), select(vec!["+", "-"])).prop_map(|((a, b), sign)| format!("({a} {sign} {b})")),
            // Products grow, and the machine's numbers end at 64 bits.
            1 => two.clone().prop_map(|(a, b)| format!("(({a} * {b}) % 100)")),
            1 => (two.clone(), select(vec!["//", "%"])).prop_map(|((a, b), sign)| format!("({a} {sign} ({b} or 7))")),
            1 => two.clone().prop_map(|(a, b)| format!("({a} or {b})")),
            1 => inner.clone().prop_map(|a| format!("(-{a})")),
            1 => inner.clone().prop_map(|a| format!("abs({a})")),
            1 => inner.prop_map(|a| format!("xs[{a} % len(xs)]")),
            if calls { 2 } else { 0 } => two.prop_map(|(a, b)| format!("f({a}, {b})")),
        ]
    });
    prop_oneof![200 => nested, 1 => Just("xs[c]".to_owned()), 1 => Just("(a // b)".to_owned()), 1 => Just("(d + 1)".to_owned())].boxed()
}

fn condition(calls: bool) -> BoxedStrategy<String> {
    let compared = (expression(calls), select(vec!["<", "<=", "==", "!=", ">", ">="]), expression(calls));
    let leaf = prop_oneof![
        3 => compared.prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
        1 => expression(calls),
        1 => (select(vec!["a", "d"]), select(vec!["is", "is not"])).prop_map(|(a, is)| format!("{a} {is} None")),
    ];
    let nested = leaf.prop_recursive(2, 4, 2, move |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), select(vec!["and", "or"]), inner).prop_map(|(a, and, b)| format!("({a}) {and} ({b})")),
        ]
    });
    nested.boxed()
}

fn indented(block: &Block) -> impl Iterator<Item = String> {
    block.iter().map(|line| format!("    {line}"))
}

fn headed(head: String, block: &Block) -> Block {
    std::iter::once(head).chain(indented(block)).collect()
}

fn statement(calls: bool) -> BoxedStrategy<Block> {
    let line = prop_oneof![
        4 => (name(), expression(calls)).prop_map(|(a, b)| format!("{a} = {b}")),
        2 => (name(), select(vec!["+=", "-="]), expression(calls)).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
        1 => (name(), name(), expression(calls), expression(calls)).prop_map(|(a, b, c, d)| format!("{a}, {b} = {c}, {d}")),
        2 => expression(calls).prop_map(|a| format!("xs.append({a})")),
        1 => (expression(calls), expression(calls)).prop_map(|(a, b)| format!("xs[{a} % len(xs)] = {b}")),
        1 => (expression(calls), expression(calls)).prop_map(|(a, b)| format!("xs[-({a} % len(xs))] += {b}")),
        // To 3.11 it is a function of its own, and the machine's functions do not see the variables of one around them.
        1 => (0..5_u8, 0..4_u8).prop_map(|(n, m)| format!("print([e * len(xs) for e in range({n}) if not e == {m}])")),
        1 => (name(), 0..5_u8).prop_map(|(a, n)| format!("{a} = len([e for e in range({n}) if e or e is None])")),
        3 => (expression(calls), condition(calls)).prop_map(|(a, b)| format!("print({a}, {b}, 'xs:', xs)")),
        1 => Just("table[a] = b".to_owned()),
        1 => Just("print(table)".to_owned()),
    ];
    let leaf = line.prop_map(|line| vec![line]).boxed();
    let simple = leaf.clone();
    let nested = leaf.prop_recursive(3, 16, 3, move |inner| {
        let block = vec(inner, 1..3).prop_map(|statements| statements.concat());
        // No `while` in a `while`: both would count the same variable down, the outer one for ever.
        let turns =
            (0..4_u8, body(vec(simple.clone(), 1..4), calls), block.clone()).prop_map(|(n, mut body, after)| {
                body.insert(0, "t -= 1".to_owned());
                let last = headed("else:".to_owned(), &after);
                [vec![format!("t = {n}")], headed("while t > 0:".to_owned(), &body), last].concat()
            });
        let statements = block.clone().prop_map(|block| vec![block]);
        prop_oneof![
            (condition(calls), block.clone()).prop_map(|(when, block)| headed(format!("if {when}:"), &block)),
            (condition(calls), block.clone(), block).prop_map(|(when, then, other)| {
                [headed(format!("if {when}:"), &then), headed("else:".to_owned(), &other)].concat()
            }),
            (name(), 0..4_u8, body(statements, calls))
                .prop_map(|(a, n, block)| headed(format!("for {a} in range({n}):"), &block)),
            turns,
        ]
    });
    nested.boxed()
}

/// The body of a loop, which may leave it.
fn body(statements: impl Strategy<Value = Vec<Block>> + 'static, calls: bool) -> BoxedStrategy<Block> {
    let leaves = (condition(calls), select(vec!["break", "continue"]));
    let body = (statements, leaves, any::<bool>()).prop_map(|(mut statements, (when, leave), leaves)| {
        if leaves {
            statements.insert(statements.len() / 2, vec![format!("if {when}: {leave}")]);
        }
        statements.concat()
    });
    body.boxed()
}

/// A program: a function, and a module that has a list, a dictionary, and calls of the function.
fn program() -> impl Strategy<Value = String> {
    let block = |most, calls| vec(statement(calls), 1..most).prop_map(|statements| statements.concat());
    (block(4, false), expression(false), block(6, true)).prop_map(|(body, result, module)| {
        let mut function = headed("def f(a, b):".to_owned(), &vec!["c, d = 5, None".to_owned()]);
        function.extend(indented(&body));
        function.push(format!("    return {result}"));
        let begin = ["xs = [1, 2, 3]", "table = {}", "a, b, c, d = 1, 2, 3, None"].map(str::to_owned);
        let end = ["print(a, b, c, d, xs, table)".to_owned()];
        [&function[..], &begin, &module, &end].concat().join("\n") + "\n"
    })
}

/// Has Python list and run these programs, and returns the first that does something else in the machine, and what.
fn difference(python: &python::Python, programs: &[String]) -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same-output");
    std::fs::create_dir_all(&folder).unwrap();
    for (number, program) in programs.iter().enumerate() {
        std::fs::write(folder.join(format!("{number}.py")), program).unwrap();
    }
    let mut command = python.command(&listings().join("list_and_run.py"));
    let output = command.arg(&folder).arg(programs.len().to_string()).output().unwrap();
    python::lines(&output, "list_and_run.py".as_ref());
    let version = (python.version.0 as u8, python.version.1 as u8);
    programs.iter().enumerate().find_map(|(number, source)| {
        let read = |kind: &str| std::fs::read_to_string(folder.join(format!("{number}.{kind}"))).unwrap();
        let program = match listing::read_as(&read("txt"), version) {
            Ok(program) => program,
            Err(error) => return Some(format!("{error}\n{source}")),
        };
        let state = run(&program, 1_000_000);
        let end = match &state.shared.ends[0] {
            Some(End::Returned) => String::new(),
            // The machine may have less than Python has, but must say so.
            Some(End::Died(error)) if error.kind == "Unsupported" => return None,
            Some(End::Died(error)) => format!("{}\n", error.kind),
            None => "it has no end".to_owned(),
        };
        let (here, there) = (state.shared.output + &end, read("out"));
        (here != there).then(|| format!("the machine:\n{here}\nPython:\n{there}\n{source}"))
    })
}

#[test]
fn a_program_of_one_thread_prints_what_it_prints_in_cpython() {
    let Some(python) = python::or_skip("to compare the machine with a CPython on random programs") else { return };
    let mut runner = TestRunner::default();
    let mut trees: Vec<_> = (0..PROGRAMS).map(|_| program().new_tree(&mut runner).unwrap()).collect();
    let programs: Vec<_> = trees.iter().map(ValueTree::current).collect();
    if difference(&python, &programs).is_none() {
        return;
    }
    let differs = |tree: &_| difference(&python, &[ValueTree::current(tree)]);
    let mut tree = trees.swap_remove(trees.iter().position(|tree| differs(tree).is_some()).unwrap());
    let mut smallest = differs(&tree);
    // Each step makes the program simpler; what does not differ then takes half of the step back.
    for _ in 0..200 {
        let found = differs(&tree);
        smallest = found.clone().or(smallest);
        if !(if found.is_some() { tree.simplify() } else { tree.complicate() }) {
            break;
        }
    }
    panic!("{}", smallest.unwrap());
}
