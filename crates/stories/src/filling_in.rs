//! How a worker fills a form in on his terminal: types, photographs, lets sign and confirm, each through the agent.

use std::sync::Arc;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use security_unit::{Pin, SoftwareCard};
use serde_json::{Map, Value, json};
use shipped::moment;
use sync::Recipient;
use terminal::agent::{OrderLine, PlaceTaken, SignatureTaken, Submitted};
use vocabulary::{Clock as _, Instant, OrderId, Role, StageId};

use crate::Dice;
use crate::processes::Process;
use crate::setup::{PIN, WORKERS, is_held};
use crate::world::World;

/// A form as it is to be filled in, and to whom its worker may hand on.
pub struct Meant {
    pub values: Map<String, Value>,
    pub takers: Vec<Role>,
}

/// Whoever works on a stage, on which handheld.
#[derive(Clone, Copy)]
pub struct At {
    pub handheld: usize,
    pub worker: usize,
    pub order: OrderId,
    pub stage: StageId,
}

/// Thinks of something to fill the form in with that its rules let pass.
pub async fn think(world: &mut World, at: At, line: &OrderLine) -> anyhow::Result<Meant> {
    let processes = Arc::clone(&world.processes);
    let process = processes.of(&line.process)?;
    let now = corrected_now(world, at.handheld).await?;
    let detail = world.handhelds[at.handheld].agent().await?.order(at.order).await?;
    let stage = detail.now.stage(at.stage).context("the stage is there")?.clone();
    let Some(examples) = &process.examples else {
        return Ok(short_form(&mut world.dice, process, &stage.element));
    };
    let (said, takers) = process.says(&mut world.dice, &stage.element);
    let who = (world.workers[at.worker], WORKERS[at.worker].0);
    let facts = detail.now.view.facts_for(&stage, Some(who), now);
    let form = stage.form.as_deref().context("the stage has a form")?;
    let filled = examples
        .shipped
        .filled_in(form, &said, &facts, now)
        .map_err(|unfit| anyhow::anyhow!("no example of {form} says {said:?}: {:?}", unfit.0))?;
    let values = filled.values.as_object().cloned().unwrap_or_default();
    Ok(Meant { values, takers })
}

/// The simulation's own forms.
fn short_form(dice: &mut Dice, process: &Process, element: &str) -> Meant {
    let mut values = Map::new();
    match process.first_name(element) {
        "accept" => {
            let outcome = if dice.percent(15) { "withdrawn" } else { "proceed" };
            values.insert("outcome".to_owned(), json!(outcome));
            values.insert("note".to_owned(), json!("现场核实"));
        }
        "install" => {
            values.insert("reading_ckwh".to_owned(), json!(dice.between(0, 99_999)));
        }
        _ => {
            values.insert("satisfaction".to_owned(), json!(5));
        }
    }
    let signs = match process.first_name(element) {
        "accept" => dice.percent(40),
        "install" => true,
        _ => false,
    };
    if signs {
        values.insert("signature".to_owned(), json!({ "strokes": strokes() }));
    }
    Meant { values, takers: process.first.next_roles_of(process.first_name(element)) }
}

fn strokes() -> Value {
    json!([[{ "x": 1, "y": 2, "t": 0 }, { "x": 3, "y": 4, "t": 9 }]])
}

/// Fills the form in, one field after the other, as far as `enough`; tells what was typed.
pub async fn fill_in(
    world: &mut World,
    at: At,
    meant: &Meant,
    enough: usize,
) -> anyhow::Result<Vec<(String, Value)>> {
    let detail = world.handhelds[at.handheld].agent().await?.order(at.order).await?;
    let before = detail.now.stage(at.stage).map(|stage| detail.now.values(stage));
    let before = before.unwrap_or_default();
    let mut typed = Vec::new();
    // What was in the form before and does not belong there now.
    let stale = before.as_object().into_iter().flatten().map(|(name, _)| name.clone());
    for name in stale.filter(|name| !meant.values.contains_key(name)) {
        let agent = world.handhelds[at.handheld].agent().await?;
        agent.save_field(at.order, at.stage, &name, Value::Null).await?;
    }
    // Whoever confirms does so before the worker writes down what came after.
    let is_confirmed = |value: &Value| value.get("card_id").is_some();
    let (confirmed, others): (Vec<_>, Vec<_>) =
        meant.values.iter().partition(|(_, value)| is_confirmed(value));
    let told_confirmed = confirmed.iter().filter_map(|(_, value)| value["confirmed_at"].as_i64());
    let told_confirmed = told_confirmed.max();
    for (name, value) in confirmed.into_iter().chain(others).take(enough) {
        if before[name] == *value || is_of_files(value) && is_of_files(&before[name]) {
            continue;
        }
        if is_confirmed(value) {
            confirm(world, at, name).await?;
        } else if is_of_files(value) {
            photograph(world, at, name, value).await?;
        } else if value.get("strokes").is_some() {
            let signed = signature(world, value)?;
            let agent = world.handhelds[at.handheld].agent().await?;
            agent.take_signature(at.order, at.stage, name, signed).await?;
        } else {
            let told = moment(value);
            let after = told.zip(told_confirmed).is_some_and(|(told, confirmed)| told > confirmed);
            let now = corrected_now(world, at.handheld).await?;
            let value = if after { json!(now) } else { value.clone() };
            let agent = world.handhelds[at.handheld].agent().await?;
            agent.save_field(at.order, at.stage, name, value.clone()).await?;
            typed.push((name.clone(), value));
        }
    }
    Ok(typed)
}

