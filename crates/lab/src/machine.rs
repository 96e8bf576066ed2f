//! This machine and this day, in the words of a record. No name of a host or of a user is among them.

use std::time::SystemTime;

use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

/// Processor, cores, memory and system, such as `AMD EPYC 7B13, 2 cores, 24 GB, Linux (Debian GNU/Linux 12)`; the system alone where it
/// says no more.
#[must_use]
pub fn describe() -> String {
    let name = System::long_os_version().unwrap_or_else(|_| std::env::consts::OS.to_owned());
    let what =
        RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing()).with_memory(MemoryRefreshKind::nothing().with_ram());
    let Ok(system) = System::new_with_specifics(what) else { return name };
    let processor = system.cpus().first().map(|cpu| cpu.brand().trim()).filter(|brand| !brand.is_empty());
    let cores = match system.cpus().len() {
        1 => "1 core".to_owned(),
        cores => format!("{cores} cores"),
    };
    // As memory is sold, not as what the system leaves of it.
    let memory = format!("{} GB", system.total_memory().div_ceil(1 << 30));
    [processor.unwrap_or("a processor without a name"), &cores, &memory, &name].join(", ")
}

/// Today, as `2026-11-27`, in universal time.
#[must_use]
pub fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}
