with

blocks as (
    select * from {{ ref('article_blocks') }}
    where site is not null
),

versions as (
    select * from {{ ref('current_versions') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

mentions as (
    select * from {{ ref('stg_mentions') }}
    where kind in ('party', 'person', 'bloc')
),

-- A first look that only counts rows leaves little for the second.
frequent as (
    select
        site,
        words_hash,
    from blocks
    group by site, words_hash
    having count(*) >= {{ var('chrome_articles') }}
),

frequent_blocks as (
    select
        blocks.*,
        coalesce(near_duplicates.canonical_article_id, blocks.article_id) as canonical_article_id,
    from blocks
    semi join frequent on blocks.site = frequent.site and blocks.words_hash = frequent.words_hash
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

-- Whom the sites with repeated blocks speak of, and in which block (none: in the title).
named as (
    select distinct
        versions.article_id,
        versions.site,
        mentions.entity_id,
        sentences.block_no,
    from versions
    semi join repeated on versions.site = repeated.site
    inner join mentions on versions.version_id = mentions.version_id
    left join sentences
        on mentions.version_id = sentences.version_id and mentions.sentence_no = sentences.sentence_no
),

-- What a repeated block names and its article names elsewhere too.
shared as (
    select
        occurrences.site,
        occurrences.words_hash,
        inside.entity_id,
        count(distinct occurrences.article_id) as articles,
    from occurrences
    inner join named as inside
        on occurrences.article_id = inside.article_id and occurrences.block_no = inside.block_no
    inner join named as outside
        on
            occurrences.article_id = outside.article_id
            and inside.entity_id = outside.entity_id
            and occurrences.block_no is distinct from outside.block_no
    group by occurrences.site, occurrences.words_hash, inside.entity_id
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
