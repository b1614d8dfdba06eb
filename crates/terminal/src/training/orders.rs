//! What is practised with: a process, orders of it, and whoever practises.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use terminal_store::StoredBundle;
use vocabulary::{Clock, Entropy, PersonId, Role};

use crate::platform::SessionPerson;

/// The name that stands on everything that is practised.
pub const PRACTICE_PERSON: &str = "练习人员";

/// What every practice order knows: a meter and seals that can be typed, because there are none to be scanned.
pub const FACTS: (&str, &str) = (METER, "F00000101");

const METER: &str = "3130001000001234567893";

/// One order to be practised with.
pub(crate) struct PracticeOrder {
    pub order_no: &'static str,
    pub customer_name: &'static str,
    pub service_address: &'static str,
    pub requested_capacity_w: u64,
}

impl PracticeOrder {
    /// As the README of the process lists them. No box and no grid: whoever practises sits anywhere.
    pub fn facts(&self) -> Value {
        json!({
            "customer": {
                "customer_no": "0301234567",
                "customer_no_pending": false,
                "customer_name": self.customer_name,
                "id_kind": "resident_id",
                "id_no": "11010519491231002X",
                "mobile": "13800138000",
                "service_address": self.service_address,
            },
            "intake": {
                "channel": "door",
                "area_id": "T-LX-001",
                "line_id": "L-LX-01",
                "box_id": "BX-LX-001-04",
                "usage_class": "residential",
                "requested_capacity_w": self.requested_capacity_w,
            },
            "meters": { METER: { "comm_address": "000012345678", "start_reading_total_ckwh": 12 } },
            "seals_in_custody": ["F00000101", "F00000102", "F00000103"],
        })
    }
}

/// The orders of a fresh practice.
pub(crate) const fn orders() -> [PracticeOrder; 2] {
    [
        PracticeOrder {
            order_no: "LX0000000001",
            customer_name: "练习客户甲",
            service_address: "练习路 1 号 1-101",
            requested_capacity_w: 8_000,
        },
        PracticeOrder {
            order_no: "LX0000000002",
            customer_name: "练习客户乙",
            service_address: "练习路 2 号 2-202",
            requested_capacity_w: 12_000,
        },
    ]
}

/// Whoever practises: nobody of the company's, and of every role, so that each stage falls to him.
pub(crate) fn trainee(clock: &dyn Clock, entropy: &dyn Entropy) -> SessionPerson {
    SessionPerson {
        person: PersonId::make(clock, entropy),
        name: PRACTICE_PERSON.to_owned(),
        staff_no: "LX".to_owned(),
        roles: Role::ALL.to_vec(),
    }
}

/// The low-voltage residential connection: two visits on site and an archive, which is what most orders are like.
pub(crate) fn bundle() -> StoredBundle {
    let files = FILES.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let files = BTreeMap::from(files);
    StoredBundle { process: PROCESS.to_owned(), version: 1, files }
}

const PROCESS: &str = "low_voltage_residential_new";

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$((
            $path,
            include_str!(concat!("../../../../processes/low_voltage_residential_new/", $path)),
        )),*]
    };
}

const FILES: [(&str, &str); 14] = files![
    "README.md",
    "process.bpmn",
    "policies.json",
    "rules.cel",
    "forms/acceptance.schema.json",
    "forms/acceptance.ui.json",
    "forms/archive.schema.json",
    "forms/archive.ui.json",
    "forms/box_order.schema.json",
    "forms/box_order.ui.json",
    "forms/install_energise.schema.json",
    "forms/install_energise.ui.json",
    "forms/missing_papers.schema.json",
    "forms/missing_papers.ui.json",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_opens() {
        let opened = forms::Bundle::open(bundle().files).expect("a bundle without faults");
        let definition =
            bpmn::Definition::compile(opened.process_xml().as_bytes(), &rules::Cel::new());
        assert_eq!(definition.expect("a drawing without faults").process().id, PROCESS);
    }
}
