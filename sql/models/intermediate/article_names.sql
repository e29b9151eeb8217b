{{ config(materialized='incremental', pre_hook="{{ forget('changed_versions') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_versions') }} using (article_id)
),

mentions as (
    select * from {{ ref('stg_mentions') }}
    where kind in ('party', 'person', 'bloc')
),

sentences as (
    select
        version_id,
        sentence_no,
        block_no,
    from {{ ref('stg_sentences') }}
),

final as (
    select distinct
        versions.article_id,
        versions.site,
        mentions.entity_id,
        sentences.block_no,
    from versions
    inner join mentions on versions.version_id = mentions.version_id
    left join sentences
        on mentions.version_id = sentences.version_id and mentions.sentence_no = sentences.sentence_no
)

select * from final
