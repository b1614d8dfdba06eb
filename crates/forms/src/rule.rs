//! Rules over the values of a form (`rules.cel`): what must hold, and how hard.

use serde::{Deserialize, Serialize};
use vocabulary::Text;

/// One rule: an expression over `form`, `order` and `now` that must be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub id: String,
    pub form: String,
    /// The field at which a breach is shown.
    pub field: String,
    pub level: Level,
    /// What is wrong when it does not hold, and what to do.
    pub message: Text,
    pub expression: String,
    /// Where it begins in the file, counted from 1.
    pub line: usize,
}

/// What a breach does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Keeps the stage from being submitted.
    Error,
    /// Keeps it too, until a reason stands in `form.overrides`.
    Override,
    /// Is shown.
    Warning,
}

/// A block that is no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleFault {
    pub line: usize,
    pub reason: String,
}

/// Reads a whole file: blocks between empty lines, each with `# key: value` lines above its expression. Lines that
/// begin with `##` are remarks.
pub(crate) fn read(text: &str) -> (Vec<Rule>, Vec<RuleFault>) {
    let mut rules = Vec::new();
    let mut faults = Vec::new();
    for block in blocks(text) {
        match rule(&block) {
            Ok(rule) => rules.push(rule),
            Err(reason) => faults.push(RuleFault { line: block[0].0, reason }),
        }
    }
    (rules, faults)
}

/// Lines with their numbers, cut at empty lines; remarks are gone.
fn blocks(text: &str) -> Vec<Vec<(usize, &str)>> {
    let mut blocks = vec![Vec::new()];
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            blocks.push(Vec::new());
        } else if !line.starts_with("##")
            && let Some(block) = blocks.last_mut()
        {
            block.push((index + 1, line));
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn rule(block: &[(usize, &str)]) -> Result<Rule, String> {
    let mut header = Header::default();
    let mut expression = Vec::new();
    for &(_, line) in block {
        match line.strip_prefix('#') {
            Some(_) if !expression.is_empty() => {
                return Err(format!("{line:?} stands below the expression"));
            }
            Some(entry) => header.take(entry)?,
            None => expression.push(line),
        }
    }
    if expression.is_empty() {
        return Err("the block has no expression".to_owned());
    }
    let missing = |key: &'static str| format!("the line \"# {key}: …\" is missing");
    Ok(Rule {
        id: header.id.ok_or_else(|| missing("id"))?,
        form: header.form.ok_or_else(|| missing("form"))?,
        field: header.field.ok_or_else(|| missing("field"))?,
        level: header.level.ok_or_else(|| missing("level"))?,
        message: Text::new(
            header.zh.ok_or_else(|| missing("zh"))?,
            header.en.ok_or_else(|| missing("en"))?,
        ),
        expression: expression.join("\n"),
        line: block[0].0,
    })
}

#[derive(Default)]
struct Header {
    id: Option<String>,
    form: Option<String>,
    field: Option<String>,
    level: Option<Level>,
    zh: Option<String>,
    en: Option<String>,
}

impl Header {
    fn take(&mut self, entry: &str) -> Result<(), String> {
        let (key, value) =
            entry.split_once(':').ok_or_else(|| format!("{entry:?} is no \"key: value\""))?;
        let (key, value) = (key.trim(), value.trim());
        if value.is_empty() {
            return Err(format!("{key} is empty"));
        }
        let slot = match key {
            "id" => &mut self.id,
            "form" => &mut self.form,
            "field" => &mut self.field,
            "zh" => &mut self.zh,
            "en" => &mut self.en,
            "level" => {
                let level = match value {
                    "error" => Level::Error,
                    "override" => Level::Override,
                    "warning" => Level::Warning,
                    _ => return Err("level is one of error, override, warning".to_owned()),
                };
                return take_once(&mut self.level, key, level);
            }
            _ => return Err(format!("{key} is not one of id, form, field, level, zh, en")),
        };
        take_once(slot, key, value.to_owned())
    }
}

fn take_once<T>(slot: &mut Option<T>, key: &str, value: T) -> Result<(), String> {
    if slot.replace(value).is_some() {
        return Err(format!("{key} stands there twice"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BLOCK: &str = "\
## Positions
# id: near_box
# form: install
# field: gps
# level: override
# zh: 太远
# en: too far: more than 100 m
form.distance_m <= 100 &&
form.distance_m >= 0
";

    #[test]
    fn reads_a_block_with_an_expression_of_two_lines() {
        let (rules, faults) = read(&format!("{BLOCK}\n\n{BLOCK}"));
        assert_eq!(faults, []);
        assert_eq!(rules.len(), 2);
        assert_eq!(rules[0].level, Level::Override);
        assert_eq!(rules[0].message, Text::new("太远", "too far: more than 100 m"));
        assert_eq!(rules[0].expression, "form.distance_m <= 100 &&\nform.distance_m >= 0");
        assert_eq!(rules[1].line, 13);
    }

    #[test]
    fn names_the_line_of_a_block_that_is_no_rule() {
        for (old, new, reason) in [
            ("# id: near_box\n", "", "\"# id: …\" is missing"),
            ("override", "fatal", "level is one of"),
            ("# zh", "# cn", "cn is not one of"),
            ("# form: install", "# id: b", "id stands there twice"),
            ("form.distance_m <= 100 &&\nform.distance_m >= 0\n", "", "no expression"),
        ] {
            let (rules, faults) = read(&format!("\n{}", BLOCK.replace(old, new)));
            assert!(rules.is_empty());
            assert!(faults[0].reason.contains(reason), "{:?}", faults[0]);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(#|##|id|level|:| |\\n|\\PC){0,60}") {
            let (rules, faults) = read(&text);
            prop_assert!(rules.len() + faults.len() <= text.lines().count());
        }
    }
}
