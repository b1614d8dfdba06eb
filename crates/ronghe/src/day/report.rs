//! What a day has shown: every step as it happens, every check with its mark, a table at the end.

use std::time::Duration;

use serde::Serialize;
use vocabulary::{Clock as _, SystemClock};

/// The day so far.
#[derive(Debug)]
pub struct Report {
    clock: SystemClock,
    quiet: bool,
    steps: Vec<Step>,
    failed: Vec<String>,
}

/// Something that was done and checked.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    pub title: String,
    pub checks: u32,
    pub failed: u32,
    pub seconds: f64,
    #[serde(skip)]
    began: Duration,
}

/// What was counted outside the steps.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counts {
    pub orders: u64,
    pub operations: u64,
    /// Operations and messages that came again and were known.
    pub duplicates_refused: u64,
    pub files: u64,
    pub file_bytes: u64,
    /// Between terminals and platform.
    pub bytes_up: u64,
    pub bytes_down: u64,
    pub audit_chains: u64,
    pub audit_entries: u64,
}

/// The last line that is printed.
#[derive(Debug, Clone, Serialize)]
pub struct Summary<'a> {
    pub seed: u64,
    pub database: &'a str,
    pub held: bool,
    pub steps: &'a [Step],
    pub checks: u32,
    pub checks_failed: u32,
    pub failed: &'a [String],
    /// Why the day ended before its end.
    pub broken_off: Option<String>,
    #[serde(flatten)]
    pub counts: Counts,
    pub seconds: f64,
}

impl Report {
    /// `quiet`: only the summary is printed.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        Self { clock: SystemClock::new(), quiet, steps: Vec::new(), failed: Vec::new() }
    }

    /// Begins a step; the one before is over.
    pub fn step(&mut self, title: &str) {
        self.end_step();
        self.say(format_args!("\n▶ {title}"));
        let began = self.clock.monotonic();
        let title = title.to_owned();
        self.steps.push(Step { title, checks: 0, failed: 0, seconds: 0.0, began });
    }

    /// Says what is being done.
    pub fn note(&self, what: impl std::fmt::Display) {
        self.say(format_args!("    {what}"));
    }

    /// Says what was waited for and has come. What does not come breaks the day off, so that this is no check.
    pub fn came(&self, what: impl std::fmt::Display) {
        self.say(format_args!("  → {what}"));
    }

    /// Marks a check. A day goes on after one that failed: the next may tell why.
    pub fn check(&mut self, holds: bool, what: impl std::fmt::Display) {
        self.say(format_args!("  {} {what}", if holds { '✓' } else { '✗' }));
        if !holds {
            self.failed.push(what.to_string());
        }
        if let Some(step) = self.steps.last_mut() {
            step.checks += 1;
            step.failed += u32::from(!holds);
        }
    }

    /// Marks a check of two values that should be one.
    pub fn check_same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        found: T,
        expected: T,
        what: impl std::fmt::Display,
    ) {
        if found == expected {
            self.check(true, what);
        } else {
            self.check(false, format_args!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    /// Whether everything that was checked held, and anything was.
    #[must_use]
    pub fn held(&self) -> bool {
        self.failed.is_empty() && self.checks() > 0
    }

    /// Prints the table and, as the last line, the summary.
    pub fn finish(
        mut self,
        seed: u64,
        database: &str,
        counts: Counts,
        broken_off: Option<String>,
    ) -> bool {
        self.end_step();
        let held = self.held() && broken_off.is_none();
        let summary = Summary {
            seed,
            database,
            held,
            steps: &self.steps,
            checks: self.checks(),
            checks_failed: self.steps.iter().map(|step| step.failed).sum(),
            failed: &self.failed,
            broken_off,
            counts,
            seconds: round(self.clock.monotonic()),
        };
        if !self.quiet {
            print_table(&summary);
        }
        match serde_json::to_string(&summary) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("ronghe: the summary cannot be written: {error}"),
        }
        held
    }

    fn checks(&self) -> u32 {
        self.steps.iter().map(|step| step.checks).sum()
    }

    fn end_step(&mut self) {
        let now = self.clock.monotonic();
        if let Some(step) = self.steps.last_mut() {
            step.seconds = round(now.saturating_sub(step.began));
        }
    }

    fn say(&self, line: std::fmt::Arguments<'_>) {
        if !self.quiet {
            println!("{line}");
        }
    }
}

fn print_table(summary: &Summary<'_>) {
    println!("\n  {:>6}  {:>6}  {:>8}  step", "checks", "failed", "seconds");
    for step in summary.steps {
        let Step { title, checks, failed, seconds, .. } = step;
        println!("  {checks:>6}  {failed:>6}  {seconds:>8.1}  {title}");
    }
    let counts = &summary.counts;
    println!("\n  orders               {:>12}", counts.orders);
    println!("  operations           {:>12}", counts.operations);
    println!("  duplicates refused   {:>12}", counts.duplicates_refused);
    println!("  files                {:>12}", counts.files);
    println!("  bytes of files       {:>12}", counts.file_bytes);
    println!("  bytes up, down       {:>12} {:>12}", counts.bytes_up, counts.bytes_down);
    println!("  audit chains, entries{:>12} {:>12}", counts.audit_chains, counts.audit_entries);
    println!("  seconds              {:>12.1}", summary.seconds);
    if let Some(why) = &summary.broken_off {
        println!("\n  broken off: {why}");
    }
    for failed in summary.failed {
        println!("  ✗ {failed}");
    }
    let (checks, failed) = (summary.checks, summary.checks_failed);
    println!("\n  seed {}: {} of {checks} checks held\n", summary.seed, checks - failed);
}

/// Seconds to a tenth of a millisecond.
fn round(took: Duration) -> f64 {
    (took.as_secs_f64() * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_check_is_enough_and_none_at_all_too() {
        let mut report = Report::new(true);
        assert!(!report.held(), "nothing was checked");
        report.step("one");
        report.check(true, "fine");
        assert!(report.held());
        report.check_same(1, 2, "counted");
        assert!(!report.held());
        assert_eq!(report.failed, ["counted: expected 2, found 1"]);
        assert_eq!((report.steps[0].checks, report.steps[0].failed), (2, 1));
    }
}
