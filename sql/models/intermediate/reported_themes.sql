{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

reports as (
    select * from {{ ref('reported_agreements') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

themes as (
    select * from {{ ref('stg_report_themes') }}
),

sentences as (
    select * from {{ ref('sentences') }}
),

final as (
    select
        reports.report_id,
        reports.article_id,
        themes.theme_id,
        sentences.sentence_id,
    from reports
    inner join themes on reports.version_id = themes.version_id and reports.report_no = themes.report_no
    inner join sentences
        on reports.article_id = sentences.article_id and themes.sentence_no = sentences.sentence_no
)

select * from final
