//! Unlocking with card and PIN, with the platform or, for a while, without it; and locking.

use std::sync::Arc;

use futures::FutureExt as _;
use security_unit::{Pin, SigningToken};
use sync::Notice;
use terminal_store::{CardStore, EvidenceFolder, Lease, PersonStore, StoreFault, StoreKey};
use vocabulary::{CardKind, CorrelationId, Instant, Text};
use zeroize::Zeroizing;

use super::data_key::{self, Halves, StoreOwner};
use super::desk::{Duty, Work};
use super::{Agent, AgentFault, Desk};
use crate::platform::{CallFault, SessionAnswer, SessionPerson};
use crate::syncing::SuppliesDue;
use crate::transport::TransportFault;

impl Agent {
    /// Opens the store of the card's owner. A lease that has not run out opens it at once, without the platform; the
    /// next sync signs in. Otherwise the platform is asked first.
    ///
    /// # Errors
    /// [`AgentFault::OtherCardKind`], which costs no try; the card's; [`AgentFault::LeaseNeeded`] without lease and network, [`AgentFault::Revoked`].
    pub async fn unlock(
        &self,
        correlation: CorrelationId,
        card: Arc<dyn SigningToken>,
        pin: &Pin,
    ) -> Result<SessionPerson, AgentFault> {
        must_be(&*card, CardKind::Operator)?;
        let (asked, pin) = (Arc::clone(&card), pin.clone());
        // A PIN guess costs half a second of one core, on purpose.
        let presented = tokio::task::spawn_blocking(move || asked.present_pin(&pin)).await;
        presented.map_err(|_| AgentFault::TaskEnded)??;

        let _seat = self.seating.lock().await;
        // Whoever sat here is done first: two desks over one store would sweep each other's files away.
        self.clear_desk(Some(&card)).await;
        match self.open_desk(correlation, Arc::clone(&card)).await {
            Ok(desk) => {
                let person = desk.person.clone();
                self.set_desk(Some(desk)).await;
                Ok(person)
            }
            Err(fault) => {
                card.withdraw();
                self.metering.leave();
                Err(fault)
            }
        }
    }

    /// Forgets the PIN and lets go of the store, after what is being recorded is recorded. Nothing is deleted but what was
    /// practised.
    pub async fn lock(&self) {
        let _seat = self.seating.lock().await;
        self.clear_desk(None).await;
    }

    pub(super) async fn clear_desk(&self, taking_over: Option<&Arc<dyn SigningToken>>) {
        let Some(desk) = self.set_desk(None).await else { return };
        let _acting = desk.acting.lock().await;
        if let Duty::Work(work) = &desk.duty
            && taking_over.is_none_or(|card| !Arc::ptr_eq(card, &work.card))
        {
            self.metering.leave();
            work.card.withdraw();
        }
        desk.store.close().await;
        if let Duty::Practice(_) = desk.duty
            && let Err(fault) = self.wipe_practice()
        {
            // It opens to nobody any more, and goes at the next start.
            tracing::warn!(%fault, "what was practised is not wiped yet");
        }
    }

    /// The platform has taken the person's rights away: his store opens only with the platform's help from now on.
    pub(crate) async fn revoke(&self, desk: &Desk) -> Result<(), AgentFault> {
        self.device.delete_leases(desk.person.person).await?;
        self.lock().await;
        Ok(())
    }

    /// Takes a lease that the platform has granted: wraps the store's key with it.
    pub(crate) async fn take_lease(
        &self,
        card: &dyn SigningToken,
        key: &StoreKey,
        answer: &SessionAnswer,
    ) -> Result<(), AgentFault> {
        let (Some(person), Some(lease)) = (&answer.person, granted(answer)?) else {
            return Ok(());
        };
        let owner = self.owner(person).await?;
        let secret = card.release_secret(data_key::CARD_SECRET)?;
        let halves = Halves { card: &secret, lease: &lease.secret };
        let wrapped_key = data_key::wrap(self.entropy(), owner, &halves, key)
            .ok_or(AgentFault::Platform(CallFault::BadAnswer))?;
        let card = card.identity().card;
        let before = self.device.card_store(person.person, card).await?;
        let store = CardStore {
            person: person.person,
            card,
            name: person.name.clone(),
            staff_no: person.staff_no.clone(),
            roles: person.roles.clone(),
            file_name: before.map_or_else(|| format!("store-{card}.db"), |before| before.file_name),
            wrapped_key,
            lease: Some(lease),
        };
        self.device.keep_card_store(&store).await?;
        Ok(())
    }

    async fn open_desk(
        &self,
        correlation: CorrelationId,
        card: Arc<dyn SigningToken>,
    ) -> Result<Arc<Desk>, AgentFault> {
        let (person, id) = (card.identity().owner.person, card.identity().card);
        let known = self.device.card_store(person, id).await?;
        if let Some(known) = &known
            && let Some((person, key)) = self.open_with_lease(&*card, known).await?
        {
            return self.furnish(card, person, key, None).await;
        }
        let platform = self.platform.under(correlation);
        let answer = self.sign_in(&platform, Some(&*card)).await.map_err(|fault| match fault {
            CallFault::Transport(TransportFault::Offline | TransportFault::Timeout) => {
                AgentFault::LeaseNeeded
            }
            other => other.into(),
        });
        if matches!(answer, Err(AgentFault::Revoked)) && known.is_some() {
            self.device.delete_leases(person).await?;
        }
        let answer = answer?;
        let person = answer.person.clone().ok_or(AgentFault::Revoked)?;
        let key = self.key_after_sign_in(&*card, known.as_ref(), &answer).await?;
        self.take_lease(&*card, &key, &answer).await?;
        self.furnish(card, person, key, Some(answer.token)).await
    }

