//! What the platform can do by itself when a process asks for it.

use bpmn::Service;

use super::completion::AwaitedReport;

/// `ronghe:service` of a service task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceKind {
    /// Hands the order and its evidence index to the marketing system; done when that has taken it.
    ReportResult,
    /// Tells the acquisition system what became of its meter task; done when that has taken it.
    ReportTask { run_out: bool },
    /// Reminds whoever has a stage of the order open.
    Remind,
}

impl ServiceKind {
    const ALL: [Self; 3] = [Self::ReportResult, Self::ReportTask { run_out: false }, Self::Remind];

    const fn word(self) -> &'static str {
        match self {
            Self::ReportResult => "report_result",
            Self::ReportTask { .. } => "report_task",
            Self::Remind => "remind",
        }
    }

    /// Nothing when the task names no service, or one that nobody here does.
    #[must_use]
    pub fn of(service: &Service) -> Option<Self> {
        let named = service.extension.get("service")?;
        let kind = Self::ALL.into_iter().find(|kind| kind.word() == named)?;
        Some(match kind {
            Self::ReportTask { .. } => {
                let result = service.extension.get("result").map(String::as_str);
                Self::ReportTask { run_out: result == Some("run_out") }
            }
            other => other,
        })
    }

    /// The message that its order waits for, if it sends one.
    #[must_use]
    pub const fn report(self) -> Option<AwaitedReport> {
        match self {
            Self::ReportResult => Some(AwaitedReport::Order),
            Self::ReportTask { .. } => Some(AwaitedReport::Task),
            Self::Remind => None,
        }
    }

    /// All of them, for whoever draws a process.
    #[must_use]
    pub fn words() -> String {
        Self::ALL.map(Self::word).join(", ")
    }
}
