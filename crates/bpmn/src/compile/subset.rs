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

/// Flow nodes that are refused. They still take part in the check of paths, so that one refused element does not
/// make everything behind it unreachable as well.
const REFUSED_FLOW_NODES: &[&str] = &[
    "adHocSubProcess",
    "businessRuleTask",
    "callActivity",
    "callChoreography",
    "choreographyTask",
    "complexGateway",
    "eventBasedGateway",
    "implicitThrowEvent",
    "inclusiveGateway",
    "intermediateThrowEvent",
    "receiveTask",
    "scriptTask",
    "sendTask",
    "subChoreography",
    "subProcess",
    "task",
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

pub(super) fn is_refused_flow_node(name: &str) -> bool {
    REFUSED_FLOW_NODES.contains(&name)
}

/// What an author can draw instead.
pub(super) fn advice(construct: &str) -> &'static str {
    match construct {
        "task" => "say who does it: make it a user, manual or service task",
        "scriptTask" | "businessRuleTask" => {
            "make it a service task, or put the rule into a condition"
        }
        "sendTask" | "intermediateThrowEvent" => "make it a service task that sends",
        "receiveTask" => "use an intermediate catch event with the message",
        "subProcess" | "adHocSubProcess" | "transaction" | "callActivity" => {
            "draw its steps in this process"
        }
        "inclusiveGateway" => "use a parallel gateway with exclusive gateways on its branches",
        "eventBasedGateway" => "use a user task with a boundary timer",
        "complexGateway" => "use exclusive and parallel gateways",
        "multiInstanceLoopCharacteristics" => "draw one task, or start one order for each item",
        "standardLoopCharacteristics" => "draw the loop with an exclusive gateway",
        "terminateEventDefinition" => {
            "use an end event without a trigger; an order is terminated by a command"
        }
        "errorEventDefinition"
        | "escalationEventDefinition"
        | "compensateEventDefinition"
        | "cancelEventDefinition" => "draw the way for this case with an exclusive gateway",
        "signalEventDefinition" | "conditionalEventDefinition" | "linkEventDefinition" => {
            "use a message or a timer"
        }
        "messageEventDefinition" => {
            "a message is only caught, by a start event or an intermediate catch event"
        }
        "timerEventDefinition" => "a timer stands on a start, intermediate catch or boundary event",
        "eventDefinitionRef" => "write the event definition into the event itself",
        _ => "it is outside the supported part of BPMN; remove it",
    }
}
