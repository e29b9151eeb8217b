{# Every value that is not null is one of the listed ones; `values` maps columns to lists. #}
{% test accepted(model, values) %}
    {%- for column, accepted in values.items() %}
    select
        '{{ column }}' as column_name,
        {{ column }}::varchar as unknown_value,
        count(*) as rows_with_this_value,
    from {{ model }}
    where {{ column }} not in ('{{ accepted | join("', '") }}')
    group by {{ column }}
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
{% endtest %}
