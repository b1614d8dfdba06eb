//! Two customers whose meters are simulated: a household's DL/T 645 meter, a business's DL/T 698.45 meter.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use city::{City, Customer, OrderSeries, UsageClass};
use serde_json::{Value, json};
use vocabulary::{AssetNo, CommAddress, OrderNo};

use super::custody::Custody;
use super::meter_archive::archived;
use super::simulated_meters::SimulatedMeter;

/// A customer, the meter on his wall, and the one that is issued in its place.
#[derive(Debug, Clone)]
pub struct Metered {
    pub customer: Customer,
    pub custody: Custody,
    pub old: SimulatedMeter,
    pub new: SimulatedMeter,
    /// Of the order that stops him, and of the one that gives him another meter.
    pub order_nos: [OrderNo; 2],
}

impl Metered {
    /// How many ports [`Metered::choose`] takes.
    pub const PORTS: usize = 4;

    /// The first of `ours` of each kind, and ways to their meters.
    ///
    /// # Errors
    /// When there is nobody of a kind.
    pub fn choose(
        city: &City,
        ours: impl Fn(&Customer) -> bool,
        ports: &[u16],
    ) -> anyhow::Result<[Self; 2]> {
        let [household, business] = [(true, "dlt645", "居民"), (false, "dlt698", "非居民")].map(
            |(lives_there, protocol, called)| (find(city, &ours, lives_there), protocol, called),
        );
        let places: [[u16; 2]; 2] = ports
            .as_chunks::<2>()
            .0
            .try_into()
            .ok()
            .context("a port for each of the four meters")?;
        let [first, second] = places;
        Ok([Self::of(city, household, FIRST, first)?, Self::of(city, business, FIRST + 1, second)?])
    }

    fn of(
        city: &City,
        (customer, protocol, called): (Option<Customer>, &str, &str),
        n: u64,
        [old, new]: [u16; 2],
    ) -> anyhow::Result<Self> {
        let customer = customer.with_context(|| format!("there is no {called} customer"))?;
        let custody = Custody::of(city.seed, n);
        let three_phase = customer.usage_class != UsageClass::Residential;
        let meter = |link: &str,
                     title: String,
                     (comm_address, asset_no): (CommAddress, AssetNo),
                     port: u16| SimulatedMeter {
            link: format!("{link}-{protocol}"),
            title,
            protocol: protocol.to_owned(),
            comm_address,
            asset_no,
            three_phase,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            start_kwh: 1_000,
            is_idle: false,
            clock_ahead_s: 0,
        };
        let old = meter(
            "old",
            format!("{called}旧表"),
            (customer.comm_address.clone(), customer.meter_asset_no.clone()),
            old,
        );
        let new = meter(
            "new",
            format!("{called}新表"),
            (custody.comm_address.clone(), custody.meter.clone()),
            new,
        );
        // It has lain in the warehouse: nothing has run through it, and its clock is off.
        let new =
            SimulatedMeter { start_kwh: 0, is_idle: true, clock_ahead_s: CLOCK_AHEAD_S, ..new };
        let order_nos = [0, 1].map(|of| city.order_no(OrderSeries::Customer, 2 * n + of));
        Ok(Self { customer, custody, old, new, order_nos })
    }

    pub fn meters(&self) -> [&SimulatedMeter; 2] {
        [&self.old, &self.new]
    }

    /// Both meters as the acquisition system archives them.
    pub fn archive(&self) -> [Value; 2] {
        let old = archived(&self.customer, SimulatedMeter::keys());
        let mut new = old.clone();
        new["comm_address"] = json!(self.custody.comm_address);
        new["meter_no"] = json!(self.custody.comm_address);
        new["asset_no"] = json!(self.custody.meter);
        // Nobody has it yet.
        new["customer_no"] = Value::Null;
        [old, new]
    }
}

/// Somebody without current transformers, so that what the meter counts is what is billed.
fn find(city: &City, ours: impl Fn(&Customer) -> bool, lives_there: bool) -> Option<Customer> {
    city.customers().find(|customer| {
        (customer.usage_class == UsageClass::Residential) == lives_there
            && customer.contract_capacity_w <= DIRECT_W
            && ours(customer)
    })
}

const DIRECT_W: u32 = 50_000;
/// More than the five minutes that a meter's clock may be off.
const CLOCK_AHEAD_S: i64 = 400;
/// Behind everything else that is issued and ordered for the city's customers.
const FIRST: u64 = 20_004_217;
