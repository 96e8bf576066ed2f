// `LazyLock`.

use std::panic::catch_unwind;
use std::sync::LazyLock;

pub fn calls() -> Vec<String> {
    static LIST: LazyLock<Vec<u32>> = LazyLock::new(|| vec![1, 2]);
    let mut said = vec![format!("{LIST:?} {:?}", LazyLock::get(&LIST))];
    said.push(format!("{} {:?} {:?}", LIST.len(), LazyLock::force(&LIST), LazyLock::get(&LIST)));
    said.push(format!("{LIST:?}"));

    let word = String::from("spam");
    let mut lazy = LazyLock::new(move || word + "!");
    said.push(format!("{:?}", LazyLock::get_mut(&mut lazy)));
    LazyLock::force_mut(&mut lazy).push('!');
    lazy.push('?');
    said.push(lazy.clone());
    said.push(format!("{:?}", LazyLock::get_mut(&mut lazy)));
    said.push(format!("{}", *LazyLock::<u8>::default()));

    let poisoned = LazyLock::<u8>::new(|| panic!("no"));
    said.push(format!("{:?}", catch_unwind(|| *poisoned).unwrap_err().downcast_ref::<&str>()));
    said.push(format!("{:?}", catch_unwind(|| *poisoned).unwrap_err().downcast_ref::<&str>()));
    said
}
