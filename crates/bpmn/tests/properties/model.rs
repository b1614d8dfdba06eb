//! What a process of blocks should do, computed from the blocks themselves: no tokens, no flows, only who is open.

use std::collections::BTreeMap;

use crate::blocks::Block;

/// What the model remembers besides the tree.
#[derive(Default)]
pub struct Memory {
    pub choice: i64,
    occurrences: BTreeMap<String, u32>,
    completions: u64,
}

/// One block that was entered.
pub enum Live<'b> {
    Leaf(Leaf<'b>),
    /// The parts entered so far.
    Sequence(&'b [Block], Vec<Live<'b>>),
    Exclusive(Box<Live<'b>>),
    Parallel(Vec<Live<'b>>),
    /// The ways that were taken.
    Inclusive(Vec<Live<'b>>),
    Sub(Box<Live<'b>>),
    /// A stage that is done several times: the rounds entered so far.
    Rounds {
        total: usize,
        rounds: Vec<Live<'b>>,
    },
    Loop {
        body: &'b Block,
        rounds: Vec<Live<'b>>,
        left: bool,
    },
}

/// Something that waits, or waited.
pub struct Leaf<'b> {
    pub id: String,
    pub occurrence: u32,
    /// When it was completed, counted in completions.
    completed: Option<u64>,
    timer: Option<Timer<'b>>,
}

struct Timer<'b> {
    id: String,
    interrupting: bool,
    path: &'b Block,
    /// The path, once it was entered.
    live: Option<Box<Live<'b>>>,
}

/// What should be open now, as sorted lists.
#[derive(Debug, Default, PartialEq)]
pub struct Open {
    /// Everything with an occurrence: stages, services, messages.
    pub waiting: Vec<(String, u32)>,
    pub timers: Vec<String>,
}

#[derive(PartialEq)]
enum Found {
    No,
    /// On the way through the block: what comes behind the block follows from it.
    OnTheWay,
    /// On a reminder's path: nothing behind the block follows from it.
    Aside,
}

impl<'b> Live<'b> {
    pub fn enter(block: &'b Block, memory: &mut Memory) -> Self {
        match block {
            Block::Stage(n) => Self::leaf(format!("s{n}"), None, memory),
            Block::Service(n) => Self::leaf(format!("v{n}"), None, memory),
            Block::Pause(n) => Self::leaf(format!("p{n}"), None, memory),
            Block::Message(n) => Self::leaf(format!("m{n}"), None, memory),
            Block::Timed { id, interrupting, path } => {
                let timer =
                    Timer { id: format!("b{id}"), interrupting: *interrupting, path, live: None };
                Self::leaf(format!("s{id}"), Some(timer), memory)
            }
            Block::Sequence(parts) => Self::Sequence(parts, vec![Self::enter(&parts[0], memory)]),
            Block::Exclusive { ways, .. } => {
                let way = usize::try_from(memory.choice).unwrap().min(ways.len() - 1);
                Self::Exclusive(Box::new(Self::enter(&ways[way], memory)))
            }
            Block::Parallel { ways, .. } => {
                Self::Parallel(ways.iter().map(|way| Self::enter(way, memory)).collect())
            }
            Block::Inclusive { ways, .. } => {
                let choice = usize::try_from(memory.choice).unwrap();
                let taken = ways.iter().enumerate().filter(|(n, _)| *n != choice);
                Self::Inclusive(taken.map(|(_, way)| Self::enter(way, memory)).collect())
            }
            Block::Loop { body, .. } => {
                Self::Loop { body, rounds: vec![Self::enter(body, memory)], left: false }
            }
            Block::Sub { body, .. } => Self::Sub(Box::new(Self::enter(body, memory))),
            Block::Rounds { id, total, sequential } => {
                let at_once = if *sequential { 1 } else { *total };
                let rounds =
                    (0..at_once).map(|_| Self::leaf(format!("s{id}"), None, memory)).collect();
                Self::Rounds { total: *total as usize, rounds }
            }
        }
    }

    fn leaf(id: String, timer: Option<Timer<'b>>, memory: &mut Memory) -> Self {
        let occurrence = memory.next_occurrence(&id);
        Self::Leaf(Leaf { id, occurrence, completed: None, timer })
    }

    /// Completes what waits as `id`, or fires the boundary timer `id`; of several the oldest occurrence, or the one
    /// that is given.
    pub fn act(&mut self, id: &str, occurrence: Option<u32>, memory: &mut Memory) -> bool {
        let waiting = self.waiting_at(id);
        let meant =
            waiting.into_iter().find(|waiting| occurrence.is_none_or(|wanted| wanted == *waiting));
        let Some(meant) = meant else { return false };
        let is_meant = |leaf: &Leaf<'_>| leaf.is_waiting_as(id) && leaf.occurrence == meant;
        self.change_leaf(&is_meant, &mut |leaf, memory| leaf.act(id, memory), memory);
        self.go_on(memory);
        true
    }

    /// Enters what follows from completed parts.
    fn go_on(&mut self, memory: &mut Memory) {
        match self {
            Self::Leaf(leaf) => {
                if let Some(live) = leaf.timer.as_mut().and_then(|timer| timer.live.as_mut()) {
                    live.go_on(memory);
                }
            }
            Self::Sequence(parts, entered) => {
                entered.iter_mut().for_each(|part| part.go_on(memory));
                while entered.len() < parts.len() && entered.last().is_some_and(Self::is_through) {
                    entered.push(Self::enter(&parts[entered.len()], memory));
                }
            }
            Self::Exclusive(way) | Self::Sub(way) => way.go_on(memory),
            Self::Parallel(ways) | Self::Inclusive(ways) => {
                ways.iter_mut().for_each(|way| way.go_on(memory));
            }
            Self::Rounds { total, rounds } => {
                while rounds.len() < *total && rounds.iter().all(Self::is_through) {
                    let Some(Self::Leaf(leaf)) = rounds.last() else { return };
                    let next = Self::leaf(leaf.id.clone(), None, memory);
                    rounds.push(next);
                }
            }
            Self::Loop { body, rounds, left } => {
                rounds.iter_mut().for_each(|round| round.go_on(memory));
                if !*left && rounds.last().is_some_and(Self::is_through) {
                    if memory.choice == 0 {
                        rounds.push(Self::enter(body, memory));
                    } else {
                        *left = true;
                    }
                }
            }
        }
    }

    /// Takes the order back to a completed occurrence; says whether there was one.
    pub fn send_back(&mut self, id: &str, occurrence: u32, memory: &mut Memory) -> bool {
        self.rewind(id, occurrence, memory) != Found::No
    }

    fn rewind(&mut self, id: &str, occurrence: u32, memory: &mut Memory) -> Found {
        match self {
            Self::Sub(_) if self.is_through() => Found::No,
            Self::Rounds { .. } => Found::No,
            Self::Leaf(leaf)
                if leaf.id == id && leaf.occurrence == occurrence && leaf.completed.is_some() =>
            {
                leaf.occurrence = memory.next_occurrence(id);
                leaf.completed = None;
                if let Some(timer) = &mut leaf.timer {
                    timer.live = None;
                }
                Found::OnTheWay
            }
            Self::Leaf(Leaf {
                timer: Some(Timer { interrupting, live: Some(live), .. }), ..
            }) => {
                let interrupting = *interrupting;
                match live.rewind(id, occurrence, memory) {
                    Found::OnTheWay if !interrupting => Found::Aside,
                    found => found,
                }
            }
            Self::Leaf(_) => Found::No,
            Self::Sequence(_, parts) | Self::Loop { rounds: parts, .. } => {
                for n in 0..parts.len() {
                    match parts[n].rewind(id, occurrence, memory) {
                        Found::No => {}
                        Found::Aside => return Found::Aside,
                        Found::OnTheWay => {
                            parts.truncate(n + 1);
                            if let Self::Loop { left, .. } = self {
                                *left = false;
                            }
                            return Found::OnTheWay;
                        }
                    }
                }
                Found::No
            }
            Self::Exclusive(way) | Self::Sub(way) => way.rewind(id, occurrence, memory),
            Self::Parallel(ways) | Self::Inclusive(ways) => ways
                .iter_mut()
                .map(|way| way.rewind(id, occurrence, memory))
                .find(|found| *found != Found::No)
                .unwrap_or(Found::No),
        }
    }

    /// Whether the way leads on behind it. Reminders may still be open.
    fn is_through(&self) -> bool {
        match self {
            Self::Leaf(leaf) => {
                leaf.completed.is_some() || leaf.escalation().is_some_and(Self::is_through)
            }
            Self::Sequence(parts, entered) => {
                entered.len() == parts.len() && entered.last().is_some_and(Self::is_through)
            }
            Self::Exclusive(way) => way.is_through(),
            // A sub-process is left when nothing in it is open, reminders among it.
            Self::Sub(body) => body.is_through() && body.open() == Open::default(),
            Self::Rounds { total, rounds } => {
                rounds.len() == *total && rounds.iter().all(Self::is_through)
            }
            Self::Parallel(ways) | Self::Inclusive(ways) => ways.iter().all(Self::is_through),
            Self::Loop { left, .. } => *left,
        }
    }

    pub fn open(&self) -> Open {
        let mut open = Open::default();
        self.each_leaf(&mut |leaf| {
            if !leaf.is_waiting() {
                return;
            }
            if leaf.id.starts_with('p') {
                open.timers.push(leaf.id.clone());
            } else {
                open.waiting.push((leaf.id.clone(), leaf.occurrence));
            }
            open.timers.extend(
                leaf.timer
                    .iter()
                    .filter(|timer| timer.live.is_none())
                    .map(|timer| timer.id.clone()),
            );
        });
        open.waiting.sort();
        open.timers.sort();
        open
    }

    /// The last completed occurrence of a stage that still counts and can be gone back to.
    pub fn last_completed(&self, id: &str) -> Option<u32> {
        self.last_in_reach(id).map(|(_, occurrence)| occurrence)
    }

    /// The same with when it was completed.
    fn last_in_reach(&self, id: &str) -> Option<(u64, u32)> {
        match self {
            Self::Sub(_) if self.is_through() => None,
            Self::Rounds { .. } => None,
            Self::Leaf(leaf) => {
                let own = leaf.completed.filter(|_| leaf.id == id).map(|at| (at, leaf.occurrence));
                let live = leaf.timer.as_ref().and_then(|timer| timer.live.as_ref());
                own.max(live.and_then(|live| live.last_in_reach(id)))
            }
            Self::Exclusive(way) | Self::Sub(way) => way.last_in_reach(id),
            Self::Sequence(_, parts)
            | Self::Loop { rounds: parts, .. }
            | Self::Parallel(parts)
            | Self::Inclusive(parts) => {
                parts.iter().filter_map(|part| part.last_in_reach(id)).max()
            }
        }
    }

    /// The occurrences that wait as `id`, the oldest first.
    pub fn waiting_at(&self, id: &str) -> Vec<u32> {
        let mut waiting = Vec::new();
        self.each_leaf(&mut |leaf| {
            if leaf.is_waiting_as(id) {
                waiting.push(leaf.occurrence);
            }
        });
        waiting.sort_unstable();
        waiting
    }

    /// How many parallel blocks are joined.
    pub fn joined(&self) -> usize {
        match self {
            Self::Leaf(leaf) => {
                leaf.timer.iter().filter_map(|t| t.live.as_ref()).map(|live| live.joined()).sum()
            }
            Self::Sequence(_, parts) | Self::Loop { rounds: parts, .. } => {
                parts.iter().map(Self::joined).sum()
            }
            Self::Exclusive(way) | Self::Sub(way) => way.joined(),
            Self::Rounds { .. } => 0,
            Self::Inclusive(ways) => ways.iter().map(Self::joined).sum(),
            Self::Parallel(ways) => {
                usize::from(ways.iter().all(Self::is_through))
                    + ways.iter().map(Self::joined).sum::<usize>()
            }
        }
    }

    fn each_leaf(&self, see: &mut dyn FnMut(&Leaf<'b>)) {
        match self {
            Self::Leaf(leaf) => {
                see(leaf);
                if let Some(live) = leaf.timer.as_ref().and_then(|timer| timer.live.as_ref()) {
                    live.each_leaf(see);
                }
            }
            Self::Sequence(_, parts)
            | Self::Loop { rounds: parts, .. }
            | Self::Parallel(parts)
            | Self::Inclusive(parts)
            | Self::Rounds { rounds: parts, .. } => {
                parts.iter().for_each(|part| part.each_leaf(see));
            }
            Self::Exclusive(way) | Self::Sub(way) => way.each_leaf(see),
        }
    }

    fn change_leaf(
        &mut self,
        is_meant: &dyn Fn(&Leaf<'b>) -> bool,
        change: &mut dyn FnMut(&mut Leaf<'b>, &mut Memory),
        memory: &mut Memory,
    ) {
        match self {
            Self::Leaf(leaf) if is_meant(leaf) => change(leaf, memory),
            Self::Leaf(leaf) => {
                if let Some(live) = leaf.timer.as_mut().and_then(|timer| timer.live.as_mut()) {
                    live.change_leaf(is_meant, change, memory);
                }
            }
            Self::Sequence(_, parts)
            | Self::Loop { rounds: parts, .. }
            | Self::Parallel(parts)
            | Self::Inclusive(parts)
            | Self::Rounds { rounds: parts, .. } => {
                parts.iter_mut().for_each(|part| part.change_leaf(is_meant, change, memory));
            }
            Self::Exclusive(way) | Self::Sub(way) => way.change_leaf(is_meant, change, memory),
        }
    }
}

impl<'b> Leaf<'b> {
    fn is_waiting(&self) -> bool {
        self.completed.is_none() && self.escalation().is_none()
    }

    /// The path of an interrupting timer that fired.
    fn escalation(&self) -> Option<&Live<'b>> {
        self.timer.as_ref().filter(|timer| timer.interrupting)?.live.as_deref()
    }

    fn is_waiting_as(&self, id: &str) -> bool {
        let runs = |timer: &Timer<'_>| timer.id == id && timer.live.is_none();
        self.is_waiting() && (self.id == id || self.timer.as_ref().is_some_and(runs))
    }

    fn act(&mut self, id: &str, memory: &mut Memory) {
        if self.id == id {
            memory.completions += 1;
            self.completed = Some(memory.completions);
        } else if let Some(timer) = &mut self.timer {
            timer.live = Some(Box::new(Live::enter(timer.path, memory)));
        }
    }
}

impl Memory {
    fn next_occurrence(&mut self, id: &str) -> u32 {
        let occurrence = self.occurrences.entry(id.to_owned()).or_insert(0);
        *occurrence += 1;
        *occurrence
    }
}
