//! Drawings and other photos of a stage before: on the terminal of whoever has the order now, to be seen without a network.

use serde_json::json;
use sync::Recipient;
use terminal::{Agent, AgentFault};
use vocabulary::{AttachmentId, OrderId, Role, StageId};

use super::bench::{Bench, files_in, picture};
use super::platform::File;

const MANAGER: Option<Recipient> = Some(Recipient::Role(Role::AreaManager));

/// The survey is handed in with one photo; its bytes lie on the platform.
async fn surveyed(bench: &Bench, agent: &Agent, order: OrderId) -> AttachmentId {
    let survey = StageId::derive(order, "survey", 1);
    for (field, value) in [("note", json!("all well")), ("ready", json!(true))] {
        agent.save_field(order, survey, field, value).await.expect("saved");
    }
    let photo = picture(&*bench.entropy);
    let taken = agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    agent.submit(agent.correlate(), order, survey, MANAGER).await.expect("submitted");
    let is_whole =
        || bench.platform.state().data.files.get(&taken.attachment_id).is_some_and(File::is_whole);
    while !is_whole() {
        agent.sync_once().await.expect("synced");
    }
    taken.attachment_id
}

#[tokio::test]
async fn a_photo_of_the_stage_before_comes_with_the_order_and_goes_with_it() {
    let bench = Bench::new(61);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let photo = surveyed(&bench, &agent, order).await;
    let (_, own) = agent.attachment(photo).await.expect("his own");

    let bench = bench.another_terminal();
    let agent = bench.ready().await;
    bench.platform.weather.lock().expect("whole").offline = true;
    let (mime, seen) = agent.attachment(photo).await.expect("it is here");
    assert_eq!((mime.as_str(), seen == own), ("image/jpeg", true), "without a network");
    drop(agent);
    let agent = bench.start().await.expect("started");
    bench.unlock(&agent).await.expect("unlocked without a network");
    assert!(agent.attachment(photo).await.is_ok(), "nobody swept it away");

    bench.platform.weather.lock().expect("whole").offline = false;
    let report = agent.sync_once().await.expect("synced");
    assert_eq!(report.travelling_files, 0, "it is fetched once");
    bench.platform.reassign(order);
    agent.sync_once().await.expect("synced");
    agent.sync_once().await.expect("synced");
    let gone = agent.attachment(photo).await;
    assert!(matches!(gone, Err(AgentFault::UnknownAttachment)), "{:?}", gone.map(|(mime, _)| mime));
    let left = files_in(bench.folder.path()).into_iter().filter(|name| name.ends_with(".sealed"));
    assert_eq!(left.count(), 0, "nothing of it stays on the disk");
}

#[tokio::test]
async fn a_photo_that_is_not_what_its_stage_says_is_not_believed_and_comes_later() {
    let bench = Bench::new(62);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let photo = surveyed(&bench, &agent, order).await;

    let bench = bench.another_terminal();
    let right = bench.platform.state().data.files[&photo].bytes.clone();
    let put = |bytes: Vec<u8>| {
        let mut state = bench.platform.state();
        state.data.files.get_mut(&photo).expect("it is there").bytes = bytes;
    };
    put(b"something else".to_vec());
    let agent = bench.ready().await;
    assert!(agent.attachment(photo).await.is_err(), "not believed");
    put(right);
    assert_eq!(agent.sync_once().await.expect("synced").travelling_files, 1);
    assert!(agent.attachment(photo).await.is_ok());
}
