//! The root of the check. A prediction has no code that could run in a model, so the shadow std is not needed here.
use s01_choose_a_strategy as real;
mod check;
