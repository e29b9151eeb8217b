{# Another one whenever a page was read anew, with new code or a new vocabulary too. #}
{% macro version_hash() -%}
    hash(version_id, article_id, requested_url, run_id, code_version, vocabulary_version, fetched_at)
{%- endmacro %}
