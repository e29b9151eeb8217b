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

final as (
    select
        a.report_id as report_a,
        b.report_id as report_b,
        list_sort(list(distinct string_split(a.block_key, '|')[1])) as blocked_by,
    from keys as a
    inner join keys as b on a.block_key = b.block_key and a.report_id < b.report_id
    group by a.report_id, b.report_id
)

select * from final
