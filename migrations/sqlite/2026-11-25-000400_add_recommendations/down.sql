DROP TABLE recommendation_lines;
DROP TABLE recommendations;
