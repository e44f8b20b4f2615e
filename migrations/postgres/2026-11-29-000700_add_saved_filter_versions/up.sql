-- Programs change a saved filter only in the state that they saw, as they change everything else.
ALTER TABLE saved_device_filters ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
