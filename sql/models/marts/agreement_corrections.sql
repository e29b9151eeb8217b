with

corrections as (
    select * from {{ ref('corrections') }}
),

known_ids as (
    select * from {{ ref('agreement_ids') }}
),

final as (
    select
        corrections.correction_id,
        corrections.action,
        coalesce(known_ids.agreement_id, corrections.agreement_id) as agreement_id,
        corrections.agreement_id as written_agreement_id,
        corrections.article_id,
        corrections.other_agreement_id,
        corrections.field,
        corrections.value,
        corrections.reason,
        corrections.author,
        corrections.corrected_on,
    from corrections
    left join known_ids on corrections.agreement_id = known_ids.known_id
)

select * from final
