//! The first orders: the marketing system hands them over, as it does every morning, and the acquisition system its tasks.

use std::time::Duration;

use anyhow::Context as _;
use city::{City, Station};
use serde_json::{Value, json};
use time::Date;
use vocabulary::{Clock as _, OrderNo, Role, SystemClock, local_date};

use crate::client::{AcquisitionControl, Console, Control};
use crate::company::{
    BUSINESS_PROCESS, Custody, CustomerOrder, Metered, OWED_FEN, Order, PROCESS, Record,
    application_data, applications_of, arrears_of, business_data, businesses_of, customer_batches,
    high_voltage_data, increases_of, meter_batches, owing, replacement_of, routes_of, stop_of,
    temporary_data,
};

const TAKEN_WITHIN: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(200);
const HOUSEHOLDS: usize = 12;
const BUSINESSES: usize = 2;

/// Lets the marketing system tell of the first station's customers and the acquisition system of their meters, lets the
/// former hand over orders of it, some of every process that is deployed, and the latter tasks at the simulated meters, and
/// waits until the platform has the orders.
///
/// # Errors
/// When a program does not answer, or an order does not arrive.
pub async fn hand_over(
    record: &Record,
    city: &City,
    metered: &[Metered],
) -> anyhow::Result<Vec<Order>> {
    let control = Control::new(&record.marketing.url, &record.marketing.control_key);
    let station = city.stations.first().context("the city has no station")?;
    let code = station.code.as_str();
    let today = local_date(SystemClock::new().now()).context("the clock shows no day")?;
    let is_deployed =
        |asked: &Asked| record.processes.iter().any(|one| one.process == asked.process);
    let mut asked = opening_orders(city, station, today);
    asked.extend(metered.iter().flat_map(|metered| at_the_meter(metered, today)));
    asked.retain(is_deployed);
    // The platform takes them while the orders come, and packs them afterwards: nobody waits for it.
    for (id, records) in customer_batches(city, station, SystemClock::new().now()) {
        control.customers(&id, &records).await?;
    }
    for metered in metered {
        let now = SystemClock::new().now();
        let owing = owing(city, &metered.customer, 2, Some(OWED_FEN), now)?;
        control.customers(&format!("C-{}-2", metered.customer.customer_no), &[owing]).await?;
    }
    let mut tasks = Vec::new();
    if let Some(acquisition) = &record.acquisition {
        let control = AcquisitionControl::new(&acquisition.url, &acquisition.control_key);
        for meters in meter_batches(city, station, metered) {
            control.archive(&meters).await?;
        }
        if record.processes.iter().any(|one| one.process == METER_TASK) {
            // They go to the platform after their meters.
            let all: Vec<Value> = metered.iter().zip(1..).flat_map(tasks_of).collect();
            control.hand_over_tasks(&all).await?;
            tasks = all;
        }
    }
    for Asked { order_no, process, data } in &asked {
        control.new_order(order_no.as_str(), process, data).await?;
    }
    let head = record.account_with(Role::StationHead, Some(code)).context("no station head")?;
    let head = Console::sign_in(&record.platform.url, &head.login, &head.password).await?;
    let mut orders = Vec::new();
    for Asked { order_no, process, data } in asked {
        let order = arrived(&head, order_no.as_str()).await?;
        let (process, station) = (process.to_owned(), code.to_owned());
        orders.push(Order { order, order_no, process, station, data });
    }
    for data in tasks {
        let number = data["task_no"].as_str().context("a task has a number")?;
        let order = arrived(&head, number).await?;
        let (order_no, process) = (number.parse()?, METER_TASK.to_owned());
        orders.push(Order { order, order_no, process, station: code.to_owned(), data });
    }
    Ok(orders)
}

/// Two tasks at a meter on somebody's wall: one to read it again, one to look at it.
fn tasks_of((metered, n): (&Metered, u32)) -> [Value; 2] {
    let comm_address = &metered.old.comm_address;
    [
        json!({
            "task_no": format!("CJ{n:09}1"), "comm_address": comm_address, "work": "re_read",
            "reason": "no_reading_for_days", "days_without_reading": 3,
            "remark": "集中器在线，单表无示数",
        }),
        json!({
            "task_no": format!("CJ{n:09}2"), "comm_address": comm_address, "work": "check",
            "reason": "event_reported", "remark": "表计上报开盖事件，请现场核查",
        }),
    ]
}

/// The process of meter tasks.
const METER_TASK: &str = "meter_task";

/// An order as the marketing system hands it over.
struct Asked {
    order_no: OrderNo,
    process: &'static str,
    data: Value,
}

