//! The attributes that Ronghe adds to BPMN, in a namespace of their own.

use std::collections::BTreeMap;

use super::Findings;
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// The namespace of `ronghe:` attributes.
const NAMESPACE: &str = "urn:ronghe:bpmn:1";

/// All of them, by local name; unknown ones too, for whoever gave them a meaning.
pub(super) fn read(xml: &XmlElement) -> BTreeMap<String, String> {
    let ours = xml.attributes.iter().filter(|a| a.namespace.as_deref() == Some(NAMESPACE));
    ours.map(|attribute| (attribute.name.clone(), attribute.value.trim().to_owned())).collect()
}

/// Refuses values that would silently mean "no", such as `continuable="yes"`.
pub(super) fn check(
    xml: &XmlElement,
    extension: &BTreeMap<String, String>,
    findings: &mut Findings,
) {
    for (attribute, value) in extension {
        let allowed = match attribute.as_str() {
            "continuable" | "sendBack" | "reassign" | "addSigner" | "opensWithoutEvidence" => {
                "true, false"
            }
            "secondPerson" => "required, none",
            _ => continue,
        };
        if !allowed.split(", ").any(|word| word == value) {
            let (attribute, value) = (attribute.clone(), value.clone());
            findings.refuse(xml, RefusalReason::ExtensionValue { attribute, value, allowed });
        }
    }
}
