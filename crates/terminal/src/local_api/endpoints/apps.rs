//! The apps of the launcher, and the way into each.

use axum::extract::State;
use serde::Serialize;
use vocabulary::Text;

use super::Items;
use crate::local_api::At;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::{Problem, ProblemKind};

#[derive(Serialize)]
pub struct AppLine {
    app: String,
    title: Text,
    url: String,
}

#[derive(Serialize)]
pub struct Opened {
    url: String,
}

pub async fn list(State(at): State<At>) -> Json<Items<AppLine>> {
    let items = at.shared.apps.iter().map(|app| AppLine {
        app: app.name.clone(),
        title: app.title.clone(),
        url: address(app.page.port),
    });
    Json(Items { items: items.collect() })
}

pub async fn open(State(at): State<At>, Path(name): Path<String>) -> Result<Json<Opened>, Problem> {
    let place = at.shared.apps.iter().position(|app| app.name == name);
    let place = place.ok_or(Problem::new(ProblemKind::NotFound, "没有这个应用"))?;
    // The launcher is page 0.
    let page = place + 1;
    let code = at.sessions().code(page);
    let url = format!("{}#code={code}", address(at.shared.page(page).port));
    Ok(Json(Opened { url }))
}

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}
