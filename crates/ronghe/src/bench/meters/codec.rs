//! A frame taken apart to its typed contents and put together again, on one core, in both protocols.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use dlt645::{FrameView, Response};
use dlt698::{Apdu, LinkFrame};
use vocabulary::{Clock as _, SystemClock};

use super::peer;
use crate::bench::figure::{Figure, Unit, Wanted};

pub async fn measure(tool: &Path, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let (mut ours_645, mut theirs_645) = (Vec::new(), Vec::new());
    let (mut ours_698, mut theirs_698) = (Vec::new(), Vec::new());
    let (frame_645, frame_698) = (hex::decode(ENERGIES_645)?, hex::decode(LIST_698)?);
    for _ in 0..runs {
        ours_645.push(rate(|| again_645(&frame_645))?);
        theirs_645.push(peer(tool, "codec.py", &["645", SECONDS, ENERGIES_645]).await?);
        ours_698.push(rate(|| again_698(&frame_698))?);
        theirs_698.push(peer(tool, "codec.py", &["698", SECONDS, LIST_698]).await?);
    }
    let figure = |name, wanted, against, ours, theirs| {
        Figure::of(name, Unit::PerSecond, Wanted::AtLeast(wanted), against, ours, theirs)
    };
    Ok(vec![
        figure("645 frame read and written", 20.0, "PyPI dlt645 3.2.0", ours_645, theirs_645),
        figure(
            "698 frame and APDU read and written",
            2.0,
            "PyPI dlt698 1.0.1",
            ours_698,
            theirs_698,
        ),
    ])
}

/// How often in a second.
fn rate(mut there_and_back: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    there_and_back()?;
    let clock = SystemClock::new();
    let mut count = 0_u32;
    while clock.monotonic() < MEASURED_FOR {
        for _ in 0..BETWEEN_LOOKS {
            there_and_back()?;
        }
        count += BETWEEN_LOOKS;
    }
    Ok(f64::from(count) / clock.monotonic().as_secs_f64())
}

fn again_645(octets: &[u8]) -> anyhow::Result<()> {
    let view = FrameView::new_checked(octets)?;
    let response = Response::parse(&view)?;
    let written = std::hint::black_box(response.to_frame(view.address())?.to_octets());
    anyhow::ensure!(written == octets, "another frame was written");
    Ok(())
}

fn again_698(octets: &[u8]) -> anyhow::Result<()> {
    let frame = LinkFrame::parse(octets)?;
    let apdu = Apdu::parse(&frame.payload).ok().context("no APDU")?;
    let payload = std::hint::black_box(apdu.emit());
    let written = LinkFrame { payload, ..frame }.emit();
    anyhow::ensure!(written == octets, "another frame was written");
    Ok(())
}

/// Five energy registers (dlt645.md, capture of a meter 201000000012).
const ENERGIES_645: &str =
    "68120000001020689118333234335c343333953333339333333336333333353333337416";
/// Voltages and currents of three phases (dlt698-45.md, vector 22).
const LIST_698: &str = "683b00c3050709190516201036b4850202022000020001010312096d12096d12096d2001020001010305\
    000003e805000003e805000003e80000108616";
const SECONDS: &str = "2";
const MEASURED_FOR: Duration = Duration::from_secs(2);
const BETWEEN_LOOKS: u32 = 1_000;
