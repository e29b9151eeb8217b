{# Words that stand in the names of many agreements and so tell none from another. #}
{% macro name_stop_words() -%}
    [
        'a', 'an', 'the', 'of', 'on', 'in', 'for', 'to', 'and', 'or', 'with', 'between', 'among', 'by', 'from', 's',
        'government', 'governments', 'republic', 'kingdom', 'state', 'states', 'commission', 'bilateral', 'trilateral',
        'joint', 'new', 'enhanced', 'strategic', 'agreement', 'accord', 'pact', 'deal', 'treaty', 'convention',
        'memorandum', 'memoranda', 'understanding', 'cooperation', 'co', 'operation', 'collaboration', 'mou', 'moc',
        'statement', 'declaration', 'communique', 'framework', 'partnership', 'alliance', 'dialogue', 'arrangement',
        'contract', 'initiative', 'programme', 'program', 'project', 'plan', 'fund', 'council', 'establishment',
        'regarding', 'concerning', 'about', 'against', 'u', 'k', 'us', 'uk', 'eu',
    ]
{%- endmacro %}
