//! The first orders: the marketing system hands them over, as it does every morning.

use std::time::Duration;

use anyhow::Context as _;
use city::City;
use vocabulary::Role;

use crate::client::{Console, Control};
use crate::company::{Custody, Order, PROCESS, Record, application_data, applications_of};

const TAKEN_WITHIN: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Lets the marketing system hand over `count` orders of the first station, and waits until the platform has them.
///
/// # Errors
/// When a program does not answer, or an order does not arrive.
pub async fn hand_over(record: &Record, city: &City, count: usize) -> anyhow::Result<Vec<Order>> {
    let control = Control::new(&record.marketing.url, &record.marketing.control_key);
    let station = city.stations.first().context("the city has no station")?;
    let code = station.code.as_str();
    let mut handed = Vec::new();
    for (n, application) in applications_of(city, code).take(count) {
        let data = application_data(&application, &Custody::of(city.seed, n));
        control.new_order(application.order_no.as_str(), PROCESS, &data).await?;
        handed.push((application.order_no, data));
    }
    let head = record.account_with(Role::StationHead, Some(code)).context("no station head")?;
    let head = Console::sign_in(&record.platform.url, &head.login, &head.password).await?;
    let mut orders = Vec::new();
    for (order_no, data) in handed {
        let order = arrived(&head, order_no.as_str()).await?;
        orders.push(Order { order, order_no, station: code.to_owned(), data });
    }
    Ok(orders)
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
