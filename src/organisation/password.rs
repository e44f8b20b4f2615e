//! Passwords: which are taken, and how they are kept and checked.
//!
//! Kept is an argon2id hash with a salt of its own, in the PHC text form that carries its parameters, so that they
//! can be raised without a change to what is stored. Hashing takes some 30 ms of CPU: never do it inside a transaction.

use crate::error::{Error, Fault, Result, codes};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash,
};
use std::collections::BTreeSet;
use tokio::sync::Semaphore;

/// Memory, passes and lanes by OWASP's Password Storage Cheat Sheet (argon2id, m=19456 (19 MiB), t=2, p=1):
/// <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The fewest and the most characters. Length is what protects; NIST SP 800-63B (5.1.1.2) asks for at least 8, for
/// room for 64, and against rules about which kinds of characters there must be.
const SHORTEST: usize = 12;
const LONGEST: usize = 200;

/// How many different characters there must be, so that `aaaaaaaaaaaa` and `121212121212` are not taken.
const DIFFERENT: usize = 4;

/// What is tried first, in lower case; shorter ones are refused by their length.
const COMMON: &[&str] = &[
    "0123456789012",
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789abc",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "abcdefghijkl",
    "abcdefghijklm",
    "adgangskode1",
    "adgangskode12",
    "adgangskode123",
    "administrator",
    "administrator1",
    "anskafanskaf",
    "changemenow1",
    "danmark12345",
    "dragoer12345",
    "dragør123456",
    "hemmelighed1",
    "iloveyou1234",
    "kodeordkodeord",
    "kommune12345",
    "letmeinletmein",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "qazwsxedcrfv",
    "qwerty123456",
    "qwertyqwerty",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopas",
    "qwertyuiopå1",
    "sommersommer",
    "velkommen123",
    "velkommen1234",
    "velkommenvelkommen",
    "welcome12345",
];

/// How many passwords are hashed at once. Each takes 19 MiB, and the runtime has hundreds of blocking threads: without
/// a bound a crowd of strangers would exhaust the memory. The memory is the process's, and so is the bound.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Whether a new password is taken.
///
/// # Errors
/// [`codes::TEXT_LENGTH`], [`codes::PASSWORD_IS_EMAIL`] or [`codes::PASSWORD_COMMON`] at `pointer`.
pub fn check_password(password: &str, email: &str, pointer: &str) -> Result<()> {
    let lower = password.to_lowercase();
    let different = lower.chars().collect::<BTreeSet<char>>().len();
    let fault = if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        Fault::new(&codes::TEXT_LENGTH)
            .with("min", SHORTEST)
            .with("max", LONGEST)
    } else if lower.trim() == email.to_lowercase() {
        Fault::new(&codes::PASSWORD_IS_EMAIL)
    } else if different < DIFFERENT || COMMON.contains(&lower.trim()) {
        Fault::new(&codes::PASSWORD_COMMON)
    } else {
        return Ok(());
    };
    Err(fault.at(pointer).into())
}

/// The hash of a password, made on a thread of its own.
///
/// # Errors
/// Only when the hashing itself fails.
pub(super) async fn hashed(password: String) -> Result<String> {
    apart(move || hash(&password)).await
}

/// The hash of a password, made on this thread: for a command, never while requests are answered.
///
/// # Errors
/// Only when the hashing itself fails.
pub fn hash_password(password: &str) -> Result<String> {
    hash(password)
}

/// Whether a password has this hash, found out on a thread of its own.
///
/// Without a hash the same work is done in vain, so that the time of the answer does not tell who has an account.
///
/// # Errors
/// Only when the hashing itself fails.
pub(super) async fn fits(password: String, kept: Option<String>) -> Result<bool> {
    apart(move || match kept {
        Some(kept) => verify(&password, &kept),
        None => hash(&password).map(|_| false),
    })
    .await
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE
        .acquire()
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}

fn hash(password: &str) -> Result<String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| Error::Internal(error.to_string().into()))?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = hasher
        .hash_password(password.as_bytes())
        .map_err(internal)?;
    Ok(hash.to_string())
}

/// The parameters are those of the kept hash.
fn verify(password: &str, kept: &str) -> Result<bool> {
    let kept =
        PasswordHash::new(kept).map_err(|error| Error::Internal(error.to_string().into()))?;
    match Argon2::default().verify_password(password.as_bytes(), &kept) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(internal(error)),
    }
}

fn internal(error: password_hash::Error) -> Error {
    Error::Internal(error.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_names_its_method_and_fits_its_password_alone() {
        let kept = hash("hest batteri hæfteklamme").unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(verify("hest batteri hæfteklamme", &kept).unwrap());
        assert!(!verify("Hest batteri hæfteklamme", &kept).unwrap());
        assert_ne!(kept, hash("hest batteri hæfteklamme").unwrap());
        assert!(verify("x", "ikke en hash").is_err());
    }

    #[test]
    fn length_alone_makes_a_good_password() {
        let code =
            |password: &str| match check_password(password, "Anna.Jensen@dragoer.example", "") {
                Ok(()) => "taken",
                Err(error) => error.code().name,
            };
        assert_eq!(code("kun små ord her"), "taken");
        assert_eq!(code("ææææøøøøåååå"), "password_common");
        assert_eq!(code("elleve tegn"), "text_length");
        assert_eq!(code("elleve tegn!"), "taken");
        assert_eq!(code(&"lang tekst".repeat(20)), "taken");
        assert_eq!(code(&"lang tekst.".repeat(20)), "text_length");
        assert_eq!(code("121212121212"), "password_common");
        assert_eq!(code("Adgangskode123"), "password_common");
        assert_eq!(code("anna.jensen@DRAGOER.example"), "password_is_email");
    }

    #[test]
    fn the_common_ones_would_not_be_refused_by_their_length_anyway() {
        for common in COMMON {
            assert!(common.chars().count() >= SHORTEST, "{common}");
            assert_eq!(*common, common.to_lowercase());
        }
    }
}
