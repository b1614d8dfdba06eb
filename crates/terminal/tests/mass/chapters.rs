//! Chapters of a worker's day, one behaviour each.

use std::sync::Arc;
use std::time::Duration;

use sealing::{SealedFile, SealedWork};
use security_unit::{Context, Signature, SigningToken, verify};
use serde_json::{Value, json};
use sync::{Base, Confirmation, Outcome, Recipient};
use terminal::agent::{Action, LaneStanding, SignatureTaken};
use terminal::{Agent, AgentFault, SyncFault};
use terminal_store::SealedLeft;
use vocabulary::{CardKind, OrderId, PersonId, Role, StageId, StageState, hours, minutes};

use super::bench::{Bench, card, files_in, picture, pin, voice};

/// Whom the survey goes on to where he does not go on himself.
const INSTALLER: Option<Recipient> = Some(Recipient::Role(Role::MeterInstaller));

pub(super) async fn survey_of(agent: &Agent, order: OrderId) -> StageId {
    let lines = agent.orders().await.expect("orders");
    let line = lines.into_iter().find(|line| line.order == order).expect("the order");
    line.stage.expect("a stage of mine").stage
}

pub(super) async fn fill(agent: &Agent, order: OrderId, stage: StageId) {
    agent.save_field(order, stage, "note", json!("all well")).await.expect("saved");
    agent.save_field(order, stage, "ready", json!(true)).await.expect("saved");
}

#[tokio::test]
async fn an_order_goes_through_both_stages_in_one_offline_visit() {
    let bench = Bench::new(1);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    bench.platform.weather.lock().expect("fine").offline = true;

    let survey = survey_of(&agent, order).await;
    for action in [Action::SignIn, Action::SetOut, Action::Arrive { position: None }] {
        agent.act(agent.correlate(), order, survey, &action).await.expect("recorded");
    }
    let missing = agent.submit(agent.correlate(), order, survey, INSTALLER).await;
    assert!(
        matches!(missing, Err(AgentFault::FormIncomplete(verdict)) if verdict.errors.len() == 2)
    );
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    let taken = agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    let me = Recipient::Person(bench.platform.worker.person);
    let submitted =
        agent.submit(agent.correlate(), order, survey, Some(me)).await.expect("submitted");

    // The next stage opens on the terminal, under the id that the platform will give it.
    let install = submitted.continues.expect("the same person goes on");
    assert_eq!(install, StageId::derive(order, "install", 1));
    agent.act(agent.correlate(), order, install, &Action::Begin).await.expect("recorded");
    fill(&agent, order, install).await;
    agent.submit(agent.correlate(), order, install, None).await.expect("submitted");
    assert_eq!(agent.state().await.expect("state").unsent.operations, 6);
    assert!(matches!(agent.sync_once().await, Err(SyncFault::Unreachable(_))));

    bench.platform.weather.lock().expect("fine").offline = false;
    let report = agent.sync_once().await.expect("synced");
    assert_eq!((report.answered, report.parked, report.files), (6, 0, 1));
    let data = bench.platform.state().data.clone();
    let view = &data.orders[&order];
    assert_eq!(view.state, vocabulary::OrderState::Archived);
    assert!(view.stages.values().all(|stage| stage.state == StageState::Submitted));
    assert!(data.operations.values().all(|taken| taken.outcome.was_applied()));
    let file = &data.files[&taken.attachment_id];
    assert!(file.is_whole());
    assert_eq!(file.sha256, taken.sha256);
    // Everything is received, and the order has left the scope.
    assert_eq!(agent.outbox().await.expect("outbox"), []);
    assert!(agent.orders().await.expect("orders").is_empty());
}

#[tokio::test]
async fn an_idle_sync_is_one_request() {
    let bench = Bench::new(2);
    bench.platform.hand_out(1);
    let agent = bench.ready().await;
    bench.platform.state().requests.clear();
    agent.sync_once().await.expect("synced");
    let requests = bench.platform.state().requests.clone();
    assert_eq!(requests.into_iter().collect::<Vec<_>>(), [("/sync/v1/feed".to_owned(), 1)]);
}

