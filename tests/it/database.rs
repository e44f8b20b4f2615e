//! What the database promises: one writer, unchanging readers, and nothing left of work that failed.

use crate::on_both;
use anskaf::db::schema::device_categories as categories;
use anskaf::db::{Database, DbConnection};
use anskaf::error::{Error, Result, codes};
use diesel::prelude::*;
use std::sync::mpsc;
use std::time::Duration;

fn insert(conn: &mut DbConnection, code: &str) -> Result<()> {
    diesel::insert_into(categories::table)
        .values((
            categories::code.eq(code),
            categories::name.eq(code),
            categories::version.eq(1),
        ))
        .execute(conn)?;
    Ok(())
}

fn count(conn: &mut DbConnection) -> Result<i64> {
    Ok(categories::table.count().get_result(conn)?)
}

fn counted(db: &Database) -> i64 {
    db.read_blocking(count).expect("a count")
}

on_both! {
    async fn a_panic_inside_a_write_leaves_no_row_and_no_lock(service) {
        for _ in 0..5 {
            let failed = service.db.write(|conn| -> Result<()> {
                insert(conn, "half")?;
                panic!("the work breaks down in the middle");
            }).await;
            assert!(matches!(failed, Err(Error::Internal(_))), "{failed:?}");
        }
        assert_eq!(counted(&service.db), 0);
        service.db.write(|conn| insert(conn, "whole")).await.expect("the next write");
        assert_eq!(counted(&service.db), 1);
    }
}

on_both! {
    async fn a_refused_write_leaves_nothing(service) {
        let refused = service.db.write(|conn| -> Result<()> {
            insert(conn, "half")?;
            Err((&codes::STALE).into())
        }).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        assert_eq!(counted(&service.db), 0);
    }
}

on_both! {
    async fn a_reader_cannot_write(service) {
        let written = service.db.read(|conn| insert(conn, "sneaked in")).await;
        assert!(matches!(written, Err(Error::Internal(_))), "{written:?}");
        assert_eq!(counted(&service.db), 0);
    }
}

on_both! {
    async fn a_report_sees_one_unchanging_state(service) {
        let (started, may_write) = mpsc::channel();
        let (wrote, may_go_on) = mpsc::channel();
        let db = service.db.clone();
        let report = std::thread::spawn(move || db.read_blocking(|conn| {
            let first = count(conn)?;
            started.send(()).expect("the writer waits");
            may_go_on.recv_timeout(Duration::from_secs(20)).expect("the writer wrote");
            Ok((first, count(conn)?))
        }));
        may_write.recv_timeout(Duration::from_secs(20)).expect("the report began");
        service.db.write_blocking(|conn| insert(conn, "meanwhile")).expect("a write");
        wrote.send(()).expect("the report waits");
        assert_eq!(report.join().expect("the report").expect("two counts"), (0, 0));
        assert_eq!(counted(&service.db), 1);
    }
}

on_both! {
    async fn writers_do_not_lose_each_others_changes(service) {
        service.db.write_blocking(|conn| insert(conn, "counter")).expect("a row");
        let threads: Vec<_> = (0..4).map(|_| {
            let db: Database = service.db.clone();
            std::thread::spawn(move || for _ in 0..25 {
                db.write_blocking(|conn| {
                    let seen: i32 = categories::table.select(categories::version).first(conn)?;
                    diesel::update(categories::table).set(categories::version.eq(seen + 1)).execute(conn)?;
                    Ok(())
                }).expect("a write");
            })
        }).collect();
        for thread in threads {
            thread.join().expect("a writer");
        }
        let last: i32 = service.db.read_blocking(|conn| {
            Ok(categories::table.select(categories::version).first(conn)?)
        }).expect("the counter");
        assert_eq!(last, 101);
    }
}
