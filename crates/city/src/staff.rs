//! The people of the company and its stations.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use vocabulary::{Mobile, Role};

use crate::codes::StaffNo;
use crate::names::Name;
use crate::size::Size;
use crate::synthetic;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub staff_no: StaffNo,
    /// Name to sign in with: pinyin, with a number where two would share it.
    pub login: String,
    pub name: String,
    pub mobile: Mobile,
    pub roles: Vec<Role>,
}

/// Hires people one after the other, so that no two share a number or a login.
pub(crate) struct Staffing {
    rng: ChaCha8Rng,
    hired: usize,
    logins: BTreeMap<String, usize>,
}

impl Staffing {
    pub(crate) fn new(rng: ChaCha8Rng) -> Self {
        Self { rng, hired: 0, logins: BTreeMap::new() }
    }

    /// Those who work for the whole company.
    pub(crate) fn company(&mut self) -> Vec<Person> {
        [Role::SecurityOfficer, Role::AppAdmin, Role::MonitorOperator, Role::Dispatcher]
            .map(|role| self.hire(role))
            .into()
    }

    /// Head first, then the area managers, then everyone else.
    pub(crate) fn station(&mut self, size: &Size) -> Vec<Person> {
        let staff = size.staff;
        let teams = [
            (Role::StationHead, 1),
            (Role::AreaManager, area_managers(size)),
            (Role::MeterInstaller, staff.meter_installers),
            (Role::UsageInspector, staff.usage_inspectors),
            (Role::AcqMaintainer, staff.acq_maintainers),
            (Role::CounterClerk, staff.counter_clerks),
            (Role::BackOfficeClerk, staff.back_office_clerks),
            (Role::Dispatcher, staff.dispatchers),
        ];
        let mut people = Vec::new();
        for (role, count) in teams {
            people.extend((0..count.max(1)).map(|_| self.hire(role)));
        }
        people
    }

    fn hire(&mut self, role: Role) -> Person {
        let name = Name::make(&mut self.rng);
        self.hired += 1;
        let namesakes = self.logins.entry(name.pinyin.clone()).or_default();
        *namesakes += 1;
        let login =
            if *namesakes == 1 { name.pinyin } else { format!("{}{namesakes}", name.pinyin) };
        Person {
            staff_no: StaffNo::new(format!("1302{:04}", self.hired)),
            login,
            name: name.hanzi,
            mobile: synthetic::staff_mobile(self.hired),
            roles: vec![role],
        }
    }
}

/// One per grid; two at least, because A needs a B.
fn area_managers(size: &Size) -> usize {
    size.grids_per_station.max(2)
}
