with

candidates as (
    select * from {{ ref('headline_candidates') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

-- The headline of a copy is no other headline.
final as (
    select distinct
        candidates.article_id,
        candidates.version_id,
        candidates.block_no,
        'other_headline' as reason,
    from candidates
    left join near_duplicates as own on candidates.article_id = own.article_id
    left join near_duplicates as other on candidates.headline_article_id = other.article_id
    where
        coalesce(own.canonical_article_id, candidates.article_id)
        <> coalesce(other.canonical_article_id, candidates.headline_article_id)
)

select * from final
