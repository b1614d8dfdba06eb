//! A meter task (采集任务): read again, or in vain.

use rand::Rng;
use serde_json::Value;
use vocabulary::Instant;

use super::{Field, position};

/// 现场作业, done; the meter is read beside it.
#[must_use]
pub fn done(rng: &mut impl Rng, data: &Value, now: Instant) -> Vec<Field> {
    vec![("outcome", "done".into()), ("position", position(rng, data, now))]
}

pub const DONE_PHOTOS: [&str; 1] = ["photo_meter"];

/// 现场作业: nobody opens.
#[must_use]
pub fn no_access(rng: &mut impl Rng, data: &Value, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "exception".into()),
        ("exception", "no_access".into()),
        ("exception_reason", "客户不在家，表在院内，两次电话未接".into()),
        ("position", position(rng, data, now)),
    ]
}

pub const NO_ACCESS_PHOTOS: [&str; 1] = ["photo_exception"];

/// 异常处理
#[must_use]
pub fn closed() -> Vec<Field> {
    vec![("outcome", "close".into()), ("decision_reason", "联系不上客户，转下月再派".into())]
}

#[cfg(test)]
mod tests {
    use forms::Bundle;
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;
    use serde_json::json;

    use super::*;
    use crate::company::{find_bundle, read_bundle};
    use crate::day::values::judged::{NOW, faults, with_photos};

    #[test]
    fn what_is_filled_in_passes() {
        let folder = find_bundle(None).expect("a folder").with_file_name("meter_task");
        let bundle = Bundle::open(read_bundle(&folder).expect("read")).expect("a bundle");
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let place = json!({ "lon": 118.18, "lat": 39.63 });
        let meter = "000000000001";
        let order = json!({ "task": {
            "comm_address": meter, "work": "re_read",
            "valid_until": NOW.micros() + 86_400_000_000,
        } });
        let check = |form: &str, mut values: Value| {
            if form == "field_work" {
                values["comm_address"] = meter.into();
            }
            assert_eq!(faults(&bundle, form, &values, &order), [], "{form}: {values}");
        };
        let mut read = with_photos(done(&mut rng, &place, NOW), &DONE_PHOTOS);
        read["work"] = json!({
            "work": "01940000-0000-7000-8000-000000000001", "command": "read", "meter": meter,
            "outcome": "done", "at": NOW, "readings": { "total": "1000.00", "tariffs": [] },
        });
        check("field_work", read);
        check("field_work", with_photos(no_access(&mut rng, &place, NOW), &NO_ACCESS_PHOTOS));
        check("exception_check", with_photos(closed(), &[]));
    }
}
