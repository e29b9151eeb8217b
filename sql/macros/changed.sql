{# An intermediate table as the last build left it; none before the first. #}
{% macro last_built(table) -%}
    {%- if execute and not flags.FULL_REFRESH -%}
        {{ return(adapter.get_relation(target.database, 'intermediate', table)) }}
    {%- endif -%}
{%- endmacro %}

{#
Articles (or agreements, by their `key`) whose state is another than in the last whole build, as the table `built`
remembers it, or which are gone; all of them in a first build.
#}
{% macro changed_since_last_build(states, state, key='article_id', built='built_articles') %}
    {%- set last = last_built(built) -%}
    with

    states as (
        select * from {{ states }}
    )

    {%- if last %},

    built as (
        select * from {{ last }}
    )

    select coalesce(states.{{ key }}, built.{{ key }}) as {{ key }}
    from states
    full join built on states.{{ key }} = built.{{ key }}
    where states.{{ state }} is distinct from built.{{ state }}
    {%- else %}

    select {{ key }}
    from states
    {%- endif %}
{% endmacro %}

{#
Before new rows of an incremental model are appended, the rows of all articles that changed are taken out: what is there
afterwards is what a full refresh would have put there. `changed` names the model that lists them, `column` the column
of this model that holds an article, `key` that of the list; a model about two articles has two hooks.
#}
{% macro forget(changed, column='article_id', key='article_id') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ column }} in (select {{ key }} from {{ this.database }}.intermediate.{{ changed }})
    {%- endif -%}
{%- endmacro %}

{# The same for models about agreements. #}
{% macro forget_agreements() -%}
    {{ forget('changed_agreements', 'agreement_id', key='agreement_id') }}
{%- endmacro %}

{#
The rows of a large table that belong to what is listed, found by number: a first look reads the key alone, so that the
texts of all pages are not read to find a few. New pages lie together at the end. In a first build all rows are wanted.
#}
{% macro rows_of(table, listed, key) -%}
    select *
    from {{ table }}
    {% if last_built('built_articles') -%}
    where rowid in (select found.rowid from {{ table }} as found semi join {{ listed }} using ({{ key }}))
    {%- else -%}
    semi join {{ listed }} using ({{ key }})
    {%- endif %}
{%- endmacro %}
