{# Jaccard index of two lists of distinct values: 1 the same, 0 nothing shared, null when one is empty. #}
{% macro overlap(a, b) -%}
    len(list_intersect({{ a }}, {{ b }})) / nullif(
        if(len({{ a }}) = 0 or len({{ b }}) = 0, 0, len(list_distinct(list_concat({{ a }}, {{ b }})))), 0
    )
{%- endmacro %}
