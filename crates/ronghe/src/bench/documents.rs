//! A thousand work orders as documents: the data that the first sync is measured with, always the same.
//!
//! They follow the reference generator that both sides of the comparison agreed on, draw for draw; where its file is
//! at hand (`RONGHE_SHARED`), every run compares against it.

use std::path::Path;

use anyhow::Context as _;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// How many documents a set has.
pub const COUNT: usize = 1_000;
/// How many of them change in the second round.
pub const CHANGED: usize = 50;

/// The set.
#[must_use]
pub fn generate() -> Vec<Value> {
    let mut draws = Draws { state: SEED };
    (0..COUNT).map(|n| document(&mut draws, n)).collect()
}

/// The documents that a day's work changes: a new version, one field checked, one line more in the story.
#[must_use]
pub fn change(documents: &[Value]) -> Vec<Value> {
    let step = documents.len() / CHANGED;
    let mut changed: Vec<_> = documents.iter().step_by(step).take(CHANGED).cloned().collect();
    for document in &mut changed {
        document["version"] = json!(document["version"].as_u64().unwrap_or_default() + 1);
        document["form"]["field_7"] = json!("已核对-现场");
        let entry = json!({
            "at": "2026-11-23T10:00:00+08:00", "by": "u7", "stage": "stage_14", "action": "submit",
            "note": "现场复核完成",
        });
        if let Some(history) = document["history"].as_array_mut() {
            history.push(entry);
        }
    }
    changed
}

/// The set after the changes.
#[must_use]
pub fn changed_set(documents: &[Value], changed: &[Value]) -> Vec<Value> {
    let newest = |document: &Value| {
        changed.iter().find(|new| new["_id"] == document["_id"]).unwrap_or(document).clone()
    };
    documents.iter().map(newest).collect()
}

/// SHA-256 over all documents in the order of their ids, members in the order of their names, one per line.
pub fn digest_of(documents: &[Value]) -> String {
    let mut sorted: Vec<_> = documents.iter().collect();
    sorted.sort_by_key(|document| document["_id"].as_str().unwrap_or_default());
    let mut hash = Sha256::new();
    for document in sorted {
        hash.update(format!("{document}\n"));
    }
    hex::encode(hash.finalize())
}

/// Writes documents one per line.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, documents: &[Value]) -> anyhow::Result<()> {
    let lines: String = documents.iter().map(|document| format!("{document}\n")).collect();
    std::fs::write(path, lines).with_context(|| format!("cannot write {}", path.display()))
}

/// Compares with what the reference generator makes, if its folder is known.
///
/// # Errors
/// When it makes other documents, or does not run.
pub async fn check_against_reference(documents: &[Value]) -> anyhow::Result<Option<()>> {
    let Some(shared) = std::env::var_os("RONGHE_SHARED") else { return Ok(None) };
    let generator = Path::new(&shared).join("bench").join("gen.js");
    let script = format!(
        "const {{ doc }} = require({}); for (let n = 0; n < {COUNT}; n++) console.log(JSON.stringify(doc(n)))",
        json!(generator)
    );
    let ran = tokio::process::Command::new("node").args(["-e", &script]).output().await;
    let ran = ran.context("node does not run")?;
    anyhow::ensure!(ran.status.success(), "{} does not run", generator.display());
    let lines = String::from_utf8(ran.stdout).context("the reference writes no text")?;
    let reference: Vec<Value> =
        lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    anyhow::ensure!(
        reference == documents,
        "the documents are not those of {}",
        generator.display()
    );
    Ok(Some(()))
}

fn document(draws: &mut Draws, n: usize) -> Value {
    let kind = draws.pick(&KINDS);
    let version = 1 + draws.below(5.0);
    let (station, grid) = (draws.below(40.0), draws.below(400.0));
    let (assignee, due) = (draws.below(50.0), draws.below(9.0));
    let customer = customer(draws);
    let meter = json!({
        "asset": format!("MT{}", draws.below(1e12)),
        "model": draws.pick(&["DDZY1", "DTZY341", "DTSD341"]),
        "ct": draws.pick(&[1, 30, 50, 100]),
        "seal": (0..3).map(|_| format!("S{}", draws.below(1e9))).collect::<Vec<_>>(),
    });
    json!({
        "_id": format!("wo-{n:06}"),
        "type": kind,
        "process": "low_voltage_new@v7",
        "stage": "site_survey",
        "version": version,
        "station": format!("供电所-{station}"),
        "grid": format!("网格-{grid}"),
        "assignee": format!("w{assignee}"),
        "sla_due": format!("2026-11-2{due}T09:00:00+08:00"),
        "customer": customer,
        "meter": meter,
        "form": form(draws),
        "history": history(draws),
    })
}

