{# An intermediate table as the last build left it; none before the first. #}
{% macro last_built(table) -%}
    {%- if execute and not flags.FULL_REFRESH -%}
        {{ return(adapter.get_relation(target.database, 'intermediate', table)) }}
    {%- endif -%}
{%- endmacro %}

{# Articles whose state is another than in the last whole build, or which are gone; all articles in a first build. #}
{% macro changed_since_last_build(states, state) %}
    {%- set built = last_built('built_articles') -%}
    with

    states as (
        select * from {{ states }}
    )

    {%- if built %},

    built as (
        select * from {{ built }}
    )

    select coalesce(states.article_id, built.article_id) as article_id
    from states
    full join built on states.article_id = built.article_id
    where states.{{ state }} is distinct from built.{{ state }}
    {%- else %}

    select article_id
    from states
    {%- endif %}
{% endmacro %}

{#
Before new rows of an incremental model are appended, the rows of all articles that changed are taken out: what is there
afterwards is what a full refresh would have put there. `changed` names the model that lists them, `column` the column
of this model that holds an article; a model about two articles has two hooks.
#}
{% macro forget(changed, column='article_id', key='article_id') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ column }} in (select {{ key }} from {{ this.database }}.intermediate.{{ changed }})
    {%- endif -%}
{%- endmacro %}
