//! Customers on the terminal: fetched whole or not at all, in the clear for an order in hand, looked at for a reason.

use terminal::{Agent, AgentFault};
use vocabulary::CustomerNo;

use super::bench::Bench;
use super::platform::customer_no;

fn no(number: u32) -> CustomerNo {
    customer_no(number).parse().expect("a number")
}

async fn found(agent: &Agent, text: &str) -> Vec<String> {
    let found = agent.search_customers(text).await.expect("searched");
    found.items.into_iter().map(|one| one.customer_no.to_string()).collect()
}

#[tokio::test]
async fn a_bundle_that_is_cut_leaves_the_area_as_it_was_and_comes_later() {
    let bench = Bench::new(31);
    bench.platform.tell_customers("A1", 1, &[(1, "王建国"), (2, "李敏")]);
    let agent = bench.ready().await;
    assert_eq!(found(&agent, "13020").await, [customer_no(1), customer_no(2)]);

    bench.platform.tell_customers("A1", 2, &[(1, "王建军")]);
    bench.platform.state().cuts_bundles = true;
    let report = agent.sync_once().await.expect("all else is synced");
    assert_eq!(report.customer_areas, 0);
    assert_eq!(found(&agent, "王建国").await, [customer_no(1)]);
    assert_eq!(found(&agent, "李敏").await, [customer_no(2)]);

    bench.platform.state().cuts_bundles = false;
    assert_eq!(agent.sync_once().await.expect("synced").customer_areas, 1);
    assert_eq!(found(&agent, "13020").await, [customer_no(1)]);
    assert_eq!(found(&agent, "王建军").await, [customer_no(1)]);
    assert_eq!(
        agent.sync_once().await.expect("synced").customer_areas,
        0,
        "nothing is left to fetch"
    );
}

#[tokio::test]
async fn an_area_that_is_taken_away_is_gone_with_the_page_that_says_so() {
    let bench = Bench::new(32);
    bench.platform.tell_customers("A1", 1, &[(1, "王建国")]);
    bench.platform.tell_customers("A2", 1, &[(2, "李敏")]);
    let agent = bench.ready().await;
    bench.platform.tell_customers("A1", 2, &[]);
    agent.sync_once().await.expect("synced");
    assert_eq!(found(&agent, "13020").await, [customer_no(2)]);
    let gone = agent.inquire(&no(1), "bill", None).await;
    assert!(matches!(gone, Err(AgentFault::UnknownCustomer(_))));
    let standing = agent.search_customers("").await.expect("searched").standing;
    assert_eq!((standing.areas, standing.areas_here, standing.customers), (1, 1, 1));
}

#[tokio::test]
async fn a_card_opens_offline_after_a_restart_for_an_order_in_hand_and_asks_why_otherwise() {
    let bench = Bench::new(33);
    let order = bench.platform.hand_out(1);
    bench.platform.tell_customers("A1", 1, &[(1, "王建国"), (2, "李秀英")]);
    bench.ready().await.close().await;
    bench.platform.weather.lock().expect("fine").offline = true;
    let agent = bench.start().await.expect("started");
    bench.unlock(&agent).await.expect("within the lease");

    let card = agent.customer_of_order(&no(1), Some(order)).await.expect("his order is in hand");
    let record = &card.card.record;
    assert_eq!((record.customer_name.as_str(), card.masked), ("王建国", false));
    assert_eq!(record.mobile.as_deref(), Some("15412341234"));
    assert_eq!(card.orders.iter().map(|one| one.order).collect::<Vec<_>>(), [order]);
    let listed = agent.search_customers("13020").await.expect("searched").items;
    let told: Vec<_> = listed.iter().map(|one| one.flags.is_some()).collect();
    assert_eq!(told, [true, false], "nothing is told of whoever is not in hand");
    for (customer, with) in [(2, Some(order)), (2, None), (1, None)] {
        let asked = agent.customer_of_order(&no(customer), with).await;
        assert!(matches!(asked, Err(AgentFault::InquiryNeeded)), "{customer} {with:?}");
    }
    for (reason, note) in [("curiosity", None), ("other", None), ("other", Some("  "))] {
        let refused = agent.inquire(&no(2), reason, note).await;
        assert!(matches!(refused, Err(AgentFault::InquiryReason(_))), "{reason}");
    }
    assert_eq!(agent.state().await.expect("state").unsent.inquiries, 0);
    let shown = agent.inquire(&no(2), "customer_asks", Some("问余额")).await.expect("recorded");
    let record = &shown.card.record;
    assert_eq!((record.customer_name.as_str(), shown.masked), ("李*英", true));
    assert_eq!(record.mobile.as_deref(), Some("154****1234"));
    assert_eq!(record.customer_no, no(2));
    assert_eq!(agent.state().await.expect("state").unsent.inquiries, 1);
}

#[tokio::test]
async fn an_inquiry_outlives_lost_answers_a_restart_and_a_restored_platform() {
    let bench = Bench::new(34);
    bench.platform.tell_customers("A1", 1, &[(1, "王建国")]);
    let agent = bench.ready().await;
    let backup = bench.platform.state().data.clone();
    bench.platform.weather.lock().expect("fine").offline = true;
    agent.inquire(&no(1), "bill", None).await.expect("recorded");
    agent.close().await;

    let agent = bench.start().await.expect("started");
    bench.unlock(&agent).await.expect("within the lease");
    bench.platform.weather.lock().expect("fine").offline = false;
    bench.platform.weather.lock().expect("fine").lost_answers = 60;
    for _ in 0..200 {
        let _ = agent.sync_once().await;
        if agent.state().await.expect("state").unsent.inquiries == 0 {
            break;
        }
    }
    assert_eq!(agent.state().await.expect("state").unsent.inquiries, 0);
    assert_eq!(bench.platform.state().data.inquiries.len(), 1, "however often it came");
    bench.platform.weather.lock().expect("fine").lost_answers = 0;
    agent.sync_once().await.expect("synced");
    let came = |bench: &Bench| {
        bench.platform.state().data.inquiries.values().map(|one| one.1).sum::<u32>()
    };
    let before = came(&bench);
    agent.sync_once().await.expect("synced");
    assert_eq!(came(&bench), before, "what has its receipt does not go again");

    bench.platform.restore(backup);
    agent.sync_once().await.expect("synced");
    assert_eq!(
        bench.platform.state().data.inquiries.len(),
        1,
        "last night's copy hears of it again"
    );
}
