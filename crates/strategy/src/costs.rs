//! What the machine's parts cost.

use std::time::Duration;

/// The prices that decide. Those of your own machine are what the lab measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// How many may compute at the same time.
    pub cores: u32,
    /// How long a waiter waits before it asks for the GIL, and how long who computes keeps a core that others want.
    pub switch_interval: Duration,
    /// To start a thread and join it.
    pub thread_start: Duration,
    /// To start a process and join it, on a core of its own.
    pub process_start: Duration,
    /// To give a thread of a pool one task, and to get the result: Python, under the GIL.
    pub thread_task: Duration,
    /// To give a process of a pool one task, and to get the result: Python, under the GIL of the parent.
    pub process_task: Duration,
    /// To send 1,000 bytes to another process or back, on each side.
    pub kilobyte: Duration,
    /// To make a task of a loop, and to end it.
    pub async_task: Duration,
    /// How many times slower Python runs in a free-threaded build.
    pub free_threading_slow_down: f64,
}

impl Default for Costs {
    /// Round numbers: four cores, CPython's 5 ms, and what 3.11 took on a small Linux machine (with forkserver), rounded to one digit.
    /// They are good for comparing strategies, and for nothing else.
    fn default() -> Self {
        let us = Duration::from_micros;
        Costs {
            cores: 4,
            switch_interval: us(5_000),
            thread_start: us(60),
            process_start: us(10_000),
            thread_task: us(20),
            process_task: us(200),
            kilobyte: us(1),
            async_task: us(10),
            free_threading_slow_down: 1.1,
        }
    }
}
