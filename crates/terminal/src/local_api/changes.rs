//! What has changed, told to every open page. An event carries no data: the page asks anew.

use std::collections::VecDeque;

use axum::response::sse::Event;
use futures::Stream;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

/// What a page may want to ask for anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    State,
    Orders,
    Outbox,
    Customers,
    Metering,
}

impl Topic {
    const ALL: [Topic; 5] =
        [Topic::State, Topic::Orders, Topic::Outbox, Topic::Customers, Topic::Metering];

    const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Orders => "orders",
            Self::Outbox => "outbox",
            Self::Customers => "customers",
            Self::Metering => "metering",
        }
    }
}

pub(super) struct Changes {
    told: broadcast::Sender<Topic>,
    ended: watch::Sender<bool>,
}

struct Listening {
    told: broadcast::Receiver<Topic>,
    ended: watch::Receiver<bool>,
    missed: VecDeque<Topic>,
}

impl Changes {
    pub fn new() -> Self {
        Self { told: broadcast::Sender::new(QUEUE_MAX), ended: watch::Sender::new(false) }
    }

    pub fn tell(&self, topics: &[Topic]) {
        for topic in topics {
            // Nobody listens: nobody needs to know.
            let _ = self.told.send(*topic);
        }
    }

    pub fn tell_all(&self) {
        self.tell(&Topic::ALL);
    }

    /// Ends every stream, so that the program can stop.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    pub fn events(&self) -> impl Stream<Item = Result<Event, axum::Error>> + use<> {
        let listening = Listening {
            told: self.told.subscribe(),
            ended: self.ended.subscribe(),
            missed: VecDeque::new(),
        };
        futures::stream::unfold(listening, |mut listening| async {
            let topic = listening.next().await?;
            // Some browsers drop an event without data.
            Some((Ok(Event::default().event(topic.name()).data("{}")), listening))
        })
    }
}

impl Listening {
    async fn next(&mut self) -> Option<Topic> {
        if let Some(topic) = self.missed.pop_front() {
            return Some(topic);
        }
        let told = tokio::select! {
            told = self.told.recv() => told,
            _ = self.ended.wait_for(|ended| *ended) => return None,
        };
        match told {
            Ok(topic) => Some(topic),
            Err(RecvError::Closed) => None,
            Err(RecvError::Lagged(_)) => {
                self.missed.extend(Topic::ALL);
                self.missed.pop_front()
            }
        }
    }
}

const QUEUE_MAX: usize = 64;
