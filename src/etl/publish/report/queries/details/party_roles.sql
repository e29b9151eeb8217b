-- grain: agreement × party
SELECT agreement_id, party_id, role
FROM marts.agreement_parties
WHERE agreement_id IN (FROM shown)
ORDER BY agreement_id, party_id
