//! What this process has used so far.
//!
//! In: the system's own account of the process. Out: processor time and memory. Never: the time of
//! the clock, which on a shared machine tells of others.
//!
//! A process that has waited for a minute and worked for a second has used a second.

/// Processor time and memory of this process.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Milliseconds of all threads, in the program and in the system.
    milliseconds: f64,
    /// Bytes in memory now.
    pub resident: u64,
    /// Bytes in memory at the most so far.
    pub peak: u64,
}

impl Usage {
    /// Up to now; zeros on systems without `/proc`.
    pub fn now() -> Usage {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/self/{name}"));
        let status = read("status").unwrap_or_default();
        let bytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
            number.unwrap_or(0) << 10
        };
        Usage {
            milliseconds: nanoseconds(&read("schedstat").unwrap_or_default()) / 1e6,
            resident: bytes("VmRSS:"),
            peak: bytes("VmHWM:"),
        }
    }

    /// Milliseconds of processor time since an earlier moment.
    pub fn since(&self, earlier: &Usage) -> f64 {
        self.milliseconds - earlier.milliseconds
    }
}

/// The first number of `schedstat`: nanoseconds on a processor.
fn nanoseconds(text: &str) -> f64 {
    let first = text.split_whitespace().next();
    first.and_then(|number| number.parse().ok()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time() {
        assert_eq!(nanoseconds("2500000 7 1\n"), 2_500_000.0);
        let before = Usage::now();
        let sum: u64 = (0..5_000_000u64).map(std::hint::black_box).sum();
        assert!(sum > 0 && Usage::now().since(&before) >= 0.0);
    }
}
