//! Random processes under random commands, compared after each step with a model that knows nothing of tokens; and
//! random bytes, which must be refused and never panic.

mod blocks;
#[path = "../drawing/mod.rs"]
mod drawing;
mod model;

use bpmn::{
    Command, Definition, Effect, Outcome, Phase, State, StepError, TimerId, send_back_targets, step,
};
use proptest::prelude::*;
use rules::{Cel, Variables};
use serde_json::json;

use crate::blocks::Block;
use crate::drawing::{HOUR, Order};
use crate::model::{Live, Memory, Open};

/// One random thing to do; `pick` chooses among what is possible then.
#[derive(Debug, Clone)]
enum Move {
    /// Whatever waits: complete, answer, fire, deliver.
    Go {
        pick: prop::sample::Index,
        choice: i64,
    },
    SendBack {
        pick: prop::sample::Index,
        sender: Option<prop::sample::Index>,
    },
    /// Completes something that is not open, which must not work.
    Repeat {
        pick: prop::sample::Index,
    },
    Pause,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let index = any::<prop::sample::Index>;
    let one = prop_oneof![
        8 => (index(), 0..4_i64).prop_map(|(pick, choice)| Move::Go { pick, choice }),
        2 => (index(), prop::option::of(index())).prop_map(|(pick, sender)| Move::SendBack { pick, sender }),
        1 => index().prop_map(|pick| Move::Repeat { pick }),
        1 => Just(Move::Pause),
    ];
    prop::collection::vec(one, 1..60)
}

/// The engine and the model side by side.
struct Pair<'b> {
    order: Order,
    live: Live<'b>,
    memory: Memory,
    ends: usize,
    /// Everything that was ever open.
    seen: Vec<(String, u32)>,
}

impl<'b> Pair<'b> {
    fn start(block: &'b Block) -> Self {
        let mut order = Order::of(&blocks::draw(block));
        let command = Command::Start { start_element: None, variables: choice(1), at: order.at };
        let effects = order.take(&command).expect("the process starts");
        let mut memory = Memory::default();
        memory.choice = 1;
        let live = Live::enter(block, &mut memory);
        let mut pair = Self { order, live, memory, ends: 0, seen: Vec::new() };
        pair.note(&effects);
        pair
    }

    fn note(&mut self, effects: &[Effect]) {
        self.ends += effects.iter().filter(|effect| matches!(effect, Effect::Ended { .. })).count();
        assert!(
            !effects.iter().any(|effect| matches!(effect, Effect::Stalled { .. })),
            "{effects:?}"
        );
        self.seen.extend(self.open().waiting.into_iter().filter(|(id, _)| id.starts_with('s')));
    }

    /// What the engine says is open.
    fn open(&self) -> Open {
        let state = &self.order.state;
        let messages = state.awaited_messages().map(|(element, _)| element.to_owned());
        let latest = |element: String| {
            let n = (1..).take_while(|n| state.standing(&element, *n) != bpmn::Standing::Unknown);
            n.filter(|n| state.standing(&element, *n) == bpmn::Standing::Open)
                .map(|n| (element.clone(), n))
                .collect()
        };
        let mut awaited: Vec<(String, u32)> =
            messages.flat_map(|m| -> Vec<(String, u32)> { latest(m) }).collect();
        awaited.sort();
        awaited.dedup();
        let stages =
            state.open_stages().chain(state.pending_services()).map(|(id, n)| (id.to_owned(), n));
        let mut waiting: Vec<(String, u32)> = stages.chain(awaited).collect();
        waiting.sort();
        let mut timers: Vec<String> =
            state.timers().map(|(_, timer)| timer.element.clone()).collect();
        timers.sort();
        Open { waiting, timers }
    }

