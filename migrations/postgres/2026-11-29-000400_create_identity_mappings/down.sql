UPDATE sign_in_attempts SET outcome = 'wrong' WHERE outcome = 'refused';
ALTER TABLE sign_in_attempts DROP CONSTRAINT sign_in_attempts_outcome_check;
ALTER TABLE sign_in_attempts ADD CONSTRAINT sign_in_attempts_outcome_check
    CHECK (outcome IN ('signed_in', 'wrong', 'locked', 'inactive'));
DROP TABLE account_identities;
DROP TABLE identity_mappings;
