//! A stage that lies unsigned on a terminal for too long, or that a terminal out of touch has not fetched: it goes to whoever
//! stands in, or the office is told.

use async_trait::async_trait;
use platform_store::orders::UnsignedStage;
use platform_store::{Command, Tx, orders, people};
use serde_json::json;
use sync::StageView;
use vocabulary::{OrderId, OrderState, PersonId, StageId, StageState, Text};

use crate::Platform;
use crate::http::Problem;
use crate::orders::order::{Cause, Order};

/// The terminal was in touch after the time to sign in had passed, and brought no sign-in. One that was made without a
/// network may still follow in a moment: the next touch decides.
pub struct SeeUnsigned {
    pub platform: Platform,
    pub cause: Cause,
    pub worker: PersonId,
    pub stages: Vec<UnsignedStage>,
}

#[async_trait]
impl Command for SeeUnsigned {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, at) = (self.platform.org(), self.cause.at);
        for stage in &self.stages {
            let place = (stage.order, stage.stage);
            orders::see_unsigned(tx, org, place, self.worker, at).await?;
        }
        Ok(())
    }
}

/// Gives an unsigned stage of a grid's A to its B; where there is nobody, or B has it, it stays and the office is told,
/// once.
pub struct PassOnUnsigned {
    pub platform: Platform,
    pub cause: Cause,
    pub worker: PersonId,
    pub order: OrderId,
    pub stage: StageId,
    pub minutes: u32,
    pub why: Why,
}

/// Why nobody has signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The terminal has it and was in touch since.
    Unsigned,
    /// The terminal has not fetched it, so that nothing can have been done with it there.
    OutOfTouch,
}

#[async_trait]
impl Command for PassOnUnsigned {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let Self { order, stage, minutes, why, .. } = *self;
        let org = self.platform.org();
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), order).await?;
        let Some(mut order) = loaded.filter(|order| order.view().state == OrderState::Open) else {
            return Ok(());
        };
        let Some(view) = order.view().stage(stage).cloned() else { return Ok(()) };
        if view.state != StageState::Dispatched || view.assignee != Some(self.worker) {
            return Ok(());
        }
        let out_of_touch = why == Why::OutOfTouch;
        let place = (self.order, stage);
        if out_of_touch && !orders::is_unfetched(tx, org, place, self.worker).await? {
            return Ok(());
        }
        let body = json!({ "stage": stage, "person": self.worker, "minutes": minutes });
        order.note(why.kind(), body.clone());
        let may_go = match order.may_be_taken_from(tx, &view, self.worker).await {
            Ok(()) => true,
            Err(problem) if problem.is_for_good() => false,
            Err(problem) => return Err(problem),
        };
        if may_go && self.goes_to_b(tx, &mut order, &view).await? {
            return order.save(tx).await;
        }
        // Another program may have told it meanwhile.
        if !orders::tell_unsigned(tx, org, place).await? {
            return Ok(());
        }
        order.ask_office("unsigned", why.code(), None, body);
        order.notify(self.worker, "unsigned", why.reminded(&view.name, minutes));
        order.save_beside(tx).await
    }
}

impl PassOnUnsigned {
    async fn goes_to_b(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        view: &StageView,
    ) -> Result<bool, Problem> {
        let Some(person) = order.stand_in(tx, view, self.worker).await? else { return Ok(false) };
        let reason = self.why.reason(self.minutes);
        order.assign(view.stage, &person, "reassigned", Some(&reason));
        order.remark(view.stage, Some(&reason));
        let holder = people::person(tx, self.platform.org(), self.worker).await?;
        let name = holder.map(|holder| holder.name).unwrap_or_default();
        let handed_on = self.why.handed_on(&view.name, &name, self.minutes);
        order.notify(person.person, "reassigned", handed_on);
        Ok(true)
    }
}

impl Why {
    /// The word of the story.
    const fn kind(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::OutOfTouch => "out_of_touch",
        }
    }

    /// The office's word.
    const fn code(self) -> &'static str {
        match self {
            Self::Unsigned => "not_signed_in",
            Self::OutOfTouch => "out_of_touch",
        }
    }

    fn reason(self, minutes: u32) -> String {
        match self {
            Self::Unsigned => format!("送达 {minutes} 分钟未签收"),
            Self::OutOfTouch => format!("派工 {minutes} 分钟，终端失联未取单"),
        }
    }

    fn handed_on(self, stage: &str, from: &str, minutes: u32) -> Text {
        match self {
            Self::Unsigned => Text::new(
                format!("“{stage}”环节转派给您：{from} {minutes} 分钟未签收"),
                format!(
                    "a stage was given to you: {from} had not signed it in for {minutes} minutes"
                ),
            ),
            Self::OutOfTouch => Text::new(
                format!("“{stage}”环节转派给您：{from} 的终端失联，{minutes} 分钟未取单"),
                format!(
                    "a stage was given to you: the terminal of {from} was out of touch for {minutes} minutes"
                ),
            ),
        }
    }

    fn reminded(self, stage: &str, minutes: u32) -> Text {
        match self {
            Self::Unsigned => Text::new(
                format!("“{stage}”环节送达 {minutes} 分钟未签收，已报所长，请尽快签收"),
                format!(
                    "a stage was not signed in for {minutes} minutes; the head is told: sign it in"
                ),
            ),
            Self::OutOfTouch => Text::new(
                format!("“{stage}”环节派工 {minutes} 分钟，您的终端未取单，已报所长，请签收"),
                format!(
                    "your terminal did not fetch a stage for {minutes} minutes; the head is told: sign it in"
                ),
            ),
        }
    }
}
