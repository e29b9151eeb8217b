{# One row for each key, and no part of a key null. #}
{% test grain(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as rows_with_this_key,
    from {{ model }}
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {%- for column in columns %}
        or {{ column }} is null
        {%- endfor %}
{% endtest %}