#[tokio::test]
async fn the_offline_time_is_72_hours_and_no_clock_extends_it() {
    let bench = Bench::new(3);
    bench.platform.hand_out(1);
    bench.ready().await.close().await;
    bench.platform.weather.lock().expect("fine").offline = true;

    bench.clock.advance(hours(71));
    let agent = bench.start().await.expect("started");
    bench.unlock(&agent).await.expect("within the lease");
    assert_eq!(agent.orders().await.expect("orders").len(), 1);
    agent.close().await;

    // Set back by two days: the time that has been seen to pass counts.
    bench.clock.set_error(-48 * 3_600 * 1_000_000);
    let agent = bench.start().await.expect("started");
    assert!(matches!(bench.unlock(&agent).await, Err(AgentFault::LeaseNeeded)));
    agent.close().await;
    bench.clock.set_error(0);

    bench.clock.advance(hours(2));
    let agent = bench.start().await.expect("started");
    assert!(matches!(bench.unlock(&agent).await, Err(AgentFault::LeaseNeeded)));
    // The lease is deleted then: setting the clock back afterwards opens nothing.
    bench.clock.set_error(-3 * 3_600 * 1_000_000);
    assert!(matches!(bench.unlock(&agent).await, Err(AgentFault::LeaseNeeded)));
    bench.clock.set_error(0);
    bench.platform.weather.lock().expect("fine").offline = false;
    bench.unlock(&agent).await.expect("with the platform's help");
    assert_eq!(agent.orders().await.expect("orders").len(), 1);
}

#[tokio::test]
async fn who_is_revoked_is_locked_out_at_the_next_contact_and_his_work_comes_up_sealed() {
    let bench = Bench::new(4);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    let taken = agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    let submitted =
        agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("submitted");
    // While he is signed in, his own outbox sends it.
    assert_eq!(agent.state().await.expect("state").sealed, SealedLeft::default());

    bench.platform.forget_sessions();
    bench.platform.state().revoked = true;
    assert!(matches!(agent.sync_once().await, Err(SyncFault::Revoked)));
    let state = agent.state().await.expect("state");
    assert!(state.locked);
    assert_eq!((state.sealed.operations, state.sealed.files), (1, 1));
    assert!(matches!(bench.unlock(&agent).await, Err(AgentFault::Revoked)));

    // His store is wiped; what he submitted goes up under the terminal's own name.
    let folder = bench.store_path();
    for name in files_in(&folder).into_iter().filter(|name| name.starts_with("store")) {
        std::fs::remove_file(folder.join(name)).expect("wiped");
    }
    let report = agent.sync_once().await.expect("sent");
    assert_eq!(report.sealed, 2);
    assert_eq!(agent.state().await.expect("state").sealed, SealedLeft::default());
    let state = bench.platform.state();
    let sealed = &state.sealed[&submitted.op_id];
    let work = SealedWork::open(&bench.platform.recovery_scalar, sealed).expect("the company's");
    assert_eq!(work.operation.op_id, submitted.op_id);
    assert_eq!(work.operation.needs[0].attachment, taken.attachment_id);
    let file = &state.data.files[&taken.attachment_id];
    assert_eq!(work.files[0].sealed_sha256, file.sha256);
    let content = std::io::Cursor::new(file.bytes.clone());
    let mut opened = SealedFile::open(content, &work.files[0].key()).expect("its key");
    let content = opened.read_range(0, usize::MAX).expect("whole");
    assert_eq!(vocabulary::Digest::of(&content), taken.sha256);
}

#[tokio::test]
async fn who_is_only_away_sends_his_work_himself() {
    let bench = Bench::new(5);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    agent.act(agent.correlate(), order, survey, &Action::SignIn).await.expect("recorded");
    agent.lock().await;
    assert_eq!(agent.sync_once().await.expect("nothing to do").sealed, 0);
    bench.clock.advance(minutes(31));
    assert_eq!(agent.sync_once().await.expect("sent").sealed, 1);
}

