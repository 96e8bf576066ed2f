//! Every reference solution on the real std: what the checks call `real`.
//!
//! Read a solution after your own is solved. Its comments say why a line is there, not what it does.

#[path = "../start/z01-first-schedule/solution.rs"]
pub mod z01_first_schedule;

#[path = "../gil/g01-final-values/solution.rs"]
pub mod g01_final_values;

#[path = "../gil/g02-two-holders/solution.rs"]
pub mod g02_two_holders;

#[path = "../gil/g03-acquire/solution.rs"]
pub mod g03_acquire;

#[path = "../gil/g04-drop-request/solution.rs"]
pub mod g04_drop_request;

#[path = "../gil/g05-convoy/solution.rs"]
pub mod g05_convoy;

#[path = "../gil/g06-forced-switching/solution.rs"]
pub mod g06_forced_switching;

#[path = "../gil/g07-interpreter/solution.rs"]
pub mod g07_interpreter;

#[path = "../threading/t01-two-by-two/solution.rs"]
pub mod t01_two_by_two;

#[path = "../threading/t02-overdraw/solution.rs"]
pub mod t02_overdraw;

#[path = "../threading/t03-move-together/solution.rs"]
pub mod t03_move_together;

#[path = "../threading/t04-first-second-third/solution.rs"]
pub mod t04_first_second_third;

#[path = "../threading/t05-semaphore/solution.rs"]
pub mod t05_semaphore;

#[path = "../threading/t06-condition/solution.rs"]
pub mod t06_condition;

#[path = "../threading/t07-queue/solution.rs"]
pub mod t07_queue;

#[path = "../threading/t08-barrier/solution.rs"]
pub mod t08_barrier;

#[path = "../threading/t09-philosophers/solution.rs"]
pub mod t09_philosophers;

#[path = "../threading/t10-memo/solution.rs"]
pub mod t10_memo;

#[path = "../multiprocessing/m03-whole-messages/solution.rs"]
pub mod m03_whole_messages;

#[path = "../multiprocessing/m05-ring/solution.rs"]
pub mod m05_ring;

#[path = "../futures/f02-two-waiters/solution.rs"]
pub mod f02_two_waiters;

#[path = "../asyncio/a04-never-woken/solution.rs"]
pub mod a04_never_woken;

#[path = "../native/n02-hands-off/solution.rs"]
pub mod n02_hands_off;

#[path = "../native/n03-touched-while-detached/solution.rs"]
pub mod n03_touched_while_detached;

#[path = "../strategy/s01-choose-a-strategy/solution.rs"]
pub mod s01_choose_a_strategy;

#[path = "../strategy/s02-a-benchmark-that-lies/solution.rs"]
pub mod s02_a_benchmark_that_lies;
