-- What is counted for themes over time: copies count once, and an article without a date stands in no month.
{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

articles as (
    select
        article_id,
        date_trunc('month', published_at)::date as month,
    from {{ ref('articles') }}
    semi join {{ ref('changed_articles') }} using (article_id)
    where published_at is not null and duplicate_of is null and empty_reason is null
),

final as (
    select
        articles.article_id,
        article_themes.theme_id,
        articles.month,
    from articles
    inner join {{ ref('article_themes') }} as article_themes on articles.article_id = article_themes.article_id
    where article_themes.is_main
)

select * from final