    /// No token is lost or doubled: what waits is what should wait, and when nothing does, the process has ended once.
    fn compare(&self) {
        let (found, expected) = (self.open(), self.live.open());
        assert_eq!(found, expected);
        let is_over = expected == Open::default();
        assert_eq!(self.order.state.phase() == Phase::Ended(Outcome::Completed), is_over);
        assert_eq!(self.ends, usize::from(is_over));
        let joins = self
            .order
            .state
            .path()
            .iter()
            .filter(|p| p.element.starts_with("join") && !p.sent_back);
        assert_eq!(joins.count(), self.live.joined());
    }

    fn go(&mut self, pick: prop::sample::Index, choice_now: i64) {
        let open = self.open();
        let timers: Vec<(TimerId, String, i64)> = self
            .order
            .state
            .timers()
            .map(|(id, timer)| (id, timer.element.clone(), timer.due))
            .collect();
        let all = open.waiting.len() + timers.len();
        if all == 0 {
            return;
        }
        let n = pick.index(all);
        let at = self.order.at;
        if let Some((timer, element, due)) =
            n.checked_sub(open.waiting.len()).map(|n| timers[n].clone())
        {
            self.order.at = at.max(due);
            // Among several that wait at one timer, tell the model which by their order.
            let occurrence = self.oldest_first(&timers, &element, timer);
            let effects =
                self.order.take(&Command::FireTimer { timer, at: self.order.at }).unwrap();
            assert!(self.live.act(&element, occurrence, &mut self.memory), "{element} runs");
            self.note(&effects);
            return;
        }
        let (element, occurrence) = open.waiting[n].clone();
        let variables = choice(choice_now);
        self.memory.choice = choice_now;
        let command = match &element[..1] {
            "s" => Command::Complete { element: element.clone(), occurrence, variables, at },
            "v" => Command::CompleteService { element: element.clone(), occurrence, variables, at },
            _ => Command::Message { name: element.clone(), variables, at },
        };
        // A message goes to the one that has waited longest.
        let occurrence = (!element.starts_with('m')).then_some(occurrence);
        let effects = self.order.take(&command).unwrap();
        assert!(self.live.act(&element, occurrence, &mut self.memory), "{element} is open");
        self.note(&effects);
    }

    /// The occurrence whose timer this is. Timers and occurrences of one element are both numbered as they come.
    fn oldest_first(
        &self,
        timers: &[(TimerId, String, i64)],
        element: &str,
        timer: TimerId,
    ) -> Option<u32> {
        let of_element = timers.iter().filter(|(_, id, _)| id == element);
        let rank = of_element.filter(|(id, _, _)| *id < timer).count();
        self.live.waiting_at(element).get(rank).copied()
    }

