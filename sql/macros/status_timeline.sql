{#
What is known of each agreement's status after each report, in the order of events. The one place of this rule, used
by the marts and by marts.agreements_as_of(day) alike.

`reports` is the name of a relation with the columns of marts.agreement_reports.

1. A report stands at the day of its event, or at the last day it may be where only a month or year is known; plans and
   talks, whose event lies ahead, stand at the day of the report. A report without any day stands with the last dated one
   of its own stage, or right after those of earlier stages.
2. Before signature the newest report counts, whichever way it moves; `announced` and `agreed` do not undo each other.
3. A signature is a fact that stays: only suspension or end changes it.
4. What comes after a suspension or an end starts anew.
5. Of several reports of one day the later stage wins, then more sites, then higher confidence.
#}
{% macro status_timeline(reports) %}
    with

    staged as (
        select
            *,
            {{ stage('status') }} as stage,
            case
                when status in ('anticipated', 'negotiating') then published_on
                when event_on is null or event_on_precision = 'day' then event_on
                else least({{ period_end('event_on', 'event_on_precision') }}, published_on)
            end as stated_on,
        from {{ reports }}
    ),

    dated as (
        select
            *,
            coalesce(stated_on, max(stated_on) over own_stage, max(stated_on) over earlier_stages) as effective_on,
            count(*) over (partition by agreement_id, stage) as stage_reports,
        from staged
        window
            own_stage as (partition by agreement_id, stage),
            earlier_stages as (partition by agreement_id order by stage range unbounded preceding)
    ),

    ordered as (
        select
            *,
            row_number() over (
                partition by agreement_id
                order by effective_on nulls first, stage, stage_reports, confidence, known_on desc, report_id
            ) as position,
        from dated
    ),

    -- A new segment begins with each suspension or end, a new stretch of talks with each plan or talk.
    segmented as (
        select
            *,
            count(*) filter (where stage >= 7) over so_far as segment,
        from ordered
        window so_far as (partition by agreement_id order by position rows unbounded preceding)
    ),

    talked as (
        select
            *,
            count(*) filter (where stage <= 2) over so_far as talks,
        from segmented
        window so_far as (partition by agreement_id, segment order by position rows unbounded preceding)
    ),

    reached as (
        select
            *,
            max(stage) filter (where stage in (5, 6)) over in_segment as bound_stage,
            max(stage) filter (where stage in (3, 4)) over in_talks as made_stage,
        from talked
        window
            in_segment as (partition by agreement_id, segment order by position rows unbounded preceding),
            in_talks as (partition by agreement_id, segment, talks order by position rows unbounded preceding)
    )

    select
        *,
        case
            when stage >= 7 then status
            when bound_stage is not null then {{ status_of('bound_stage') }}
            when stage <= 2 then status
            else {{ status_of('made_stage') }}
        end as status_after,
    from reached
{% endmacro %}
