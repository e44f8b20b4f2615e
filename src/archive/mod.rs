//! Issued documents: number, SHA-256, bytes, who and when; frozen for ever.

pub mod api;
