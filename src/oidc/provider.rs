//! The conversation with the provider: authorization code flow with PKCE (RFC 7636, S256), state and nonce.

use super::claims::{OtherClaims, Proof, groups_of};
use super::settings::ProviderSettings;
use super::wire;
use crate::clock::Instant;
use crate::error::{Result, codes};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AuthType, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, IdTokenClaims, IdTokenFields, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, SignatureVerificationError, StandardErrorResponse,
    StandardTokenResponse, SubjectIdentifier, TokenResponse, UserInfoClaims,
};
use std::fmt;
use std::sync::{Mutex, PoisonError};

type Answer = StandardTokenResponse<
    IdTokenFields<
        OtherClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type Claims = IdTokenClaims<OtherClaims, CoreGenderClaim>;
type MoreClaims = UserInfoClaims<OtherClaims, CoreGenderClaim>;

type KnownClient = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// For how many minutes the provider's addresses and keys are believed without asking again.
const KEPT_MINUTES: i64 = 60;

/// The signatures that are accepted. Never one with a shared key (HS256), and never none.
const SIGNATURES: [CoreJwsSigningAlgorithm; 6] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];

/// What a browser keeps while its user is at the provider; the provider itself is shown only hashes of it.
///
/// `hash` is SHA-256 as hexadecimal digits: 64 characters, as PKCE's verifier needs at least 43.
pub struct SecretOfSignIn<'a> {
    /// 256 random bits.
    pub secret: &'a str,
    /// How a secret is hashed.
    pub hash: fn(&str) -> String,
}

impl SecretOfSignIn<'_> {
    /// What must come back with the browser.
    pub fn state(&self) -> String {
        (self.hash)(&format!("state {}", self.secret))
    }

    fn nonce(&self) -> Nonce {
        Nonce::new((self.hash)(&format!("nonce {}", self.secret)))
    }

    fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new((self.hash)(&format!("verifier {}", self.secret)))
    }
}

/// With what the browser came back.
pub struct Return {
    /// The state.
    pub state: String,
    /// The code, absent when the provider refused.
    pub code: Option<String>,
    /// Who says so (RFC 9207), where the provider does.
    pub issuer: Option<String>,
}

/// The provider, and what is known of it for an hour.
pub struct Provider {
    settings: ProviderSettings,
    back: RedirectUrl,
    agent: ureq::Agent,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl Provider {
    /// The provider, which sends people back to this address.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(settings: ProviderSettings, back: String) -> Result<Self, String> {
        Ok(Provider {
            agent: wire::agent(settings.issuer.encrypted()),
            back: RedirectUrl::new(back).map_err(|error| error.to_string())?,
            settings,
            known: Mutex::new(None),
        })
    }

