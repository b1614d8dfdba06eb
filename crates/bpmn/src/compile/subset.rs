//! The list of what is passed over because it carries nothing to execute, and the advice for what is refused.

/// Children of `definitions` that only describe, or that something refused would have to refer to.
const AROUND_PROCESSES: &[&str] = &[
    "category",
    "correlationProperty",
    "dataStore",
    "documentation",
    "endPoint",
    "error",
    "escalation",
    "extension",
    "import",
    "interface",
    "itemDefinition",
    "message",
    "partnerEntity",
    "partnerRole",
    "relationship",
    "resource",
    "signal",
];

/// Children of `process` that only describe: drawings, data that lies in the forms here, and rights that `access`
/// decides from roles.
const IN_PROCESS: &[&str] = &[
    "artifact",
    "association",
    "auditing",
    "correlationSubscription",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "documentation",
    "group",
    "humanPerformer",
    "ioSpecification",
    "monitoring",
    "performer",
    "potentialOwner",
    "property",
    "resourceRole",
    "supportedInterfaceRef",
    "supports",
    "textAnnotation",
];

/// Children of a flow node that only describe.
const IN_FLOW_NODE: &[&str] = &[
    "auditing",
    "categoryValueRef",
    "dataInput",
    "dataInputAssociation",
    "dataOutput",
    "dataOutputAssociation",
    "documentation",
    "humanPerformer",
    "incoming",
    "inputSet",
    "ioSpecification",
    "monitoring",
    "outgoing",
    "outputSet",
    "performer",
    "potentialOwner",
    "property",
    "rendering",
    "resourceRole",
];

/// Activities that are carried out.
const ACTIVITIES: &[&str] = &[
    "businessRuleTask",
    "callActivity",
    "manualTask",
    "receiveTask",
    "sendTask",
    "serviceTask",
    "subProcess",
    "task",
    "userTask",
];

/// Flow nodes that are refused. They still take part in the check of paths, so that one refused element does not
/// make everything behind it unreachable as well.
const REFUSED_FLOW_NODES: &[&str] = &[
    "adHocSubProcess",
    "callChoreography",
    "choreographyTask",
    "complexGateway",
    "implicitThrowEvent",
    "scriptTask",
    "subChoreography",
    "transaction",
];

pub(super) fn describes_around_processes(name: &str) -> bool {
    AROUND_PROCESSES.contains(&name)
}

pub(super) fn describes_in_process(name: &str) -> bool {
    IN_PROCESS.contains(&name)
}

pub(super) fn describes_in_flow_node(name: &str) -> bool {
    IN_FLOW_NODE.contains(&name)
}

/// Children of an activity that only describe, or that are read with it.
pub(super) fn describes_in_activity(name: &str) -> bool {
    name == "multiInstanceLoopCharacteristics" || describes_in_flow_node(name)
}

pub(super) fn is_activity(name: &str) -> bool {
    ACTIVITIES.contains(&name)
}

pub(super) fn is_refused_flow_node(name: &str) -> bool {
    REFUSED_FLOW_NODES.contains(&name)
}

/// What an author can draw instead.
pub(super) fn advice(construct: &str) -> &'static str {
    match construct {
        "scriptTask" => "make it a service or business rule task, or put the rule into a condition",
        "adHocSubProcess" | "transaction" => "make it a plain sub-process",
        "complexGateway" => "use exclusive, inclusive and parallel gateways",
        "standardLoopCharacteristics" => "draw the loop with an exclusive gateway",
        "globalTask"
        | "globalUserTask"
        | "globalManualTask"
        | "globalBusinessRuleTask"
        | "globalScriptTask" => "draw it as a process with one task, and call that",
        "escalationEventDefinition" => {
            "use a boundary timer or message with cancelActivity=\"false\""
        }
        "compensateEventDefinition" | "cancelEventDefinition" => {
            "draw the way back, or catch an error"
        }
        "signalEventDefinition" | "conditionalEventDefinition" | "linkEventDefinition" => {
            "use a message or a timer"
        }
        "messageEventDefinition"
        | "errorEventDefinition"
        | "terminateEventDefinition"
        | "timerEventDefinition" => "this event has no such trigger",
        "eventDefinitionRef" => "write the event definition into the event itself",
        _ => "it is outside the supported part of BPMN; remove it",
    }
}