/// Households first; then some of everything else that the station does.
fn opening_orders(city: &City, station: &Station, today: Date) -> Vec<Asked> {
    let code = station.code.as_str();
    let households = applications_of(city, code).take(HOUSEHOLDS).map(|(n, application)| {
        let data = application_data(&application, &Custody::of(city.seed, n));
        Asked { order_no: application.order_no, process: PROCESS, data }
    });
    let mut businesses =
        businesses_of(city, code).map(|(n, business)| (Custody::of(city.seed, n), business));
    let mut asked: Vec<_> = households.collect();
    asked.extend(businesses.by_ref().take(BUSINESSES).map(|(custody, business)| {
        let data = business_data(&business, &custody);
        Asked { order_no: business.order_no, process: BUSINESS_PROCESS, data }
    }));
    asked.extend(businesses.by_ref().take(1).map(|(custody, business)| {
        let data = temporary_data(&business, &custody);
        Asked { order_no: business.order_no, process: "temporary_supply", data }
    }));
    asked.extend(businesses.take(1).map(|(_, business)| {
        let data = high_voltage_data(&business);
        Asked { order_no: business.order_no, process: "high_voltage_new", data }
    }));
    let of_customers = |process, order: CustomerOrder| {
        let CustomerOrder { order_no, data } = order;
        Asked { order_no, process, data }
    };
    let increases = increases_of(city, code).take(1);
    let routes = routes_of(city, station, today).take(1);
    let arrears = arrears_of(city, code, today).take(2);
    asked.extend(increases.map(|order| of_customers(BUSINESS_PROCESS, order)));
    asked.extend(routes.map(|order| of_customers("meter_reading", order)));
    asked.extend(arrears.map(|order| of_customers("dunning", order)));
    asked
}

/// A stop, and a replacement, where there is a meter to work at.
fn at_the_meter(metered: &Metered, today: Date) -> [Asked; 2] {
    let Metered { customer, custody, order_nos: [stop, replacement], .. } = metered;
    let now = SystemClock::new().now();
    [
        Asked {
            order_no: stop.clone(),
            process: "fee_control",
            data: stop_of(customer, &custody.seals, now),
        },
        Asked {
            order_no: replacement.clone(),
            process: "meter_replacement",
            data: replacement_of(customer, custody, today),
        },
    ]
}

/// The platform's id of an order, once it is there.
///
/// # Errors
/// When it does not arrive in time.
pub async fn arrived(head: &Console, order_no: &str) -> anyhow::Result<vocabulary::OrderId> {
    let path = format!("/api/v1/orders?text={order_no}");
    let look = async {
        loop {
            let found = head.list(&path).await?;
            let id = found.first().and_then(|order| order["order"].as_str()?.parse().ok());
            if let Some(id) = id {
                return anyhow::Ok(id);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(TAKEN_WITHIN, look)
        .await
        .with_context(|| format!("the platform did not take order {order_no}"))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::{find_bundle, read_bundle};
    use crate::day::values::judged::prefilled;
    use city::Size;
    use forms::Bundle;
    use platform::orders::facts;
    use std::collections::{BTreeMap, BTreeSet};
    use time::macros::date;

    #[test]
    fn what_an_order_says_beforehand_is_what_its_first_form_offers() {
        let city = City::generate(1, Size::demo());
        let folder = find_bundle(None).expect("a folder");
        for Asked { process, data, .. } in
            opening_orders(&city, &city.stations[0], date!(2026 - 11 - 22))
        {
            let files = read_bundle(&folder.with_file_name(process)).expect("read");
            let bundle = Bundle::open(files).expect("a bundle");
            let area = data["area_code"].as_str().expect("every order lies somewhere").to_owned();
            let first = if bundle.form("acceptance").is_some() { "acceptance" } else { "plan" };
            let (values, faults) = prefilled(&bundle, first, &facts(&data, &[area]));
            assert_eq!(faults, [], "{process}: {values}");
            assert!(
                values.as_object().is_some_and(|fields| fields.len() > 5),
                "{process}: {values}"
            );
        }
    }

    #[test]
    fn a_demo_begins_with_orders_of_every_process() {
        for seed in 1..6 {
            let city = City::generate(seed, Size::demo());
            let asked = opening_orders(&city, &city.stations[0], date!(2026 - 11 - 22));
            let mut processes = BTreeMap::new();
            for one in &asked {
                *processes.entry(one.process).or_insert(0) += 1;
            }
            let expect = BTreeMap::from([
                (PROCESS, 12),
                (BUSINESS_PROCESS, 3),
                ("temporary_supply", 1),
                ("high_voltage_new", 1),
                ("meter_reading", 1),
                ("dunning", 2),
            ]);
            assert_eq!(processes, expect, "seed {seed}");
            let numbers: BTreeSet<_> = asked.iter().map(|one| &one.order_no).collect();
            assert_eq!(numbers.len(), asked.len(), "seed {seed}");
            let issued: Vec<_> = asked
                .iter()
                .filter_map(|one| one.data["seals_in_custody"].as_array())
                .flatten()
                .collect();
            let seals: BTreeSet<_> = issued.iter().map(|seal| seal.as_str()).collect();
            assert_eq!(seals.len(), issued.len(), "seed {seed}: nothing is issued twice");
        }
    }
}
