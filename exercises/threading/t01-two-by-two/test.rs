//! The root of the check. A prediction has no code that could run in a model, so the shadow std is not needed here.
use t01_two_by_two as real;
mod check;
