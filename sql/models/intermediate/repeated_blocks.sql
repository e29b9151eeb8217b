with

blocks as (
    select * from {{ ref('site_blocks') }}
    where words <> ''
),

versions as (
    select * from {{ ref('current_versions') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

mentions as (
    select * from {{ ref('stg_mentions') }}
    where kind in ('party', 'person', 'bloc')
),

-- Copies of one story count once: a wire story run twice is no chrome.
repeated as (
    select
        site,
        words,
        count(distinct canonical_article_id) as articles,
    from blocks
    where site is not null
    group by site, words
    having count(distinct canonical_article_id) >= {{ var('chrome_articles') }}
),

occurrences as (
    select blocks.*
    from blocks
    inner join repeated on blocks.site = repeated.site and blocks.words = repeated.words
),

named as (
    select distinct
        versions.article_id,
        versions.site,
        mentions.entity_id,
        sentences.block_no,
    from versions
    inner join mentions on versions.version_id = mentions.version_id
    left join sentences
        on mentions.version_id = sentences.version_id and mentions.sentence_no = sentences.sentence_no
),

-- What a repeated block names and its article names elsewhere too.
shared as (
    select
        occurrences.site,
        occurrences.words,
        inside.entity_id,
        count(distinct occurrences.article_id) as articles,
    from occurrences
    inner join named as inside
        on occurrences.article_id = inside.article_id and occurrences.block_no = inside.block_no
    inner join named as outside
        on
            occurrences.article_id = outside.article_id
            and inside.entity_id = outside.entity_id
            and outside.block_no is distinct from occurrences.block_no
    group by occurrences.site, occurrences.words, inside.entity_id
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
    group by site, entity_id
),

occurrence_counts as (
    select
        site,
        words,
        count(distinct article_id) as articles,
    from occurrences
    group by site, words
),

-- A quoted treaty sentence repeats because its articles are about the same thing: each of them speaks elsewhere of
-- someone the block names, and most other articles of the site do not.
quoted as (
    select distinct
        shared.site,
        shared.words,
    from shared
    inner join occurrence_counts
        on shared.site = occurrence_counts.site and shared.words = occurrence_counts.words
    inner join site_sizes on shared.site = site_sizes.site
    inner join site_names on shared.site = site_names.site and shared.entity_id = site_names.entity_id
    where
        shared.articles = occurrence_counts.articles
        and (site_names.articles - shared.articles) * 2 <= site_sizes.articles - shared.articles
),

final as (
    select
        occurrences.article_id,
        occurrences.version_id,
        occurrences.block_no,
        'repeated_on_site' as reason,
    from occurrences
    anti join quoted on occurrences.site = quoted.site and occurrences.words = quoted.words
)

select * from final
