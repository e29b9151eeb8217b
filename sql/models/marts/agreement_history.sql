{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

with

reports as (
    select * from {{ ref('agreement_reports') }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
),

timeline as (
    {{ status_timeline('reports') }}
),

-- A row for each change; when and by whom it was first said is looked up among all reports that say the same.
changes as (
    select
        *,
        lag(status_after) over (partition by agreement_id order by position) as status_before,
    from timeline
),

numbered as (
    select
        *,
        row_number() over (partition by agreement_id order by position) as seq,
        lead(position) over (partition by agreement_id order by position) as next_position,
    from changes
    where status_after is distinct from status_before
),

-- The event's own day may stand in another report of the same stretch.
stretches as (
    select
        numbered.agreement_id,
        numbered.seq,
        min(timeline.event_on) filter (where timeline.event_on_precision = 'day') as event_day,
        min(timeline.event_on) as event_on,
        first(timeline.event_on_precision order by timeline.event_on) as event_on_precision,
        first(
            timeline.report_id order by timeline.known_on asc, timeline.confidence desc, timeline.report_id asc
        ) as report_id,
    from numbered
    inner join timeline
        on
            numbered.agreement_id = timeline.agreement_id
            and numbered.status_after = timeline.status
            and numbered.position <= timeline.position
            and (numbered.next_position is null or numbered.next_position > timeline.position)
    group by numbered.agreement_id, numbered.seq
),

final as (
    select
        numbered.agreement_id,
        numbered.seq::integer as seq,
        numbered.status_after as status,
        coalesce(stretches.event_day, stretches.event_on) as event_on,
        if(stretches.event_day is not null, 'day', stretches.event_on_precision) as event_on_precision,
        reports.known_on,
        reports.article_id,
        reports.sentence_id,
        reports.report_id,
    from numbered
    inner join stretches on numbered.agreement_id = stretches.agreement_id and numbered.seq = stretches.seq
    inner join reports on stretches.report_id = reports.report_id
)

select * from final
