//! What a role forbids its holder, whatever his other roles allow (`domain.md` 3.0, "must not").

use vocabulary::Role;

use crate::Action;

/// Actions that a role takes away from its holder.
#[derive(Debug, PartialEq, Eq)]
pub struct Conflict {
    pub name: &'static str,
    pub role: Role,
    pub forbidden: &'static [Action],
    pub zh: &'static str,
    pub en: &'static str,
}

/// The conflicts; each wins over [`crate::RIGHTS`], wherever the role is held.
pub const CONFLICTS: &[Conflict] = &[
    Conflict {
        name: "app_admin_reads_no_customer_data",
        role: Role::AppAdmin,
        forbidden: &[
            Action::ListOrders,
            Action::ReadOrder,
            Action::ReadEvidence,
            Action::UnmaskPersonalData,
            Action::PerformStage,
            Action::ReviewStage,
            Action::ListOfficeItems,
            Action::ResolveOfficeItem,
            Action::ReadOutbox,
            Action::ReadCustomer,
            Action::ListInquiries,
        ],
        zh: "应用管理员不得接触客户数据",
        en: "an app administrator never reads customer data",
    },
    Conflict {
        name: "monitor_operator_sees_masked_data_only",
        role: Role::MonitorOperator,
        forbidden: &[Action::UnmaskPersonalData, Action::ReadEvidence],
        zh: "监控值班员只能查看脱敏数据",
        en: "a monitoring operator never sees personal data unmasked",
    },
    Conflict {
        name: "security_officer_dispatches_nothing",
        role: Role::SecurityOfficer,
        forbidden: &[Action::DispatchOrder, Action::ReassignOrder],
        zh: "信息安全员不得派工",
        en: "a security officer never dispatches orders",
    },
];

/// The conflict that forbids `action` to somebody with `roles`.
pub(crate) fn conflict(
    roles: impl Iterator<Item = Role>,
    action: Action,
) -> Option<&'static Conflict> {
    let roles: Vec<Role> = roles.collect();
    CONFLICTS
        .iter()
        .find(|conflict| conflict.forbidden.contains(&action) && roles.contains(&conflict.role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Who;
    use crate::rights::granted;

    #[test]
    fn the_table_grants_nothing_that_the_same_role_forbids() {
        for conflict in CONFLICTS {
            for action in conflict.forbidden {
                assert_eq!(
                    granted(Who::Role(conflict.role), *action),
                    None,
                    "{} {action:?}",
                    conflict.name
                );
            }
        }
    }
}
