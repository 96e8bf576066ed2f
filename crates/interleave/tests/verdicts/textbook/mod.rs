//! Bugs and designs from the literature, each written anew from its paper, one a file.

mod barriers;
mod biased_count;
mod buffer;
mod deadlocks;
mod multi_variable;
mod order;
mod peterson;
mod queue_lock;
mod sequence_lock;
mod single_variable;
mod treiber_stack;
mod wakers;
