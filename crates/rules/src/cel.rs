//! [`Expressions`] on the `cel` crate.

use crate::names;
use crate::portable;
use crate::values;
use crate::{ExpressionError, Expressions, Variables, boolean};
use cel::objects::{Key, Map as CelMap};
use cel::parser::{Expression, ParseErrors};
use cel::{Context, Env, ExecutionError, Value as CelValue};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How long an expression may be, in bytes. A rule that needs more is two rules.
pub const EXPRESSION_LEN_MAX: usize = 4096;

/// How many brackets may be open at once.
const BRACKETS_MAX: usize = 16;

/// Stack for parsing. The generated grammar takes about 100 kB for each open bracket in an unoptimised build, more
/// than the thread of a caller can be counted on to have left.
const PARSE_STACK_BYTES: usize = 16 << 20;

/// How many compiled expressions are kept.
const COMPILED_MAX: usize = 1024;

/// Evaluates CEL, restricted to the portable subset (see the crate's `README.md`).
pub struct Cel {
    env: Arc<Env>,
    compiled: Mutex<HashMap<String, Arc<Expression>>>,
}

impl Cel {
    #[must_use]
    pub fn new() -> Cel {
        Cel { env: Arc::new(Env::stdlib()), compiled: Mutex::default() }
    }

    /// The variables that `expression` names, without those that its own loops bind.
    ///
    /// # Errors
    /// As [`Expressions::check`].
    pub fn names(&self, expression: &str) -> Result<BTreeSet<String>, ExpressionError> {
        let expression = self.expression(expression)?;
        Ok(names::free(&expression.expr).into_iter().map(str::to_owned).collect())
    }

    /// Makes variables ready for many expressions, which spares converting them for each.
    ///
    /// # Errors
    /// When a value nests too deep.
    pub fn scope<'v>(
        &self,
        variables: impl IntoIterator<Item = (&'v str, &'v Value)>,
    ) -> Result<Scope<'_>, ExpressionError> {
        let mut scope = Scope {
            cel: self,
            context: Context::with_env(Arc::clone(&self.env)),
            variables: HashMap::new(),
        };
        for (name, value) in variables.into_iter().filter(|(name, _)| is_name(name)) {
            scope.set(name, values::from_json(value).map_err(evaluation)?);
        }
        Ok(scope)
    }

    fn expression(&self, text: &str) -> Result<Arc<Expression>, ExpressionError> {
        if let Some(expression) = self.lock().get(text) {
            return Ok(Arc::clone(expression));
        }
        let expression = Arc::new(self.compile(text)?);
        let mut compiled = self.lock();
        // The same few hundred expressions come again and again; a full cache means that somebody sends others, and
        // starting afresh costs one compilation each.
        if compiled.len() >= COMPILED_MAX {
            compiled.clear();
        }
        compiled.insert(text.to_owned(), Arc::clone(&expression));
        Ok(expression)
    }

    fn compile(&self, text: &str) -> Result<Expression, ExpressionError> {
        if text.len() > EXPRESSION_LEN_MAX {
            let reason = format!("it is longer than {EXPRESSION_LEN_MAX} bytes");
            return Err(ExpressionError::Syntax { reason });
        }
        if brackets_open_max(text) > BRACKETS_MAX {
            let reason = format!("more than {BRACKETS_MAX} brackets are open at once");
            return Err(ExpressionError::Syntax { reason });
        }
        thread::scope(|scope| {
            thread::Builder::new()
                .name("parse-expression".to_owned())
                .stack_size(PARSE_STACK_BYTES)
                .spawn_scoped(scope, || self.parse(text))
                .map_err(evaluation)?
                .join()
                .unwrap_or_else(|_| Err(evaluation("the parser gave up")))
        })
    }

    fn parse(&self, text: &str) -> Result<Expression, ExpressionError> {
        let parser = self.env.parser().enable_optional_syntax(false);
        let expression = parser
            .parse(text)
            .map_err(|errors| ExpressionError::Syntax { reason: first_fault(&errors) })?;
        portable::check(&expression)
            .map_err(|refusal| ExpressionError::Syntax { reason: refusal.to_string() })?;
        Ok(expression)
    }

    /// A panic while the lock was held left at worst one expression out, so the map is still good.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Expression>>> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Cel {
    fn default() -> Self {
        Cel::new()
    }
}

