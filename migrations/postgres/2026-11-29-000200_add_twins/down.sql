DROP TABLE archived_twins;
