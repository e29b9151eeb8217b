{# Every value that is not null stands in the column it refers to; `references` maps columns to {model, column}. #}
{% test leads_to(model, references) %}
    {%- for column, target in references.items() %}
    select
        '{{ column }}' as column_name,
        rows_that_refer.{{ column }}::varchar as value_without_row,
    from {{ model }} as rows_that_refer
    anti join {{ ref(target.model) }} as targets on rows_that_refer.{{ column }} = targets.{{ target.column }}
    where rows_that_refer.{{ column }} is not null
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
{% endtest %}