impl Expressions for Cel {
    fn check(&self, expression: &str) -> Result<(), ExpressionError> {
        self.expression(expression).map(|_| ())
    }

    fn evaluate(&self, expression: &str, variables: &Variables) -> Result<Value, ExpressionError> {
        let variables = variables.iter().map(|(name, value)| (name.as_str(), value));
        self.scope(variables)?.evaluate(expression)
    }
}

/// Variables made ready once, to evaluate many expressions over them.
pub struct Scope<'c> {
    cel: &'c Cel,
    context: Context<'static, 'static>,
    variables: HashMap<String, CelValue>,
}

impl Scope<'_> {
    fn set(&mut self, name: &str, value: CelValue) {
        // What is large in a value is shared, not copied.
        self.context.add_variable_from_value(name.to_owned(), value.clone());
        self.variables.insert(name.to_owned(), value);
    }

    /// Takes members out of a variable that is an object; expressions no longer find them.
    pub fn remove(&mut self, variable: &str, members: &[String]) {
        let Some(CelValue::Map(object)) = self.variables.get(variable) else { return };
        let mut left = HashMap::clone(&object.map);
        for member in members {
            left.remove(&Key::from(member.clone()));
        }
        self.set(variable, CelValue::Map(CelMap { map: Arc::new(left) }));
    }

    /// # Errors
    /// As [`Expressions::evaluate`].
    pub fn evaluate(&self, expression: &str) -> Result<Value, ExpressionError> {
        let expression = self.cel.expression(expression)?;
        let answer = CelValue::resolve(&expression, &self.context).map_err(from_execution)?;
        values::to_json(&answer).map_err(evaluation)
    }

    /// # Errors
    /// As [`Expressions::holds`].
    pub fn holds(&self, expression: &str) -> Result<bool, ExpressionError> {
        boolean(self.evaluate(expression)?)
    }
}

