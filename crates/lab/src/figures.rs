//! What the pages include: `book/measured/figures.md`, written from `book/measured/record.json`.
//!
//! A key is `EXPERIMENT-QUANTITY-CONTENDER`. The contender is `py311`, `py313t`, `ours`, or `pythons` (lowest to highest median of all versions).
//! `spread-…` before it gives lowest to highest sample. `date`, `machine` and `versions` tell of the run; `table-EXPERIMENT` is a table.
