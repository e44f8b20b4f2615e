DROP TABLE estimate_comparisons;
