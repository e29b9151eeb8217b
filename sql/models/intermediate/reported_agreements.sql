{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

reports as (
    select * from {{ ref('stg_agreement_reports') }}
),

report_sentences as (
    select * from {{ ref('stg_report_sentences') }}
),

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

body_sentences as (
    {{ rows_of(ref('sentences'), 'versions', 'article_id') }}
),

mentions as (
    select * from {{ ref('stg_mentions') }}
),

-- Whom and what the article of a report speaks of, to compare reports by.
contexts as (
    select
        versions.article_id,
        list_sort(list(distinct mentions.entity_id)) as entities,
    from versions
    semi join reports on versions.version_id = reports.version_id
    inner join mentions on versions.version_id = mentions.version_id
    group by versions.article_id
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

-- The sentence that says it best, or the first one left when that one was chrome. No sentence, no report.
evidence as (
    select
        report_sentences.version_id,
        report_sentences.report_no,
        first(
            body_sentences.sentence_id
            order by (report_sentences.sentence_no = reports.sentence_no) desc, report_sentences.sentence_no
        ) as sentence_id,
        first(
            body_sentences.text
            order by (report_sentences.sentence_no = reports.sentence_no) desc, report_sentences.sentence_no
        ) as evidence,
    from versions
    inner join report_sentences on versions.version_id = report_sentences.version_id
    inner join reports
        on
            report_sentences.version_id = reports.version_id
            and report_sentences.report_no = reports.report_no
    inner join body_sentences
        on
            versions.article_id = body_sentences.article_id
            and report_sentences.sentence_no = body_sentences.sentence_no
    group by report_sentences.version_id, report_sentences.report_no
),

identified as (
    select
        reports.* replace (
            -- A signing after its own report is a slip of the reader: the day is not known then.
            if({{ signed_too_late() }}, null, reports.event_on) as event_on,
            if({{ signed_too_late() }}, null, reports.event_on_precision) as event_on_precision
        ),
        ids.report_id,
        ids.principals,
        versions.article_id,
        versions.site,
        versions.run_id,
        versions.published_at::date as published_on,
        versions.known_on,
        versions.first_seen_at,
        versions.seen_order,
        coalesce(near_duplicates.canonical_article_id, versions.article_id) as canonical_article_id,
    from reports
    inner join versions on reports.version_id = versions.version_id
    inner join {{ ref('report_ids') }} as ids
        on reports.version_id = ids.version_id and reports.report_no = ids.report_no
    left join near_duplicates on versions.article_id = near_duplicates.article_id
),

final as (
    select
        identified.report_id,
        identified.article_id,
        identified.canonical_article_id,
        identified.version_id,
        identified.report_no,
        identified.parent_report_no,
        identified.site,
        identified.run_id,
        identified.published_on,
        identified.known_on,
        identified.first_seen_at,
        identified.seen_order,
        identified.name,
        identified.kind,
        identified.level,
        identified.status,
        identified.event_on,
        identified.event_on_precision,
        identified.event_earliest,
        identified.event_latest,
        identified.states_no_money,
        identified.is_binding,
        identified.principals,
        identified.confidence,
        identified.trace,
        evidence.sentence_id,
        evidence.evidence,
        contexts.entities,
    from identified
    inner join evidence
        on identified.version_id = evidence.version_id and identified.report_no = evidence.report_no
    left join contexts on identified.article_id = contexts.article_id
)

select * from final
