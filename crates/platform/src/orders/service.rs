//! What the platform can do by itself when a process asks for it.

use bpmn::Service;

/// `ronghe:service` of a service task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceKind {
    /// Hands the order and its evidence index to the marketing system; done when that has taken it.
    ReportResult,
    /// Reminds whoever has a stage of the order open.
    Remind,
}

impl ServiceKind {
    const ALL: [Self; 2] = [Self::ReportResult, Self::Remind];

    const fn word(self) -> &'static str {
        match self {
            Self::ReportResult => "report_result",
            Self::Remind => "remind",
        }
    }

    /// Nothing when the task names no service, or one that nobody here does.
    #[must_use]
    pub fn of(service: &Service) -> Option<Self> {
        let named = service.extension.get("service")?;
        Self::ALL.into_iter().find(|kind| kind.word() == named)
    }

    /// All of them, for whoever draws a process.
    #[must_use]
    pub fn words() -> String {
        Self::ALL.map(Self::word).join(", ")
    }
}
