//! `POST /neighbours/v1/acquisition/tasks`: the acquisition system hands over what is to be done at meters.

use access::{Action, Resource};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Platform;
use crate::http::{Correlation, Json, NeighbourCaller, Problem, ProblemKind};
use crate::metering::ACQUISITION;
use crate::orders::operations::{TakeTask, TaskAnswer, TaskMessage};

/// A batch of meter tasks.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "tasks": [{
    "task_no": "CJ202611220001", "version": 1, "kind": "new", "at": 1_795_307_400_000_000_i64,
    "comm_address": "000000000001", "work": "re_read", "reason": "no_reading_for_days",
    "days_without_reading": 3, "valid_until": 1_795_566_600_000_000_i64
}] }))]
pub struct TasksMessage {
    /// 1 to 200. Each is read by itself, so that one that cannot be holds up no other.
    #[schema(value_type = Vec<TaskMessage>)]
    pub tasks: Vec<Value>,
}

/// What each line of a batch came to.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TasksTaken {
    /// That all lines were answered, each by itself.
    pub outcome: &'static str,
    /// In the order of the lines.
    pub answers: Vec<TaskAnswer>,
}

/// Takes a batch of meter tasks; the same task any number of times counts once. Each line is answered by itself.
#[utoipa::path(
    post, path = "/neighbours/v1/acquisition/tasks", operation_id = "receiveTasks",
    request_body = TasksMessage,
    responses(
        (status = 200, body = TasksTaken),
        (status = 409, description = "meter tasks cannot be carried out yet; send the batch again"),
        (status = 422, description = "no batch of 1 to 200 tasks"),
    ),
)]
pub async fn receive_tasks(
    State(platform): State<Platform>,
    caller: NeighbourCaller,
    Correlation(correlation): Correlation,
    Json(message): Json<TasksMessage>,
) -> Result<Json<TasksTaken>, Problem> {
    caller.may(Action::ReceiveNeighbourMessage, &Resource::in_organisation(platform.org()))?;
    if caller.name != ACQUISITION {
        return Err(Problem::new(ProblemKind::NotAllowed, "this inbox is another system's"));
    }
    if !(1..=TASKS_MAX).contains(&message.tasks.len()) {
        let detail = format!("a batch has 1 to {TASKS_MAX} tasks, not {}", message.tasks.len());
        return Err(Problem::new(ProblemKind::Invalid, detail));
    }
    let received_at = platform.clock().now();
    let mut answers = Vec::with_capacity(message.tasks.len());
    for line in message.tasks {
        let answer = match serde_json::from_value::<TaskMessage>(line) {
            Ok(message) => {
                let platform = platform.clone();
                let take =
                    TakeTask { platform: platform.clone(), message, received_at, correlation };
                platform.store().write(take).await?
            }
            Err(error) => TaskAnswer::malformed(error.to_string()),
        };
        answers.push(answer);
    }
    Ok(Json(TasksTaken { outcome: "applied", answers }))
}

const TASKS_MAX: usize = 200;
