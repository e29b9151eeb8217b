{#
The ids that earlier builds gave, as intermediate.issued_ids keeps them; no rows before the first build. A model cannot
refer to one that is built after it, so the table is looked up.
#}
{% macro issued_before() -%}
    {%- set issued = adapter.get_relation(target.database, 'intermediate', 'issued_ids') if execute -%}
    {%- if issued -%}
        select * from {{ issued }}
    {%- else -%}
        select
            null::varchar as report_id,
            null::varchar as article_id,
            null::varchar[] as principals,
            null::varchar as agreement_id,
            null::timestamp as issued_at,
        where false
    {%- endif -%}
{%- endmacro %}
