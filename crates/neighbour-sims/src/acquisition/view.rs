//! What the acquisition system tells about itself to whoever checks it.

use serde::Serialize;
use serde_json::Value as Json;
use vocabulary::CommAddress;

use super::book::Book;
use super::meter::ArchivedMeter;
use super::posts::Came;

/// `GET /control/meters/{comm_address}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeterView {
    #[serde(flatten)]
    pub meter: ArchivedMeter,
    pub revision: u64,
}

/// `GET /control/state`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub meters: u64,
    pub units: u64,
    /// How often material was made.
    pub given: u64,
    /// How often a port was opened for reading.
    pub ports_opened: u64,
    pub results: u64,
    /// Copies of taken results.
    pub result_duplicates: u64,
    /// Results answered with no.
    pub results_refused: u64,
    /// Tasks that were handed over.
    pub tasks: u64,
    /// Lines of tasks that the platform refused.
    pub task_lines_refused: u64,
    pub task_results: u64,
    /// Copies of taken results of tasks.
    pub task_result_duplicates: u64,
    /// Results of tasks answered with no.
    pub task_results_refused: u64,
    /// Posts that the platform has not answered, has, and will not have.
    pub posts_waiting: u64,
    pub posts_taken: u64,
    pub posts_refused: u64,
}

impl Book {
    #[must_use]
    pub fn meter_view(&self, comm_address: &CommAddress) -> Option<MeterView> {
        let (meter, revision) = (self.meter(comm_address)?, self.revision(comm_address)?);
        Some(MeterView { meter: meter.clone(), revision })
    }

    #[must_use]
    pub fn totals(&self) -> Totals {
        let (meters, units) = self.meters_and_units();
        let mut totals = Totals {
            meters: meters as u64,
            units: units as u64,
            given: self.given().len() as u64,
            ports_opened: self.ports_opened(),
            results_refused: self.results_refused(),
            task_results_refused: self.task_results_refused(),
            ..Totals::default()
        };
        for taken in self.results() {
            totals.results += 1;
            totals.result_duplicates += taken.copies - 1;
        }
        for task in self.tasks() {
            totals.tasks += 1;
            let answers = task.lines.iter().filter_map(|line| line.answer.as_ref());
            let no = |answer: &&Json| answer["outcome"] == "refused";
            totals.task_lines_refused += answers.filter(no).count() as u64;
            if let Some(taken) = &task.result {
                totals.task_results += 1;
                totals.task_result_duplicates += taken.copies - 1;
            }
        }
        for post in self.posts().iter() {
            *match post.came {
                None => &mut totals.posts_waiting,
                Some(Came::Taken { .. }) => &mut totals.posts_taken,
                Some(Came::Refused { .. }) => &mut totals.posts_refused,
            } += 1;
        }
        totals
    }
}
