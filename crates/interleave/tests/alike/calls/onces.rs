// `Once`, and a panic in it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

pub fn name_of_once() -> &'static str {
    ::core::any::type_name::<Once>()
}

pub fn calls() -> Vec<String> {
    static ONCE: Once = Once::new();
    let mut said = vec![format!("{}", ONCE.is_completed())];
    ONCE.call_once(|| said.push("once".into()));
    ONCE.call_once(|| said.push("never".into()));
    ONCE.call_once_force(|_| said.push("never".into()));
    ONCE.wait();
    ONCE.wait_force();
    said.push(format!("{} {ONCE:?}", ONCE.is_completed()));

    let poisoned = Once::new();
    let panicked = catch_unwind(|| poisoned.call_once(|| panic!("no")));
    said.push(format!("{} {}", panicked.is_err(), poisoned.is_completed()));
    for again in [
        catch_unwind(|| poisoned.call_once(|| ())),
        catch_unwind(AssertUnwindSafe(|| poisoned.wait())),
    ] {
        said.push(format!("{:?}", again.unwrap_err().downcast_ref::<&str>()));
    }
    poisoned.call_once_force(|state| said.push(format!("{} {state:?}", state.is_poisoned())));
    poisoned.call_once(|| said.push("never".into()));
    said.push(format!("{}", poisoned.is_completed()));
    said
}
