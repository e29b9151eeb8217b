{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

blocks as (
    select * from {{ ref('body_blocks') }}
),

sentences as (
    {{ rows_of(ref('stg_sentences'), 'blocks', 'version_id') }}
),

final as (
    select
        sentences.sentence_id,
        blocks.article_id,
        sentences.sentence_no,
        sentences.block_no,
        blocks.start_char + sentences.start_char as start_char,
        blocks.start_char + sentences.end_char as end_char,
        sentences.text,
    from sentences
    inner join blocks on sentences.version_id = blocks.version_id and sentences.block_no = blocks.block_no
)

select * from final
