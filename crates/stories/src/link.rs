//! The network between a terminal and the platform: loses, repeats, and is sometimes not there.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use http_body_util::BodyExt as _;
use serde_json::Value;
use terminal::transport::{Request, Response, Transport, TransportFault};
use tower::ServiceExt as _;

use crate::Dice;
use crate::plug::Plug;

/// How bad the network is, in percent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    pub lost_requests: u32,
    pub lost_answers: u32,
    pub repeated: u32,
}

/// What a link has carried.
#[derive(Debug, Clone, Copy)]
pub struct Traffic {
    /// Calls that were carried twice.
    pub repeated: u64,
    /// Operations whose answer says that they came again.
    pub duplicates: u64,
}

/// One terminal's way to the platform.
pub struct Link {
    state: Mutex<State>,
    plug: Arc<Plug>,
    death: tokio::sync::Notify,
}

struct State {
    router: Option<Router>,
    up: bool,
    weather: Weather,
    dice: Dice,
    /// The agent dies at this call.
    calls_to_live: Option<u32>,
    calls: u64,
    repeated: u64,
    duplicates: u64,
}

impl Link {
    pub fn new(dice: Dice, plug: Arc<Plug>) -> Self {
        let state = State {
            router: None,
            up: true,
            weather: Weather::default(),
            dice,
            calls_to_live: None,
            calls: 0,
            repeated: 0,
            duplicates: 0,
        };
        Self { state: Mutex::new(state), plug, death: tokio::sync::Notify::new() }
    }

    pub fn connect(&self, router: Option<Router>) {
        self.state().router = router;
    }

    pub fn set_up(&self, up: bool) {
        self.state().up = up;
    }

    pub fn set_weather(&self, weather: Weather) {
        self.state().weather = weather;
    }

    /// Kills the agent at its n-th call from now: before the call is sent or after it was carried out.
    pub fn kill_at_call(&self, n: Option<u32>) {
        self.state().calls_to_live = n;
    }

    /// What was carried so far.
    pub fn traffic(&self) -> Traffic {
        let state = self.state();
        Traffic { repeated: state.repeated, duplicates: state.duplicates }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// What happens to one call.
struct Fate {
    router: Router,
    request_lost: bool,
    answer_lost: bool,
    twice: bool,
    /// The agent is dead before it hears the answer; the request was sent or not.
    death: Option<bool>,
}

#[async_trait]
impl Transport for Link {
    async fn send(&self, request: Request) -> Result<Response, TransportFault> {
        let fate = self.fate()?;
        if fate.death == Some(false) {
            self.die().await;
        }
        if fate.request_lost {
            return Err(TransportFault::Timeout);
        }
        let mut answer = deliver(&fate.router, request.clone()).await?;
        if fate.twice && !self.plug.is_pulled() {
            answer = deliver(&fate.router, request).await?;
        }
        self.state().duplicates += duplicates(&answer);
        if fate.death == Some(true) {
            self.die().await;
        }
        if fate.answer_lost || self.plug.is_pulled() {
            return Err(TransportFault::Broken);
        }
        Ok(answer)
    }
}

impl Link {
    /// Waits until the agent is to die.
    pub async fn death(&self) {
        self.death.notified().await;
    }

    /// The agent never gets to the line after this one.
    async fn die(&self) {
        self.death.notify_one();
        std::future::pending::<()>().await;
    }

    fn fate(&self) -> Result<Fate, TransportFault> {
        let mut state = self.state();
        if !state.up || self.plug.is_pulled() {
            return Err(TransportFault::Offline);
        }
        let Some(router) = state.router.clone() else { return Err(TransportFault::Offline) };
        state.calls += 1;
        let weather = state.weather;
        let death = match state.calls_to_live.as_mut() {
            Some(0) | None => None,
            Some(left) => {
                *left -= 1;
                (*left == 0).then_some(())
            }
        };
        let death = death.map(|()| state.dice.percent(50));
        let twice = state.dice.percent(weather.repeated);
        state.repeated += u64::from(twice);
        Ok(Fate {
            router,
            request_lost: state.dice.percent(weather.lost_requests),
            answer_lost: state.dice.percent(weather.lost_answers),
            twice,
            death,
        })
    }
}

async fn deliver(router: &Router, request: Request) -> Result<Response, TransportFault> {
    let request = request.map(axum::body::Body::from);
    let answer = router.clone().oneshot(request).await.map_err(|_| TransportFault::Broken)?;
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.map_err(|_| TransportFault::Broken)?.to_bytes();
    Ok(http::Response::from_parts(parts, bytes))
}

/// How many operations of a batch the platform had taken before.
fn duplicates(answer: &Response) -> u64 {
    let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let results = body["results"].as_array().into_iter().flatten();
    results.filter(|result| result["outcome"]["result"] == "duplicate").count() as u64
}
