//! How often somebody without an account may ask: so many times in a minute from one address.
//!
//! Counted in memory, in each process by itself, and in minutes of the clock: that bounds the work that strangers can
//! cause, which is all it is for. Behind a proxy on the same machine or network the address is the one that the
//! proxy names.

use crate::clock::{Clock, Moment};
use crate::error::{Error, Result, codes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// How many questions a stranger may ask in a minute.
pub const A_MINUTE: u32 = 30;

/// How many addresses are counted at once; beyond them, everybody shares what is left.
const ADDRESSES: usize = 10_000;

/// Counts who asked how often in the present minute.
#[derive(Debug, Clone, Default)]
pub struct Limiter(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    minute: String,
    by_address: HashMap<Option<IpAddr>, u32>,
}

impl Limiter {
    /// Counts one question.
    ///
    /// # Errors
    /// [`codes::TOO_MANY_REQUESTS`] when it is one too many.
    pub fn count(&self, address: Option<IpAddr>, moment: Moment) -> Result<()> {
        let minute: String = moment.now.to_string().chars().take(16).collect();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.minute != minute {
            counts.minute = minute;
            counts.by_address.clear();
        }
        let known = counts.by_address.contains_key(&address);
        let address = if known || counts.by_address.len() < ADDRESSES {
            address
        } else {
            None
        };
        let asked = counts.by_address.entry(address).or_insert(0);
        if *asked >= A_MINUTE {
            return Err((&codes::TOO_MANY_REQUESTS).into());
        }
        *asked += 1;
        Ok(())
    }
}

/// Proof that a stranger has not asked too often; taken by the handlers that need no account.
#[derive(Debug, Clone, Copy)]
pub struct WithinLimit;

impl FromRequest for WithinLimit {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(counted(request))
    }
}

fn counted(request: &HttpRequest) -> Result<WithinLimit> {
    let moment = request
        .app_data::<web::Data<Clock>>()
        .map(|clock| clock.moment())
        .ok_or_else(|| Error::Internal("the app has no clock".into()))?;
    let limiter = request
        .app_data::<web::Data<Limiter>>()
        .ok_or_else(|| Error::Internal("the app has no limiter".into()))?;
    limiter.count(asker_of(request), moment)?;
    Ok(WithinLimit)
}

/// The address from which a request is counted: behind a proxy the one that it names.
pub fn asker_of(request: &HttpRequest) -> Option<IpAddr> {
    let named = request
        .headers()
        .get_all("X-Forwarded-For")
        .last()
        .and_then(|value| value.to_str().ok());
    let peer = request.peer_addr().map(|peer| peer.ip());
    asker(peer, named)
}

/// The address that counts: the peer's, or what a proxy on the same machine or network says of its own peer.
///
/// Proxies add to the end of the list, so that only the last entry is theirs and not the stranger's own invention.
fn asker(peer: Option<IpAddr>, named: Option<&str>) -> Option<IpAddr> {
    let near = match peer {
        Some(IpAddr::V4(address)) => address.is_loopback() || address.is_private(),
        Some(IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
        None => false,
    };
    let last = named
        .filter(|_| near)
        .and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    last.or(peer).map(network)
}

/// An IPv6 subscriber has a whole network of 64 bits to take addresses from, and counts as one.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Moment {
        let date = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date");
        Clock::standing_at(date).moment()
    }

    #[test]
    fn one_address_has_its_questions_and_another_one_its_own() {
        let limiter = Limiter::default();
        let (one, other) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..A_MINUTE {
            assert!(limiter.count(one, noon()).is_ok());
        }
        assert!(limiter.count(one, noon()).is_err());
        assert!(limiter.count(other, noon()).is_ok());
        let tomorrow = Moment::of(noon().now.plus_days(1));
        assert!(limiter.count(one, tomorrow).is_ok());
    }

    #[test]
    fn more_addresses_than_are_counted_share_one_count() {
        let limiter = Limiter::default();
        for number in 0..ADDRESSES {
            let number = u32::try_from(number).expect("small");
            assert!(
                limiter
                    .count(Some(IpAddr::V4(number.into())), noon())
                    .is_ok()
            );
        }
        let late =
            |number: u32| limiter.count(Some(IpAddr::V4((number + 1_000_000).into())), noon());
        assert!((0..A_MINUTE).all(|number| late(number).is_ok()));
        assert!(late(A_MINUTE).is_err());
    }

    #[test]
    fn only_a_proxy_nearby_is_believed_and_only_its_own_entry() {
        let address = |text: &str| text.parse::<IpAddr>().ok();
        let list = Some("203.0.113.9, 198.51.100.7");
        for near in ["127.0.0.1", "10.0.0.3", "172.18.0.2", "::1"] {
            assert_eq!(
                asker(address(near), list),
                address("198.51.100.7"),
                "{near}"
            );
        }
        assert_eq!(asker(address("192.0.2.1"), list), address("192.0.2.1"));
        assert_eq!(
            asker(address("127.0.0.1"), Some("unknown")),
            address("127.0.0.1")
        );
        assert_eq!(asker(None, list), None);
        assert_eq!(
            asker(address("2001:db8:1:2:3::4"), None),
            address("2001:db8:1:2::")
        );
    }
}
