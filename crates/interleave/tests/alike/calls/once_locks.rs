// `OnceLock`.

use std::panic::catch_unwind;
use std::sync::OnceLock;
use std::thread;

pub fn calls() -> Vec<String> {
    static CELL: OnceLock<String> = OnceLock::new();
    let mut said = vec![format!("{:?} {CELL:?}", CELL.get())];
    let waited = thread::scope(|scope| {
        let child = scope.spawn(|| CELL.wait().len());
        said.push(format!("{:?}", CELL.set("spam".into())));
        child.join().unwrap()
    });
    said.push(format!("{waited} {:?} {:?}", CELL.set("eggs".into()), CELL.get_or_init(|| unreachable!())));
    said.push(format!("{CELL:?}"));

    let mut cell = OnceLock::new();
    let failed = catch_unwind(|| *cell.get_or_init(|| panic!("no")));
    said.push(format!("{} {}", failed.is_err(), cell.get_or_init(|| 1)));
    *cell.get_mut().unwrap() += 1;
    let clone = cell.clone();
    said.push(format!("{:?} {} {}", clone, clone == cell, OnceLock::from(3) == cell));
    said.push(format!("{:?} {:?} {:?}", cell.take(), cell.take(), cell.get_mut()));
    said.push(format!("{:?} {:?}", cell.set(5), cell.into_inner()));
    said.push(format!("{:?} {:?}", OnceLock::<u8>::default(), OnceLock::from(7).into_inner()));
    said
}
