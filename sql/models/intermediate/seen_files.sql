-- Written after what is made from it, so that a build that was killed looks again.

-- depends_on: {{ ref('current_versions') }}

select
    raw_file,
    count(*) as attempts,
from {{ ref('stg_fetch_outcomes') }}
group by raw_file
