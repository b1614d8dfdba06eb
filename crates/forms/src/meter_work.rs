//! What came of a work at a meter (仪表作业结果), and with which results a stage may end because of it.

use crate::form::OUTCOME;
use crate::schema::FormSchema;
use crate::ui::{Field, Widget};
use crate::verdict::{Finding, FindingCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{MeterCommand, MeterOutcome, Text};

/// What a field's schema has to be, whole: then its value has the shape that is read here.
const VALUE: &str = "urn:ronghe:values:1#/$defs/meter_work";

/// Which works at a meter answer a field, and which results of the form do without (`"meter_work"` in `ui.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeterWorkSpec {
    /// One of these has to be done. All of them change the meter, or none does.
    pub commands: Vec<MeterCommand>,
    /// Values of `outcome` that say that it was not done.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unless: Vec<String>,
    /// Values of `outcome` that say that nobody knows whether it was done; somebody verifies it next.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unknown: Vec<String>,
    /// Nothing is asked while the field is hidden. Never said of what switches.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub while_visible: bool,
}

impl MeterWorkSpec {
    fn changes_meter(&self) -> bool {
        self.commands.iter().any(|command| command.changes_meter())
    }

    fn says(&self, outcome: Option<&str>) -> Says {
        let is_among = |outcomes: &[String]| outcomes.iter().any(|one| Some(&**one) == outcome);
        match (is_among(&self.unless), is_among(&self.unknown)) {
            (true, _) => Says::NotDone,
            (_, true) => Says::Unknown,
            // Whoever says nothing claims that it was done.
            (false, false) => Says::Done,
        }
    }
}

/// What the form's result claims.
enum Says {
    Done,
    NotDone,
    Unknown,
}

