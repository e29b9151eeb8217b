with

clusters as (
    select
        report_id,
        founding_report_id,
        {{ agreement_id('founding_report_id') }} as agreement_id,
    from {{ ref('agreement_clusters') }}
),

reports as (
    select
        report_id,
        article_id,
        seen_order,
    from {{ ref('reported_agreements') }}
),

-- A correction may name any id the agreement ever had.
known_ids as (
    select
        ids.known_id,
        clusters.agreement_id,
    from {{ ref('agreement_ids') }} as ids
    inner join clusters on ids.report_id = clusters.report_id
),

corrections as (
    select
        corrections.correction_id,
        corrections.action,
        corrections.article_id,
        coalesce(known_ids.agreement_id, corrections.agreement_id) as agreement_id,
        coalesce(other_ids.agreement_id, corrections.other_agreement_id) as other_agreement_id,
    from {{ ref('corrections') }} as corrections
    left join known_ids on corrections.agreement_id = known_ids.known_id
    left join known_ids as other_ids on corrections.other_agreement_id = other_ids.known_id
),

split as (
    select
        clusters.report_id,
        case
            when corrections.correction_id is null then clusters.agreement_id
            when corrections.other_agreement_id is not null then corrections.other_agreement_id
            else {{ agreement_id('first(clusters.report_id) over leaving') }}
        end as agreement_id,
        corrections.correction_id as split_by,
        reports.article_id,
    from clusters
    inner join reports on clusters.report_id = reports.report_id
    left join corrections
        on
            corrections.action = 'split'
            and clusters.agreement_id = corrections.agreement_id
            and reports.article_id = corrections.article_id
    window
        leaving as (partition by corrections.correction_id order by reports.seen_order, clusters.report_id)
),

merged as (
    select
        split.report_id,
        split.article_id,
        coalesce(corrections.agreement_id, split.agreement_id) as agreement_id,
        split.split_by,
        corrections.correction_id as merged_by,
    from split
    left join corrections
        on corrections.action = 'merge' and split.agreement_id = corrections.other_agreement_id
),

dropped as (
    select
        agreement_id,
        article_id,
    from corrections
    where action = 'drop'
),

final as (
    select
        merged.report_id,
        merged.agreement_id,
        merged.split_by,
        merged.merged_by,
    from merged
    where
        not exists (
            select 1
            from dropped
            where
                merged.agreement_id = dropped.agreement_id
                and (dropped.article_id is null or merged.article_id = dropped.article_id)
        )
)

select * from final