    /// The store's key by a lease that still holds; one that has run out is deleted.
    async fn open_with_lease(
        &self,
        card: &dyn SigningToken,
        known: &CardStore,
    ) -> Result<Option<(SessionPerson, StoreKey)>, AgentFault> {
        let Some(lease) = &known.lease else { return Ok(None) };
        let holds = self.times.trusted().map(|now| now < lease.expires_at);
        if holds == Some(false) {
            self.device.delete_leases(known.person).await?;
        }
        // An unknown time is no proof that the lease is over, but none that it holds either.
        if holds != Some(true) {
            return Ok(None);
        }
        let person = SessionPerson {
            person: known.person,
            name: known.name.clone(),
            staff_no: known.staff_no.clone(),
            roles: known.roles.clone(),
        };
        let owner = self.owner(&person).await?;
        let secret = card.release_secret(data_key::CARD_SECRET)?;
        let halves = Halves { card: &secret, lease: &lease.secret };
        Ok(data_key::unwrap(owner, &halves, &known.wrapped_key).map(|key| (person, key)))
    }

    /// The store's key with the lease that the platform has just granted; a new key for a new store.
    async fn key_after_sign_in(
        &self,
        card: &dyn SigningToken,
        known: Option<&CardStore>,
        answer: &SessionAnswer,
    ) -> Result<StoreKey, AgentFault> {
        let person = answer.person.as_ref().ok_or(AgentFault::Revoked)?;
        let lease = granted(answer)?.ok_or(AgentFault::Revoked)?;
        let Some(known) = known else { return Ok(StoreKey::from_bytes(self.entropy().key())) };
        let owner = self.owner(person).await?;
        let secret = card.release_secret(data_key::CARD_SECRET)?;
        let halves = Halves { card: &secret, lease: &lease.secret };
        data_key::unwrap(owner, &halves, &known.wrapped_key).ok_or(StoreFault::WrongKey.into())
    }

    async fn furnish(
        &self,
        card: Arc<dyn SigningToken>,
        person: SessionPerson,
        key: StoreKey,
        token: Option<String>,
    ) -> Result<Arc<Desk>, AgentFault> {
        let folder = self.person_folder(person.person);
        let options = self.settings.store.clone();
        let entropy = Arc::clone(&self.tools.entropy);
        let evidence =
            EvidenceFolder::open(entropy, folder.join("evidence"), key.clone(), options.clone())?;
        let id = card.identity().card;
        let known = self.device.card_store(person.person, id).await?;
        let path = folder.join(known.ok_or(AgentFault::Locked)?.file_name);
        // Boxed: the compiler does not see through the two borrowed traits that the whole can move between threads.
        let opening = PersonStore::open(self.clock(), self.entropy(), &path, &key, options).boxed();
        let store = opening.await?;
        if self.device.has_store_of_another_card(person.person, id).await? {
            // Files that this store does not name may be that one's.
            store.add_notice("other-card", &other_card(self.times.corrected())).await?;
        } else {
            let mut named = store.file_names().await?;
            named.extend(self.device.sealed_file_names(person.person).await?);
            evidence.sweep(&named)?;
        }
        let token = tokio::sync::Mutex::new(token);
        let acting = tokio::sync::Mutex::new(());
        let duty = Duty::Work(Work { key, card, token });
        let supplies_due = tokio::sync::Mutex::new(SuppliesDue::OfAll);
        let desk = Arc::new(Desk { person, store, evidence, duty, acting, supplies_due });
        self.seal_missing(&desk).await?;
        self.put_last_into_form(&desk).await;
        self.times.keep(&self.device).await?;
        Ok(desk)
    }

    async fn owner(&self, person: &SessionPerson) -> Result<StoreOwner, AgentFault> {
        let terminal = self.enrolment().await?.terminal;
        Ok(StoreOwner { terminal, person: person.person })
    }
}

/// A card that says that it is of another kind is not asked for anything.
pub(super) fn must_be(card: &dyn SigningToken, wanted: CardKind) -> Result<(), AgentFault> {
    let found = card.identity().kind;
    if found == wanted { Ok(()) } else { Err(AgentFault::OtherCardKind { found, wanted }) }
}

/// What was typed and photographed with another card, and not submitted, is still there.
fn other_card(at: Instant) -> Notice {
    Notice {
        at,
        order: None,
        order_no: None,
        about: "other_card".to_owned(),
        text: Text::new(
            "您用另一张操作员卡在本机录入、尚未提交的内容仍保存在本机，插入那张卡即可继续办理；已提交的照常上传。",
            "What you entered here with another card and have not submitted is still on this terminal: put that card in to \
             go on with it. What was submitted goes up as usual.",
        ),
    }
}

fn granted(answer: &SessionAnswer) -> Result<Option<Lease>, AgentFault> {
    let Some(lease) = &answer.lease else { return Ok(None) };
    let mut secret = Zeroizing::new([0; 32]);
    hex::decode_to_slice(&lease.secret, &mut *secret).map_err(|_| CallFault::BadAnswer)?;
    Ok(Some(Lease { secret, expires_at: lease.expires_at }))
}
