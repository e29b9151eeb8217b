with

versions as (
    select * from {{ ref('current_versions') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

named as not materialized (
    select * from {{ ref('article_names') }}
),

frequent_blocks as (
    select
        blocks.*,
        coalesce(near_duplicates.canonical_article_id, blocks.article_id) as canonical_article_id,
    from {{ ref('frequent_blocks') }} as blocks
    left join near_duplicates on blocks.article_id = near_duplicates.article_id
),

-- Copies of one story count once: a wire story run twice is no chrome.
repeated as (
    select
        site,
        words_hash,
        count(distinct article_id) as articles,
    from frequent_blocks
    group by site, words_hash
    having count(distinct canonical_article_id) >= {{ var('chrome_articles') }}
),

occurrences as (
    select frequent_blocks.*
    from frequent_blocks
    semi join repeated
        on frequent_blocks.site = repeated.site and frequent_blocks.words_hash = repeated.words_hash
),

inside as (
    select
        occurrences.article_id,
        occurrences.site,
        occurrences.words_hash,
        occurrences.block_no,
        named.entity_id,
    from occurrences
    inner join named on occurrences.article_id = named.article_id and occurrences.block_no = named.block_no
),

-- What a repeated block names and its article names elsewhere too.
shared as (
    select
        inside.site,
        inside.words_hash,
        inside.entity_id,
        count(distinct inside.article_id) as articles,
    from inside
    inner join named as outside
        on
            inside.article_id = outside.article_id
            and inside.entity_id = outside.entity_id
            and inside.block_no is distinct from outside.block_no
    group by inside.site, inside.words_hash, inside.entity_id
),

site_sizes as (
    select
        site,
        count(*) as articles,
    from versions
    group by site
),

site_names as (
    select
        site,
        entity_id,
        count(distinct article_id) as articles,
    from named
    semi join shared using (site, entity_id)
    group by site, entity_id
),

-- A quoted treaty sentence repeats because its articles are about the same thing: each of them speaks elsewhere of
-- someone the block names, and most other articles of the site do not.
quoted as (
    select distinct
        shared.site,
        shared.words_hash,
    from shared
    inner join repeated on shared.site = repeated.site and shared.words_hash = repeated.words_hash
    inner join site_sizes on shared.site = site_sizes.site
    inner join site_names on shared.site = site_names.site and shared.entity_id = site_names.entity_id
    where
        shared.articles = repeated.articles
        and (site_names.articles - shared.articles) * 2 <= site_sizes.articles - shared.articles
),

final as (
    select
        occurrences.article_id,
        occurrences.version_id,
        occurrences.block_no,
        'repeated_on_site' as reason,
    from occurrences
    anti join quoted on occurrences.site = quoted.site and occurrences.words_hash = quoted.words_hash
)

select * from final
