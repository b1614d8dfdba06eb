//! `/control` of the acquisition system: its archive, its tasks, its moods, and what it has seen.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use http::StatusCode;
use neighbour_sims::acquisition::{
    ArchivedMeter, CommandFault, Given, MeterView, Mood, NewTask, TakenResult, Task, Totals,
};
use security_unit::metering::UnitSerial;
use serde::Deserialize;
use vocabulary::CommAddress;

use super::problem::Problem;
use crate::body::Body;
use crate::config;
use crate::desk::{Acquisition, Desk};
use crate::key;
use crate::refusal::Refusal;

pub fn router(desk: &Arc<Desk<Acquisition>>, config: &config::Acquisition) -> Router {
    Router::new()
        .route("/control/state", get(state))
        .route("/control/meters", post(archive))
        .route("/control/meters/{comm_address}", get(meter))
        .route("/control/units", post(register_unit))
        .route("/control/given", get(given))
        .route("/control/results", get(results))
        .route("/control/tasks", get(tasks).post(hand_over_tasks))
        .route("/control/tasks/{task_no}", get(task))
        .route("/control/tasks/{task_no}/cancel", post(cancel_task))
        .route("/control/mood", post(change_mood))
        .route("/control/well", post(be_well))
        .route("/control/refuse", post(refuse))
        .route("/control/accept", post(accept))
        .with_state(Arc::clone(desk))
        .layer(DefaultBodyLimit::max(COMMAND_LEN_MAX))
        .layer(middleware::from_fn_with_state(config.control_key.clone(), key::ask_for))
        .route("/healthz", get(async || "ok\n"))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meters {
    meters: Vec<ArchivedMeter>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    unit: UnitSerial,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tasks {
    tasks: Vec<NewTask>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    #[serde(default)]
    remark: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMood {
    #[serde(default)]
    mood: Mood,
    /// Until told, when absent.
    #[serde(default)]
    seconds: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    comm_address: CommAddress,
    #[serde(default = "business_rule")]
    code: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    comm_address: CommAddress,
}

type Desks = State<Arc<Desk<Acquisition>>>;
type Sent<T> = Result<Body<T>, Refusal>;
type Done = Result<StatusCode, Problem>;

async fn state(State(desk): Desks) -> Json<Totals> {
    Json(desk.ask(|_, system| system.book().totals()).await)
}

async fn archive(State(desk): Desks, sent: Sent<Meters>) -> Done {
    let Body(Meters { meters }) = sent?;
    desk.command(move |now, system| system.archive(now, meters)).await?;
    Ok(StatusCode::CREATED)
}

async fn meter(
    State(desk): Desks,
    Path(comm_address): Path<CommAddress>,
) -> Result<Json<MeterView>, Problem> {
    let unknown = CommandFault::UnknownMeter(comm_address.clone());
    let view = desk.ask(move |_, system| system.book().meter_view(&comm_address)).await;
    Ok(Json(view.ok_or(unknown)?))
}

async fn register_unit(State(desk): Desks, sent: Sent<Unit>) -> Done {
    let Body(Unit { unit }) = sent?;
    desk.ask(move |now, system| system.register_unit(now, unit)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn given(State(desk): Desks) -> Json<Vec<Given>> {
    Json(desk.ask(|_, system| system.book().given().to_vec()).await)
}

async fn results(State(desk): Desks) -> Json<Vec<TakenResult>> {
    Json(desk.ask(|_, system| system.book().results().cloned().collect()).await)
}

async fn hand_over_tasks(State(desk): Desks, sent: Sent<Tasks>) -> Done {
    let Body(Tasks { tasks }) = sent?;
    desk.command(move |now, system| system.hand_over_tasks(now, tasks)).await?;
    Ok(StatusCode::CREATED)
}

async fn cancel_task(State(desk): Desks, Path(task_no): Path<String>, sent: Sent<Cancel>) -> Done {
    let Body(Cancel { remark }) = sent?;
    desk.command(move |now, system| system.cancel_task(now, &task_no, remark)).await?;
    Ok(StatusCode::CREATED)
}

async fn tasks(State(desk): Desks) -> Json<Vec<Task>> {
    Json(desk.ask(|_, system| system.book().tasks().cloned().collect()).await)
}

async fn task(State(desk): Desks, Path(task_no): Path<String>) -> Result<Json<Task>, Problem> {
    let unknown = CommandFault::UnknownTask(task_no.clone());
    let task = desk.ask(move |_, system| system.book().task(&task_no).cloned()).await;
    Ok(Json(task.ok_or(unknown)?))
}

async fn change_mood(State(desk): Desks, sent: Sent<NewMood>) -> Done {
    let Body(NewMood { mood, seconds }) = sent?;
    let lasting = seconds.map(|seconds| Duration::from_secs(seconds.into()));
    desk.ask(move |now, system| system.change_mood(now, mood, lasting)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn be_well(State(desk): Desks) -> Done {
    desk.ask(|now, system| system.be_well(now)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn refuse(State(desk): Desks, sent: Sent<Refuse>) -> Done {
    let Body(Refuse { comm_address, code, reason }) = sent?;
    desk.ask(move |now, system| system.set_refusal(now, comm_address, (code, reason))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn accept(State(desk): Desks, sent: Sent<Accept>) -> Done {
    let Body(Accept { comm_address }) = sent?;
    desk.ask(move |now, system| system.lift_refusal(now, comm_address)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn business_rule() -> String {
    "business_rule".to_owned()
}

const COMMAND_LEN_MAX: usize = 256 << 10;
