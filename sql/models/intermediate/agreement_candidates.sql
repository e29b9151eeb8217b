with

keys as (
    select * from {{ ref('link_keys') }}
),

changed_keys as (
    select * from keys
    semi join {{ ref('changed_articles') }} using (article_id)
),

timeless_keys as (
    select * from keys
    where year is null
),

changed_timeless_keys as (
    select * from changed_keys
    where year is null
),

shared as (
    select
        changed_keys.report_id as changed_report_id,
        keys.report_id,
        blocked_by,
    from changed_keys
    inner join keys using (blocked_by, block_key, year)
    union all
    select
        changed_timeless_keys.report_id as changed_report_id,
        keys.report_id,
        blocked_by,
    from changed_timeless_keys
    inner join keys using (blocked_by, block_key)
    union all
    select
        changed_keys.report_id as changed_report_id,
        timeless_keys.report_id,
        blocked_by,
    from changed_keys
    inner join timeless_keys using (blocked_by, block_key)
),

final as (
    select
        least(changed_report_id, report_id) as report_a,
        greatest(changed_report_id, report_id) as report_b,
        list_sort(list(distinct blocked_by)) as blocked_by,
    from shared
    where changed_report_id <> report_id
    group by report_a, report_b
)

select * from final
