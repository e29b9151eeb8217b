{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

with

reports as (
    select * from {{ ref('agreement_reports') }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
),

reported as (
    select * from {{ ref('reported_themes') }}
),

agreements as (
    select
        agreement_id,
        unnest(themes) as theme_id,
    from {{ ref('agreements') }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
),

counted as (
    select
        reports.agreement_id,
        reported.theme_id,
        count(distinct reports.canonical_article_id)::integer as article_count,
        first(
            reported.sentence_id order by reports.confidence desc, reports.known_on asc, reports.report_id asc
        ) as sentence_id,
        first(
            reports.article_id order by reports.confidence desc, reports.known_on asc, reports.report_id asc
        ) as article_id,
    from reported
    inner join reports on reported.report_id = reports.report_id
    group by reports.agreement_id, reported.theme_id
),

themes as (
    select * from {{ ref('marts_themes') }}
),

final as (
    select
        agreements.agreement_id,
        agreements.theme_id,
        themes.name as theme_name,
        counted.article_count,
        counted.article_id,
        counted.sentence_id,
    from agreements
    inner join counted
        on agreements.agreement_id = counted.agreement_id and agreements.theme_id = counted.theme_id
    inner join themes on agreements.theme_id = themes.theme_id
)

select * from final
