//! Chains and the signed roots over them.

use std::time::Duration;

use platform::audit::operations::sign_root;
use platform::audit::{RootVerdict, verify};
use platform_store::{Command, StoreFault, Tx};
use serde_json::json;
use vocabulary::{Role, minutes};

use crate::support::Bench;

#[tokio::test]
async fn a_root_is_signed_when_something_changed_and_can_be_checked_later() {
    let bench = Bench::with_everybody().await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let path = "/api/v1/audit/roots/newest";
    assert_eq!(officer.get(path).await.problem(404), "not-found");
    bench.pass(minutes(1));
    let root = sign_root(&bench.platform).await.expect("signed").expect("something to say");
    bench.pass(minutes(1));
    assert!(sign_root(&bench.platform).await.expect("nothing to do").is_none());
    let told = officer.get(path).await.ok();
    assert_eq!(told["root"], json!(root.root));

    // What is appended afterwards does not disturb what was signed.
    let code = json!({ "name": "倴城-01" });
    officer.post("/api/v1/terminals/enrolment-codes", code).await.ok();
    let verdict = verify(&bench.platform).await.expect("readable");
    assert!(verdict.holds() && verdict.root == RootVerdict::Holds, "{verdict:?}");
    assert!(verdict.chains > 10 && verdict.entries > verdict.chains);
    bench.pass(minutes(1));
    assert!(sign_root(&bench.platform).await.expect("signed").is_some());
}

#[tokio::test]
async fn an_entry_that_is_still_settling_is_left_to_the_next_root() {
    let bench = Bench::new().await;
    bench.sign_in("admin").await;
    bench.pass(Duration::from_secs(5));
    let root = sign_root(&bench.platform).await.expect("signed").expect("a root");
    assert_eq!(root.chains, 0);
    bench.pass(Duration::from_secs(6));
    let root = sign_root(&bench.platform).await.expect("signed").expect("a root");
    assert_eq!(root.chains, 1);
}

#[tokio::test]
async fn a_rewritten_chain_is_found() {
    let bench = Bench::with_everybody().await;
    bench.pass(minutes(1));
    sign_root(&bench.platform).await.expect("signed");
    let forge = Forge("UPDATE audit_entry SET actor = 'person:somebody-else' WHERE chain = $1");
    bench.platform.store().write(forge).await.expect("forged");
    let verdict = verify(&bench.platform).await.expect("readable");
    assert_eq!(verdict.broken, ["organisation"]);
    let officer = bench.role(Role::SecurityOfficer).await;
    let chain = officer.get("/api/v1/audit/organisation").await.ok();
    assert_eq!(chain["verified"], false);
}

#[tokio::test]
async fn a_chain_that_was_cut_off_does_not_fit_the_signed_root() {
    let bench = Bench::with_everybody().await;
    bench.pass(minutes(1));
    sign_root(&bench.platform).await.expect("signed");
    for forge in
        ["DELETE FROM audit_entry WHERE chain = $1", "DELETE FROM audit_head WHERE chain = $1"]
    {
        bench.platform.store().write(Forge(forge)).await.expect("forged");
    }
    let verdict = verify(&bench.platform).await.expect("readable");
    assert_eq!((verdict.broken.len(), verdict.root), (0, RootVerdict::Broken));
}

#[tokio::test]
async fn a_chain_is_read_in_pages() {
    let bench = Bench::with_everybody().await;
    let officer = bench.role(Role::SecurityOfficer).await;
    for n in 0..4 {
        let code = json!({ "name": format!("倴城-{n}") });
        officer.post("/api/v1/terminals/enrolment-codes", code).await.ok();
    }
    let first = officer.get("/api/v1/audit/organisation?limit=2").await.ok();
    assert_eq!((first["verified"].clone(), first["next"].clone()), (json!(true), json!("2")));
    let next = officer.get("/api/v1/audit/organisation?limit=2&after=2").await.ok();
    assert_eq!((next["verified"].clone(), next["items"][0]["n"].clone()), (json!(true), json!(3)));
    let beyond = officer.get("/api/v1/audit/organisation?after=99").await.ok();
    assert_eq!(beyond["verified"], false, "there is no entry 99 to follow from");
}

/// Somebody with his hands in the database.
struct Forge(&'static str);

#[async_trait::async_trait]
impl Command for Forge {
    type Answer = u64;
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreFault> {
        tx.execute(self.0, &platform_store::args!["organisation"]).await
    }
}
