{# The place of a status on the road of an agreement; suspended and ended leave the road. #}
{% macro stage(status) -%}
    case {{ status }}
        when 'anticipated' then 1
        when 'negotiating' then 2
        when 'announced' then 3
        when 'agreed' then 4
        when 'signed' then 5
        when 'in_force' then 6
        when 'suspended' then 7
        when 'ended' then 8
    end
{%- endmacro %}

{# The status that stands at a place of the road; the inverse of stage(). #}
{% macro status_of(stage) -%}
    ['anticipated', 'negotiating', 'announced', 'agreed', 'signed', 'in_force', 'suspended', 'ended'][{{ stage }}]
{%- endmacro %}

{# A report that dates a signing later than the day after its own publication. #}
{% macro signed_too_late() -%}
    reports.status = 'signed' and reports.event_on > versions.published_at::date + 1
{%- endmacro %}
