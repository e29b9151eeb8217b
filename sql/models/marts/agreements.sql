{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

with

changed as (
    select * from {{ ref('changed_agreements') }}
),

changed_reports as (
    select * from {{ ref('agreement_reports') }}
    semi join changed using (agreement_id)
),

evidence as (
    select distinct
        article_id,
        sentence_id,
        evidence as text,
    from {{ ref('reported_agreements') }}
    semi join changed_reports using (report_id)
),

changed_commitments as (
    select * from {{ ref('commitments') }}
    semi join changed using (agreement_id)
),

final as (
    {{ agreements(
        reports='changed_reports',
        articles=ref('articles'),
        sentences='evidence',
        parties=ref('parties'),
        commitments='changed_commitments',
        corrections=ref('agreement_corrections'),
        predecessors=ref('predecessors'),
    ) }}
)

select * from final
