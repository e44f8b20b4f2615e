DROP TABLE tender_dates;
DROP TABLE tender_conditions;
DROP TABLE tenders;
