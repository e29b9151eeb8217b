with recursive

pairs as (
    select * from {{ ref('near_duplicate_pairs') }}
),

edges as materialized (
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

articles as materialized (
    select
        article_id,
        row_number() over (order by known_on, first_seen_at, article_id) as age_rank,
    from {{ ref('current_versions') }}
    semi join edges using (article_id)
),

-- Every article learns the ranks of the older articles it can be reached from; the lowest is that of the original.
spread (article_id, age_rank) as (
    select
        articles.article_id,
        articles.age_rank,
    from articles

    union

    select
        others.article_id,
        spread.age_rank,
    from spread
    inner join edges on spread.article_id = edges.article_id
    inner join articles as others on edges.other_id = others.article_id
    where spread.age_rank < others.age_rank
),

lowest as (
    select
        article_id,
        min(age_rank) as age_rank,
    from spread
    group by article_id
),

final as (
    select
        lowest.article_id,
        originals.article_id as canonical_article_id,
    from lowest
    inner join articles as originals on lowest.age_rank = originals.age_rank
)

select * from final
