{# The last day that a date known to a day, month, quarter or year may be; null without a precision. #}
{% macro period_end(first_day, precision) -%}
    case {{ precision }}
        when 'day' then {{ first_day }}
        when 'month' then last_day({{ first_day }})
        when 'quarter' then {{ first_day }} + interval 3 month - interval 1 day
        when 'year' then {{ first_day }} + interval 1 year - interval 1 day
    end::date
{%- endmacro %}
