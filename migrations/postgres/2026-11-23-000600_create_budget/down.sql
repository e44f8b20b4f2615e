DROP TABLE estimate_lines;
DROP TABLE estimate_prices;
DROP TABLE estimates;
