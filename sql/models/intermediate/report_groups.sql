-- Reports that a chain of good links connects. Clusters lie within such a group, so a build need not look beyond those
-- that changed.
{{ config(materialized='incremental', pre_hook="{{ forget('relinked_reports', 'report_id', key='report_id') }}") }}

with recursive

{{ relinked_reports_and_links() }},

good_links as materialized (
    select
        a,
        b,
    from links
    where not is_forbidden and is_good
    union all
    select
        b,
        a,
    from links
    where not is_forbidden and is_good
),

-- In each round every report takes the lowest rank among its own and its neighbours', until none is lower.
rounds (round_no, report_rank, group_rank) as (
    select
        0 as round_no,
        seen_rank as report_rank,
        seen_rank as group_rank,
    from reports

    union all

    (
        with

        heard as (
            select
                good_links.a as report_rank,
                min(rounds.group_rank) as group_rank,
            from good_links
            inner join rounds on good_links.b = rounds.report_rank
            group by good_links.a
        ),

        lowest as (
            select
                rounds.round_no,
                rounds.report_rank,
                rounds.group_rank as last_group_rank,
                least(rounds.group_rank, heard.group_rank) as group_rank,
            from rounds
            left join heard on rounds.report_rank = heard.report_rank
        ),

        progress as (
            select bool_or(group_rank < last_group_rank) as is_any_lower
            from lowest
        )

        select
            lowest.round_no + 1,
            lowest.report_rank,
            lowest.group_rank,
        from lowest
        cross join progress
        where progress.is_any_lower
    )
),

last_round as (
    select *
    from rounds
    qualify round_no = max(round_no) over ()
),

final as (
    select
        reports.report_id,
        reports.article_id,
        firsts.report_id as group_id,
    from last_round
    inner join reports on last_round.report_rank = reports.seen_rank
    inner join reports as firsts on last_round.group_rank = firsts.seen_rank
)

select * from final