/// Says whether an expression could name the variable: a letter or `_`, then letters, digits and `_`. Others, such as
/// `form.a`, would be taken for a member.
fn is_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// How many brackets are open at once, at most. Brackets in texts count too: the parser decides what is a text, and
/// nobody writes seventeen of them.
fn brackets_open_max(text: &str) -> usize {
    let mut open: usize = 0;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

fn from_execution(error: ExecutionError) -> ExpressionError {
    match error {
        ExecutionError::UndeclaredReference(name) => {
            ExpressionError::UnknownVariable { name: name.to_string() }
        }
        other => evaluation(other),
    }
}

fn evaluation(error: impl Display) -> ExpressionError {
    ExpressionError::Evaluation { reason: error.to_string() }
}

/// The first fault with its line and column; those after it are mostly its echo.
fn first_fault(errors: &ParseErrors) -> String {
    errors.errors.first().map_or_else(
        || "unreadable".to_owned(),
        |error| format!("line {}, column {}: {}", error.pos.0, error.pos.1, error.msg),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out_of_a_scope_is_no_longer_found() {
        let cel = Cel::new();
        let form = serde_json::json!({ "a": 1, "b": 2, "c": { "d": 3 } });
        let mut scope = cel.scope([("form", &form)]).expect("flat");
        assert_eq!(scope.holds("has(form.a) && form.b == 2"), Ok(true));
        scope.remove("form", &["a".to_owned(), "nothing".to_owned()]);
        scope.remove("order", &["a".to_owned()]);
        assert_eq!(scope.holds("has(form.a)"), Ok(false));
        assert_eq!(scope.holds("form.b == 2 && form.c.d == 3"), Ok(true));
    }
    use proptest::prelude::*;
    use serde_json::json;

    fn evaluate(expression: &str, variables: Value) -> Result<Value, ExpressionError> {
        let Value::Object(variables) = variables else { panic!("variables are an object") };
        Cel::new().evaluate(expression, &variables)
    }

    #[test]
    fn names_the_variable_that_is_not_there() {
        let error = evaluate("order.x == 1", json!({"form": {}})).unwrap_err();
        assert_eq!(error, ExpressionError::UnknownVariable { name: "order".to_owned() });
    }

    #[test]
    fn a_missing_member_is_an_error_and_has_asks_for_it() {
        let variables = json!({"form": {}});
        let error = evaluate("form.mobile == ''", variables.clone()).unwrap_err();
        assert!(matches!(error, ExpressionError::Evaluation { .. }), "{error}");
        assert_eq!(evaluate("has(form.mobile)", variables), Ok(json!(false)));
    }

    #[test]
    fn knows_the_names_that_come_from_outside() {
        let names = Cel::new()
            .names(
                "form.list.all(x, x > now && order.m[x] == y.z) || has(other.x) || x in {'a': b}",
            )
            .unwrap();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(names, ["b", "form", "now", "order", "other", "x", "y"]);
    }

    #[test]
    fn a_variable_with_a_dot_in_its_name_stands_for_no_member() {
        let variables = json!({"form": {"paid": false}, "form.paid": true});
        assert_eq!(evaluate("form.paid", variables), Ok(json!(false)));
    }

    #[test]
    fn a_condition_that_is_no_boolean_is_an_error() {
        let error = Cel::new().holds("1 + 1", &Variables::new()).unwrap_err();
        assert_eq!(error, ExpressionError::NotBoolean { found: "2".to_owned() });
    }

    #[test]
    fn says_where_the_text_is_no_expression() {
        let error = Cel::new().check("form.a ==").unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
    }

    #[test]
    fn too_long_an_expression_is_refused() {
        let long = format!("'{}' == ''", "a".repeat(EXPRESSION_LEN_MAX));
        assert!(matches!(Cel::new().check(&long), Err(ExpressionError::Syntax { .. })));
    }

    #[test]
    fn text_made_to_exhaust_the_stack_is_refused() {
        let times = |piece: &str| piece.repeat(EXPRESSION_LEN_MAX / piece.len() - 1);
        for piece in [
            "(", "[", "{", "!", "-", "- ", "1+", "a.", "a?", "1?1:", "1&&", "f(", "!(", "a[", "1<",
            "a.b", "1 in ", "')", "a)(",
        ] {
            let text = format!("{}1", times(piece));
            evaluate(&text, json!({})).ok();
            let text = format!("{}1{}", "(".repeat(BRACKETS_MAX), times(piece));
            evaluate(&text, json!({})).ok();
        }
        let text = format!("{}1{}", "(".repeat(BRACKETS_MAX), ")".repeat(BRACKETS_MAX));
        assert_eq!(evaluate(&text, json!({})), Ok(json!(1)));
        let text = format!("({text})");
        assert!(matches!(evaluate(&text, json!({})), Err(ExpressionError::Syntax { .. })));
    }

    #[test]
    fn the_cache_stays_bounded() {
        let cel = Cel::new();
        for number in 0..=COMPILED_MAX {
            cel.check(&number.to_string()).unwrap();
        }
        assert!(cel.lock().len() <= COMPILED_MAX);
    }

    /// Pieces of the language in any order: far more of these parse than of arbitrary text.
    fn scrambled() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "form",
            ".",
            "a",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "'x'",
            "1",
            "2.5",
            "null",
            "true",
            " in ",
            "==",
            "&&",
            "||",
            "!",
            "-",
            "+",
            "/",
            "%",
            "?",
            ":",
            ",",
            "has(",
            "size(",
            ".all(x,",
            ".map(x,",
            ".matches('",
            "9223372036854775807",
            "0u",
            "\"",
            "\\",
            "电",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,200}") {
            evaluate(&text, json!({"form": {"a": [1, "x", null]}})).ok();
        }

        #[test]
        fn no_scrambled_expression_panics(text in scrambled()) {
            evaluate(&text, json!({"form": {"a": [1, "x", null]}, "a": -1, "x": "电"})).ok();
        }
    }
}
