//! What comes with a command that sets something: its shape is the command's own.

use dlt645::{DataIdentifier, WriteClass, write_class};
use dlt698::{Data, Oad};
use security_unit::metering::{
    ParameterKind, ParameterTask, Purchase, PurchaseKind, PurseCustomer,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use vocabulary::CustomerNo;

use super::authority::NoAuthority;
use super::meter::ArchivedMeter;

/// `set_parameter` in DL/T 645.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    /// DI3 DI2 DI1 DI0, eight hex digits.
    item: String,
    /// In natural order, hex.
    value: String,
}

/// `set_parameter` in DL/T 698.45.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    /// `4000-02-00`, as the protocol's tables print it.
    oad: String,
    /// The value's own encoding, its type byte first, hex.
    data: String,
}

/// `recharge`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paid {
    amount_fen: u32,
    /// One more than the meter's own; the first opens the account.
    count: u32,
    /// The archive's customer, where it is not named.
    #[serde(default)]
    customer_no: Option<String>,
}

/// The write of one item, under the protection of its class.
pub(super) fn item(parameter: Option<&Json>) -> Result<ParameterTask, NoAuthority> {
    let Item { item, value } = read(parameter)?;
    let mut parts = [0; 4];
    hex::decode_to_slice(&item, &mut parts).map_err(|_| wrong("item: eight hex digits"))?;
    let value = hex::decode(&value).map_err(|_| wrong("value: hex"))?;
    let identifier = DataIdentifier::new(u32::from_be_bytes(parts));
    let kind = match (identifier.number(), write_class(identifier)) {
        (0x0405_01FF, _) => ParameterKind::Prices,
        (0x0405_02FF, _) => ParameterKind::BackupPrices,
        (_, Some(WriteClass::Class1)) => ParameterKind::Class1,
        (_, Some(WriteClass::Class2)) => ParameterKind::Class2,
        (_, None) => return Err(wrong("item: is no parameter")),
    };
    ParameterTask::new(kind, parts, value).map_err(|fault| wrong(&fault.to_string()))
}

/// The SET of one attribute.
pub(super) fn attribute(parameter: Option<&Json>) -> Result<(Oad, Data), NoAuthority> {
    let Attribute { oad, data } = read(parameter)?;
    let oad: Oad = oad.parse().map_err(|_| wrong("oad: looks like 4000-02-00"))?;
    if oad.oi.0 == CLOCK {
        return Err(wrong("oad: a clock is set by set_clock"));
    }
    let data = hex::decode(&data).map_err(|_| wrong("data: hex"))?;
    let data = Data::parse(&data).map_err(|_| wrong("data: is no value of DL/T 698.45"))?;
    Ok((oad, data))
}

/// Money that was paid.
pub(super) fn purchase(
    parameter: Option<&Json>,
    meter: &ArchivedMeter,
) -> Result<Purchase, NoAuthority> {
    let Paid { amount_fen, count, customer_no } = read(parameter)?;
    if amount_fen == 0 || count == 0 {
        return Err(wrong("amount_fen and count begin at 1"));
    }
    let archived = meter.customer_no.as_ref();
    let customer_no = match (&customer_no, archived) {
        (Some(named), Some(known)) if named != known => {
            return Err(wrong("customer_no: the meter is another customer's"));
        }
        (Some(named), _) => named,
        (None, Some(known)) => known,
        (None, None) => return Err(wrong("customer_no: nobody knows whose meter it is")),
    };
    let customer: CustomerNo =
        customer_no.parse().map_err(|_| wrong("customer_no: is no customer number"))?;
    let customer = PurseCustomer::try_from(&customer).map_err(|fault| wrong(&fault.to_string()))?;
    let kind = if count == 1 { PurchaseKind::OpenAccount } else { PurchaseKind::Recharge };
    Ok(Purchase { kind, amount_fen, count, customer })
}

fn read<T: DeserializeOwned>(parameter: Option<&Json>) -> Result<T, NoAuthority> {
    let parameter = parameter.ok_or_else(|| wrong("is missing"))?;
    T::deserialize(parameter).map_err(|fault| wrong(&fault.to_string()))
}

fn wrong(reason: &str) -> NoAuthority {
    NoAuthority::Parameter { reason: reason.to_owned() }
}

/// Object of the clock.
const CLOCK: u16 = 0x4000;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_item_is_written_under_its_class() {
        let check = |item_no: &str, kind: ParameterKind| {
            let task = item(Some(&json!({ "item": item_no, "value": "00005000" })));
            assert_eq!(task.expect("a parameter").kind(), kind, "{item_no}");
        };
        check("04001001", ParameterKind::Class1);
        check("04000306", ParameterKind::Class1);
        check("04000305", ParameterKind::Class2);
        check("040501ff", ParameterKind::Prices);
        check("040502FF", ParameterKind::BackupPrices);
    }

    #[test]
    fn what_is_no_parameter_is_told() {
        for parameter in [
            json!(null),
            json!({}),
            json!({ "item": "00010000", "value": "00" }),
            json!({ "item": "0400010c", "value": "00" }),
            json!({ "item": "04001001", "value": "" }),
            json!({ "item": "04001001", "value": "0x" }),
            json!({ "item": "04001001", "value": "00", "class": 1 }),
        ] {
            let fault = item(Some(&parameter)).expect_err("is none");
            assert!(matches!(fault, NoAuthority::Parameter { .. }), "{parameter}");
        }
        let clock = json!({ "oad": "4000-02-00", "data": "1c07ea0b1e0a0000" });
        assert!(attribute(Some(&clock)).is_err());
        let count = json!({ "oad": "4010-02-00", "data": "1102" });
        let (oad, data) = attribute(Some(&count)).expect("an attribute");
        assert_eq!((oad, data), (Oad::new(0x4010, 2), Data::Unsigned(2)));
    }
}
