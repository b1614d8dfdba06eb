//! Somebody at a terminal: he does what its pages let him do, and nothing else.

use std::time::Duration;

use anyhow::Context as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use vocabulary::{Clock as _, Instant, OperationId, OrderId, PersonId, StageId, SystemClock};

use super::page::{At, Page};
use super::photo::{self, Camera};
use super::prefill::prefilled;
use super::scene::Case;
use super::values::{self, Field, household};
use super::waiting::until;
use crate::company::Card;

/// A worker, signed in.
pub struct Worker {
    pub terminal: &'static str,
    pub person: PersonId,
    pub name: String,
    /// Unlock, outbox, messages.
    pub launcher: Page,
    /// Orders and forms.
    pub page: Page,
    pub rng: ChaCha8Rng,
    camera: Camera,
    second_pin: Option<String>,
    /// Who signs permits: somebody with another name.
    pub issuer: String,
}

const SYNCED_WITHIN: u64 = 60;
const SENT_WITHIN: u64 = 120;
/// Much longer than a sync over loopback takes.
const SYNCS_IN: Duration = Duration::from_secs(2);

impl Worker {
    /// Opens the launcher, types the PIN, opens the business app.
    ///
    /// # Errors
    /// When the agent does not let him in.
    pub async fn enter(
        entry_url: &str,
        terminal: &'static str,
        card: Card,
        second_pin: Option<String>,
        issuer: &str,
        mut rng: ChaCha8Rng,
    ) -> anyhow::Result<Self> {
        let launcher = Page::enter(entry_url).await.context("the launcher does not open")?;
        launcher.unlock(&card.pin).await.context("the terminal does not unlock")?;
        let page = launcher.open_app("business").await.context("the business app does not open")?;
        let (person, name, issuer) = (card.person, card.name, issuer.to_owned());
        let camera = Camera::new(&mut rng)?;
        Ok(Self { terminal, person, name, launcher, page, rng, camera, second_pin, issuer })
    }

