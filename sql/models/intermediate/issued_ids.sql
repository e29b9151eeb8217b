-- The memory of the warehouse: which id a report was ever published under. It outlives a full refresh and a rebuild,
-- since what the pages say today cannot tell what an analyst has noted down.
{{ config(materialized='incremental', full_refresh=false) }}

with

reports as (
    select * from {{ ref('reported_agreements') }}
),

members as (
    select * from {{ ref('agreement_members') }}
),

-- The newest page that this build knew.
builds as (
    select max(fetched_at) as built_at
    from {{ ref('stg_page_versions') }}
),

final as (
    select
        reports.report_id,
        reports.article_id,
        reports.principals,
        members.agreement_id,
        builds.built_at as issued_at,
    from reports
    inner join members on reports.report_id = members.report_id
    cross join builds
)

select * from final
{% if is_incremental() %}
where (report_id, agreement_id) not in (select (known.report_id, known.agreement_id) from {{ this }} as known)
{% endif %}