/// A list of photos or other files.
pub fn is_of_files(value: &Value) -> bool {
    value.as_array().is_some_and(|items| {
        !items.is_empty() && items.iter().all(|item| item.get("attachment_id").is_some())
    })
}

async fn photograph(world: &mut World, at: At, name: &str, value: &Value) -> anyhow::Result<()> {
    for photo in value.as_array().into_iter().flatten() {
        let picture = photo_of(world.dice.below(200) as u8)?;
        let place: Option<PlaceTaken> = serde_json::from_value(photo["position"].clone()).ok();
        let agent = world.handhelds[at.handheld].agent().await?;
        agent.take_photo(at.order, at.stage, name, picture, place).await?;
    }
    Ok(())
}

/// Somebody else's card on the same terminal.
async fn confirm(world: &mut World, at: At, name: &str) -> anyhow::Result<()> {
    let others: Vec<_> = (0..world.workers.len()).filter(|other| *other != at.worker).collect();
    let other = world.dice.pick(&others).copied().context("there are several")?;
    let folder = world.cards().join(format!("T{other:04}"));
    let card = Arc::new(SoftwareCard::open(world.entropy(), &folder)?);
    let agent = world.handhelds[at.handheld].agent().await?;
    agent.confirm(at.order, at.stage, name, card, &Pin::parse(PIN)?).await?;
    Ok(())
}

fn signature(world: &mut World, told: &Value) -> anyhow::Result<SignatureTaken> {
    let text = |name: &str, usual: &str| told[name].as_str().unwrap_or(usual).to_owned();
    Ok(SignatureTaken {
        strokes: strokes(),
        image_base64: STANDARD.encode(picture(world.dice.below(200) as u8)?),
        signer_name: text("signer_name", "客户"),
        relation: text("relation", "self"),
        statement: None,
    })
}

/// Hands the form in, to somebody who may have the next stage where there is a choice.
pub async fn submit(world: &mut World, at: At, meant: &Meant) -> anyhow::Result<Submitted> {
    let takers: Vec<Role> = meant.takers.iter().copied().filter(|role| is_held(*role)).collect();
    let own = WORKERS[at.worker].1;
    let goes_on = takers.iter().any(|role| own.contains(role)) && world.dice.percent(60);
    let to = match world.dice.pick(&takers).copied() {
        Some(_) if goes_on => Some(Recipient::Person(world.workers[at.worker])),
        Some(role) => Some(Recipient::Role(role)),
        None => None,
    };
    let agent = world.handhelds[at.handheld].agent().await?;
    Ok(agent.submit(agent.correlate(), at.order, at.stage, to).await?)
}

/// What the terminal takes the time to be.
async fn corrected_now(world: &mut World, handheld: usize) -> anyhow::Result<Instant> {
    let offset = world.handhelds[handheld].agent().await?.state().await?.clock_offset_micros;
    let shown = world.handhelds[handheld].clock.now();
    Ok(Instant::from_micros(shown.micros() + offset.unwrap_or_default()))
}

/// A small PNG that differs from the next one.
pub fn picture(shade: u8) -> anyhow::Result<Vec<u8>> {
    drawn(64, 32, shade)
}

/// As large as a caption needs, and no larger: what is photographed is not what the simulation is about.
fn photo_of(shade: u8) -> anyhow::Result<Vec<u8>> {
    drawn(PHOTO_SIDES.0, PHOTO_SIDES.1, shade)
}

/// Width and height of a photo.
pub const PHOTO_SIDES: (u32, u32) = (320, 240);

fn drawn(width: u32, height: u32, shade: u8) -> anyhow::Result<Vec<u8>> {
    let mut png = std::io::Cursor::new(Vec::new());
    let drawn = image::GrayImage::from_pixel(width, height, image::Luma([shade]));
    drawn.write_to(&mut png, image::ImageFormat::Png)?;
    Ok(png.into_inner())
}