    /// Waits until an order's stage is his to do, and the forms for it are there.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn finds(&self, order: OrderId, element: &str) -> anyhow::Result<At> {
        let what = format!("{element} of {order} is on {}", self.terminal);
        until(&what, SYNCED_WITHIN, async || {
            self.launcher.sync().await?;
            let Some(at) = self.stage(order, element).await? else { return Ok(None) };
            let page = self.page.order(order).await?;
            Ok(page["bundle"].is_object().then_some(at))
        })
        .await
    }

    /// As [`Worker::finds`], once the platform has opened the stage on what he has sent.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn finds_after_sending(&self, order: OrderId, element: &str) -> anyhow::Result<At> {
        self.has_sent_everything(SENT_WITHIN).await?;
        self.finds(order, element).await
    }

    /// The stage of an order that is his to do now.
    ///
    /// # Errors
    /// When it is not on his terminal.
    pub async fn has(&self, order: OrderId, element: &str) -> anyhow::Result<At> {
        let found = self.stage(order, element).await?;
        found.with_context(|| format!("{element} of {order} is not on {}", self.terminal))
    }

    /// The stage of an order that is his to do now, if it is that one.
    ///
    /// # Errors
    /// When the page does not answer.
    async fn stage(&self, order: OrderId, element: &str) -> anyhow::Result<Option<At>> {
        let lines = self.page.orders().await?;
        let line = lines.iter().find(|line| line["order"] == json!(order));
        let stage = line.map(|line| &line["stage"]);
        let stage = stage.filter(|stage| stage["element"] == element);
        let id: Option<StageId> = stage.and_then(|stage| stage["stage"].as_str()?.parse().ok());
        Ok(id.map(|stage| At { order, stage }))
    }

    /// Signs in, sets out, arrives, begins.
    ///
    /// # Errors
    /// When a step is refused.
    pub async fn goes_there(&mut self, at: At, case: &Case) -> anyhow::Result<()> {
        let position = values::position(&mut self.rng, &case.data, now());
        let arrive = json!({ "kind": "arrive", "position": values::photo_position(&position) });
        let kinds = ["sign_in", "set_out"].map(|kind| json!({ "kind": kind }));
        for action in kinds.into_iter().chain([arrive, json!({ "kind": "begin" })]) {
            self.page
                .act(at, &action)
                .await
                .with_context(|| format!("{} of {}", action["kind"], case.order_no))?;
        }
        Ok(())
    }

    /// Signs in and begins: there is no way to a desk.
    ///
    /// # Errors
    /// When a step is refused.
    pub async fn takes_up(&self, at: At) -> anyhow::Result<()> {
        for kind in ["sign_in", "begin"] {
            let acted = self.page.act(at, &json!({ "kind": kind })).await;
            acted.with_context(|| format!("{kind} at the desk of {}", self.terminal))?;
        }
        Ok(())
    }

    /// Types fields, one after the other.
    ///
    /// # Errors
    /// When one is not kept.
    pub async fn types(&self, at: At, fields: &[Field]) -> anyhow::Result<()> {
        for (name, value) in fields {
            self.page.save(at, name, value).await.with_context(|| format!("the field {name}"))?;
        }
        Ok(())
    }

    /// What his page fills in by itself, and then what he types.
    ///
    /// # Errors
    /// When a field is not kept.
    pub async fn fills_in(&self, at: At, fields: &[Field]) -> anyhow::Result<()> {
        let page = self.page.order(at.order).await?;
        let ui = |form: &str| Ok(page["bundle"]["forms"][form]["ui"].clone());
        let who = (self.person, self.name.as_str());
        for (name, value) in prefilled(&page["order"], at.stage, who, now(), ui)? {
            let kept = self.page.save(at, &name, &value).await;
            kept.with_context(|| format!("the field {name}, filled in by the page"))?;
        }
        self.types(at, fields).await
    }

    /// The fields of a household's acceptance.
    #[must_use]
    pub fn acceptance(&mut self, case: &Case) -> Vec<Field> {
        household::acceptance(&mut self.rng, &case.data, now())
    }

    /// Takes a photo for each field; gives what the form says of them.
    ///
    /// # Errors
    /// When one is not kept.
    pub async fn photographs(
        &mut self,
        at: At,
        case: &Case,
        fields: &[&str],
    ) -> anyhow::Result<Vec<Value>> {
        let mut taken = Vec::new();
        for field in fields {
            let jpeg = self.camera.shoot(&mut self.rng);
            let position = values::position(&mut self.rng, &case.data, now());
            let position = values::photo_position(&position);
            let photo = self.page.photo(at, field, jpeg, &position).await;
            taken.push(photo.with_context(|| format!("the photo {field}"))?);
        }
        Ok(taken)
    }

    /// Takes the photos of a field again, and those it came with out of the form; gives what is in it now.
    ///
    /// # Errors
    /// When one is not kept, or an old one stays.
    pub async fn retakes(&mut self, at: At, case: &Case, field: &str) -> anyhow::Result<Value> {
        let order = self.page.order(at.order).await?;
        let old = order["order"]["stages"][at.stage.to_string()]["values"][field].clone();
        for photo in old.as_array().context("the field comes with photos")? {
            self.photographs(at, case, &[field]).await?;
            let id = photo["attachment_id"].as_str().context("a photo has an id")?;
            let gone = self.page.discard_photo(at, id).await;
            gone.with_context(|| format!("the rejected photo in {field}"))?;
        }
        Ok(self.draft(at).await?[field].clone())
    }

    /// Lets the customer sign.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn has_it_signed(&mut self, at: At, case: &Case) -> anyhow::Result<()> {
        self.has_signed(at, case, "customer_signature").await
    }

    /// As [`Worker::has_it_signed`], in a field of another name.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn has_signed(&mut self, at: At, case: &Case, field: &str) -> anyhow::Result<()> {
        let picture = photo::signature(&mut self.rng)?;
        let picture = base64_of(&picture);
        let applicant = &case.data["applicant"];
        // A business does not sign: whoever speaks for it does.
        let signer = applicant["contact"].as_str().or(applicant["name"].as_str());
        let signer = signer.unwrap_or_default();
        let signature = values::signature(&mut self.rng, signer, &picture);
        let signed = self.page.sign(at, field, &signature).await;
        signed.map(|_| ()).context("the signature")
    }

    /// Writes down that the customer does not sign, before two witnesses.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn notes_refusal(&self, at: At) -> anyhow::Result<()> {
        self.types(at, &[("customer_signature", values::refusal(now()))]).await
    }

    /// Lets the second person confirm with own card and PIN.
    ///
    /// # Errors
    /// When there is none, or the card is refused.
    pub async fn has_it_confirmed(&self, at: At, field: &str) -> anyhow::Result<()> {
        let pin = self.second_pin.as_ref().context("there is no second person")?;
        let confirmed = self.page.second_person(at, field, pin).await;
        confirmed.map(|_| ()).with_context(|| format!("the second person in {field}"))
    }

    /// The whole of a household's acceptance but its submit.
    ///
    /// # Errors
    /// When something is not kept.
    pub async fn accepts(&mut self, at: At, case: &Case) -> anyhow::Result<()> {
        self.goes_there(at, case).await?;
        let fields = self.acceptance(case);
        self.types(at, &fields).await?;
        self.photographs(at, case, &household::ACCEPTANCE_PHOTOS).await?;
        self.has_it_signed(at, case).await
    }

    /// The whole of a household's installation but its submit.
    ///
    /// # Errors
    /// When something is not kept.
    pub async fn installs(&mut self, at: At, case: &Case) -> anyhow::Result<()> {
        self.goes_there(at, case).await?;
        let Case { data, custody, .. } = case;
        let fields = household::installation(&mut self.rng, data, custody, &self.issuer, now());
        self.types(at, &fields).await?;
        self.has_it_confirmed(at, "second_person").await?;
        // Only now: he has to have confirmed before.
        self.types(at, &[("energised_at", now().micros().into())]).await?;
        self.photographs(at, case, &household::INSTALLATION_PHOTOS).await?;
        self.has_it_signed(at, case).await
    }

    /// The whole of archiving but its submit.
    ///
    /// # Errors
    /// When something is not kept.
    pub async fn archives(&mut self, at: At, case: &Case) -> anyhow::Result<()> {
        self.takes_up(at).await?;
        let fields = values::archiving(&mut self.rng, &case.custody, now());
        self.types(at, &fields).await
    }

    /// Hands a stage in; gives the operation and the stage that opens at once, if one does.
    ///
    /// # Errors
    /// When the form does not pass; it says why.
    pub async fn submits(
        &self,
        at: At,
        to: Option<Value>,
    ) -> anyhow::Result<(OperationId, Option<At>)> {
        let answer = self.page.submit(at, to.as_ref()).await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(fault) => {
                let verdict = self.page.verdict(at).await.unwrap_or_default();
                return Err(fault).with_context(|| format!("the form says {verdict}"));
            }
        };
        let operation = answer["op_id"].as_str().and_then(|text| text.parse().ok());
        let next: Option<StageId> = answer["continues"].as_str().and_then(|text| text.parse().ok());
        let next = next.map(|stage| At { order: at.order, stage });
        Ok((operation.context("a submit is an operation")?, next))
    }

    /// The fields that are kept for a stage and not handed in.
    ///
    /// # Errors
    /// When the order is not here.
    pub async fn draft(&self, at: At) -> anyhow::Result<Value> {
        let order = self.page.order(at.order).await?;
        Ok(order["drafts"][at.stage.to_string()].clone())
    }

    /// Waits until nothing is unsent.
    ///
    /// # Errors
    /// When something stays.
    pub async fn has_sent_everything(&self, within_seconds: u64) -> anyhow::Result<()> {
        let what = format!("{} has sent everything", self.terminal);
        until(&what, within_seconds, async || {
            self.launcher.sync().await?;
            Ok(self.unsent().await?.is_empty().then_some(()))
        })
        .await
    }

    /// Gives what he has typed and not handed in the time to go up too: no page says whether it has.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn has_time_to_send_what_he_typed(&self) -> anyhow::Result<()> {
        for _ in 0..3 {
            self.launcher.sync().await?;
            tokio::time::sleep(SYNCS_IN).await;
        }
        Ok(())
    }

    /// What has not reached the platform and is not parked.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn unsent(&self) -> anyhow::Result<Vec<Value>> {
        let outbox = self.launcher.outbox().await?;
        Ok(outbox.into_iter().filter(|entry| entry["state"] != "parked").collect())
    }

    /// Waits for a message about an order.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn is_told(&self, order: OrderId, about: &str) -> anyhow::Result<Value> {
        let what = format!("{} is told of {about}", self.terminal);
        until(&what, SYNCED_WITHIN, async || {
            self.launcher.sync().await?;
            let notices = self.launcher.notices().await?;
            let mut notices = notices.into_iter().map(|one| {
                let inner = one["notice"].clone();
                if inner.is_object() { inner } else { one }
            });
            Ok(notices.find(|one| one["order"] == json!(order) && one["about"] == about))
        })
        .await
    }
}

/// Now, as everything of ours writes it.
#[must_use]
pub fn now() -> Instant {
    SystemClock::new().now()
}

/// Base64 with padding (RFC 4648).
fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
