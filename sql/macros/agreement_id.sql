{# An agreement is called after the report of it that was seen first (docs/models.md, "Ids that stay"). #}
{% macro agreement_id(report_id) -%}
    left(md5('agreement|' || {{ report_id }}), 16)
{%- endmacro %}
