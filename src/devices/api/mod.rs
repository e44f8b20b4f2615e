//! The register over HTTP.

mod csv_body;
mod devices;
mod documents;
mod imports;
mod listed;
mod models;
mod movements;
mod register;
mod saved_filters;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(models::list_device_models)
        .service(models::add_device_model)
        .service(models::read_device_model)
        .service(models::change_device_model)
        .service(register::register_devices)
        .service(register::import_devices)
        .service(devices::list_devices)
        .service(listed::file_devices)
        .service(movements::move_devices)
        .service(movements::return_devices)
        .service(imports::list_device_imports)
        .service(imports::read_device_import)
        .service(imports::undo_device_import)
        .service(saved_filters::list_saved_filters)
        .service(saved_filters::save_filter)
        .service(saved_filters::read_saved_filter)
        .service(saved_filters::change_saved_filter)
        .service(saved_filters::remove_saved_filter)
        // Before the device, whose number they would be taken for.
        .service(documents::print_device_labels)
        .service(documents::draw_handover_receipt)
        .service(documents::issue_handover_receipt)
        .service(documents::draw_return_receipt)
        .service(documents::issue_return_receipt)
        .service(devices::read_device)
        .service(movements::list_device_movements)
        .service(movements::move_device)
        .service(movements::return_device);
}
