//! The table of contents of the HTTP interface, and the order in which a request passes through.

use crate::clock::Clock;
use crate::db::Database;
use crate::http::limiter::Limiter;
use crate::http::page::{self, MunicipalityName, PublicAddress, Texts};
use crate::http::problem::Problem;
use crate::http::session::{Authenticate, find_caller};
use crate::http::{
    BodyLimit, KnownParameters, answer_head, health, idempotency, problem,
    refuse_unknown_parameters,
};
use crate::mail::Mailer;
use crate::oidc::SingleSignOn;
use crate::organisation::Postbox;
use crate::{
    archive, budget, devices, leasing, needs, organisation, overview, projects, requirements,
    tenders,
};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, web};
use tracing_actix_web::TracingLogger;
use utoipa::ToSchema as _;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Content, OpenApi, Ref, RefOr, Required, ResponseBuilder, SecurityRequirement,
};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::SwaggerUi;

/// What every worker of the service shares.
#[derive(Clone)]
pub struct Parts {
    /// The municipality's database.
    pub database: Database,
    /// Where the time comes from.
    pub clock: Clock,
    /// The largest body.
    pub body_limit: BodyLimit,
    openapi: OpenApi,
    known: KnownParameters,
    limiter: Limiter,
    address: PublicAddress,
    postbox: Postbox,
    sso: SingleSignOn,
    texts: Texts,
}

impl Parts {
    /// Puts the parts together.
    pub fn new(database: Database, clock: Clock, body_limit: BodyLimit) -> Self {
        let openapi = describe();
        Parts {
            database,
            clock,
            body_limit,
            known: KnownParameters::of(&openapi),
            openapi,
            limiter: Limiter::default(),
            address: PublicAddress::default(),
            postbox: Postbox::default(),
            sso: SingleSignOn::default(),
            texts: texts(),
        }
    }

    /// The same parts, for a service that people reach at `address` and that sends mail where it has a `mailer`.
    #[must_use]
    pub fn reached_at(self, address: PublicAddress, mailer: Option<Mailer>) -> Self {
        Parts {
            postbox: Postbox::new(mailer, address.url.clone()),
            address,
            ..self
        }
    }

    /// The same parts, for a municipality whose people sign in at its own identity provider.
    #[must_use]
    pub fn with_sign_on(self, sso: SingleSignOn) -> Self {
        Parts { sso, ..self }
    }
}

/// What all pages say; also for the test that looks whether both languages say it.
pub fn texts() -> Texts {
    Texts::of(&text_sources())
}

/// The texts of every part.
pub fn text_sources() -> Vec<page::Source> {
    vec![
        page::TEXTS,
        organisation::pages::TEXTS,
        devices::pages::TEXTS,
        leasing::pages::TEXTS,
        projects::pages::TEXTS,
        requirements::pages::TEXTS,
        needs::pages::TEXTS,
        budget::pages::TEXTS,
        tenders::pages::TEXTS,
        overview::pages::TEXTS,
    ]
}

/// Every page.
fn pages(config: &mut web::ServiceConfig) {
    page::routes(config);
    organisation::pages::routes(config);
    archive::pages::routes(config);
    devices::pages::routes(config);
    leasing::pages::routes(config);
    projects::pages::routes(config);
    requirements::pages::routes(config);
    needs::pages::routes(config);
    budget::pages::routes(config);
    tenders::pages::routes(config);
    overview::pages::routes(config);
}

/// Every route below `/api/v1`, slice by slice in the order of the process.
fn api(config: &mut ServiceConfig) {
    config.service(health::list_errors);
    organisation::api::routes(config);
    archive::api::routes(config);
    projects::api::routes(config);
    requirements::api::routes(config);
    needs::api::routes(config);
    budget::api::routes(config);
    tenders::api::routes(config);
    leasing::api::routes(config);
    devices::api::routes(config);
    overview::api::routes(config);
}

/// The description of the whole interface (OpenAPI 3.1).
pub fn describe() -> OpenApi {
    let (_, mut openapi) = App::new()
        .into_utoipa_app()
        .service(health::healthz)
        .service(health::readyz)
        .service(scope("/api/v1").configure(api))
        .split_for_parts();
    openapi.info = utoipa::openapi::InfoBuilder::new()
        .title("Anskaf")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Buys and leases IT devices for a municipality's schools. Amounts are decimal strings in kroner, \
             dates are ISO 8601, instants are UTC. Every change needs If-Match, every POST takes \
             Idempotency-Key, and an unknown parameter or field is refused.",
        ))
        .license(Some(utoipa::openapi::LicenseBuilder::new().name("EUPL-1.2").build()))
        .build();
    let mut components = openapi.components.take().unwrap_or_default();
    add_schema::<Problem>(&mut components);
    components.add_security_scheme(
        "token",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    openapi.components = Some(components);
    openapi.security = Some(vec![SecurityRequirement::new(
        "token",
        Vec::<String>::new(),
    )]);
    describe_files(&mut openapi);
    add_problems(&mut openapi);
    add_path_parameters(&mut openapi);
    openapi
}

