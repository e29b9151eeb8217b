-- The seed has the plain name, and dbt wants names to differ.
{{ config(alias='themes') }}

select
    theme_id,
    name,
    description,
from {{ ref('themes') }}
