//! A file that is sent while it is written: it is never in memory as a whole.
//!
//! It is written on a blocking thread, which waits when the reader is slow. When the writing fails half-way the
//! connection is cut, so that the reader sees a broken download and not a short file.

use crate::error::Result;
use actix_web::body::BoxBody;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, X_CONTENT_TYPE_OPTIONS};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Responder};
use futures_util::stream;
use std::io::{self, Write};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How much is handed over at once.
const PIECE: usize = 64 << 10;

/// How many pieces wait for the reader.
const WAITING: usize = 4;

type Piece = io::Result<Bytes>;

/// A draft that is sent while it is written.
pub struct Streamed {
    /// The name under which a browser saves it; ASCII without quotes.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Writes it.
    #[allow(clippy::type_complexity, reason = "the type of a closure, used once")]
    pub write: Box<dyn FnOnce(&mut dyn Write) -> Result<()> + Send>,
}

/// Collects what is written and hands it over in pieces.
struct Pipe {
    piece: Vec<u8>,
    reader: Sender<Piece>,
}

impl Pipe {
    fn hand_over(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.reader
            .blocking_send(Ok(piece.into()))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.hand_over()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Responder for Streamed {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let (reader, pieces) = channel(WAITING);
        let write = self.write;
        tokio::task::spawn_blocking(move || fill(write, reader));
        HttpResponse::Ok()
            .content_type(self.media_type)
            .insert_header((
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}\"", self.file_name),
            ))
            .insert_header((CACHE_CONTROL, "private, no-store"))
            .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .streaming(stream::unfold(pieces, next))
    }
}

async fn next(mut pieces: Receiver<Piece>) -> Option<(Piece, Receiver<Piece>)> {
    pieces.recv().await.map(|piece| (piece, pieces))
}

fn fill(write: Box<dyn FnOnce(&mut dyn Write) -> Result<()> + Send>, reader: Sender<Piece>) {
    let mut pipe = Pipe {
        piece: Vec::with_capacity(PIECE),
        reader,
    };
    let written = write(&mut pipe).map_err(io::Error::other);
    if let Err(error) = written.and_then(|()| pipe.hand_over()) {
        if pipe.reader.is_closed() {
            tracing::info!("the reader went away");
        } else {
            tracing::error!(%error, "a file could not be written to its end");
            // The reader is gone at worst.
            let _ = pipe.reader.blocking_send(Err(error));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use actix_web::body::to_bytes;
    use actix_web::test::TestRequest;

    fn sent(write: impl FnOnce(&mut dyn Write) -> Result<()> + Send + 'static) -> HttpResponse {
        let file = Streamed {
            file_name: "sag.zip".to_owned(),
            media_type: "application/zip",
            write: Box::new(write),
        };
        file.respond_to(&TestRequest::default().to_http_request())
    }

    #[actix_web::test]
    async fn what_is_written_arrives_whole_however_it_was_cut() {
        let response = sent(|out| {
            for number in 0..100_000u32 {
                out.write_all(&number.to_be_bytes())
                    .map_err(|error| Error::Internal(error.into()))?;
            }
            Ok(())
        });
        let bytes = to_bytes(response.into_body()).await.expect("a whole file");
        let expected: Vec<u8> = (0..100_000u32).flat_map(u32::to_be_bytes).collect();
        assert!(bytes == expected, "{} bytes", bytes.len());
    }

    #[actix_web::test]
    async fn a_file_that_fails_half_way_is_no_short_file() {
        let response = sent(|out| {
            out.write_all(b"begun")
                .map_err(|error| Error::Internal(error.into()))?;
            Err(Error::Internal("broken".into()))
        });
        assert!(to_bytes(response.into_body()).await.is_err());
    }
}
