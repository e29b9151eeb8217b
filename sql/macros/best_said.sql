{# The value of a column in the earliest article that states it; of one day, the more confident report's. #}
{% macro best_said(column) -%}
    first({{ column }} order by is_conversion, known_on, confidence desc, article_id, commitment_no) filter (
        where {{ column }} is not null
    )
{%- endmacro %}
