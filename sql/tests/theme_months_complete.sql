-- Each theme has each month from the first to the last, once.
with

bounds as (
    select
        count(distinct month) as months,
        date_diff('month', min(month), max(month)) + 1 as expected_months,
    from {{ ref('theme_trends') }}
)

select
    trends.theme_id,
    count(*) as months,
    max(bounds.expected_months) as expected_months,
from {{ ref('theme_trends') }} as trends
cross join bounds
group by trends.theme_id
having count(*) <> max(bounds.expected_months)
