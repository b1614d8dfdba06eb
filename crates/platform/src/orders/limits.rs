//! What an order tells of its limits: that they come due soon, have passed, were kept after all, or moved; to its
//! story, to the office, and to whoever has the stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use deadlines::{Policy, Region, spoken};
use platform_store::audit::Entry;
use platform_store::{StoreFault, Tx, people};
use serde_json::{Value, json};
use vocabulary::{Instant, PersonId, StageId, Text};

use super::clocks::{Explanation, Finding, Heard, Kept, Opening};
use super::meter_task::{MeterTask, TASK_VALIDITY};
use super::order::Order;

impl Order {
    /// Something happened to it, or at one of its stages: ends the clocks that wait for it, starts those that begin with
    /// it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear(
        &mut self,
        tx: &mut Tx<'_>,
        event: &str,
        stage: Option<StageId>,
    ) -> Result<(), StoreFault> {
        let version = Arc::clone(&self.version);
        let region = self.region_for(tx, &version.policies, event).await?;
        let opening = stage.and_then(|stage| self.view().stage(stage)).map(Opening::of);
        let heard = Heard { event, opening, at: self.cause.at };
        self.clocks.hear(heard, self.view().order, &version.policies, &region);
        if let Some(valid_until) = MeterTask::valid_until_in(&self.view().facts) {
            self.clocks.fix(TASK_VALIDITY, valid_until);
        }
        Ok(())
    }

    /// Where its station lies; looked up only where a policy that `event` starts depends on it.
    async fn region_for(
        &self,
        tx: &mut Tx<'_>,
        policies: &[Policy],
        event: &str,
    ) -> Result<Region, StoreFault> {
        let matters = |policy: &Policy| {
            policy.region != Region::everywhere() && policy.starts(event).is_some()
        };
        let Some(station) = self.record.station.filter(|_| policies.iter().any(matters)) else {
            return Ok(Region::everywhere());
        };
        let said = people::region_of_station(tx, self.platform.org(), station).await?;
        let bad = |_| StoreFault::BadRow { table: "station", column: "region" };
        said.as_deref().map_or(Ok(Region::everywhere()), |said| Region::parse(said).map_err(bad))
    }

    /// Counts anew what was counted by another calendar, and tells which due dates moved.
    pub fn recount_limits(&mut self) {
        for (kept, before) in self.clocks.recount() {
            let mut body = named(&kept);
            body["from"] = json!(before);
            body["may_move"] = json!(kept.may_move);
            self.note_of_platform("limit_moved", body);
        }
    }

    /// Tells what is new of its limits; each thing once, for the clocks remember it.
    pub fn tell_of_limits(&mut self) {
        let now = self.cause.received_at;
        let mut warnings: BTreeMap<PersonId, Warning> = BTreeMap::new();
        for (kept, finding) in self.clocks.judge(now) {
            match finding {
                Finding::DueSoon => self.note_of_platform("limit_due_soon", named(&kept)),
                Finding::Overdue | Finding::OverdueAgain => {
                    self.note_of_platform("limit_overdue", named(&kept));
                    if finding == Finding::Overdue && kept.wants_reason() {
                        let item = self.ask_office("overdue", "limit_passed", None, named(&kept));
                        self.clocks.asked(kept.name(), item);
                    }
                }
                Finding::KeptAfterAll => {
                    self.note_of_platform("limit_kept", named(&kept));
                    let lapsed = kept.item.map(|item| (item, None, KEPT_AFTER_ALL.to_owned()));
                    self.lapsed.extend(lapsed);
                    continue;
                }
                Finding::WithoutDate => {
                    self.note_of_platform("limit_without_date", named(&kept));
                    self.ask_office("alarm", "no_due_date", None, named(&kept));
                    continue;
                }
            }
            for worker in self.workers_of(&kept) {
                warnings.entry(worker).or_default().add(&kept, finding != Finding::DueSoon);
            }
        }
        for (worker, warning) in warnings {
            self.notify(worker, warning.about(), warning.text());
        }
    }

    /// Proof that somebody had done something at a stage by `at` reached us late: its limits are judged by it, what was
    /// told stays told.
    pub fn correct_limits(&mut self, event: &str, (stage, by): (StageId, PersonId), at: Instant) {
        let opening = Some(Opening { stage, holder: Some(by) });
        self.clocks.correct(Heard { event, opening, at });
    }

    /// A stage was left, or taken from whoever has it: what ran for it there has nothing to wait for any more.
    pub fn leave_limits(&mut self, stage: StageId) {
        let Some(view) = self.record.view.stage(stage) else { return };
        self.clocks.leave(&view.element, Opening::of(view), self.cause.at);
    }

    /// Says why a limit was missed; `false` when there is none of that name that asks.
    pub fn explain_limit(&mut self, name: &str, explanation: &Explanation, reason: &Text) -> bool {
        let Some(kept) = self.clocks.explain(name, explanation) else { return false };
        let (mut body, item) = (named(kept), kept.item);
        let said = said(reason, &explanation.note);
        body["code"] = json!(explanation.code);
        body["reason"] = json!(said);
        self.lapsed.extend(item.map(|item| (item, Some(explanation.by), said)));
        self.note("overdue_explained", body);
        true
    }

    /// Whoever has an open stage that the clock watches.
    fn workers_of(&self, kept: &Kept) -> Vec<PersonId> {
        if self.record.view.state.is_over() {
            return Vec::new();
        }
        let open = self.record.view.stages.values().filter(|stage| stage.state.is_open());
        let concerned = open.filter(|stage| kept.concerns(stage));
        let mut workers: Vec<_> = concerned.filter_map(|stage| stage.assignee).collect();
        workers.sort_unstable();
        workers.dedup();
        workers
    }

    /// Something that nobody did: it followed from time or from the calendar.
    fn note_of_platform(&mut self, kind: &str, body: Value) {
        self.entries.push(Entry {
            at: self.cause.received_at,
            received_at: self.cause.received_at,
            kind: kind.to_owned(),
            actor: "platform".to_owned(),
            correlation: self.cause.correlation,
            body,
        });
    }
}