    fn send_back(&mut self, pick: prop::sample::Index, sender: Option<prop::sample::Index>) {
        let stages: Vec<(String, u32)> =
            self.order.state.open_stages().map(|(id, n)| (id.to_owned(), n)).collect();
        let from = sender
            .filter(|_| !stages.is_empty())
            .map(|sender| stages[sender.index(stages.len())].clone());
        let from = from.as_ref().map(|(id, n)| (id.as_str(), *n));
        let targets = send_back_targets(&self.order.definition, &self.order.state, from);
        if targets.is_empty() {
            return;
        }
        let to = targets[pick.index(targets.len())].to_owned();
        let effects = self.order.send_back(from, &to).unwrap();
        let reopened: Vec<(u32, u32)> = effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::StageOpened { element, occurrence, prefilled_from } if *element == to => {
                    Some((*occurrence, prefilled_from.expect("it is prefilled")))
                }
                _ => None,
            })
            .collect();
        let [(occurrence, earlier)] = reopened[..] else { panic!("{to} opens once: {effects:?}") };
        if from.is_none() {
            assert_eq!(self.live.last_completed(&to), Some(earlier));
        }
        assert!(
            self.live.send_back(&to, earlier, &mut self.memory),
            "{to} {earlier} was completed"
        );
        if let Some((element, n)) = from {
            assert_ne!(
                self.order.state.standing(element, n),
                bpmn::Standing::Open,
                "the sender is cancelled"
            );
        }
        assert_eq!(self.order.state.standing(&to, occurrence), bpmn::Standing::Open);
        assert_eq!(self.order.state.standing(&to, earlier), bpmn::Standing::Frozen);
        self.note(&effects);
    }

    fn repeat(&mut self, pick: prop::sample::Index) {
        let open = self.open().waiting;
        let closed: Vec<_> =
            self.seen.iter().filter(|seen| !open.contains(seen)).cloned().collect();
        if closed.is_empty() {
            return;
        }
        let (element, occurrence) = closed[pick.index(closed.len())].clone();
        let error = self.order.complete(&element, occurrence).unwrap_err();
        assert!(matches!(error, StepError::NotOpen { .. } | StepError::Ended), "{error:?}");
    }

    fn pause(&mut self) {
        if self.order.state.phase() != Phase::Running {
            return;
        }
        let before = self.order.state.clone();
        self.order.take(&Command::Suspend { at: self.order.at }).unwrap();
        if let Some((element, occurrence)) = self.open().waiting.first().cloned() {
            assert_eq!(self.order.complete(&element, occurrence), Err(StepError::Suspended));
        }
        self.order.at += HOUR / 2;
        self.order.take(&Command::Resume { at: self.order.at }).unwrap();
        assert_eq!(self.order.state, before);
    }
}

fn choice(choice: i64) -> Variables {
    drawing::variables(&[("choice", json!(choice))])
}

proptest! {
    #[test]
    fn tokens_are_neither_lost_nor_doubled(block in blocks::blocks(), moves in moves()) {
        let mut pair = Pair::start(&block);
        pair.compare();
        for one in moves {
            match one {
                Move::Go { pick, choice } => pair.go(pick, choice),
                Move::SendBack { pick, sender } => pair.send_back(pick, sender),
                Move::Repeat { pick } => pair.repeat(pick),
                Move::Pause => pair.pause(),
            }
            pair.compare();
        }
    }

    /// Left to itself with nobody choosing another round, every order ends.
    #[test]
    fn every_process_comes_to_its_end(block in blocks::blocks(), picks in prop::collection::vec(any::<prop::sample::Index>(), 200)) {
        let mut pair = Pair::start(&block);
        for pick in picks {
            pair.go(pick, 1);
            pair.compare();
        }
        prop_assert_eq!(pair.order.state.phase(), Phase::Ended(Outcome::Completed));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[<>/a-z =\"&;?!\\[\\]-]{0,200}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            prop_assert!(!Definition::compile(bytes, &Cel::new()).unwrap_err().is_empty());
        }
    }

    /// Files with pieces cut out, doubled, swapped or overwritten: accepted or refused, and what is accepted starts or
    /// gives an error.
    #[test]
    fn damaged_files_never_panic(
        block in blocks::blocks(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..30_usize, any::<u8>()), 1..4),
    ) {
        let mut xml = blocks::draw(&block).into_bytes();
        for (at, to, len, byte) in damages {
            let at = at.index(xml.len());
            let piece: Vec<u8> = xml[at..(at + len).min(xml.len())].to_vec();
            match byte % 4 {
                0 => drop(xml.drain(at..at + piece.len())),
                1 => drop(xml.splice(at..at, piece)),
                2 => { let to = to.index(xml.len()); drop(xml.splice(to..to, piece)) }
                _ => xml[at] = byte,
            }
        }
        match Definition::compile(&xml, &Cel::new()) {
            Ok(definition) => {
                let start = Command::Start { start_element: None, variables: choice(1), at: 0 };
                let _ = step(&definition, &State::default(), &start, &Cel::new());
            }
            Err(refusals) => {
                prop_assert!(!refusals.is_empty());
                prop_assert!(refusals.iter().all(|refusal| refusal.place.line > 0 && refusal.place.column > 0));
            }
        }
    }
}
