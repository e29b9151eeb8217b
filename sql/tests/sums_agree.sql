-- What an agreement promises is the sum of what counts of its commitments, and its history ends with its status.
select
    agreements.agreement_id,
    'committed_usd' as what,
    agreements.committed_usd::varchar as said,
    sum(commitments.counted_usd)::varchar as found,
from {{ ref('agreements') }} as agreements
left join {{ ref('commitments') }} as commitments on agreements.agreement_id = commitments.agreement_id
group by agreements.agreement_id, agreements.committed_usd
having
    coalesce(abs(agreements.committed_usd - sum(commitments.counted_usd)), 0) > 1
    or (agreements.committed_usd is null) <> (sum(commitments.counted_usd) is null)

union all

select
    agreements.agreement_id,
    'status' as what,
    agreements.status,
    last(history.status order by history.seq) as found,
from {{ ref('agreements') }} as agreements
left join {{ ref('agreement_history') }} as history on agreements.agreement_id = history.agreement_id
left join {{ ref('agreement_corrections') }} as corrections
    on
        agreements.agreement_id = corrections.agreement_id
        and corrections.action = 'set'
        and corrections.field = 'status'
where corrections.correction_id is null
group by agreements.agreement_id, agreements.status
having last(history.status order by history.seq) is distinct from agreements.status
