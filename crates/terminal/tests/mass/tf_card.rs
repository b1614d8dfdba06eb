//! The TF card as a device: the terminal's identity lies on it, and what it is worth when the card is out.

use std::path::PathBuf;
use std::sync::Arc;

use security_unit::{
    Asked, CardOwner, CardSlot, FakeCard, FakeSlot, Pin, SigningToken as _, TRIES, UnlockCode,
};
use terminal::agent::TfFitting;
use terminal::{Agent, AgentFault, SyncFault};
use vocabulary::{CardKind, MeterCommand, MeterOutcome, PersonId, minutes};

use super::bench::{Bench, card};
use super::chapters::{fill, survey_of};
use super::metering::site::{Site, ended, some_frames};

const RIGHT: &str = "246810";
const WRONG: &str = "000000";

/// A slot with the terminal's card in it, and the card's file.
struct Tf {
    slot: Arc<FakeSlot>,
    card: Arc<FakeCard>,
    file: PathBuf,
}

impl Tf {
    fn new(bench: &Bench) -> Self {
        let tf = Self {
            slot: Arc::new(FakeSlot::default()),
            card: Arc::new(tf_card(bench)),
            file: bench.folder.path().join("tf.secret"),
        };
        tf.slot.insert(Arc::clone(&tf.card));
        tf.writes(RIGHT);
        tf
    }

    fn writes(&self, pin: &str) {
        std::fs::write(&self.file, format!("{pin}\n")).expect("written");
    }

    fn fitting(&self) -> TfFitting {
        let slot = Arc::clone(&self.slot) as Arc<dyn CardSlot>;
        TfFitting { slot, secret_file: self.file.clone() }
    }

    async fn start(&self, bench: &Bench) -> Agent {
        bench.start().await.expect("started").with_tf_card(self.fitting())
    }

    async fn ready(&self, bench: &Bench) -> Agent {
        let agent = self.start(bench).await;
        agent.enrol("123456").await.expect("enrolled");
        bench.unlock(&agent).await.expect("unlocked");
        agent.sync_once().await.expect("synced");
        agent
    }

    /// How often a PIN was tried on the card.
    fn tries(&self) -> usize {
        self.card.asked().iter().filter(|asked| **asked == Asked::PresentPin).count()
    }
}

fn tf_card(bench: &Bench) -> FakeCard {
    let person = PersonId::make(&*bench.clock, &*bench.entropy);
    let owner = CardOwner { person, name: "张伟".into(), staff_no: "T0300".into() };
    let pin = Pin::parse(RIGHT).expect("six digits");
    FakeCard::new(&*bench.entropy, owner, pin, UnlockCode::make(&*bench.entropy))
        .of_kind(CardKind::Tf)
}

fn why(agent: &Agent) -> String {
    let seen = agent.tf_card_seen().expect("it needs one");
    assert_eq!(seen.is_ready, seen.why.is_none());
    seen.why.map(|why| why.zh).unwrap_or_default()
}

