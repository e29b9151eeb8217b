{# Every value that is not null stands in the column it refers to; `references` maps columns to {model, column}. #}
{% test leads_to(model, references) %}
    {%- for column, target in references.items() %}
    select
        '{{ column }}' as column_name,
        {{ column }}::varchar as value_without_row,
    from {{ model }}
    where
        {{ column }} is not null
        and {{ column }} not in (select {{ target.column }} from {{ ref(target.model) }})
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
{% endtest %}
