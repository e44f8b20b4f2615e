//! A document as a page in the browser, under a policy that lets nothing in it run.

use super::answer::{content_etag, has};
use super::session::hex;
use crate::render::html::content_security_policy;
use actix_web::body::BoxBody;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, Responder};
use sha2::{Digest, Sha256};

/// A page made by [`crate::render::html::page`]: shown, not saved; kept by the browser, which asks each
/// time whether it still is the same.
#[derive(Debug, Clone)]
pub struct HtmlPage(pub String);

impl HtmlPage {
    /// The ETag of the page: it is its content.
    pub fn etag(&self) -> String {
        content_etag(&hex(&Sha256::digest(self.0.as_bytes())))
    }
}

impl Responder for HtmlPage {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = self.etag();
        let known = has(request, &tag);
        let mut response = match known {
            true => HttpResponse::NotModified(),
            false => HttpResponse::Ok(),
        };
        response
            .insert_header((ETAG, tag))
            .insert_header((CACHE_CONTROL, "private, no-cache"))
            .insert_header((CONTENT_SECURITY_POLICY, content_security_policy()));
        if known {
            return response.finish();
        }
        response
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .body(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::StatusCode;
    use actix_web::http::header::IF_NONE_MATCH;
    use actix_web::test::TestRequest;

    fn answer(page: &str, known: Option<&str>) -> HttpResponse {
        let mut request = TestRequest::get();
        if let Some(tag) = known {
            request = request.insert_header((IF_NONE_MATCH, tag));
        }
        HtmlPage(page.into()).respond_to(&request.to_http_request())
    }

    fn header(answer: &HttpResponse, name: impl actix_web::http::header::AsHeaderName) -> &str {
        let value = answer.headers().get(name).expect("a header");
        value.to_str().expect("ASCII")
    }

    #[test]
    fn a_page_is_sent_under_its_policy_and_never_taken_for_something_else() {
        let answer = answer("<p>æ</p>", None);
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(header(&answer, CONTENT_TYPE), "text/html; charset=utf-8");
        assert_eq!(
            header(&answer, CONTENT_SECURITY_POLICY),
            content_security_policy()
        );
        assert_eq!(header(&answer, X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(header(&answer, CACHE_CONTROL), "private, no-cache");
    }

    #[test]
    fn a_page_that_the_browser_has_is_not_sent_again_and_another_one_is() {
        let tag = HtmlPage("a".into()).etag();
        for known in [&tag, &format!("\"x\", {tag}"), &format!("W/{tag}")] {
            let same = answer("a", Some(known));
            assert_eq!(same.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(header(&same, ETAG), tag);
        }
        assert_eq!(answer("b", Some(&tag)).status(), StatusCode::OK);
    }
}