/// A clock as the story and the office's item name it.
fn named(kept: &Kept) -> Value {
    json!({
        "limit": kept.name(), "policy": kept.policy.policy, "kind": kept.policy.kind,
        "name": kept.policy.name, "element": kept.element(), "due_at": kept.due_at,
    })
}

/// The reason in words, with what was written beside it.
fn said(reason: &Text, note: &str) -> String {
    if note.is_empty() { reason.zh.clone() } else { format!("{}：{note}", reason.zh) }
}

/// What one worker is told of the limits of one order: all of it at once.
#[derive(Debug, Default)]
struct Warning {
    lines: Vec<Text>,
    is_overdue: bool,
}

impl Warning {
    fn add(&mut self, kept: &Kept, is_overdue: bool) {
        let Some(due) = kept.due_at.map(spoken) else { return };
        let word = &kept.policy.policy;
        let name = kept.policy.name.clone().unwrap_or_else(|| Text::new(word, word));
        self.is_overdue |= is_overdue;
        let (zh, en) =
            if is_overdue { ("已超期", "is overdue") } else { ("即将到期", "is due soon") };
        self.lines.push(Text::new(
            format!("“{}”{zh}（{}）", name.zh, due.zh),
            format!("“{}” {en} ({})", name.en, due.en),
        ));
    }

    const fn about(&self) -> &'static str {
        if self.is_overdue { "overdue" } else { "due_soon" }
    }

    fn text(&self) -> Text {
        let joined = |pick: fn(&Text) -> &str, by: &str| {
            self.lines.iter().map(pick).collect::<Vec<_>>().join(by)
        };
        Text::new(joined(|line| &line.zh, "；"), joined(|line| &line.en, "; "))
    }
}

/// What the office reads where it was asked for a reason that is not needed any more.
const KEPT_AFTER_ALL: &str =
    "迟到的记录或日历表明未超期 (kept after all, as a late record or the calendar shows)";
