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

/// What somebody without an account may ask for; each is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// What a person seldom asks: whether a document is issued, a new password.
    Seldom,
    /// The two steps of signing in at the identity provider.
    SingleSignOn,
}

impl Question {
    /// How often one address may ask in a minute.
    ///
    /// At eight in the morning everybody of a town hall or of all schools signs in from the one address of their
    /// network, each with two steps: 600 are 300 people in a minute. That many cost little: a start is a random number,
    /// and a return that the browser did not begin is refused before the provider is asked.
    pub const fn a_minute(self) -> u32 {
        match self {
            Question::Seldom => 30,
            Question::SingleSignOn => 600,
        }
    }
}

/// How many addresses are counted at once for each question; beyond them, everybody shares what is left.
const ADDRESSES: usize = 10_000;

/// Counts who asked how often in the present minute.
#[derive(Debug, Clone, Default)]
pub struct Limiter(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    minute: String,
    by_question: HashMap<Question, HashMap<Option<IpAddr>, u32>>,
}

impl Limiter {
    /// Counts one question.
    ///
    /// # Errors
    /// [`codes::TOO_MANY_REQUESTS`] when it is one too many.
    pub fn count(&self, question: Question, address: Option<IpAddr>, moment: Moment) -> Result<()> {
        let minute: String = moment.now.to_string().chars().take(16).collect();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.minute != minute {
            counts.minute = minute;
            counts.by_question.clear();
        }
        let by_address = counts.by_question.entry(question).or_default();
        let known = by_address.contains_key(&address);
        let address = if known || by_address.len() < ADDRESSES {
            address
        } else {
            None
        };
        let asked = by_address.entry(address).or_insert(0);
        if *asked >= question.a_minute() {
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
        ready(counted(request, Question::Seldom).map(|()| WithinLimit))
    }
}

/// Proof that not too many sign in at the identity provider from one address.
#[derive(Debug, Clone, Copy)]
pub struct WithinSignOnLimit;

impl FromRequest for WithinSignOnLimit {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(counted(request, Question::SingleSignOn).map(|()| WithinSignOnLimit))
    }
}

fn counted(request: &HttpRequest, question: Question) -> Result<()> {
    let moment = request
        .app_data::<web::Data<Clock>>()
        .map(|clock| clock.moment())
        .ok_or_else(|| Error::Internal("the app has no clock".into()))?;
    let limiter = request
        .app_data::<web::Data<Limiter>>()
        .ok_or_else(|| Error::Internal("the app has no limiter".into()))?;
    limiter.count(question, asker_of(request), moment)
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
        let seldom = |address, moment| limiter.count(Question::Seldom, address, moment);
        let (one, other) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..Question::Seldom.a_minute() {
            assert!(seldom(one, noon()).is_ok());
        }
        assert!(seldom(one, noon()).is_err());
        assert!(seldom(other, noon()).is_ok());
        let tomorrow = Moment::of(noon().now.plus_days(1));
        assert!(seldom(one, tomorrow).is_ok());
    }

    #[test]
    fn more_addresses_than_are_counted_share_one_count() {
        let limiter = Limiter::default();
        for number in 0..ADDRESSES {
            let number = u32::try_from(number).expect("small");
            assert!(
                limiter
                    .count(Question::Seldom, Some(IpAddr::V4(number.into())), noon())
                    .is_ok()
            );
        }
        let late = |number: u32| {
            let address = Some(IpAddr::V4((number + 1_000_000).into()));
            limiter.count(Question::Seldom, address, noon())
        };
        assert!((0..Question::Seldom.a_minute()).all(|number| late(number).is_ok()));
        assert!(late(Question::Seldom.a_minute()).is_err());
    }

    #[test]
    fn a_town_hall_signs_in_while_its_address_may_ask_nothing_else() {
        let limiter = Limiter::default();
        let ask = |question| limiter.count(question, "192.0.2.1".parse().ok(), noon());
        while ask(Question::Seldom).is_ok() {}
        for _ in 0..300 {
            assert!(ask(Question::SingleSignOn).is_ok() && ask(Question::SingleSignOn).is_ok());
        }
        assert!(ask(Question::SingleSignOn).is_err());
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
