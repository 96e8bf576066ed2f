//! The root of the check. A schedule has no code that could run in a model, so the shadow std is not needed here.
use t02_overdraw as real;
mod check;
