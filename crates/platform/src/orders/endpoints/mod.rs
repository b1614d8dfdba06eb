//! The console's endpoints for orders, the office's list and processes.

mod activate_process;
mod add_signer;
mod cancel_cut_over;
mod cut_over_report;
mod deploy_process;
mod dispatch_stage;
mod due;
mod explain_overdue;
mod export_orders;
mod hand_over;
mod limit_view;
mod list_cut_overs;
mod list_items;
mod list_limits;
mod list_orders;
mod list_outbox;
mod list_processes;
mod migrate_orders;
mod migration;
mod order_sheet;
mod order_view;
mod own_desk;
mod papers;
mod perform_stage;
mod place_order;
mod plan_cut_over;
mod preview_cut_over;
mod preview_migration;
mod preview_next;
mod read_figures;
mod read_file;
mod read_loads;
mod read_order;
mod read_process;
mod resolve_item;
mod resume_order;
mod send_back_order;
mod steer;
mod suspend_order;
mod terminate_order;
mod unmask_order;
mod urge_order;
mod within;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Platform;

/// Orders of one command that are changed at once: as many as the store takes into one transaction.
const AT_ONCE: usize = 64;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list_orders::list_orders))
        .routes(routes!(export_orders::export_orders))
        .routes(routes!(read_figures::read_figures))
        .routes(routes!(read_loads::read_loads))
        .routes(routes!(read_order::read_order))
        .routes(routes!(unmask_order::unmask_order))
        .routes(routes!(dispatch_stage::dispatch_stage))
        .routes(routes!(place_order::place_order))
        .routes(routes!(hand_over::hand_over_stages))
        .routes(routes!(send_back_order::send_back_order))
        .routes(routes!(suspend_order::suspend_order))
        .routes(routes!(resume_order::resume_order))
        .routes(routes!(terminate_order::terminate_order))
        .routes(routes!(urge_order::urge_order))
        .routes(routes!(add_signer::add_signer))
        .routes(routes!(explain_overdue::explain_overdue))
        .routes(routes!(list_limits::list_limits))
        .routes(routes!(perform_stage::perform_stage))
        .routes(routes!(preview_next::preview_next))
        .routes(routes!(read_file::read_file))
        .routes(routes!(list_items::list_items))
        .routes(routes!(resolve_item::resolve_item))
        .routes(routes!(list_outbox::list_outbox))
        .routes(routes!(list_processes::list_processes, deploy_process::deploy_process))
        .routes(routes!(read_process::read_process))
        .routes(routes!(activate_process::activate_process))
        .routes(routes!(preview_migration::preview_migration))
        .routes(routes!(migrate_orders::migrate_orders))
        .routes(routes!(list_cut_overs::list_cut_overs, plan_cut_over::plan_cut_over))
        .routes(routes!(preview_cut_over::preview_cut_over))
        .routes(routes!(cancel_cut_over::cancel_cut_over))
}
