//! Letters on their way: a mail server of a few lines hears what is really said to it.

use anskaf::error::Language;
use anskaf::mail::{self, Addressed, Letter, MailSettings, Mailer};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

/// Takes one letter and answers everything that was said; `refuse` is a command that it answers with 550.
pub fn mail_server(refuse: &'static str) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let heard = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut answers = stream.try_clone().unwrap();
        let mut answer = |text: &str| answers.write_all(format!("{text}\r\n").as_bytes()).unwrap();
        answer("220 mail.example ESMTP");
        let (mut heard, mut in_letter) = (vec![], false);
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            if in_letter {
                in_letter = line != ".";
                if !in_letter {
                    answer("250 taken");
                }
            } else if !refuse.is_empty() && line.starts_with(refuse) {
                answer("550 no such mailbox");
            } else if line == "DATA" {
                in_letter = true;
                answer("354 go on");
            } else if line == "QUIT" {
                answer("221 bye");
            } else {
                answer("250 mail.example");
            }
            heard.push(line);
        }
        heard
    });
    (url, heard)
}

pub fn mailer(url: &str) -> Mailer {
    Mailer::new(&MailSettings {
        server: url.parse().unwrap(),
        sender: "Anskaf <anskaf@dragoer.example>".parse().unwrap(),
    })
    .unwrap()
}

fn letter() -> Letter {
    mail::invitation(Addressed {
        to: "kim@dragoer.example",
        name: "Kim Sørensen",
        language: Language::Danish,
        link: "https://anskaf.example/welcome/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        until: anskaf::clock::Clock::System.moment().now,
    })
}

#[actix_web::test]
async fn a_letter_reaches_the_mail_server_with_its_sender_receiver_and_unbroken_link() {
    let (url, heard) = mail_server("");
    let sender = mailer(&url);
    sender.send(letter()).await.expect("it is sent");
    drop(sender);
    let heard = heard.join().unwrap();
    let said = |text: &str| heard.iter().any(|line| line.starts_with(text));
    for line in [
        "MAIL FROM:<anskaf@dragoer.example>",
        "RCPT TO:<kim@dragoer.example>",
        "Subject: Velkommen til Anskaf",
        "Content-Type: text/plain; charset=utf-8",
        "Date: ",
    ] {
        assert!(said(line), "{line} is not in {heard:#?}");
    }
    // Quoted-printable breaks long lines with a = at their end; mail programs join them again.
    let whole = heard.join("\n").replace("=\n", "");
    assert!(
        whole.contains(&format!("/welcome/{}", "0123456789abcdef".repeat(4))),
        "{whole}"
    );
    assert!(whole.contains("K=C3=A6re Kim S=C3=B8rensen"), "{whole}");
}

#[actix_web::test]
async fn a_letter_that_is_refused_or_meets_nobody_is_told_as_not_sent() {
    let (url, heard) = mail_server("RCPT");
    let refused = mailer(&url).send(letter()).await.expect_err("a refusal");
    assert_eq!(refused.code().name, "mail_not_sent");
    assert!(!heard.join().unwrap().contains(&"DATA".to_owned()));
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("smtp://{}", listener.local_addr().unwrap())
    };
    let refused = mailer(&nobody)
        .send(letter())
        .await
        .expect_err("nobody is there");
    assert_eq!(refused.code().name, "mail_not_sent");
    let mut injected = letter();
    injected.to = "kim@dragoer.example>\r\nRCPT TO:<fremmed@dragoer.example".to_owned();
    let refused = mailer(&nobody)
        .send(injected)
        .await
        .expect_err("no address");
    assert_eq!(refused.code().name, "mail_not_sent");
}
