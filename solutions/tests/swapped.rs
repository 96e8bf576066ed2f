//! A wrong variant in a solution's place, everything else as in `all.rs`. This fails by design, and is not run by
//! default: the test `a_wrong_variant_in_the_solutions_place_is_rejected` of `all.rs` runs it, and looks how it fails.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

#[path = "../../exercises/gil/g02-two-holders"]
mod g02_two_holders {
    mod check;
    #[path = "../../../solutions/gil/g02-two-holders/wrong/remembers_the_flag.rs"]
    mod exercise;
    use solutions::g02_two_holders as real;
}
