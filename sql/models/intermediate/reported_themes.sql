with

reports as (
    select * from {{ ref('reported_agreements') }}
),

themes as (
    select * from {{ ref('stg_report_themes') }}
),

sentences as (
    select * from {{ ref('body_sentences') }}
),

final as (
    select
        reports.report_id,
        themes.theme_id,
        sentences.sentence_id,
    from reports
    inner join themes on reports.version_id = themes.version_id and reports.report_no = themes.report_no
    inner join sentences
        on themes.version_id = sentences.version_id and themes.sentence_no = sentences.sentence_no
)

select * from final
