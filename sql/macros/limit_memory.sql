{# What DuckDB may use; more than that goes to disk. Without the setting it takes four fifths of the machine's memory. #}
{% macro limit_memory() %}
    {% set limit = env_var('PACTWATCH_MEMORY_LIMIT', '') %}
    {% if limit %}
        set global memory_limit = '{{ limit }}'
    {% endif %}
{% endmacro %}
