//! The table: who may do what, and how far.

use vocabulary::Role;

use crate::Action;

/// How far a right reaches; a wider scope includes the narrower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// What is his own: assigned to him, or worked on by him; for a terminal, its own.
    Own,
    /// And everything in his grid cells.
    Grid,
    /// And everything of his station.
    Station,
    /// And everything of the company.
    Company,
}

impl Scope {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::Own => "own",
            Scope::Grid => "grid",
            Scope::Station => "station",
            Scope::Company => "company",
        }
    }
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Role(Role),
    Terminal,
    Neighbour,
}

impl Who {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Who::Role(role) => role.as_str(),
            Who::Terminal => "terminal",
            Who::Neighbour => "neighbour",
        }
    }
}

/// One row: an action and who may do it.
#[derive(Debug)]
pub struct Right {
    pub action: Action,
    pub granted: &'static [(Who, Scope)],
}

/// Who may do what. What is not here is denied.
pub const RIGHTS: &[Right] = &[
    // orders
    Right {
        action: Action::ListOrders,
        granted: &[
            (AREA_MANAGER, Scope::Grid),
            (METER_INSTALLER, Scope::Own),
            (USAGE_INSPECTOR, Scope::Own),
            (ACQ_MAINTAINER, Scope::Own),
            (COUNTER_CLERK, Scope::Station),
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
            (MONITOR_OPERATOR, Scope::Company),
        ],
    },
    Right {
        action: Action::ReadOrder,
        granted: &[
            (AREA_MANAGER, Scope::Grid),
            (METER_INSTALLER, Scope::Own),
            (USAGE_INSPECTOR, Scope::Own),
            (ACQ_MAINTAINER, Scope::Own),
            (COUNTER_CLERK, Scope::Station),
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
            (MONITOR_OPERATOR, Scope::Company),
        ],
    },
    // Faces, identity papers and signatures cannot be masked, so this is narrower than to read the
    // order.
    Right {
        action: Action::ReadEvidence,
        granted: &[
            (AREA_MANAGER, Scope::Grid),
            (METER_INSTALLER, Scope::Own),
            (USAGE_INSPECTOR, Scope::Own),
            (ACQ_MAINTAINER, Scope::Own),
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    Right {
        action: Action::UnmaskPersonalData,
        granted: &[
            (AREA_MANAGER, Scope::Grid),
            (METER_INSTALLER, Scope::Own),
            (USAGE_INSPECTOR, Scope::Own),
            (ACQ_MAINTAINER, Scope::Own),
            (COUNTER_CLERK, Scope::Station),
            (BACK_OFFICE_CLERK, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    Right {
        action: Action::PerformStage,
        granted: &[
            (AREA_MANAGER, Scope::Grid),
            (METER_INSTALLER, Scope::Own),
            (USAGE_INSPECTOR, Scope::Own),
            (ACQ_MAINTAINER, Scope::Own),
            (COUNTER_CLERK, Scope::Own),
            (BACK_OFFICE_CLERK, Scope::Own),
            // A box order, and whatever else a process asks of them at the console.
            (DISPATCHER, Scope::Own),
            (STATION_HEAD, Scope::Own),
        ],
    },
    Right {
        action: Action::ReviewStage,
        granted: &[(BACK_OFFICE_CLERK, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::DispatchOrder,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::ReassignOrder,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::SendBackOrder,
        granted: &[
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    Right {
        action: Action::AddSigner,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::UrgeOrder,
        granted: &[
            (COUNTER_CLERK, Scope::Station),
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
            (MONITOR_OPERATOR, Scope::Company),
        ],
    },
    Right {
        action: Action::SuspendOrder,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::ResumeOrder,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right { action: Action::TerminateOrder, granted: &[(STATION_HEAD, Scope::Station)] },
    Right {
        action: Action::ExplainOverdue,
        granted: &[
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    Right {
        action: Action::ListOfficeItems,
        granted: &[
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    Right {
        action: Action::ResolveOfficeItem,
        granted: &[
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    // processes
    Right {
        action: Action::ReadProcess,
        granted: &[
            (AREA_MANAGER, Scope::Company),
            (METER_INSTALLER, Scope::Company),
            (USAGE_INSPECTOR, Scope::Company),
            (ACQ_MAINTAINER, Scope::Company),
            (COUNTER_CLERK, Scope::Company),
            (BACK_OFFICE_CLERK, Scope::Company),
            (DISPATCHER, Scope::Company),
            (STATION_HEAD, Scope::Company),
            (APP_ADMIN, Scope::Company),
            (MONITOR_OPERATOR, Scope::Company),
            (ADMINISTRATOR, Scope::Company),
        ],
    },
    Right {
        action: Action::DeployProcess,
        granted: &[(APP_ADMIN, Scope::Company), (ADMINISTRATOR, Scope::Company)],
    },
    Right { action: Action::ActivateProcess, granted: &[(ADMINISTRATOR, Scope::Company)] },
    Right { action: Action::MigrateOrders, granted: &[(ADMINISTRATOR, Scope::Company)] },
    // terminals, cards, audit
    Right {
        action: Action::ListTerminals,
        granted: &[
            (STATION_HEAD, Scope::Station),
            (SECURITY_OFFICER, Scope::Company),
            (MONITOR_OPERATOR, Scope::Company),
        ],
    },
    Right { action: Action::EnrolTerminal, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::LockTerminal, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::UnlockTerminal, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::ListCards, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::IssueCard, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::UnlockCard, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::BlockCard, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right { action: Action::ReadAudit, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    // organisation and accounts
    Right {
        action: Action::ReadOrganisation,
        granted: &[
            (AREA_MANAGER, Scope::Station),
            (METER_INSTALLER, Scope::Station),
            (USAGE_INSPECTOR, Scope::Station),
            (ACQ_MAINTAINER, Scope::Station),
            (COUNTER_CLERK, Scope::Station),
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
            (APP_ADMIN, Scope::Company),
            (SECURITY_OFFICER, Scope::Company),
            (MONITOR_OPERATOR, Scope::Company),
            (ADMINISTRATOR, Scope::Company),
        ],
    },
    Right {
        action: Action::KeepAbsences,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::KeepDuties,
        granted: &[(DISPATCHER, Scope::Station), (STATION_HEAD, Scope::Station)],
    },
    Right {
        action: Action::KeepDispatchRules,
        granted: &[(STATION_HEAD, Scope::Station), (ADMINISTRATOR, Scope::Company)],
    },
    Right {
        action: Action::KeepCertificates,
        granted: &[(STATION_HEAD, Scope::Station), (ADMINISTRATOR, Scope::Company)],
    },
    Right {
        action: Action::CutOverAreas,
        granted: &[(STATION_HEAD, Scope::Station), (ADMINISTRATOR, Scope::Company)],
    },
    Right { action: Action::ManageOrganisation, granted: &[(ADMINISTRATOR, Scope::Company)] },
    Right {
        action: Action::ListAccounts,
        granted: &[(SECURITY_OFFICER, Scope::Company), (ADMINISTRATOR, Scope::Company)],
    },
    Right { action: Action::ManageAccounts, granted: &[(ADMINISTRATOR, Scope::Company)] },
    Right { action: Action::ManageCalendar, granted: &[(ADMINISTRATOR, Scope::Company)] },
    // customers
    Right {
        action: Action::ReadCustomer,
        granted: &[
            (AREA_MANAGER, Scope::Grid),
            (COUNTER_CLERK, Scope::Station),
            (BACK_OFFICE_CLERK, Scope::Station),
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
        ],
    },
    Right { action: Action::ListInquiries, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    // metering
    Right {
        action: Action::ListMeters,
        granted: &[
            (STATION_HEAD, Scope::Station),
            (SECURITY_OFFICER, Scope::Company),
            (ADMINISTRATOR, Scope::Company),
        ],
    },
    Right {
        action: Action::ReadMeterWork,
        granted: &[(STATION_HEAD, Scope::Station), (SECURITY_OFFICER, Scope::Company)],
    },
    Right { action: Action::InspectMeterWork, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right {
        action: Action::ListAuthorisations,
        granted: &[
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
            (SECURITY_OFFICER, Scope::Company),
        ],
    },
    Right {
        action: Action::DecideAuthorisation,
        granted: &[(STATION_HEAD, Scope::Station), (SECURITY_OFFICER, Scope::Company)],
    },
    // Which of them, the command says.
    Right { action: Action::ApproveSwitching, granted: &[(STATION_HEAD, Scope::Station)] },
    Right { action: Action::ApproveMeterChange, granted: &[(STATION_HEAD, Scope::Station)] },
    Right { action: Action::ApproveKeyUpdate, granted: &[(SECURITY_OFFICER, Scope::Company)] },
    Right {
        action: Action::AnnounceStopBan,
        granted: &[
            (DISPATCHER, Scope::Station),
            (STATION_HEAD, Scope::Station),
            (ADMINISTRATOR, Scope::Company),
        ],
    },
    // running the platform
    Right {
        action: Action::ReadOutbox,
        granted: &[(MONITOR_OPERATOR, Scope::Company), (ADMINISTRATOR, Scope::Company)],
    },
    Right {
        action: Action::RetryOutbox,
        granted: &[(MONITOR_OPERATOR, Scope::Company), (ADMINISTRATOR, Scope::Company)],
    },
    // programs
    Right { action: Action::SyncFeed, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::SubmitOperation, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::UploadFile, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::ReadBundle, granted: &[(Who::Terminal, Scope::Company)] },
    // An order is its performer's own.
    Right { action: Action::FetchFile, granted: &[(Who::Terminal, Scope::Own)] },
    // An area is its A's and B's own.
    Right { action: Action::FetchCustomers, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::LogInquiry, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::RequestAuthorisation, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::ReleaseAuthorisation, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::SubmitMeterWork, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::LookBackAtMeter, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::OpenCardSession, granted: &[(Who::Terminal, Scope::Own)] },
    Right { action: Action::ReceiveNeighbourMessage, granted: &[(Who::Neighbour, Scope::Company)] },
];

const AREA_MANAGER: Who = Who::Role(Role::AreaManager);
const METER_INSTALLER: Who = Who::Role(Role::MeterInstaller);
const USAGE_INSPECTOR: Who = Who::Role(Role::UsageInspector);
const ACQ_MAINTAINER: Who = Who::Role(Role::AcqMaintainer);
const COUNTER_CLERK: Who = Who::Role(Role::CounterClerk);
const BACK_OFFICE_CLERK: Who = Who::Role(Role::BackOfficeClerk);
const DISPATCHER: Who = Who::Role(Role::Dispatcher);
const STATION_HEAD: Who = Who::Role(Role::StationHead);
const APP_ADMIN: Who = Who::Role(Role::AppAdmin);
const SECURITY_OFFICER: Who = Who::Role(Role::SecurityOfficer);
const MONITOR_OPERATOR: Who = Who::Role(Role::MonitorOperator);
const ADMINISTRATOR: Who = Who::Role(Role::Administrator);

/// How far the table lets `who` go with `action`.
pub(crate) fn granted(who: Who, action: Action) -> Option<Scope> {
    let right = RIGHTS.iter().find(|right| right.action == action)?;
    right.granted.iter().find(|(granted, _)| *granted == who).map(|(_, scope)| *scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_one_row_and_somebody_who_may_do_it() {
        for action in Action::ALL {
            let rows: Vec<_> = RIGHTS.iter().filter(|right| right.action == *action).collect();
            assert_eq!(rows.len(), 1, "{action:?}");
            assert!(!rows[0].granted.is_empty(), "{action:?}");
        }
    }

    #[test]
    fn nobody_stands_twice_in_a_row() {
        for right in RIGHTS {
            for (at, (who, _)) in right.granted.iter().enumerate() {
                let again = right.granted[at + 1..].iter().any(|(other, _)| other == who);
                assert!(!again, "{:?} {who:?}", right.action);
            }
        }
    }
}
