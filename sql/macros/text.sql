{# A text as lower-case words with one blank between them: what two copies share when typography differs. #}
{% macro words(column) -%}
    trim(regexp_replace(lower({{ column }}), '[^\pL\pN]+', ' ', 'g'))
{%- endmacro %}

{# The number of words in a text made by words(). #}
{% macro word_count(column) -%}
    len(string_split({{ column }}, ' '))
{%- endmacro %}
