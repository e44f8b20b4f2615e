DROP TABLE sign_in_attempts;
DROP TABLE one_time_links;
DROP TABLE sessions;
DROP TABLE account_passwords;
