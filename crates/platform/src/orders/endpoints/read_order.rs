//! `GET /api/v1/orders/{order}`: an order with its story, forms, evidence; personal data masked but for what the reader's
//! own open stage asks for.

use std::collections::BTreeMap;

use access::Action;
use axum::extract::State;
use platform_store::audit::{self, ChainEnd};
use platform_store::{Tx, attachments, deadlines, office, operations, orders, people};
use serde::Deserialize as _;
use vocabulary::{OrderId, PersonId};

use super::limit_view::{LimitView, OverdueReasonView};
use super::order_view::{
    EvidenceView, OperationView, OrderFile, mask_operation, mask_view, resource_of_record,
};
use super::own_desk::OwnDesk;
use super::papers::{open_to, papers};
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Path, Problem, ProblemKind};
use crate::orders::clocks::Kept;

/// Opens an order.
#[utoipa::path(
    get, path = "/api/v1/orders/{order}", operation_id = "readOrder",
    params(("order" = String, Path)), responses((status = 200, body = OrderFile)),
)]
pub async fn read_order(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(order): Path<OrderId>,
) -> Result<Json<OrderFile>, Problem> {
    let mut snapshot = platform.store().read().await?;
    let file = open(&platform, &mut snapshot.tx(), &caller, order, Action::ReadOrder).await?;
    snapshot.finish().await?;
    Ok(Json(file))
}

/// Reads an order for somebody who may do `action` to it; masked unless that is unmasking.
pub async fn open(
    platform: &Platform,
    tx: &mut Tx<'_>,
    caller: &ConsoleCaller,
    order: OrderId,
    action: Action,
) -> Result<OrderFile, Problem> {
    let org = platform.org();
    let record = orders::find(tx, org, order)
        .await?
        .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
    caller.may(action, &resource_of_record(platform, &record))?;
    let unmasked = action == Action::UnmaskPersonalData;
    let version = platform
        .versions()
        .find(tx, org, record.view.bundle_hash)
        .await?
        .ok_or_else(|| Problem::new(ProblemKind::Internal, "the process version is gone"))?;
    let entries = audit::entries(tx, org, &format!("order:{order}"), 0, STORY_MAX).await?;
    let mut taken = operations::of_order(tx, org, order, STORY_MAX).await?;
    let mut view = record.view;
    let papers = papers(&version, &view, &taken);
    let papers_open = unmasked || open_to(caller, &entries, platform.clock().now());
    if !unmasked {
        for stored in &mut taken {
            let operation = &mut stored.operation;
            let own = platform.versions().find(tx, org, operation.bundle_hash).await?;
            mask_operation(operation, &view, own.as_deref());
        }
        let own = OwnDesk::of(caller, &view, &version);
        mask_view(&mut view, &version);
        own.put_back(&mut view);
    }
    let send_back_to = match bpmn::State::deserialize(&view.engine) {
        Ok(state) => bpmn::send_back_targets(&version.definition, &state, None),
        Err(_) => Vec::new(),
    };
    let send_back_to = send_back_to.into_iter().map(str::to_owned).collect();
    let evidence = attachments::of_order(tx, org, order).await?;
    let items = office::of_order(tx, org, order).await?;
    let now = platform.clock().now();
    let limits = deadlines::of_order(tx, org, order)
        .await?
        .into_iter()
        .map(|row| Ok(LimitView::of(&Kept::try_from(row)?, now)))
        .collect::<Result<_, Problem>>()?;
    let reasons = version.overdue_reasons.iter().filter(|reason| reason.is_in_force(now));
    let mut names = BTreeMap::new();
    let workers = view.stages.values().filter_map(|stage| stage.assignee);
    let authors = taken.iter().map(|stored| stored.operation.author);
    let actors =
        entries.iter().filter_map(|entry| entry.actor.strip_prefix("person:")?.parse().ok());
    // Also whoever had a stage once: the story says to whom it was given.
    let given =
        entries.iter().filter_map(|entry| entry.body.as_ref()?.get("to")?.as_str()?.parse().ok());
    let who: std::collections::BTreeSet<PersonId> =
        workers.chain(authors).chain(actors).chain(given).collect();
    for person in who {
        if let Some(row) = people::person(tx, org, person).await? {
            names.insert(person, row.name);
        }
    }
    Ok(OrderFile {
        order: view,
        rev: record.rev,
        station: record.station,
        evidence_missing: record.evidence_missing,
        unmasked,
        story_verifies: audit::verifies(ChainEnd::default(), &entries),
        story: entries.into_iter().map(Into::into).collect(),
        operations: taken
            .into_iter()
            .map(|stored| OperationView {
                operation: stored.operation,
                outcome: stored.outcome,
                event_at: stored.event_at,
                received_at: stored.received_at,
            })
            .collect(),
        evidence: evidence
            .into_iter()
            .map(|row| {
                let masked = !papers_open && papers.contains(&row.attachment);
                EvidenceView::of(row, masked)
            })
            .collect(),
        items: items.into_iter().map(Into::into).collect(),
        limits,
        overdue_reasons: reasons.map(OverdueReasonView::of).collect(),
        send_back_to,
        people: names,
    })
}

/// Entries and operations of an order that are read at once.
pub const STORY_MAX: u32 = 1_000;
