with

corrections as (
    select * from {{ ref('corrections') }}
),

known_ids as (
    select
        ids.known_id,
        members.agreement_id,
    from {{ ref('agreement_ids') }} as ids
    left join {{ ref('agreement_members') }} as members on ids.report_id = members.report_id
),

reports as (
    select * from {{ ref('reported_agreements') }}
),

-- A dropped agreement has no present id; the reports it had are still there.
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
        known_ids.known_id is not null
        and (other_ids.known_id is not null or corrections.other_agreement_id is null)
        and (
            corrections.article_id is null
            or corrections.article_id in (select reports.article_id from reports)
        ) as is_effective,
    from corrections
    left join known_ids on corrections.agreement_id = known_ids.known_id
    left join known_ids as other_ids on corrections.other_agreement_id = other_ids.known_id
)

select * from final