/// What stands in a field of the widget `meter-work`.
pub(crate) enum Work<'v> {
    /// Asked for, and perhaps there.
    Shown(Option<&'v Value>),
    /// Not asked for by the other answers; perhaps it was before.
    Hidden(Option<&'v Value>),
}

/// Judges a field of the widget `meter-work` when the stage is to be finished: whether what its form's `outcome` claims
/// is what became of the meter.
pub(crate) fn finding(
    name: &str,
    field: &Field,
    work: &Work<'_>,
    outcome: Option<&Value>,
) -> Option<Finding> {
    let spec = field.meter_work.as_ref()?;
    let says = spec.says(outcome.and_then(Value::as_str));
    match work {
        Work::Shown(Some(value)) => of_work(name, field, spec, ended(value)?, says),
        Work::Shown(None) => of_nothing(spec.changes_meter(), says, || not_done(name, field)),
        // A meter does not become what it was when a question vanishes.
        Work::Hidden(left) => match left.and_then(ended) {
            // Whoever has looked since, and found the meter right or silent, is not asked any more.
            _ if spec.while_visible => None,
            Some(MeterOutcome::Unknown) if spec.changes_meter() => Some(unknown(name, field)),
            Some(MeterOutcome::Done) if spec.changes_meter() => Some(done(name, field)),
            _ => of_nothing(spec.changes_meter(), says, || not_done(name, field)),
        },
    }
}

fn of_nothing(changes: bool, says: Says, not_done: impl Fn() -> Finding) -> Option<Finding> {
    match says {
        Says::NotDone => None,
        Says::Done => changes.then(not_done),
        Says::Unknown => Some(not_done()),
    }
}

fn of_work(
    name: &str,
    field: &Field,
    spec: &MeterWorkSpec,
    ended: MeterOutcome,
    says: Says,
) -> Option<Finding> {
    match (ended, says) {
        (MeterOutcome::Done, Says::Done)
        | (MeterOutcome::Refused | MeterOutcome::Failed, Says::NotDone)
        | (MeterOutcome::Unknown, Says::Unknown) => None,
        (MeterOutcome::Done, _) if spec.changes_meter() => Some(done(name, field)),
        (MeterOutcome::Done, _) => None,
        (MeterOutcome::Unknown, _) => Some(unknown(name, field)),
        (MeterOutcome::Refused | MeterOutcome::Failed, _) => Some(not_done(name, field)),
    }
}

/// A work that the field did not ask for, at any time.
pub(crate) fn other_command(name: &str, field: &Field, value: Option<&Value>) -> Option<Finding> {
    let spec = field.meter_work.as_ref()?;
    let command = serde_json::from_value(value?.get("command")?.clone()).ok()?;
    let is_other = !spec.commands.contains(&command);
    is_other.then(|| {
        let (zh, en) = ("不是本栏要求的作业", "is not the work that is asked for");
        about(format!("/{name}/command"), field, FindingCode::NotAChoice, zh, en)
    })
}

/// Why the field cannot be asked as it is written.
pub(crate) fn faults(field: &Field, of_field: &Value, form: &FormSchema) -> Vec<String> {
    let is_work = field.widget == Widget::MeterWork;
    let Some(spec) = &field.meter_work else {
        return is_work.then(|| BELONGS.to_owned()).into_iter().collect();
    };
    let mut faults = Vec::new();
    let mut refuse_if = |is_wrong: bool, reason: &str| {
        if is_wrong {
            faults.push(reason.to_owned());
        }
    };
    refuse_if(!is_work, BELONGS);
    refuse_if(
        of_field["$ref"] != VALUE || !is_alone(of_field),
        "its schema is that reference alone",
    );
    refuse_if(spec.commands.is_empty(), "meter_work.commands names at least one");
    refuse_if(is_repeated(&spec.commands), "meter_work.commands names one twice");
    let changes = spec.changes_meter();
    let is_mixed = !spec.commands.iter().all(|command| command.changes_meter() == changes);
    refuse_if(is_mixed, "meter_work.commands change the meter, or only read it; not both");

    let others: Vec<&String> = spec.unless.iter().chain(&spec.unknown).collect();
    refuse_if(is_repeated(&others), "meter_work names a result twice");
    let outcomes = form.field(OUTCOME).and_then(|outcome| outcome["enum"].as_array());
    let outcomes: Vec<&str> = outcomes.into_iter().flatten().filter_map(Value::as_str).collect();
    let is_known = others.iter().all(|one| outcomes.contains(&one.as_str()));
    refuse_if(!is_known, "meter_work names a result that the form's outcome does not have");
    let all_without = !outcomes.is_empty() && outcomes.len() <= others.len();
    refuse_if(all_without, "meter_work leaves no result for when it was done");
    let may_be_silent = !others.is_empty() && !form.requires(OUTCOME);
    refuse_if(may_be_silent, "the form has to require outcome, which says whether it was done");

    let switches = spec.commands.iter().any(|command| command.switches());
    let is_conditional = changes && !switches && field.visible.is_some();
    refuse_if(
        spec.while_visible && !is_conditional,
        "meter_work.while_visible goes with a field that may be hidden, and with what changes a meter and switches nothing",
    );
    faults
}

fn is_alone(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| members.len() == 1)
}

fn is_repeated<T: PartialEq>(items: &[T]) -> bool {
    items.iter().enumerate().any(|(at, item)| items[..at].contains(item))
}

/// Nothing when the schema has already refused the value.
fn ended(value: &Value) -> Option<MeterOutcome> {
    serde_json::from_value(value.get("outcome")?.clone()).ok()
}

fn done(name: &str, field: &Field) -> Finding {
    let zh = "表计已经动作，与所选结论不符";
    let en = "the meter was changed, and the result does not say so";
    about(format!("/{name}"), field, FindingCode::WorkDone, zh, en)
}

fn not_done(name: &str, field: &Field) -> Finding {
    let zh = "还没有完成（读回确认才算完成），不能按此结论提交";
    let en = "not done, and done is what was read back: do it, or choose the result that fits";
    about(format!("/{name}"), field, FindingCode::WorkNotDone, zh, en)
}

fn unknown(name: &str, field: &Field) -> Finding {
    let zh = "表计是否动作不明：先核实表计状态，不得重复操作";
    let en = "what the meter did is not known: verify its state first, and repeat nothing";
    about(format!("/{name}"), field, FindingCode::WorkUnknown, zh, en)
}

fn about(pointer: String, field: &Field, code: FindingCode, zh: &str, en: &str) -> Finding {
    let message =
        Text::new(format!("{}：{zh}", field.label.zh), format!("{}: {en}", field.label.en));
    Finding { field: pointer, code, message, rule: None }
}

const BELONGS: &str = "\"meter_work\" goes with the widget meter-work, and only with it";
