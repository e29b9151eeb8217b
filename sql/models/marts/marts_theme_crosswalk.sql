-- The seed has the plain name, and dbt wants names to differ.
{{ config(alias='theme_crosswalk') }}

select
    theme_id,
    scheme,
    scheme_version::varchar as scheme_version,
    code,
    relation,
from {{ ref('theme_crosswalk') }}
