-- grain: one party of an agreement shown on the page
SELECT DISTINCT p.party_id, p.name, p.party_type, p.iso3
FROM marts.parties AS p
INNER JOIN marts.agreement_parties AS ap ON p.party_id = ap.party_id
WHERE ap.agreement_id IN (FROM shown)
ORDER BY p.name, p.party_id
