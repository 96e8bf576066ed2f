//! Nothing is here: `cargo bench -p benches` measures what an execution costs on interleave and on bare loom.
