{# Who answers for a party: a ministry acts for its country, anyone else for itself. #}
{% macro principal(party) -%}
    if({{ party }}.party_type = 'government_body', coalesce({{ party }}.iso3, {{ party }}.party_id), {{ party }}.party_id)
{%- endmacro %}