#[tokio::test]
async fn a_second_person_confirms_with_his_own_card_only() {
    let bench = Bench::new(6);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    let own = Arc::clone(&bench.card) as Arc<dyn SigningToken>;
    let refused = agent.confirm(order, survey, "witness", own, &pin()).await;
    assert!(matches!(refused, Err(AgentFault::SamePerson)));
    let typed = agent.save_field(order, survey, "witness", json!({ "name": "x" })).await;
    assert!(matches!(typed, Err(AgentFault::NotTyped(_))));

    let business = card(&bench.clock, &bench.entropy, "李秀英").of_kind(CardKind::Business);
    let refused = agent.confirm(order, survey, "witness", Arc::new(business), &pin()).await;
    assert!(matches!(refused, Err(AgentFault::OtherCardKind { .. })), "{refused:?}");
    let second: Arc<dyn SigningToken> = Arc::new(card(&bench.clock, &bench.entropy, "李秀英"));
    let value = agent.confirm(order, survey, "witness", Arc::clone(&second), &pin()).await;
    let value = value.expect("confirmed");
    let who = (second.identity().owner.person, second.identity().card);
    let at = serde_json::from_value(value["confirmed_at"].clone()).expect("an instant");
    let digest = Confirmation::digest((order, survey, "witness"), who, at).expect("JSON");
    let signature = base64_of(&value["signature"]);
    let message = Context::SecondPerson.message(digest.bytes());
    assert_eq!(verify(&second.identity().public_key, &message, &signature), Ok(()));
    assert!(second.sign(b"anything").is_err(), "the card forgets its PIN");
}

fn base64_of(value: &Value) -> Signature {
    use base64::Engine as _;
    let text = value.as_str().expect("text");
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).expect("base64");
    Signature::from_bytes(bytes.try_into().expect("64 bytes"))
}

#[tokio::test]
async fn the_customer_signs_or_refuses() {
    use base64::Engine as _;
    let bench = Bench::new(7);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(300, 100).write_to(&mut png, image::ImageFormat::Png).expect("encoded");
    let taken = SignatureTaken {
        strokes: json!([[{ "x": 1, "y": 2, "t": 0 }, { "x": 3, "y": 4, "t": 9 }]]),
        image_base64: base64::engine::general_purpose::STANDARD.encode(png.into_inner()),
        signer_name: "客户".into(),
        relation: "self".into(),
        statement: None,
    };
    agent.take_signature(order, survey, "signature", taken).await.expect("signed");
    let verdict = agent.check(order, survey).await.expect("checked");
    assert!(verdict.errors.iter().all(|finding| finding.field != "/signature"), "{verdict:?}");

    let refused = json!({
        "refused": true,
        "reason": "不在家",
        "witnesses": [{ "name": "邻居一" }, { "name": "邻居二" }]
    });
    agent.save_field(order, survey, "signature", refused).await.expect("saved");
    let verdict = agent.check(order, survey).await.expect("checked");
    assert!(verdict.passes(), "{verdict:?}");
}

#[tokio::test]
async fn short_storage_is_said_before_the_photo() {
    let bench = Bench::new(8);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    *bench.space.0.lock().expect("fine") = Some(100 << 20);
    let storage = agent.state().await.expect("state").storage;
    assert!(storage.low && !storage.short);
    *bench.space.0.lock().expect("fine") = Some(1 << 20);
    assert!(agent.state().await.expect("state").storage.short);
    let refused = agent.take_photo(order, survey, "photos", vec![1], None).await;
    assert!(matches!(refused, Err(AgentFault::StorageShort { .. })));
}

#[tokio::test]
async fn an_order_that_leaves_with_unsent_work_is_kept_for_reading_until_its_receipts() {
    let bench = Bench::new(9);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("submitted");
    bench.platform.reassign(order);
    let report = agent.sync_once().await.expect("synced");
    assert_eq!((report.answered, report.parked), (1, 0));
    let taken = bench.platform.state().data.operations.clone();
    let outcomes: Vec<_> = taken.into_values().map(|taken| taken.outcome).collect();
    let late = Outcome::AcceptedLate { reason: sync::LateReason::Reassigned };
    assert_eq!(outcomes, [late]);
    assert!(agent.orders().await.expect("orders").is_empty(), "received, so it may go");
}

