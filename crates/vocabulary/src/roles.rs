//! The roles of the trade (`domain.md` 3.0).

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

/// What a person may be in a station or company; one person may hold several.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 台区经理: owner of a grid's areas, single face to its customers.
    AreaManager,
    /// 装表接电工: installs and changes meters.
    MeterInstaller,
    /// 用电检查人员
    UsageInspector,
    /// 采集运维人员
    AcqMaintainer,
    /// 营业厅受理员: takes applications at the counter.
    CounterClerk,
    /// 后台归档人员: archives orders and calls customers back.
    BackOfficeClerk,
    /// 派工员
    Dispatcher,
    /// 供电所所长
    StationHead,
    /// 应用管理员
    AppAdmin,
    /// 信息安全员
    SecurityOfficer,
    /// 监控值班员
    MonitorOperator,
    /// 系统管理员: made by `ronghe init`, manages accounts and the organisation.
    Administrator,
}

/// Reads roles and leaves out those of a later release, which give nobody a right here: for what a terminal is told.
///
/// # Errors
/// When it is no list.
pub fn known_roles<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Role>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Told {
        Known(Role),
        Other(IgnoredAny),
    }
    let told = Vec::<Told>::deserialize(deserializer)?;
    Ok(told
        .into_iter()
        .filter_map(|told| match told {
            Told::Known(role) => Some(role),
            Told::Other(_) => None,
        })
        .collect())
}

impl Role {
    pub const ALL: [Role; 12] = [
        Role::AreaManager,
        Role::MeterInstaller,
        Role::UsageInspector,
        Role::AcqMaintainer,
        Role::CounterClerk,
        Role::BackOfficeClerk,
        Role::Dispatcher,
        Role::StationHead,
        Role::AppAdmin,
        Role::SecurityOfficer,
        Role::MonitorOperator,
        Role::Administrator,
    ];

    /// The word used in SQL, JSON and process files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::AreaManager => "area_manager",
            Role::MeterInstaller => "meter_installer",
            Role::UsageInspector => "usage_inspector",
            Role::AcqMaintainer => "acq_maintainer",
            Role::CounterClerk => "counter_clerk",
            Role::BackOfficeClerk => "back_office_clerk",
            Role::Dispatcher => "dispatcher",
            Role::StationHead => "station_head",
            Role::AppAdmin => "app_admin",
            Role::SecurityOfficer => "security_officer",
            Role::MonitorOperator => "monitor_operator",
            Role::Administrator => "administrator",
        }
    }

    /// The role of that word, if there is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_spelt_alike_in_json_and_sql() {
        for role in Role::ALL {
            assert_eq!(serde_json::json!(role), role.as_str());
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
    }

    #[test]
    fn a_role_of_a_later_release_is_left_out() {
        let mut json = serde_json::Deserializer::from_str(r#"["dispatcher","moon_keeper",7]"#);
        assert_eq!(known_roles(&mut json).expect("a list"), [Role::Dispatcher]);
    }
}
