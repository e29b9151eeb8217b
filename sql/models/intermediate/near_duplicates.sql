with recursive

articles as (
    select
        article_id,
        row_number() over (order by known_on, first_seen_at, article_id) as age_rank,
    from {{ ref('current_versions') }}
),

pairs as (
    select * from {{ ref('near_duplicate_pairs') }}
),

edges as (
    select
        article_a as article_id,
        article_b as other_id,
    from pairs
    union all
    select
        article_b,
        article_a,
    from pairs
),

-- Every article takes over the lowest rank among its copies until nothing changes.
spread (article_id, age_rank) using key (article_id) as (
    select
        articles.article_id,
        articles.age_rank,
    from articles
    semi join edges on articles.article_id = edges.article_id
    union
    select
        edges.other_id,
        min(spread.age_rank),
    from spread
    inner join edges on spread.article_id = edges.article_id
    inner join recurring.spread as known on edges.other_id = known.article_id
    where spread.age_rank < known.age_rank
    group by edges.other_id
),

final as (
    select
        spread.article_id,
        originals.article_id as canonical_article_id,
    from spread
    inner join articles as originals on spread.age_rank = originals.age_rank
)

select * from final
