{# Shared part of all values of two lists of distinct values: 1 the same, 0 nothing shared, null when one is empty. #}
{% macro jaccard(a, b) -%}
    len(list_intersect({{ a }}, {{ b }}))
    / if(len({{ a }}) = 0 or len({{ b }}) = 0, null, len(list_distinct(list_concat({{ a }}, {{ b }}))))
{%- endmacro %}

{# Shared part of the shorter of two lists of distinct values: 1 when it lies within the longer, null when empty. #}
{% macro containment(a, b) -%}
    len(list_intersect({{ a }}, {{ b }})) / nullif(least(len({{ a }}), len({{ b }})), 0)
{%- endmacro %}

{# Whether a value of one list is within a share of a value of the other; null when one is empty. #}
{% macro any_near(a, b, share) -%}
    list_bool_or(flatten([[abs(x - y) <= {{ share }} * greatest(x, y) for x in {{ a }}] for y in {{ b }}]))
{%- endmacro %}
