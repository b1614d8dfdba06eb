//! The second person (监护人): confirms on the same terminal with own card and PIN, offline too.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::Widget;
use security_unit::{Context, Pin, SigningToken};
use serde_json::{Value, json};
use sync::Confirmation;
use vocabulary::{CardKind, OrderId, StageId};

use super::filling::form_of;
use super::unlocking::must_be;
use super::{Agent, AgentFault};

impl Agent {
    /// Lets the owner of a second card confirm. The card forgets its PIN right after.
    ///
    /// # Errors
    /// [`AgentFault::OtherCardKind`], the card's, or when the second person is the first.
    pub async fn confirm(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
        card: Arc<dyn SigningToken>,
        pin: &Pin,
    ) -> Result<Value, AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let process = self.process_of(&desk, &now).await?;
        let asked = form_of(&process, &view)?.ui().fields.get(field);
        if asked.is_none_or(|asked| asked.widget != Widget::SecondPerson) {
            return Err(AgentFault::UnknownField(field.to_owned()));
        }
        must_be(&*card, CardKind::Operator)?;
        let identity = card.identity();
        if identity.owner.person == desk.person.person {
            return Err(AgentFault::SamePerson);
        }
        let confirmed_at = self.times.corrected();
        let who = (identity.owner.person, identity.card);
        let digest = Confirmation::digest((order, stage, field), who, confirmed_at)?;
        let message = Context::SecondPerson.message(digest.bytes());
        let pin = pin.clone();
        let signed = tokio::task::spawn_blocking(move || {
            card.present_pin(&pin)?;
            let signed = card.sign(&message);
            card.withdraw();
            signed
        });
        let signature = signed.await.map_err(|_| AgentFault::TaskEnded)??;
        let value = json!(Confirmation {
            person_id: identity.owner.person,
            name: identity.owner.name.clone(),
            card_id: identity.card,
            confirmed_at,
            signature: STANDARD.encode(signature.bytes()),
        });
        desk.store.save_field(&self.draft_of(order, stage, field, value.clone())).await?;
        Ok(value)
    }
}
