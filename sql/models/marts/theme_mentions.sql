with

mentions as (
    select * from {{ ref('stg_mentions') }}
    where kind = 'theme'
),

sentences as (
    select * from {{ ref('body_sentences') }}
),

final as (
    select
        sentences.article_id,
        sentences.sentence_id,
        mentions.entity_id as theme_id,
        mentions.term,
        sentences.start_char + mentions.start_char as start_char,
        sentences.start_char + mentions.end_char as end_char,
    from mentions
    inner join sentences
        on mentions.version_id = sentences.version_id and mentions.sentence_no = sentences.sentence_no
)

select * from final