#[tokio::test]
async fn a_draft_of_an_order_that_left_can_still_be_read() {
    let bench = Bench::new(10);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    bench.platform.cancel(order);
    agent.sync_once().await.expect("synced");
    let lines = agent.orders().await.expect("orders");
    assert!(lines[0].read_only && lines[0].has_draft);
    let detail = agent.order(order).await.expect("readable");
    assert_eq!(detail.now.drafts[&survey]["note"], "all well");
    let typed = agent.save_field(order, survey, "note", json!("more")).await;
    assert!(matches!(typed, Err(AgentFault::ReadOnly)));
}

#[tokio::test]
async fn what_was_filled_in_goes_with_a_stage_that_becomes_another() {
    let bench = Bench::new(44);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    let taken = agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    let begun = agent.begin_recording(order, survey, "voice", None, None).await.expect("begun");
    let id = begun.attachment_id;
    agent.append_recording((order, survey), id, 0, voice().concat()).await.expect("kept");

    let is = bench.platform.rename_survey(order, &["note", "photos", "voice"]);
    agent.sync_once().await.expect("synced");
    let lines = agent.orders().await.expect("orders");
    assert_eq!(lines[0].stage.as_ref().map(|stage| stage.stage), Some(is));
    assert!(lines[0].has_draft);
    let drafts = agent.order(order).await.expect("the order").now.drafts;
    assert_eq!(json!(drafts[&is]), json!({ "note": "all well", "photos": [taken] }));
    assert_eq!(
        json!(drafts[&survey]),
        json!({ "ready": true }),
        "the new form has no place for it"
    );
    agent.finish_recording(order, is, id).await.expect("the recording is finished there");
    agent.discard_file(order, is, taken.attachment_id).await.expect("the photo is that stage's");

    agent.save_field(order, is, "note", Value::Null).await.expect("cleared");
    agent.sync_once().await.expect("synced");
    let drafts = agent.order(order).await.expect("the order").now.drafts;
    assert_eq!(drafts[&is]["note"], Value::Null, "carried once");
}

#[tokio::test]
async fn what_lies_at_a_stage_that_is_over_is_no_form_to_hand_in() {
    let bench = Bench::new(45);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    bench.platform.rename_survey(order, &[]);
    agent.sync_once().await.expect("synced");
    assert!(!agent.orders().await.expect("orders")[0].has_draft);
}

#[tokio::test]
async fn a_stale_chain_ends_with_one_notice() {
    let bench = Bench::new(11);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let me = Recipient::Person(bench.platform.worker.person);
    let install =
        agent.submit(agent.correlate(), order, survey, Some(me)).await.expect("submitted");
    let install = install.continues.expect("goes on");
    agent.act(agent.correlate(), order, install, &Action::Begin).await.expect("recorded");
    bench.platform.reassign(order);
    agent.sync_once().await.expect("synced");
    let notices = agent.notices().await.expect("notices");
    assert_eq!(notices.iter().filter(|row| row.notice.about == "late").count(), 1);
}

#[tokio::test]
async fn work_refused_is_parked_taken_back_and_sent_anew() {
    let bench = Bench::new(12);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    // The platform does not know the order any more: it was restored from before.
    let whole = bench.platform.state().data.clone();
    bench.platform.state().data.orders.clear();
    let refused =
        agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("recorded").op_id;
    assert_eq!(agent.sync_once().await.expect("synced").parked, 1);
    let lines = agent.orders().await.expect("orders");
    assert_eq!(lines[0].lane, LaneStanding::Parked);

    bench.platform.state().data = whole;
    let withdrawn = agent.withdraw(refused).await.expect("store").expect("was parked");
    assert_eq!(withdrawn.operations, [refused]);
    let again =
        agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("recorded").op_id;
    assert_ne!(again, refused);
    agent.sync_once().await.expect("synced");
    let state = bench.platform.state();
    assert!(state.data.operations[&again].outcome.was_applied());
    assert!(state.data.files.values().all(super::platform::File::is_whole));
    assert_eq!(state.data.files.len(), 1);
}