fn add_schema<T: utoipa::ToSchema>(components: &mut utoipa::openapi::Components) {
    let mut schemas = Vec::new();
    T::schemas(&mut schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    components.schemas.extend(schemas);
}

/// Says that a file is bytes: the description's generator takes it for a list of numbers.
fn describe_files(openapi: &mut OpenApi) {
    for item in openapi.paths.paths.values_mut() {
        for operation in operations(item) {
            let responses = operation.responses.responses.values_mut();
            let contents = responses.filter_map(|response| match response {
                RefOr::T(response) => Some(&mut response.content),
                RefOr::Ref(_) => None,
            });
            for (media_type, content) in contents.flatten() {
                if !media_type.contains("json") && !media_type.starts_with("text/") {
                    let bytes = ObjectBuilder::new()
                        .schema_type(Type::String)
                        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
                    *content = RefOr::T(Content::new(Some(bytes.build())));
                }
            }
        }
    }
}

/// Every operation may answer with a problem.
fn add_problems(openapi: &mut OpenApi) {
    let problem = ResponseBuilder::new()
        .description("The request is refused, or failed")
        .content(
            "application/problem+json",
            Content::new(Some(RefOr::Ref(Ref::from_schema_name(Problem::name())))),
        )
        .build();
    for item in openapi.paths.paths.values_mut() {
        for operation in operations(item) {
            operation
                .responses
                .responses
                .insert("default".to_owned(), RefOr::T(problem.clone()));
        }
    }
}

/// Names the variables of every address: the description's generator does not see our own extractor.
fn add_path_parameters(openapi: &mut OpenApi) {
    for (path, item) in &mut openapi.paths.paths {
        let names: Vec<&str> = path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect();
        for operation in operations(item) {
            let parameters = operation.parameters.get_or_insert_default();
            for name in &names {
                let known = parameters
                    .iter()
                    .any(|parameter| matches!(parameter, RefOr::T(known) if known.name == *name));
                if !known {
                    parameters.push(RefOr::T(path_number(name)));
                }
            }
        }
    }
}

fn path_number(name: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some("The number of the thing"))
        .schema(Some(
            ObjectBuilder::new().schema_type(Type::Integer).build(),
        ))
        .build()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

/// Builds the service.
///
/// A request passes through, in this order: log entry, HEAD as GET, headers of the pages, problem writer, refusal of
/// foreign forms, caller, lost forms, unknown parameters, idempotency, route.
pub fn build(
    parts: Parts,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        // Before the scope, which would take /api/v1/openapi.json for one of its own.
        .service(SwaggerUi::new("/api/docs/{_:.*}").url("/api/v1/openapi.json", parts.openapi))
        .service(web::redirect("/api/docs", "/api/docs/"))
        .into_utoipa_app()
        .service(health::healthz)
        .service(health::readyz)
        .service(scope("/api/v1").configure(api))
        .into_app()
        .configure(pages)
        .app_data(web::Data::new(parts.database))
        .app_data(web::Data::new(parts.clock))
        .app_data(web::Data::new(parts.body_limit))
        .app_data(web::Data::new(parts.known))
        .app_data(web::Data::new(parts.limiter))
        .app_data(web::Data::new(Authenticate {
            token: organisation::authenticate,
            session: organisation::authenticate_session,
            mark: organisation::mark_session,
        }))
        .app_data(web::Data::new(MunicipalityName(
            organisation::name_of_municipality,
        )))
        .app_data(web::Data::new(parts.address))
        .app_data(web::Data::new(parts.postbox))
        .app_data(web::Data::new(parts.sso))
        .app_data(web::Data::new(parts.texts))
        .default_service(web::to(problem::no_route))
        .wrap(from_fn(idempotency::replay))
        .wrap(from_fn(refuse_unknown_parameters))
        .wrap(from_fn(page::keep_lost_form))
        .wrap(from_fn(find_caller))
        .wrap(from_fn(page::refuse_foreign))
        .wrap(from_fn(problem::tell))
        .wrap(from_fn(page::protect))
        .wrap(from_fn(answer_head))
        .wrap(TracingLogger::default())
}
