{{ config(materialized='incremental', pre_hook="{{ forget('changed_versions') }}") }}

with

versions as (
    select
        current_versions.article_id,
        versions.signature,
    from {{ ref('current_versions') }} as current_versions
    semi join {{ ref('changed_versions') }} using (article_id)
    inner join {{ ref('stg_page_versions') }} as versions on current_versions.version_id = versions.version_id
    where len(versions.signature) = 64
),

bands as (
    select unnest(range(16)) as band
),

final as (
    select
        versions.article_id,
        hash(bands.band, versions.signature[bands.band * 4 + 1:bands.band * 4 + 4]) as band_hash,
    from versions
    cross join bands
)

select * from final
