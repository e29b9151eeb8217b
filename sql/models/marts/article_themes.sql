{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

mentions as (
    {{ rows_of(ref('theme_mentions'), 'versions', 'article_id') }}
),

articles as (
    {{ rows_of(ref('articles'), 'versions', 'article_id') }}
),

title_themes as (
    select distinct
        versions.article_id,
        title_mentions.entity_id as theme_id,
    from versions
    inner join {{ ref('stg_mentions') }} as title_mentions on versions.version_id = title_mentions.version_id
    where title_mentions.kind = 'theme' and title_mentions.sentence_no is null
),

reported_themes as (
    select distinct
        article_id,
        theme_id,
    from {{ ref('reported_themes') }}
),

counted as (
    select
        article_id,
        theme_id,
        count(*) as mentions,
        count(distinct sentence_id) as sentences,
        min(start_char) as first_char,
    from mentions
    group by article_id, theme_id
),

weighed as (
    select
        counted.*,
        counted.mentions / sum(counted.mentions) over (partition by counted.article_id) as share,
        title_themes.theme_id is not null as is_in_title,
        reported_themes.theme_id is not null as is_reported,
        counted.first_char < 0.5 * length(articles.text) as is_in_first_half,
    from counted
    inner join articles on counted.article_id = articles.article_id
    left join title_themes
        on counted.article_id = title_themes.article_id and counted.theme_id = title_themes.theme_id
    left join reported_themes
        on counted.article_id = reported_themes.article_id and counted.theme_id = reported_themes.theme_id
),

final as (
    select
        article_id,
        theme_id,
        mentions::integer as mentions,
        share,
        -- Named in the title, in an agreement, in the first half of the text, or again and again: on labelled
        -- articles this finds 92 themes in 100, and 19 in 100 of what it finds are passing words.
        is_reported
        or is_in_title
        or is_in_first_half
        or (sentences >= 4 and share >= 0.12) as is_main,
    from weighed
)

select * from final