    /// What the button says.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where the browser is sent.
    ///
    /// # Errors
    /// [`codes::SINGLE_SIGN_ON_UNREACHABLE`].
    pub async fn address(&self, kept: &SecretOfSignIn<'_>, now: Instant) -> Result<String> {
        let client = self.client(self.metadata(now).await?);
        let (state, nonce) = (kept.state(), kept.nonce());
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || nonce,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(
                &kept.verifier(),
            ))
            .url();
        Ok(address.to_string())
    }

    /// Exchanges the code for the proof of who it is.
    ///
    /// # Errors
    /// [`codes::SINGLE_SIGN_ON_FAILED`] for a state, a code, a nonce, a signature or a time that is not as it must be;
    /// [`codes::SINGLE_SIGN_ON_UNREACHABLE`].
    pub async fn proof(
        &self,
        kept: &SecretOfSignIn<'_>,
        came: Return,
        now: Instant,
    ) -> Result<Proof> {
        let issuer = self.settings.issuer.0.as_str();
        if came.state != kept.state() || came.issuer.is_some_and(|said| said != issuer) {
            return Err(failed("the state or the issuer is another"));
        }
        let code = came.code.ok_or_else(|| failed("no code"))?;
        let client = self.client(self.metadata(now).await?);
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(failed)?
            .set_pkce_verifier(kept.verifier())
            .request_async(&|request| self.ask(request))
            .await
            // The answer of the provider may repeat a code, so only its kind is told.
            .map_err(|error| failed(kind_of(&error)))?;
        let claims = self.checked(client, &answer, &kept.nonce(), now).await?;
        self.complete(&claims, answer.access_token(), now).await
    }

    /// The claims of the ID token, checked; an unknown key is looked for once more, because providers change them.
    async fn checked(
        &self,
        client: KnownClient,
        answer: &Answer,
        nonce: &Nonce,
        now: Instant,
    ) -> Result<Claims> {
        let token = answer.id_token().ok_or_else(|| failed("no ID token"))?;
        let check = |client: &KnownClient| {
            let verifier = client
                .id_token_verifier()
                .set_allowed_algs(SIGNATURES)
                .set_time_fn(move || now.utc());
            token.claims(&verifier, nonce).cloned()
        };
        let checked = match check(&client) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => check(&self.client(self.discover(now).await?)),
            checked => checked,
        };
        checked.map_err(failed)
    }

    /// Adds what the provider tells only when asked: some put neither e-mail address nor groups into the token.
    async fn complete(&self, claims: &Claims, access: &AccessToken, now: Instant) -> Result<Proof> {
        let told = claims
            .additional_claims()
            .all
            .get(&self.settings.groups_claim);
        let lacks = told.is_none() || claims.email().is_none();
        let more = match lacks {
            true => self.more(claims.subject(), access, now).await?,
            false => None,
        };
        let more = more.as_ref();
        let more_groups = more.and_then(|more| {
            more.additional_claims()
                .all
                .get(&self.settings.groups_claim)
        });
        let email = claims.email().or(more.and_then(|more| more.email()));
        let verified = claims
            .email_verified()
            .or(more.and_then(|more| more.email_verified()));
        let name = claims.name().or(more.and_then(|more| more.name()));
        Ok(Proof {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            email: email
                .filter(|_| verified != Some(false))
                .map(|email| email.to_string()),
            name: name
                .and_then(|name| name.get(None))
                .map(|name| name.to_string()),
            groups: groups_of(told.or(more_groups)),
        })
    }

    async fn more(
        &self,
        subject: &SubjectIdentifier,
        access: &AccessToken,
        now: Instant,
    ) -> Result<Option<MoreClaims>> {
        let client = self.client(self.metadata(now).await?);
        let Ok(request) = client.user_info(access.clone(), Some(subject.clone())) else {
            return Ok(None);
        };
        let more = request.request_async(&|request| self.ask(request)).await;
        more.map(Some).map_err(|error| failed(kind_of(&error)))
    }

    async fn metadata(&self, now: Instant) -> Result<CoreProviderMetadata> {
        // In one statement: a guard that lived on would wait for itself below.
        let known = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        match known {
            Some((since, metadata)) if now < since.plus_minutes(KEPT_MINUTES) => Ok(metadata),
            _ => self.discover(now).await,
        }
    }

    async fn discover(&self, now: Instant) -> Result<CoreProviderMetadata> {
        let issuer = self.settings.issuer.0.clone();
        let found =
            CoreProviderMetadata::discover_async(issuer, &|request| self.ask(request)).await;
        let metadata = found.map_err(|error| {
            tracing::warn!(error = %chain(&error), "the identity provider cannot be reached");
            &codes::SINGLE_SIGN_ON_UNREACHABLE
        })?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    async fn ask(
        &self,
        request: HttpRequest,
    ) -> Result<openidconnect::HttpResponse, wire::WireError> {
        wire::ask(self.agent.clone(), request).await
    }

    fn client(&self, metadata: CoreProviderMetadata) -> KnownClient {
        let by_body = metadata
            .token_endpoint_auth_methods_supported()
            .is_some_and(|known| !known.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = ClientSecret::new(self.settings.client_secret.clone());
        let client = Client::from_provider_metadata(metadata, id, Some(secret))
            .set_redirect_uri(self.back.clone());
        match by_body {
            true => client.set_auth_type(AuthType::RequestBody),
            false => client,
        }
    }
}

/// A sign-in that the provider's answer does not prove; why stands in the log.
fn failed(why: impl fmt::Display) -> crate::error::Error {
    tracing::warn!(%why, "a sign-in at the identity provider failed");
    (&codes::SINGLE_SIGN_ON_FAILED).into()
}

/// The outermost words of an error, without what the provider sent.
fn kind_of(error: &dyn std::error::Error) -> String {
    error.to_string()
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        words = format!("{words}: {next}");
        cause = next.source();
    }
    words
}
