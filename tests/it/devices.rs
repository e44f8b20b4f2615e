//! The register: catalogue of models, devices against lease lines and schools, movements.
