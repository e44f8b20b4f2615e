//! The needs assessment: what each school needs of each device category, from draft to confirmed.

pub mod api;
