{# What an agreement is called: its name, else what is known of it in the order of a name, as in
   "Memorandum between Japan and Canada on quantum". Of many parties or themes the first few tell it from others. #}
{% macro agreement_title(name, kind, party_names, themes) -%}
    coalesce(
        nullif(trim({{ name }}), ''),
        if(
            coalesce({{ kind }}, 'other') = 'other',
            'Agreement',
            upper({{ kind }}[1]) || replace({{ kind }}[2:], '_', ' ')
        )
        || case coalesce(len({{ party_names }}), 0)
            when 0 then ''
            when 1 then ' of ' || {{ party_names }}[1]
            when 2 then ' between ' || array_to_string({{ party_names }}, ' and ')
            when 3 then
                ' between ' || array_to_string({{ party_names }}[:2], ', ') || ' and ' || {{ party_names }}[3]
            else ' between ' || array_to_string({{ party_names }}[:3], ', ') || ' and others'
        end
        || if(
            coalesce(len({{ themes }}), 0) = 0,
            '',
            ' on ' || replace(array_to_string({{ themes }}[:2], ' and '), '_', ' ')
        )
    )
{%- endmacro %}