#[tokio::test]
async fn two_people_of_one_terminal_have_a_store_each() {
    let bench = Bench::new(13);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    agent.lock().await;
    assert!(matches!(agent.orders().await, Err(AgentFault::Locked)));
    // The platform of this test knows one person only; the second one's card must not open the first one's store.
    let other: Arc<dyn SigningToken> = Arc::new(card(&bench.clock, &bench.entropy, "李秀英"));
    bench.platform.weather.lock().expect("fine").offline = true;
    let refused = agent.unlock(agent.correlate(), Arc::clone(&other), &pin()).await;
    assert!(matches!(refused, Err(AgentFault::LeaseNeeded)));
    bench.unlock(&agent).await.expect("his own");
    assert_eq!(agent.order(order).await.expect("order").now.drafts.len(), 1);
}

#[tokio::test]
async fn what_was_typed_with_a_card_waits_for_it_to_come_back() {
    let mut bench = Bench::new(21);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    let taken = agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    agent.lock().await;

    let first = bench.replace_card();
    bench.unlock(&agent).await.expect("with the new card");
    agent.sync_once().await.expect("synced");
    assert!(agent.order(order).await.expect("order").now.drafts.is_empty());
    let notices = agent.notices().await.expect("notices");
    assert!(notices.iter().any(|row| row.notice.about == "other_card"), "{notices:?}");
    agent.lock().await;

    bench.card = first;
    bench.unlock(&agent).await.expect("with the card that was found again");
    assert_eq!(agent.order(order).await.expect("order").now.drafts.len(), 1);
    let (_, kept) = agent.attachment(taken.attachment_id).await.expect("the photo");
    assert_eq!(vocabulary::Digest::of(&kept), taken.sha256);
}

#[tokio::test]
async fn later_operations_stand_on_the_answer_of_the_one_before() {
    let bench = Bench::new(14);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    agent.act(agent.correlate(), order, survey, &Action::SignIn).await.expect("recorded");
    agent.act(agent.correlate(), order, survey, &Action::SetOut).await.expect("recorded");
    agent.sync_once().await.expect("synced");
    agent.act(agent.correlate(), order, survey, &Action::Begin).await.expect("recorded");
    let detail = agent.order(order).await.expect("order");
    let bases: Vec<_> = detail.now.operations.iter().map(|row| row.operation.base).collect();
    let first = detail.now.operations[0].operation.op_id;
    assert_eq!(
        bases,
        [
            Base::Stage { stage_rev: 1, generation: 1 },
            Base::After { after: first },
            Base::Stage { stage_rev: 3, generation: 1 },
        ]
    );
    let skipped = agent.act(agent.correlate(), order, survey, &Action::SetOut).await;
    assert!(matches!(skipped, Err(AgentFault::Step(_))));
    let unknown =
        agent.act(agent.correlate(), order, StageId::derive(order, "x", 1), &Action::Begin).await;
    assert!(matches!(unknown, Err(AgentFault::UnknownStage(_))));
}

#[tokio::test]
async fn a_restored_platform_is_offered_what_it_lacks() {
    let bench = Bench::new(15);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let backup = bench.platform.state().data.clone();
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    let op_id =
        agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("submitted").op_id;
    agent.sync_once().await.expect("synced");
    assert_eq!(agent.outbox().await.expect("outbox"), []);

    bench.platform.restore(backup);
    let report = agent.sync_once().await.expect("synced");
    assert!(report.rebuilt);
    assert_eq!(report.offered_again, 2);
    let state = bench.platform.state();
    assert!(state.data.operations[&op_id].outcome.was_applied());
    assert!(state.data.files.values().all(super::platform::File::is_whole));
    assert_eq!(state.data.files.len(), 1);
}

#[tokio::test]
async fn what_was_received_is_erased_after_thirty_days_and_not_before() {
    let bench = Bench::new(16);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let photo = picture(&*bench.entropy);
    agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("submitted");
    agent.sync_once().await.expect("synced");
    bench.clock.advance(Duration::from_secs(29 * 86_400));
    agent.sync_once().await.expect("synced");
    let evidence = bench.store_path().join("evidence");
    assert_eq!(files_in(&evidence).len(), 1);
    bench.clock.advance(Duration::from_secs(2 * 86_400));
    assert_eq!(agent.sync_once().await.expect("synced").erased_files, 1);
    assert!(files_in(&evidence).is_empty());
}

