//! The comments on the requirements of a version, as the editor shows them: at each requirement, and those that are
//! open in one list.

use crate::db::{AccountId, DbConnection};
use crate::error::Result;
use crate::http::actor::{Commenter, ProjectGroup};
use crate::http::page::{Frame, Markup};
use crate::render::{html, markdown};
use crate::requirements::{RequirementComment, SpecificationVersion, VersionState, store};
use std::collections::BTreeMap;

/// The longest beginning of a comment in the list of those that are open, in characters.
const BEGINNING: usize = 90;

/// The comments of a version by the numbers of its requirements.
pub(super) struct Discussion {
    by_number: BTreeMap<i32, Vec<RequirementComment>>,
    /// The requirement whose comments are unfolded.
    shown: Option<i32>,
    reader: Option<AccountId>,
    /// Whether the reader may write comments and answers.
    pub may_write: bool,
    /// Whether the reader may resolve comments and reopen them.
    pub may_resolve: bool,
}

/// All comments that stand at a version.
pub(super) fn read_comments(
    conn: &mut DbConnection,
    version: &SpecificationVersion,
) -> Result<Vec<RequirementComment>> {
    let all = store::CommentFilter::default();
    Ok(store::comments(conn, version, all, i64::MAX)?)
}

impl Discussion {
    /// What the reader of `f` sees of `comments` at a version, which is the `newest` or an earlier one.
    pub fn of(
        f: &Frame,
        comments: Vec<RequirementComment>,
        state: VersionState,
        is_newest: bool,
        shown: Option<i32>,
    ) -> Self {
        let mut by_number: BTreeMap<i32, Vec<RequirementComment>> = BTreeMap::new();
        for comment in comments {
            by_number.entry(comment.number).or_default().push(comment);
        }
        Discussion {
            by_number,
            shown,
            reader: f.caller.as_ref().map(|caller| caller.account),
            may_write: f.holds(Commenter::ROLES) && state != VersionState::Approved,
            may_resolve: f.holds(ProjectGroup::ROLES) && is_newest,
        }
    }

    /// The comments on a requirement, the first one first.
    pub fn on(&self, number: &i32) -> &[RequirementComment] {
        self.by_number.get(number).map_or(&[], Vec::as_slice)
    }

    /// Whether there is anything to unfold at a requirement.
    pub fn stands_at(&self, number: &i32) -> bool {
        self.may_write || !self.on(number).is_empty()
    }

    /// Whether the comments on a requirement are unfolded.
    pub fn is_shown(&self, number: &i32) -> bool {
        self.shown == Some(*number)
    }

    /// The open comments, by the number of their requirement.
    pub fn open(&self) -> Vec<&RequirementComment> {
        let all = self.by_number.values().flatten();
        all.filter(|one| one.is_open()).collect()
    }

    /// How many comments on a requirement are open and resolved, in words; what one may do where there are none.
    pub fn summary(&self, f: &Frame, number: &i32) -> String {
        let all = self.on(number);
        let open = all.iter().filter(|one| one.is_open()).count();
        let resolved = all.len().saturating_sub(open);
        match (open, resolved) {
            (0, 0) => f.t("comments-none"),
            (0, _) => f.n("comments-resolved", resolved),
            (_, 0) => f.n("comments-open", open),
            _ => {
                let (open, resolved) = (f.n("comments-open", open), f.n("comments-more", resolved));
                format!("{open}, {resolved}")
            }
        }
    }

    /// Whether the reader wrote something and may change it.
    pub fn is_own(&self, comment: &RequirementComment, author: &AccountId) -> bool {
        self.may_write && comment.is_open() && self.reader == Some(*author)
    }

    /// What somebody wrote in the small Markdown; the ids within begin with what it is and its number.
    pub fn written(&self, text: &str, what: &str, id: impl std::fmt::Display) -> Markup {
        let id = format!("{what}-{id}");
        Markup(html::blocks(&markdown::blocks(text), &id))
    }

    /// The beginning of a comment, without style.
    pub fn beginning(&self, comment: &RequirementComment) -> String {
        let words = markdown::words(&comment.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(BEGINNING) {
            Some((cut, _)) => format!("{} …", words[..cut].trim_end()),
            None => words,
        }
    }
}
