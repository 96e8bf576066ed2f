//! The progress graph as SVG: A's steps go right, B's go down, a schedule is a staircase. What the numbers at its edges are, a list says.
//!
//! # Keeps true
//!
//! - A point is drawn if a schedule leads there; where none does, the map is hatched. The script draws over the same map: it reads `data-u`, `data-x`,
//!   `data-y`.
//! - The list names each step in full, however long it is; on the map, beside a thumb's width, there would be no room for it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::graph::{Graph, Node};
use super::played::Verdict;
use crate::markup::escaped;

/// Where the first point lies: to its left and above it there is room for the steps' numbers.
const X: usize = 44;
const Y: usize = 38;

/// What is left free behind the last point: as much as a finger needs.
const EDGE: usize = 24;

/// The points that schedules lead to, each with its nodes.
type Points<'a> = BTreeMap<[usize; 2], Vec<&'a Node>>;

/// The map. `verdicts` has what each of the explorer's outcomes is; `said` is for those who hear it; `id` is like no other on the page.
#[must_use]
pub fn svg(graph: &Graph, verdicts: &[Verdict], said: &str, id: &str) -> String {
    let [wide, high] = graph.size();
    let unit = if wide.max(high) <= 5 { 60 } else { 44 };
    let place = |[a, b]: [usize; 2]| (X + unit * a, Y + unit * b);
    let mut points = Points::new();
    graph.nodes.iter().for_each(|node| points.entry(node.at).or_default().push(node));
    let (width, height) = (X + unit * wide + EDGE, Y + unit * high + EDGE);
    let mut svg = format!(
        "<svg class=\"lab-map\" viewBox=\"0 0 {width} {height}\" style=\"--w:{width}px\" data-u=\"{unit}\" data-x=\"{X}\" data-y=\"{Y}\" \
         role=\"img\" aria-label=\"{}\">\
         <defs><pattern id=\"hatch-{id}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <path class=\"hatch\" d=\"M0 0v7\"/></pattern></defs>",
        escaped(said)
    );
    svg.push_str(&axes([wide, high], unit));
    let all = (0..=wide).flat_map(|a| (0..=high).map(move |b| [a, b]));
    let walls: String = all.filter(|at| !points.contains_key(at)).map(|at| cell(place(at), unit)).collect();
    if !walls.is_empty() {
        let _ = write!(svg, "<path class=\"no\" fill=\"url(#hatch-{id})\" d=\"{walls}\"/>");
    }
    let mut lines = String::new();
    for (at, nodes) in &points {
        let (x, y) = place(*at);
        for (thread, to) in ["h", "v"].into_iter().enumerate() {
            if nodes.iter().any(|node| node.next[thread].is_some()) {
                let _ = write!(lines, "M{x} {y}{to}{unit}");
            }
        }
    }
    let _ = write!(svg, "<path class=\"path\" d=\"{lines}\"/>");
    for (at, nodes) in &points {
        svg.push_str(&point(place(*at), nodes, verdicts));
    }
    svg + "<g class=\"live\"></g></svg>"
}

/// The names of the axes, and the number of each step.
fn axes([wide, high]: [usize; 2], unit: usize) -> String {
    let text = |class: &str, x: usize, y: usize, anchor: &str, what: &str| {
        format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{what}</text>")
    };
    let middle = |step: usize| unit * step + unit / 2;
    let mut axes = text("ax a", X - 14, Y - 14, "end", "A →") + &text("ax b", X - 14, Y + 6, "end", "B ↓");
    (0..wide).for_each(|it| axes += &text("a", X + middle(it), Y - 14, "middle", &(it + 1).to_string()));
    (0..high).for_each(|it| axes += &text("b", X - 14, Y + middle(it) + 6, "end", &(it + 1).to_string()));
    axes
}

