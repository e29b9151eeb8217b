-- MinHash with banding: Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and
-- Ullman, "Mining of Massive Datasets", chapter 3. 16 bands of 4 rows find 99 pairs in 100 that share 70 % of their
-- shingles, and 3 in 4 of those that share 54 %.
with

versions as (
    select
        article_id,
        signature,
    from {{ ref('current_versions') }}
    where len(signature) = 64
),

bands as (
    select
        article_id,
        band,
        hash(signature[band * 4 + 1:band * 4 + 4]) as band_hash,
    from versions
    cross join range(16) as bands (band)
),

candidates as (
    select distinct
        earlier.article_id as article_a,
        later.article_id as article_b,
    from bands as earlier
    inner join bands as later
        on
            earlier.band = later.band
            and earlier.band_hash = later.band_hash
            and earlier.article_id < later.article_id
),

compared as (
    select
        candidates.article_a,
        candidates.article_b,
        len(list_filter(
            list_zip(a.signature, b.signature), lambda pair: pair[1] = pair[2] -- noqa: RF02
        )) / 64 as resemblance,
    from candidates
    inner join versions as a on candidates.article_a = a.article_id
    inner join versions as b on candidates.article_b = b.article_id
),

final as (
    select *
    from compared
    where resemblance >= {{ var('near_duplicate_resemblance') }}
)

select * from final
