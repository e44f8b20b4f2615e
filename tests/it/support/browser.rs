//! Somebody with a browser: keeps cookies and the key of forms, and follows where a page leads.

use super::{Answer, Service};
use actix_web::test::TestRequest;
use anskaf::db::AccountId;
use anskaf::http::Role;
use anskaf::organisation::{self, Origin};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A browser; without scripts, as every page must work.
pub struct Browser<'a> {
    service: &'a Service,
    cookies: RefCell<BTreeMap<String, String>>,
    form_key: RefCell<String>,
}

impl Service {
    /// A browser in which nobody is signed in.
    pub fn stranger(&self) -> Browser<'_> {
        Browser {
            service: self,
            cookies: RefCell::default(),
            form_key: RefCell::default(),
        }
    }

    /// A browser in which the account that holds this role alone is signed in.
    pub async fn browser(&self, role: Role) -> Browser<'_> {
        let account = AccountId(self.by(role).get("/me").await.expect(200).id());
        let now = self.clock.moment().now;
        let opened = self
            .db
            .write(move |conn| organisation::open_session(conn, account, &Origin::default(), now))
            .await
            .expect("a session");
        let browser = self.stranger();
        browser.set_cookie("__Host-anskaf", &opened.secret);
        browser
    }
}

impl Browser<'_> {
    /// Puts a cookie into the browser.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.borrow_mut();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    /// A cookie of the browser.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Opens a page, and follows where it leads.
    pub async fn get(&self, path: &str) -> Answer {
        let answer = self.request(TestRequest::get(), path).await;
        self.follow(answer).await
    }

    /// Sends a form with the key of the page seen last, and follows where it leads.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.send_only(path, fields).await;
        self.follow(answer).await
    }

    /// Sends a form with the key of the page seen last; answers what came back at first.
    pub async fn send_only(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        if self.form_key.borrow().is_empty() {
            let start = if self.cookie("__Host-anskaf").is_some() {
                "/me"
            } else {
                "/sign-in"
            };
            self.get(start).await;
        }
        let key = self.form_key.borrow().clone();
        let mut all = vec![("form_key", key.as_str())];
        all.extend_from_slice(fields);
        self.send_exactly(path, &all).await
    }

    /// Sends just these fields.
    pub async fn send_exactly(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.request(TestRequest::post().set_form(fields), path)
            .await
    }

    /// Any request, with the cookies.
    pub async fn request(&self, request: TestRequest, path: &str) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request
            .uri(path)
            .insert_header(("accept", "text/html,application/xhtml+xml"))
            .insert_header(("accept-language", "da"));
        if !cookies.is_empty() {
            request = request.insert_header(("cookie", cookies.join("; ")));
        }
        let answer = (self.service.call)(request.to_request()).await;
        self.keep(&answer);
        answer
    }

    fn keep(&self, answer: &Answer) {
        for (name, value) in &answer.headers {
            if !name.eq_ignore_ascii_case("set-cookie") {
                continue;
            }
            let pair = value.split(';').next().unwrap_or_default();
            let (name, content) = pair.split_once('=').unwrap_or((pair, ""));
            let mut cookies = self.cookies.borrow_mut();
            if content.is_empty() || value.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), content.to_owned());
            }
        }
        let mark = "name=\"form_key\" value=\"";
        let text = answer.text();
        if let Some(at) = text.find(mark) {
            let key: String = text[at + mark.len()..]
                .chars()
                .take_while(|c| *c != '"')
                .collect();
            *self.form_key.borrow_mut() = key;
        }
    }

    async fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..5 {
            if !matches!(answer.status, 302 | 303) {
                break;
            }
            let path = answer.header("location").expect("a location").to_owned();
            answer = self.request(TestRequest::get(), &path).await;
        }
        answer
    }
}

impl Answer {
    /// The value of a field of a form on the page, as it stands in the markup.
    pub fn field(&self, name: &str) -> Option<String> {
        let text = self.text();
        let at = text.find(&format!("name=\"{name}\""))?;
        let tag = &text[at..at + text[at..].find('>')?];
        let value = tag.split("value=\"").nth(1)?;
        Some(value.chars().take_while(|c| *c != '"').collect())
    }

    /// The same answer, when the page says this; else the test fails and shows the page.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.text().contains(text),
            "the page does not say {text:?}:\n{}",
            self.text()
        );
        self
    }

    /// The same answer, when the page does not say this.
    #[track_caller]
    pub fn says_not(self, text: &str) -> Self {
        assert!(
            !self.text().contains(text),
            "the page says {text:?}:\n{}",
            self.text()
        );
        self
    }
}
