-- The main themes of the articles that count over time, by month.
{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

articles as (
    select
        article_id,
        date_trunc('month', published_at)::date as month,
    from {{ ref('articles') }}
    semi join {{ ref('changed_articles') }} using (article_id)
    where {{ counts_over_time() }}
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
