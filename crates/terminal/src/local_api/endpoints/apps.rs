//! The apps of the launcher, and the way into each.

use axum::extract::State;
use serde::Serialize;
use vocabulary::Text;

use super::Items;
use crate::local_api::At;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::{Problem, ProblemKind};
use crate::local_api::sessions::{LAUNCHER, PageNo};

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
    let page = page_of(&at, &name).ok_or(Problem::new(ProblemKind::NotFound, "没有这个应用"))?;
    let code = at.sessions().code(page);
    let url = format!("{}#code={code}", address(at.shared.page(page).port));
    Ok(Json(Opened { url }))
}

/// The launcher comes first, then the apps; every page may lead back to the launcher.
fn page_of(at: &At, name: &str) -> Option<PageNo> {
    if name == HOME {
        return Some(LAUNCHER);
    }
    let place = at.shared.apps.iter().position(|app| app.name == name)?;
    Some(LAUNCHER + 1 + place)
}

const HOME: &str = "launcher";

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}
