{{ config(materialized='incremental', pre_hook="{{ forget('changed_versions') }}") }}

with

versions as (
    select
        article_id,
        {{ words('title') }} as title_words,
    from {{ ref('current_versions') }}
    semi join {{ ref('changed_versions') }} using (article_id)
    where title is not null
),

final as (
    select
        article_id,
        title_words,
        hash(string_split(title_words, ' ')[1:4]) as opening_hash,
        {{ word_count('title_words') }} as word_count,
    from versions
)

select * from final