async fn lacks(agent: &Agent) -> String {
    match agent.sync_once().await {
        Err(SyncFault::NoIdentity { why }) => why.zh,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_terminal_is_known_by_the_card_and_its_key_is_nowhere_else() {
    let bench = Bench::new(301);
    let tf = Tf::new(&bench);
    let agent = tf.ready(&bench).await;
    assert_eq!(bench.platform.state().terminal_key, Some(tf.card.identity().public_key));
    assert_eq!(why(&agent), "");
    agent.close().await;

    // After a start, too; without the slot it is nobody any more.
    bench.platform.forget_sessions();
    let agent = tf.start(&bench).await;
    bench.unlock(&agent).await.expect("within the lease");
    agent.sync_once().await.expect("synced");
    agent.close().await;
    let agent = bench.start().await.expect("started");
    bench.unlock(&agent).await.expect("within the lease");
    assert!(lacks(&agent).await.contains("没有配置 TF 卡槽"));
}

#[tokio::test]
async fn while_the_card_is_out_nothing_goes_up_and_nothing_is_lost() {
    let bench = Bench::new(302);
    let tf = Tf::new(&bench);
    let order = bench.platform.hand_out(1);
    let agent = tf.ready(&bench).await;
    let survey = survey_of(&agent, order).await;
    tf.slot.remove();
    bench.platform.state().requests.clear();

    fill(&agent, order, survey).await;
    agent
        .act(agent.correlate(), order, survey, &terminal::agent::Action::SignIn)
        .await
        .expect("kept");
    // The session of before is good still at the platform: it is not used.
    assert!(lacks(&agent).await.contains("TF 卡已拔出"));
    assert!(why(&agent).contains("TF 卡已拔出"));
    assert!(bench.platform.state().requests.is_empty(), "nothing was asked of the platform");
    agent.lock().await;
    bench.clock.advance(minutes(31));
    assert!(lacks(&agent).await.contains("TF 卡已拔出"), "sealed work waits, too");
    bench.unlock(&agent).await.expect("within the lease, the worker goes on");
    assert_eq!(agent.state().await.expect("state").unsent.operations, 1);

    tf.slot.insert(Arc::clone(&tf.card));
    assert_eq!(agent.sync_once().await.expect("synced").answered, 1);
    assert_eq!(
        (why(&agent), agent.state().await.expect("state").unsent.operations),
        (String::new(), 0)
    );
}

#[tokio::test]
async fn another_card_is_told_apart_and_a_wrong_file_costs_one_try() {
    let bench = Bench::new(303);
    let tf = Tf::new(&bench);
    let agent = tf.ready(&bench).await;
    let other = Arc::new(tf_card(&bench));
    tf.slot.insert(Arc::clone(&other));
    assert!(lacks(&agent).await.contains("不是本终端的"));
    let operators = Arc::new(card(&bench.clock, &bench.entropy, "李秀英"));
    tf.slot.insert(Arc::clone(&operators));
    assert!(lacks(&agent).await.contains("这是一张操作员卡，此处需要TF 卡"));
    assert!(other.asked().is_empty() && operators.asked().is_empty(), "neither was tried");

    tf.writes(WRONG);
    tf.slot.insert(Arc::clone(&tf.card));
    let before = tf.tries();
    bench.platform.forget_sessions();
    for _ in 0..3 {
        assert!(lacks(&agent).await.contains("不匹配"));
    }
    assert_eq!(tf.tries() - before, 1);
    assert_eq!(agent.tf_card_seen().and_then(|seen| seen.tries_left), Some(TRIES - 1));
    std::fs::remove_file(&tf.file).expect("removed");
    assert!(lacks(&agent).await.contains("不匹配"), "it says what it knows of the card");

    tf.writes(RIGHT);
    agent.sync_once().await.expect("synced");
    assert_eq!(agent.tf_card_seen().and_then(|seen| seen.tries_left), Some(TRIES));

    tf.slot.remove();
    for _ in 0..TRIES {
        tf.slot.insert(Arc::clone(&tf.card));
        assert!(tf.card.present_pin(&Pin::parse(WRONG).expect("six digits")).is_err());
    }
    assert!(lacks(&agent).await.contains("TF 卡已锁定"));
}

#[tokio::test]
async fn nobody_is_enrolled_without_the_card_that_the_slot_is_for() {
    let bench = Bench::new(304);
    let tf = Tf::new(&bench);
    tf.slot.remove();
    let agent = tf.start(&bench).await;
    let refused = agent.enrol("123456").await;
    assert!(matches!(refused, Err(AgentFault::Platform(_))), "{refused:?}");
    assert!(agent.state().await.expect("state").terminal.is_none());
    tf.slot.insert(Arc::clone(&tf.card));
    agent.enrol("123456").await.expect("enrolled");
}

/// A terminal that was enrolled before it had a slot goes on with the key that it has.
#[tokio::test]
async fn a_key_in_the_store_needs_no_card() {
    let bench = Bench::new(305);
    bench.ready().await.close().await;
    let tf = Tf::new(&bench);
    tf.slot.remove();
    bench.platform.forget_sessions();
    let agent = tf.start(&bench).await;
    bench.unlock(&agent).await.expect("unlocked");
    agent.sync_once().await.expect("synced");
    assert_eq!(tf.tries(), 0);
}

#[tokio::test]
async fn without_the_card_no_meter_is_worked_at_and_a_work_ends_when_it_is_pulled() {
    let site = Site::slow(306).await;
    let tf = Tf::new(&site.bench);
    let agent = Arc::try_unwrap(site.start().await.expect("started")).ok().expect("nobody else's");
    let agent = Arc::new(agent.with_tf_card(tf.fitting()));
    agent.enrol("123456").await.expect("enrolled");
    site.bench.unlock(&agent).await.expect("unlocked");
    agent.sync_once().await.expect("synced");
    let read = site.run(&agent, site.asked(MeterCommand::Read)).await;
    assert_eq!(read.outcome, Some(MeterOutcome::Done), "{read:?}");

    tf.slot.remove();
    let state = agent.metering_state().await;
    assert!(!state.may && state.why.is_some_and(|why| why.zh.contains("TF 卡已拔出")));
    let refused = site.begin(&agent, site.asked(MeterCommand::Read)).await;
    assert!(
        matches!(&refused, Err(AgentFault::NoMetering(why)) if why.zh.contains("TF 卡已拔出")),
        "{refused:?}"
    );

    tf.slot.insert(Arc::clone(&tf.card));
    agent.open_tf_card().await;
    site.begin(&agent, site.asked(MeterCommand::Snapshot)).await.expect("begun");
    some_frames(&agent).await;
    tf.slot.remove();
    let run = ended(&agent).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Refused), "{run:?}");
    assert_eq!(run.result.expect("a record").in_list.reason.as_deref(), Some("cancelled"));
}
