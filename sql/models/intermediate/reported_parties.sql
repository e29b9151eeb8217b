{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

reports as (
    select * from {{ ref('reported_agreements') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

parties as (
    select * from {{ ref('stg_report_parties') }}
),

sentences as (
    select * from {{ ref('sentences') }}
),

final as (
    select
        reports.report_id,
        reports.article_id,
        parties.party_id,
        parties.party_name,
        parties.party_type,
        parties.iso3,
        parties.role,
        {{ principal('parties') }} as principal_id,
        parties.party_type in ('country', 'bloc', 'government_body') as is_state,
        sentences.sentence_id,
    from reports
    inner join parties on reports.version_id = parties.version_id and reports.report_no = parties.report_no
    inner join sentences
        on reports.article_id = sentences.article_id and parties.sentence_no = sentences.sentence_no
)

select * from final
