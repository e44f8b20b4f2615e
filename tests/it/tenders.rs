//! The tender: approved specification, confirmed needs and estimate become the tender document.
