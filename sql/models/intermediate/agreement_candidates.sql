with

reports as (
    select * from {{ ref('link_profiles') }}
),

keys as (
    select
        report_id,
        unnest(flatten([['parties|' || a || '|' || b for b in principals if a < b] for a in principals])) as block_key,
    from reports
    union
    select
        report_id,
        unnest(['organisation|' || party_id for party_id in organisations]),
    from reports
    union
    select
        report_id,
        'party|' || principals[1],
    from reports
    where len(principals) = 1
    union
    select
        report_id,
        'name|' || array_to_string(name_words, ' '),
    from reports
    where len(name_words) > 0
    union
    -- Two deals in one article are never the same: the pair is kept to say so.
    select
        report_id,
        'article|' || article_id,
    from reports
    union
    select
        report_id,
        unnest(['money|' || printf('%.1e', amount) for amount in amounts_usd]),
    from reports
),

changed_keys as (
    select
        keys.report_id,
        keys.block_key,
    from keys
    inner join reports on keys.report_id = reports.report_id
    semi join {{ ref('changed_articles') }} as changed on reports.article_id = changed.article_id
),

final as (
    select
        least(changed_keys.report_id, keys.report_id) as report_a,
        greatest(changed_keys.report_id, keys.report_id) as report_b,
        list_sort(list(distinct string_split(keys.block_key, '|')[1])) as blocked_by,
    from changed_keys
    inner join keys on changed_keys.block_key = keys.block_key and changed_keys.report_id <> keys.report_id
    group by report_a, report_b
)

select * from final
