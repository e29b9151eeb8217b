with

candidates as (
    select * from {{ ref('agreement_candidates') }}
),

reports as (
    select * from {{ ref('link_profiles') }}
),

-- Of each pair the report whose event comes first by the road of an agreement is a, for the reading of dates.
pairs as (
    select
        candidates.report_a,
        candidates.report_b,
        candidates.blocked_by,
        a,
        b,
        {{ overlap('a.parties', 'b.parties') }} as parties_alike,
        {{ overlap('a.principals', 'b.principals') }} as principals_alike,
        {{ overlap('a.themes', 'b.themes') }} as themes_alike,
        len(list_intersect(a.name_words, b.name_words)) as name_words_shared,
        least(len(a.name_words), len(b.name_words)) as name_words_least,
        list_has_any(a.organisations, b.organisations) as shares_organisation,
        list_bool_or(flatten([[abs(x - y) <= 0.02 * greatest(x, y) for x in a.amounts_usd] for y in b.amounts_usd]))
            as shares_amount,
        least(a.stage, b.stage) as stage_first,
        greatest(a.stage, b.stage) as stage_last,
    from candidates
    inner join reports as a on candidates.report_a = a.report_id
    inner join reports as b on candidates.report_b = b.report_id
),

-- Days between the two events where both are known, negative when the windows overlap; between the two
-- publications otherwise.
timed as (
    select
        *,
        greatest(a.window_start - b.window_end, b.window_start - a.window_end) as event_gap_days,
        abs(a.published_on - b.published_on) as published_gap_days,
        stage_first = stage_last as is_same_stage,
        a.event_on_precision = 'day' and b.event_on_precision = 'day' as has_both_days,
        case
            when name_words_least = 0 then null
            else name_words_shared / name_words_least
        end as names_alike,
    from pairs
),

weighed as (
    select
        report_a,
        report_b,
        blocked_by,
        case
            when parties_alike is null then 0
            when greatest(parties_alike, principals_alike) = 0 then -2
            else 3 * greatest(parties_alike, principals_alike)
        end + if(shares_organisation, 1, 0) as parties_weight,
        case
            when names_alike is null then 0
            when names_alike = 1 then 4
            when names_alike >= 0.5 then 1
            else -3
        end as name_weight,
        case
            when a.kind = b.kind then 1
            when 'contract' in (a.kind, b.kind) and 'treaty' in (a.kind, b.kind) then -1
            else 0
        end as kind_weight,
        coalesce(3 * themes_alike - 1, 0) as themes_weight,
        case
            when shares_amount then 2
            when shares_amount is null then 0
            else -0.5
        end as money_weight,
        case
            when is_same_stage and event_gap_days <= 3 and has_both_days then 2
            when is_same_stage and event_gap_days <= 0 then 1
            when is_same_stage and event_gap_days > 45 then -4
            when is_same_stage and event_gap_days > 10 then -2
            when event_gap_days is null and published_gap_days <= 14 then 1
            else 0
        end as time_weight,
        case
            when a.article_id = b.article_id then 'same article'
        end as veto,
    from timed
),

final as (
    select
        report_a,
        report_b,
        blocked_by,
        parties_weight,
        name_weight,
        kind_weight,
        themes_weight,
        money_weight,
        time_weight,
        parties_weight + name_weight + kind_weight + themes_weight + money_weight + time_weight as score,
        veto,
    from weighed
)

select * from final
