with

bounds as (
    select
        min(day) as first_day,
        max(day) as last_day,
    from (
        select unnest([published_at::date, first_seen_at::date, last_seen_at::date]) as day
        from {{ ref('articles') }}
        union all
        select event_on
        from {{ ref('agreement_reports') }}
    )
    where day is not null
),

days as (
    select
        unnest(generate_series(
            date_trunc('year', first_day),
            date_trunc('year', last_day) + interval 1 year - interval 1 day,
            interval 1 day
        ))::date as day,
    from bounds
),

final as (
    select
        day,
        date_trunc('month', day)::date as month,
        date_trunc('quarter', day)::date as quarter,
        year(day)::integer as year,
    from days
)

select * from final