#[tokio::test]
async fn a_next_person_who_may_not_take_the_stage_is_refused_here_already() {
    let bench = Bench::new(17);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    fill(&agent, order, survey).await;
    let stranger = Recipient::Person(PersonId::make(&*bench.clock, &*bench.entropy));
    let refused = agent.submit(agent.correlate(), order, survey, Some(stranger)).await;
    assert!(matches!(refused, Err(AgentFault::RecipientInvalid)));
    let role = Recipient::Role(Role::Dispatcher);
    let refused = agent.submit(agent.correlate(), order, survey, Some(role)).await;
    assert!(matches!(refused, Err(AgentFault::RecipientInvalid)));
}

#[tokio::test]
async fn a_voice_note_that_was_cut_off_is_finished_and_comes_up_after_the_photos() {
    let bench = Bench::new(31);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    let begun = agent.begin_recording(order, survey, "voice", None, None).await.expect("begun");
    let (at, id) = ((order, survey), begun.attachment_id);
    assert_eq!((begun.mime.as_str(), begun.seconds_max), ("audio/webm", 60));
    let pieces = voice();
    let kept = agent.append_recording(at, id, 0, pieces[0].to_vec()).await.expect("kept");
    assert_eq!(kept.bytes, 700);
    // The page never heard the answer: what it sends again counts once.
    let again = agent.append_recording(at, id, 0, pieces[..2].concat()).await.expect("kept");
    assert_eq!(again.bytes, 1_400);
    let gap = agent.append_recording(at, id, 1_500, pieces[3].to_vec()).await;
    assert!(matches!(gap, Err(AgentFault::PieceElsewhere { bytes: 1_400 })));

    // The battery is pulled. Nobody stopped the recording, and its last block is cut.
    bench.battery.set(1);
    assert!(agent.append_recording(at, id, 1_400, pieces[2].to_vec()).await.is_err());
    drop(agent);
    bench.battery.set(0);
    let agent = bench.start().await.expect("started");
    bench.unlock(&agent).await.expect("unlocked");
    let cut_off = agent.order(order).await.expect("the order").cut_off;
    assert_eq!(
        cut_off.iter().map(|cut| (cut.attachment_id, cut.bytes)).collect::<Vec<_>>(),
        [(id, 1_400)]
    );
    let taken = agent.finish_recording(order, survey, id).await.expect("finished");
    assert!(taken.size <= 1_400 && taken.duration_ms > 300, "{taken:?}");
    assert_eq!(taken.facts.worker, "王建国");
    assert_eq!(files_in(&bench.store_path().join("evidence")), [format!("{id}.sealed")]);

    let photo = picture(&*bench.entropy);
    agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    fill(&agent, order, survey).await;
    agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("submitted");
    let report = agent.sync_once().await.expect("synced");
    assert_eq!((report.files, report.parked), (2, 0));
    let data = bench.platform.state().data.clone();
    let file = &data.files[&id];
    assert!(file.is_whole());
    assert_eq!(file.sha256, taken.sha256);
}

