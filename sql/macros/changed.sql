{# What the last whole build was made of, as intermediate.built_articles keeps it; none before the first. #}
{% macro built_articles() -%}
    {%- if execute and not flags.FULL_REFRESH -%}
        {{ return(adapter.get_relation(target.database, 'intermediate', 'built_articles')) }}
    {%- endif -%}
{%- endmacro %}

{#
Before new rows of an incremental model are appended, the rows of all articles that changed are taken out: what is there
afterwards is what a full refresh would have put there. `changed` names the model that lists them, `columns` the columns
of this model that hold an article.
#}
{% macro forget(changed, columns=['article_id']) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            {%- for column in columns %}
            {{ "or " if not loop.first }}{{ column }} in (select article_id from {{ this.database }}.intermediate.{{ changed }})
            {%- endfor %}
    {%- endif -%}
{%- endmacro %}
