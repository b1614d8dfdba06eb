//! The frame of the API's description; the areas fill it with their endpoints.

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::problem::ProblemBody;

/// What all endpoints share.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Ronghe platform",
        description = "Orders, terminals, people and proof; how requests look is in docs/api-design.md.",
    ),
    components(schemas(ProblemBody)),
    modifiers(&Callers),
)]
pub(super) struct Api;

/// How a caller is known.
struct Callers;

impl Modify for Callers {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_with(Default::default);
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("ronghe_session")));
        let csrf = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Ronghe-Csrf")));
        let bearer =
            || SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        components.add_security_scheme("console", cookie);
        components.add_security_scheme("csrf", csrf);
        components.add_security_scheme("terminal", bearer());
        components.add_security_scheme("neighbour", bearer());
    }
}