fn customer(draws: &mut Draws) -> Value {
    let no = draws.below(1e10);
    let (family, given) = (draws.pick(&FAMILY_NAMES), draws.pick(&GIVEN_NAMES));
    let phone = draws.below(1e8);
    let (street, number) = (draws.pick(&STREETS), draws.below(300.0));
    let lng = 116.0 + draws.next();
    let lat = 39.0 + draws.next();
    json!({
        "no": format!("CN{no}"),
        "name": format!("{family}{given}"),
        "phone": format!("138{phone:08}"),
        "addr": format!("{street}{number}号"),
        "lng": lng,
        "lat": lat,
    })
}

fn form(draws: &mut Draws) -> Value {
    let field = |n: usize| {
        let (state, number) = (draws.pick(&STATES), draws.below(1e6));
        (format!("field_{n}"), json!(format!("{state}-{number}")))
    };
    Value::Object((0..64).map(field).collect::<Map<_, _>>())
}

fn history(draws: &mut Draws) -> Value {
    let entry = |n: usize| {
        let by = draws.below(900.0);
        let action = draws.pick(&["sign_for", "submit", "hand_over"]);
        let number = draws.below(1e6);
        json!({
            "at": format!("2026-11-{:02}T08:{}:00+08:00", n + 1, 10 + n),
            "by": format!("u{by}"),
            "stage": format!("stage_{n}"),
            "action": action,
            "note": format!("现场勘查完成，客户确认，资料齐全{number}"),
        })
    };
    (0..14).map(entry).collect()
}

/// The reference's linear congruential generator, with the rounding of double precision that its language has.
struct Draws {
    state: u32,
}

impl Draws {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        let product = f64::from(self.state) * 1_103_515_245.0 + 12_345.0;
        // A whole number below 2^63; only its lowest 31 bits count.
        self.state = (product as u64 & 0x7fff_ffff) as u32;
        f64::from(self.state) / f64::from(0x7fff_ffff_u32)
    }

    fn below(&mut self, bound: f64) -> u64 {
        (self.next() * bound).floor() as u64
    }

    fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len() as f64) as usize % among.len()]
    }
}

const SEED: u32 = 42;
const KINDS: [&str; 6] =
    ["low_voltage_new", "hv_new", "meter_replace", "inspection", "dunning", "fault_repair"];
const STREETS: [&str; 6] =
    ["建设路", "人民东路", "解放大道", "中山北路", "电力新村", "工业园区三路"];
const FAMILY_NAMES: [&str; 5] = ["张", "王", "李", "刘", "陈"];
const GIVEN_NAMES: [&str; 5] = ["建国", "秀英", "伟", "敏", "丽华"];
const STATES: [&str; 4] = ["合格", "不合格", "已核对", "待复核"];

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the reference's own documents, made once with the same digest.
    const DIGEST: &str = "559fa5d4cca23053f7dbcf07851c18f0ebde10087d52da5cd56cf1f2b10d878f";

    #[test]
    fn the_documents_are_those_of_the_reference() {
        let documents = generate();
        assert_eq!(documents.len(), COUNT);
        assert_eq!(digest_of(&documents), DIGEST);
    }

    #[test]
    fn a_change_touches_fifty_documents_and_no_other() {
        let documents = generate();
        let changed = change(&documents);
        assert_eq!(changed.len(), CHANGED);
        let after = changed_set(&documents, &changed);
        let differing = documents.iter().zip(&after).filter(|(before, after)| before != after);
        assert_eq!(differing.count(), CHANGED);
        assert!(after.iter().zip(&documents).all(|(after, before)| after["_id"] == before["_id"]));
    }
}
