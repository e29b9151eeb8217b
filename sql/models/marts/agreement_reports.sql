{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

with

reports as (
    select * from {{ ref('reported_agreements') }}
),

members as (
    select * from {{ ref('agreement_members') }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
),

parties as (
    select
        report_id,
        list_sort(list(distinct party_id)) as parties,
    from {{ ref('reported_parties') }}
    semi join members using (report_id)
    group by report_id
),

themes as (
    select
        report_id,
        list_sort(list(distinct theme_id)) as themes,
    from {{ ref('reported_themes') }}
    semi join members using (report_id)
    group by report_id
),

final as (
    select
        reports.report_id,
        members.agreement_id,
        reports.article_id,
        reports.canonical_article_id,
        reports.site,
        reports.name,
        reports.kind,
        reports.level,
        reports.status,
        reports.event_on,
        reports.event_on_precision,
        reports.event_earliest,
        reports.event_latest,
        reports.published_on,
        reports.known_on,
        coalesce(parties.parties, []) as parties,
        coalesce(themes.themes, []) as themes,
        reports.states_no_money,
        reports.is_binding,
        reports.confidence,
        reports.sentence_id,
        parents.report_id as parent_report_id,
        reports.trace,
    from reports
    inner join members on reports.report_id = members.report_id
    left join parties on reports.report_id = parties.report_id
    left join themes on reports.report_id = themes.report_id
    left join reports as parents
        on reports.version_id = parents.version_id and reports.parent_report_no = parents.report_no
)

select * from final
