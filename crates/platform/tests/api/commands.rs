//! Commands of the console: each comes with a key, under which it is answered once.

use serde_json::json;
use vocabulary::Role;

use crate::rights::{Ids, endpoints};
use crate::support::{Bench, hand_over, open_stage};

/// Signing in and out happens as often as it is asked for.
const KEYLESS: [&str; 2] = ["signIn", "signOut"];

#[tokio::test]
async fn a_command_without_a_key_is_refused() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let headers = [("cookie", &*head.cookie), ("x-ronghe-csrf", &*head.csrf)];
    let mut walked = 0;
    for endpoint in endpoints(Ids::of_nothing()) {
        let commands = ["POST", "PUT", "PATCH", "DELETE"].contains(&&*endpoint.method);
        let at_console = endpoint.path.starts_with("/api/v1/");
        if !commands || !at_console || KEYLESS.contains(&endpoint.id) {
            continue;
        }
        walked += 1;
        let reply =
            bench.send(&endpoint.method, &endpoint.path, &headers, endpoint.body.clone()).await;
        let code = reply.body["code"].as_str().unwrap_or_default().to_owned();
        let said = (reply.status.as_u16(), code.as_str());
        assert_eq!(said, (400, "idempotency-key-missing"), "{}: {}", endpoint.id, reply.body);
    }
    assert!(walked > 15, "{walked} commands are described");
}

#[tokio::test]
async fn a_command_that_comes_twice_is_carried_out_once() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let give = |to| {
        let stage = open_stage(&order).stage;
        json!({ "order": order.order, "stage": stage, "to": to, "reason": "忙不过来" })
    };
    let clerk = bench.person(Role::CounterClerk).await;
    let path = "/api/v1/orders/dispatch";
    let first = head.keyed("k1", path, give(clerk)).await.ok();
    assert_eq!(head.keyed("k1", path, give(clerk)).await.ok(), first);
    let manager = bench.person(Role::AreaManager).await;
    let other = head.keyed("k1", path, give(manager)).await;
    assert_eq!(other.problem(422), "idempotency-key-reused");
    let again = head.keyed("k2", path, give(clerk)).await.ok();
    assert_ne!(again, first, "another key is another command");
}
