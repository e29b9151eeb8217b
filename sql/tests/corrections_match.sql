-- A correction that matches nothing any more is to be taken out of sql/seeds/corrections.csv, or its ids mended.
select
    correction_id,
    action,
    written_agreement_id,
    article_id,
    other_agreement_id,
from {{ ref('agreement_corrections') }}
where not is_effective
