{#
The promises of one model, asked in one query, since each test costs a small build as much as a model does.

- `grain`: one row for each key, and no part of a key null;
- `references`: maps columns to {model, column}, where each of their values that is not null stands;
- `values`: maps columns to the values they may have when not null.
#}
{% test sound(model, grain, references={}, values={}) %}
    with

    asked as (
        select * from {{ model }}
    )

    select
        'grain {{ grain | join(", ") }}' as broken,
        concat_ws('|', {{ grain | join(', ') }})::varchar as found,
        count(*) as rows_with_it,
    from asked
    group by {{ grain | join(', ') }}
    having count(*) > 1 or {{ grain | join(' is null or ') }} is null

    {%- for column, target in references.items() %}

    union all

    select
        '{{ column }} without a row in {{ target.model }}' as broken,
        asked.{{ column }}::varchar as found,
        1 as rows_with_it,
    from asked
    anti join {{ ref(target.model) }} as targets on asked.{{ column }} = targets.{{ target.column }}
    where asked.{{ column }} is not null
    {%- endfor %}

    {%- for column, accepted in values.items() %}

    union all

    select
        'value of {{ column }}' as broken,
        {{ column }}::varchar as found,
        count(*) as rows_with_it,
    from asked
    where {{ column }} not in ('{{ accepted | join("', '") }}')
    group by {{ column }}
    {%- endfor %}
{% endtest %}