#[tokio::test]
async fn recordings_have_their_number_their_size_and_their_kind() {
    let bench = Bench::new(32);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    let at = (order, survey);
    let not_asked = agent.begin_recording(order, survey, "note", None, None).await;
    assert!(matches!(not_asked, Err(AgentFault::UnknownField(_))));
    let mut notes = Vec::new();
    for _ in 0..2 {
        let begun = agent.begin_recording(order, survey, "voice", None, None).await.expect("begun");
        let id = begun.attachment_id;
        agent.append_recording(at, id, 0, voice().concat()).await.expect("kept");
        notes.push(agent.finish_recording(order, survey, id).await.expect("finished"));
    }
    let third = agent.begin_recording(order, survey, "voice", None, None).await;
    assert!(matches!(third, Err(AgentFault::TooManyRecordings)));
    // One in the place of another: that stays until the new one is finished.
    let old = notes.remove(0).attachment_id;
    let begun =
        agent.begin_recording(order, survey, "voice", None, Some(old)).await.expect("begun");
    let id = begun.attachment_id;
    agent.append_recording(at, id, 0, voice().concat()).await.expect("kept");
    let draft = |detail: terminal::agent::OrderDetail| detail.now.drafts[&survey]["voice"].clone();
    let before = draft(agent.order(order).await.expect("the order"));
    assert_eq!(before[0]["attachment_id"], json!(old));
    notes.push(agent.finish_recording(order, survey, id).await.expect("finished"));
    assert_eq!(draft(agent.order(order).await.expect("the order")), json!(notes));
    agent.discard_recording(order, survey, old).await.expect("its file goes too");
    agent.discard_recording(order, survey, notes.remove(0).attachment_id).await.expect("discarded");
    let begun = agent.begin_recording(order, survey, "voice", None, None).await.expect("begun");
    let id = begun.attachment_id;
    let whole = usize::try_from(begun.bytes_max).expect("small");
    let too_much = agent.append_recording(at, id, 0, vec![0; whole + 1]).await;
    assert!(matches!(too_much, Err(AgentFault::RecordingFull { bytes: 0 })));
    agent.append_recording(at, id, 0, b"<html>".to_vec()).await.expect("kept");
    let page = agent.finish_recording(order, survey, id).await;
    assert!(matches!(page, Err(AgentFault::Recording(_))));
    agent.discard_recording(order, survey, id).await.expect("discarded");
    let typed = agent.save_field(order, survey, "voice", json!([])).await;
    assert!(matches!(typed, Err(AgentFault::NotTyped(_))));
    let detail = agent.order(order).await.expect("the order");
    assert_eq!(detail.now.drafts[&survey]["voice"], json!(notes));
    assert_eq!(detail.cut_off, []);
}

#[tokio::test]
async fn a_full_disk_stops_a_recording_and_keeps_what_there_is() {
    let bench = Bench::new(33);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    let (at, pieces) = ((order, survey), voice());
    let begun = agent.begin_recording(order, survey, "voice", None, None).await.expect("begun");
    let id = begun.attachment_id;
    agent.append_recording(at, id, 0, pieces[..2].concat()).await.expect("kept");
    *bench.space.0.lock().expect("no test panicked here") = Some(1 << 20);
    let full = agent.append_recording(at, id, 1_400, pieces[2].to_vec()).await;
    assert!(matches!(full, Err(AgentFault::StorageShort { .. })));
    let more = agent.begin_recording(order, survey, "voice", None, None).await;
    assert!(matches!(more, Err(AgentFault::StorageShort { .. })));
    agent.finish_recording(order, survey, id).await.expect("what is there is kept");
}

#[tokio::test]
async fn a_refusal_on_video_stands_where_the_signature_would() {
    let bench = Bench::new(34);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let survey = survey_of(&agent, order).await;
    let refused = json!({ "refused": true, "reason": "不认可装表位置", "witnesses": [] });
    agent.save_field(order, survey, "signature", refused).await.expect("typed");
    let begun = agent.begin_recording(order, survey, "signature", None, None).await.expect("begun");
    assert_eq!(begun.mime, "video/webm");
    let video = include_bytes!("../../../webm/tests/recorded/video.webm");
    let at = (order, survey);
    agent.append_recording(at, begun.attachment_id, 0, video.to_vec()).await.expect("kept");
    let taken = agent.finish_recording(order, survey, begun.attachment_id).await.expect("finished");
    let draft =
        |detail: terminal::agent::OrderDetail| detail.now.drafts[&survey]["signature"].clone();
    let value = draft(agent.order(order).await.expect("the order"));
    assert_eq!(value["video"], json!(taken));
    assert_eq!((&value["refused"], &value["reason"]), (&json!(true), &json!("不认可装表位置")));
    assert_eq!(value.get("witnesses"), None);
    fill(&agent, order, survey).await;
    let verdict = agent.check(order, survey).await.expect("checked");
    assert!(verdict.passes(), "{verdict:?}");
    agent.discard_recording(order, survey, begun.attachment_id).await.expect("discarded");
    assert_eq!(draft(agent.order(order).await.expect("the order")), Value::Null);
}
