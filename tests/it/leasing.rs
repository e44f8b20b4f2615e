//! Lease agreements: lines, instalments to the øre, cost by budget year.
