//! The root of the check. A prediction has no code that could run in a model, so the shadow std is not needed here.
use g01_final_values as real;
mod check;
