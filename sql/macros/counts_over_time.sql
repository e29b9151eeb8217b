{# What is counted over months and years: copies count once, and an article without a date stands in none of them. #}
{% macro counts_over_time() -%}
    published_at is not null and duplicate_of is null and empty_reason is null
{%- endmacro %}
