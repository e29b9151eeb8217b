-- MinHash with banding: Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and
-- Ullman, "Mining of Massive Datasets", chapter 3. 16 bands of 4 rows find 99 pairs in 100 that share 70 % of their
-- shingles, and 2 in 3 of those that share half.
{{ config(
    materialized='incremental',
    pre_hook=["{{ forget('changed_versions', 'article_a') }}", "{{ forget('changed_versions', 'article_b') }}"],
) }}

with

bands as not materialized (
    select * from {{ ref('signature_bands') }}
),

changed_bands as (
    select * from bands
    semi join {{ ref('changed_versions') }} using (article_id)
),

candidates as (
    select distinct
        least(changed_bands.article_id, bands.article_id) as article_a,
        greatest(changed_bands.article_id, bands.article_id) as article_b,
    from changed_bands
    inner join bands on changed_bands.band_hash = bands.band_hash and changed_bands.article_id <> bands.article_id
),

candidate_versions as (
    select
        current_versions.article_id,
        current_versions.version_id,
    from {{ ref('current_versions') }} as current_versions
    where
        current_versions.article_id in (select candidates.article_a from candidates)
        or current_versions.article_id in (select candidates.article_b from candidates)
),

signatures as (
    select
        candidate_versions.article_id,
        versions.signature,
    from candidate_versions
    inner join {{ ref('stg_page_versions') }} as versions on candidate_versions.version_id = versions.version_id
),

compared as (
    select
        candidates.article_a,
        candidates.article_b,
        len([1 for i in range(1, 65) if a.signature[i] = b.signature[i]]) / 64 as resemblance,
    from candidates
    inner join signatures as a on candidates.article_a = a.article_id
    inner join signatures as b on candidates.article_b = b.article_id
),

final as (
    select *
    from compared
    where resemblance >= {{ var('near_duplicate_resemblance') }}
)

select * from final
