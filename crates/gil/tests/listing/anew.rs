//! The python3 of this machine lists the recorded programs anew.

use super::{VERSIONS, listings, recorded};
use gil::listing;
use std::io::Write as _;

#[test]
fn the_python_here_prints_listings_that_read_as_the_recorded_ones() {
    let Some(python) = python::or_skip("to list the recorded programs anew") else { return };
    let version = (python.version.0 as u8, python.version.1 as u8);
    if !VERSIONS.contains(&version) {
        let skipped = "SKIPPED to list the recorded programs anew: Python 3.9 to 3.14 are known";
        writeln!(std::io::stderr(), "{skipped}, and here is {}.{}", version.0, version.1).unwrap();
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("listed-anew");
    let output = python.command(&listings().join("record.py")).arg(&folder).output().unwrap();
    python::lines(&output, "record.py".as_ref());
    let programs = std::fs::read_dir(listings().join("programs")).unwrap().map(|entry| entry.unwrap().file_name());
    for program in programs.map(|name| name.into_string().unwrap().replace(".py", "")) {
        let anew = std::fs::read_to_string(folder.join(&program).with_extension("txt")).unwrap();
        let anew = listing::read_as(&anew, version).unwrap_or_else(|error| panic!("{program}: {error}"));
        let before = listing::read_as(&recorded(version, &program), version).unwrap();
        assert_eq!(anew, before, "{program}");
    }
}