/// A point: a dot, or a disc with a mark if schedules end there. In a ring if every way on goes wrong, in half of one if it depends on the way there.
fn point((x, y): (usize, usize), nodes: &[&Node], verdicts: &[Verdict]) -> String {
    let ends: Vec<Verdict> = nodes.iter().filter_map(|node| node.outcome.map(|it| verdicts[it])).collect();
    let good = ends.contains(&Verdict::Right);
    let bad = ends.iter().any(|&end| end != Verdict::Right);
    let doomed = nodes.iter().filter(|node| node.doomed).count();
    let (ring, half) = match (good, bad) {
        (false, false) => (5, 7),
        (true, true) => (11, 13),
        _ => (9, 11),
    };
    let mut svg = match (doomed, ends.is_empty()) {
        (0, true) => format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"),
        (0, false) => format!("<circle class=\"goal\" cx=\"{x}\" cy=\"{y}\" r=\"9\"/>"),
        (all, end) if all == nodes.len() => {
            let class = if end { "doomed" } else { "goal doomed" };
            format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{ring}\"/>")
        }
        (_, end) => {
            let class = if end { "mixed" } else { "goal mixed" };
            let (r, top) = (ring - usize::from(!end), y - half);
            format!(
                "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>\
                 <path class=\"half\" d=\"M{x} {top}a{half} {half} 0 0 1 0 {}\"/>",
                2 * half
            )
        }
    };
    if good {
        let x = if bad { x - 4 } else { x };
        let _ = write!(svg, "<path class=\"fine\" d=\"M{} {y}l2 3l4 -6\"/>", x - 3);
    }
    if bad {
        let x = if good { x + 5 } else { x };
        let (left, top, size) = if good { (x - 2, y - 2, 4) } else { (x - 4, y - 4, 8) };
        let _ = write!(svg, "<path class=\"dead\" d=\"M{left} {top}l{size} {size}m0 -{size}l-{size} {size}\"/>");
    }
    svg
}

/// The square around a point, as far as it does not lie over the labels.
fn cell((x, y): (usize, usize), unit: usize) -> String {
    let (left, top) = ((x - unit / 2).max(X - 6), (y - unit / 2).max(Y - 6));
    let (right, bottom) = (x + unit / 2, y + unit / 2);
    format!("M{left} {top}H{right}V{bottom}H{left}z")
}

/// What the numbers at the edges of the map are: a list for each thread, or one for both if they do the same.
#[must_use]
pub fn steps(graph: &Graph) -> String {
    let [of_a, of_b] = [0, 1].map(|thread| labels(graph, thread));
    let same = |(a, b): (&Vec<&str>, &Vec<&str>)| a.len() == b.len() && a.iter().all(|label| b.contains(label));
    let lists = if of_a.len() == of_b.len() && of_a.iter().zip(&of_b).all(same) {
        list("of-a of-b", "<b class=\"a\">A</b> and <b class=\"b\">B</b>", &of_a)
    } else {
        list("of-a", "<b class=\"a\">A</b>", &of_a) + &list("of-b", "<b class=\"b\">B</b>", &of_b)
    };
    format!("<div class=\"lab-steps\">{lists}</div>")
}

/// A list of steps, numbered as on the map. Where schedules differ in a step, it has each of its labels.
fn list(class: &str, who: &str, steps: &[Vec<&str>]) -> String {
    let code = |label: &&str| format!("<code>{}</code>", escaped(label));
    let row = |labels: &Vec<&str>| labels.iter().map(code).collect::<Vec<_>>().join(" or ");
    let rows: String = steps.iter().map(|labels| format!("<li>{}</li>", row(labels))).collect();
    format!("<div><p>The steps of {who}</p><ol class=\"{class}\">{rows}</ol></div>")
}

/// What each step of a thread may be.
fn labels(graph: &Graph, thread: usize) -> Vec<Vec<&str>> {
    let mut labels = vec![Vec::new(); graph.size()[thread]];
    for node in &graph.nodes {
        if let Some((_, step)) = &node.next[thread]
            && !labels[node.at[thread]].contains(&step.label.as_str())
        {
            labels[node.at[thread]].push(&step.label);
        }
    }
    labels
}
