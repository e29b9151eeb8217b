{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

with

reports as (
    select * from {{ ref('agreement_reports') }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
),

reported as (
    select * from {{ ref('reported_parties') }}
),

parties as (
    select * from {{ ref('parties') }}
),

agreements as (
    select
        agreement_id,
        unnest(parties) as party_id,
    from {{ ref('agreements') }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
),

roles as (
    select
        reports.agreement_id,
        reported.party_id,
        mode(reported.role order by reported.role) as role,
        first(
            reported.sentence_id order by reports.confidence desc, reports.known_on asc, reports.report_id asc
        ) as sentence_id,
        first(
            reports.article_id order by reports.confidence desc, reports.known_on asc, reports.report_id asc
        ) as article_id,
    from reported
    inner join reports on reported.report_id = reports.report_id
    group by reports.agreement_id, reported.party_id
),

final as (
    select
        agreements.agreement_id,
        agreements.party_id,
        parties.name as party_name,
        parties.party_type,
        roles.role,
        roles.article_id,
        roles.sentence_id,
    from agreements
    inner join parties on agreements.party_id = parties.party_id
    inner join roles on agreements.agreement_id = roles.agreement_id and agreements.party_id = roles.party_id
)

select * from final
