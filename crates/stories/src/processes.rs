//! The processes of the simulation: a short one of its own, and two as they are shipped. Each has a next version, in which
//! one of its stages is called otherwise.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use platform::orders::ProcessVersion;
use serde_json::{Map, Value};
use shipped::{Shipped, files_of};
use vocabulary::{Digest, Role};

use crate::Dice;

/// What a stage is called, and in the next version.
type Renamed = (&'static str, &'static str);

/// Everything that an order can be of.
pub struct Processes(Vec<Process>);

/// One of them.
pub struct Process {
    pub first: ProcessVersion,
    pub first_files: BTreeMap<String, String>,
    /// The version that may come in the middle of the day.
    pub next: Digest,
    pub next_files: BTreeMap<String, String>,
    pub renamed: Renamed,
    /// What its authors wrote down of it; nothing of the short one.
    pub examples: Option<Examples>,
}

/// A shipped process as its authors mean it to be used.
pub struct Examples {
    pub shipped: Shipped,
    /// The journey that orders mostly go along.
    usual: usize,
}

/// Of a hundred forms so many are filled in as on the usual way.
const USUAL: u32 = 85;

/// Three short stages.
pub const SHORT: &str = "short";
/// 低压非居民新装: ten stages.
pub const TEN_STAGES: &str = "low_voltage_non_residential";
/// 抄表: a stage with a round for each meter of a route.
pub const READING: &str = "meter_reading";

impl Processes {
    /// Reads and compiles them.
    ///
    /// # Errors
    /// When one is no process.
    pub fn read() -> anyhow::Result<Self> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("process");
        let short = Process::make(files_of(&own)?, ("install", "fit"), None)?;
        let all_ten = "Fees and works of the customer: all ten stages";
        let ten_stages = Process::shipped(TEN_STAGES, ("scheme_reply", "reply"), all_ten)?;
        let all_read = "Three meters read, nothing out of line";
        let reading = Process::shipped(READING, ("check_route", "check_all"), all_read)?;
        Ok(Self(vec![short, ten_stages, reading]))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Process> {
        self.0.iter()
    }

    /// # Errors
    /// When there is no such process.
    pub fn of(&self, name: &str) -> anyhow::Result<&Process> {
        let found = self.0.iter().find(|process| process.name() == name);
        found.with_context(|| format!("no process {name}"))
    }
}

impl Process {
    fn shipped(name: &str, renamed: Renamed, usual: &str) -> anyhow::Result<Self> {
        let shipped = Shipped::of(name)?;
        let files = shipped.files.clone();
        let usual = shipped.journeys.iter().position(|journey| journey.title["en"] == usual);
        let usual = usual.with_context(|| format!("{name} has another usual journey"))?;
        Self::make(files, renamed, Some(Examples { shipped, usual }))
    }

    fn make(
        first_files: BTreeMap<String, String>,
        renamed: Renamed,
        examples: Option<Examples>,
    ) -> anyhow::Result<Self> {
        let first = compile(first_files.clone())?;
        let next_files = with_another_name(&first_files, renamed);
        let next = compile(next_files.clone())?.hash;
        Ok(Self { first, first_files, next, next_files, renamed, examples })
    }

    #[must_use]
    pub fn name(&self) -> &str {
        self.first.process()
    }

    /// What a stage is called in the first version.
    #[must_use]
    pub fn first_name<'e>(&self, element: &'e str) -> &'e str {
        if element == self.renamed.1 { self.renamed.0 } else { element }
    }

    /// Stages that lie before another on the usual way, as they are called in the first version.
    pub fn before(&self, element: &str) -> Vec<&str> {
        let usual = self.examples.as_ref().map(|examples| {
            let steps = examples.shipped.journeys[examples.usual].steps.iter();
            steps.filter_map(|step| step.stage.as_deref()).collect()
        });
        let drawn = || self.first.definition.stages().map(|stage| stage.id.as_str()).collect();
        let mut way: Vec<&str> = usual.unwrap_or_else(drawn);
        let at = way.iter().position(|stage| *stage == self.first_name(element));
        way.truncate(at.unwrap_or_default());
        way
    }

    /// What is said in a stage, mostly as on the usual way, and to whom it may be handed on then.
    pub fn says(&self, dice: &mut Dice, element: &str) -> (Map<String, Value>, Vec<Role>) {
        let element = self.first_name(element);
        let may_choose = self.first.next_roles_of(element);
        let Some(examples) = &self.examples else { return (Map::new(), may_choose) };
        let journeys = &examples.shipped.journeys;
        let of = |at: usize| {
            let steps = journeys[at].steps.iter();
            steps.filter(|step| step.stage.as_deref() == Some(element))
        };
        let usual = dice.percent(USUAL).then(|| of(examples.usual).next()).flatten();
        let all: Vec<_> = (0..journeys.len()).flat_map(of).collect();
        let Some(step) = usual.or_else(|| dice.pick(&all).copied()) else {
            return (Map::new(), may_choose);
        };
        let opens =
            |role: &Role| step.open.iter().any(|open| self.first.roles_of(open).contains(role));
        let takers = may_choose.into_iter().filter(opens).collect();
        (examples.shipped.said_by_hand(&step.values), takers)
    }
}

/// The same process, but for what it calls one stage: in the drawing, in its conditions, in rules and limits. Forms keep
/// their names.
fn with_another_name(
    files: &BTreeMap<String, String>,
    (before, after): Renamed,
) -> BTreeMap<String, String> {
    let renamed = |text: &String| {
        let mut text = text.clone();
        for place in ["id", "sourceRef", "targetRef", "attachedToRef", "bpmnElement"] {
            let name = |name: &str| format!("{place}=\"{name}\"");
            text = text.replace(&name(before), &name(after));
        }
        let in_lane = |name: &str| format!("flowNodeRef>{name}<");
        text = text.replace(&in_lane(before), &in_lane(after));
        for stage in ["stages", "stage"] {
            text = text.replace(&format!("{stage}.{before}"), &format!("{stage}.{after}"));
        }
        text
    };
    files.iter().map(|(path, text)| (path.clone(), renamed(text))).collect()
}

fn compile(files: BTreeMap<String, String>) -> anyhow::Result<ProcessVersion> {
    ProcessVersion::compile(files, &rules::Cel::new()).map_err(|fault| anyhow::anyhow!("{fault:?}"))
}
