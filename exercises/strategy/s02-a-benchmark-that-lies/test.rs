//! The root of the check. Nothing here has threads, so the shadow std is not needed.
use s02_a_benchmark_that_lies as real;
mod check;
