ALTER TABLE tender_conditions DROP COLUMN part;
DROP TABLE tender_score_levels;
DROP TABLE tender_sub_criteria;
DROP TABLE tender_evaluations;
