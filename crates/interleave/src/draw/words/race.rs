//! The words for a data race: two accesses to the same data, and nothing that puts one before the other.

use super::super::scene::{Scene, name};
use super::super::sections::held;
use super::super::source::Sources;
use super::{a, memory};
use crate::failure::Kind;
use crate::record::{Step, Wants, What};

/// The earlier of the two accesses: the event of another thread on the same object that the failing one collides with.
///
/// Where the failure does not name it: the last write, if another thread wrote at all, else the last read. Of two accesses
/// that collide one must write.
pub(in crate::draw) fn other_access(scene: &Scene) -> Option<usize> {
    if scene.failure.kind != Kind::DataRace {
        return None;
    }
    if scene.failure.collides_with.is_some() {
        return scene.failure.collides_with;
    }
    let thread = scene.failure.thread;
    let object = scene.doing(thread)?.object?;
    let last = |wanted: &dyn Fn(&What) -> bool| {
        let of_another = |event: &crate::record::Event| event.thread != thread && event.object == Some(object);
        scene.events().rfind(|(_, event)| of_another(event) && wanted(&event.what)).map(|(index, _)| index)
    };
    let writes = |what: &What| matches!(what, What::CellWritten | What::Stored { .. } | What::Updated { .. });
    last(&writes).or_else(|| last(&|_| true))
}

/// The two accesses and what would order them.
pub(super) fn why(scene: &Scene) -> Vec<String> {
    let thread = scene.failure.thread;
    let mut sources = Sources::default();
    let Some(doing) = scene.doing(thread) else {
        return vec![ORDER.to_string()];
    };
    let kind = scene.kind(doing.object);
    let now = if doing.what == Wants::Drop {
        format!("its drop by {}", name(thread))
    } else {
        let call = sources.call(doing.place).unwrap_or_else(|| "an access".to_string());
        format!("{call} of {} at {}", name(thread), scene.line(doing.place))
    };
    let earlier = other_access(scene).and_then(|index| Some((index, scene.event(index)?)));
    let Some((index, event)) = earlier else {
        return vec![
            format!("{now} touches {} that another thread uses at the same time.", a(kind)),
            ORDER.to_string(),
        ];
    };
    let dropped = event.what == What::Step(Step::Dropped);
    let unknown = || if dropped { "its drop" } else { "an access" }.to_string();
    let call = event.place.and_then(|place| sources.call(place)).unwrap_or_else(unknown);
    let at = event.place.map(|place| format!(" at {}", scene.line(place))).unwrap_or_default();
    let then = format!("{call} of {}{at} ({})", name(event.thread), scene.step(index));
    let the = scene.the(doing.object);
    let both =
        format!("{then} and {now} touch {the}. At least one of them writes, and nothing says which comes first.");
    let end = scene.events().count();
    let nearly = memory::carried(scene, (index, event.thread), (end, thread));
    [Some(both), nearly.or_else(|| locks(scene, (index, event.thread), (end, thread))), Some(ORDER.to_string())]
        .into_iter()
        .flatten()
        .collect()
}

/// The locks that the two held, if some lock was held and none by both: that keeps nobody out.
fn locks(scene: &Scene, earlier: (usize, usize), later: (usize, usize)) -> Option<String> {
    let (first, second) = (held(scene, earlier.1, earlier.0), held(scene, later.1, later.0));
    if first.iter().any(|lock| second.contains(lock)) {
        return None;
    }
    let list = |locks: &[usize]| match locks {
        [] => "no lock".to_string(),
        locks => locks.iter().map(|lock| scene.the(Some(*lock))).collect::<Vec<_>>().join(" and "),
    };
    let both = !first.is_empty() && !second.is_empty();
    let so =
        if both { "Two locks do not keep each other's holders out." } else { "A lock keeps out only who asks for it." };
    let (a, b) = (name(earlier.1), name(later.1));
    (!first.is_empty() || !second.is_empty())
        .then(|| format!("There {a} held {}, and {b} held {}. {so}", list(&first), list(&second)))
}

/// What orders two accesses.
const ORDER: &str = "What would order them: the same lock around both, a join between them, or an atomic that one thread stores \
                     with Release after its access and the other loads with Acquire before its own.";
