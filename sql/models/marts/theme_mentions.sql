{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

mentions as (
    select * from {{ ref('stg_mentions') }}
    where kind = 'theme'
),

sentences as (
    {{ rows_of(ref('sentences'), 'versions', 'article_id') }}
),

final as (
    select
        sentences.article_id,
        sentences.sentence_id,
        mentions.entity_id as theme_id,
        mentions.term,
        sentences.start_char + mentions.start_char as start_char,
        sentences.start_char + mentions.end_char as end_char,
    from versions
    inner join mentions on versions.version_id = mentions.version_id
    inner join sentences
        on versions.article_id = sentences.article_id and mentions.sentence_no = sentences.sentence_no
)

select * from final
