//! The program: its arguments, nothing else.

fn main() {}
