-- The weights are read as points for (or against) "these two reports speak of one agreement"; docs/models.md gives the
-- reason for each, and same_agreement_score in dbt_project.yml the sum from which they do.
{{ config(
    materialized='incremental',
    pre_hook=["{{ forget('changed_articles', 'article_a') }}", "{{ forget('changed_articles', 'article_b') }}"],
) }}

with

candidates as (
    select * from {{ ref('agreement_candidates') }}
),

profiles as (
    select * from {{ ref('link_profiles') }}
),

-- The report of the earlier stage stands first, so that the order of time can be checked against it.
pairs as (
    select
        candidates.report_a,
        candidates.report_b,
        a.article_id as article_a,
        b.article_id as article_b,
        candidates.blocked_by,
        if(a.stage <= b.stage, a, b) as early,
        if(a.stage <= b.stage, b, a) as late,
    from candidates
    inner join profiles as a on candidates.report_a = a.report_id
    inner join profiles as b on candidates.report_b = b.report_id
),

compared as (
    select
        report_a,
        report_b,
        article_a,
        article_b,
        blocked_by,
        early,
        late,
        len(list_intersect(early.principals, late.principals)) as shared_parties,
        len(list_intersect(early.organisations, late.organisations)) as shared_organisations,
        {{ jaccard('early.principals', 'late.principals') }} as parties_alike,
        {{ containment('early.principals', 'late.principals') }} as parties_contained,
        {{ containment('early.states', 'late.states') }} as states_contained,
        len(list_intersect(early.states, late.states)) < 2 and (
            (len(early.states) >= 2 and len(early.organisations) = 0 and len(late.organisations) >= 2)
            or (len(late.states) >= 2 and len(late.organisations) = 0 and len(early.organisations) >= 2)
        ) as is_of_states_and_of_others,
        {{ jaccard('early.themes', 'late.themes') }} as themes_alike,
        {{ containment('early.themes', 'late.themes') }} as themes_contained,
        {{ jaccard('early.entities', 'late.entities') }} as entities_alike,
        {{ containment('early.name_words', 'late.name_words') }} as names_contained,
        list_bool_or([
            length(word) >= 3 and contains(late.name_initials, word) for word in early.name_words
        ]) or list_bool_or([
            length(word) >= 3 and contains(early.name_initials, word) for word in late.name_words
        ]) as is_acronym,
        -- Where only one of the two has a name: does the other speak of it in its words?
        if(len(early.name_words) > 0, early.name_words, late.name_words) as only_name,
        if(len(early.name_words) > 0, late, early) as unnamed,
        {{ any_near('early.amounts_usd', 'late.amounts_usd', 0.03) }} as shares_money,
        -- The same sum in another currency: articles use other rates.
        list_has_any(early.amounts, late.amounts)
        or {{ any_near('early.amounts_usd', 'late.amounts_usd', 0.08) }} as shares_number,
        late.since - early.until as days_after,
        early.since - late.until as days_before,
        late.window_start - early.window_end as days_after_plan,
        early.window_start - late.window_end as days_before_plan,
    from pairs
),

timed as (
    select
        *,
        greatest(days_after, days_before, 0) as days_apart,
        early.event_on_precision in ('month', 'quarter', 'year')
        or late.event_on_precision in ('month', 'quarter', 'year') as is_rough,
    from compared
),

weighed as (
    select
        report_a,
        report_b,
        article_a,
        article_b,
        blocked_by,
        case
            when parties_alike is null then 0
            when parties_alike = 0 then -2
            when parties_contained < 1 and parties_alike < 0.5 then if(shared_parties >= 2, 0.5, -1.5)
            else 1.25 * (parties_alike + parties_contained)
        end
        + case
            when shared_organisations >= 2 then 2.5
            when shared_organisations = 1 then 1.5
            else 0
        end as parties_weight,
        case
            when names_contained = 1 then if(least(len(early.name_words), len(late.name_words)) > 1, 6, 3)
            when is_acronym then 4
            when names_contained >= 0.5 then 1
            when names_contained is not null then -3
            when len(only_name) = 0 then 0
            when list_has_all(unnamed.told_words, only_name) then 1.5
            when list_has_any(unnamed.told_words, only_name) then 0
            -- Talks may not have a name yet.
            when unnamed.phase = 'talk' or list_has_any(unnamed.title_words, only_name) then -0.5
            else -2
        end as name_weight,
        case
            when early.kind <> late.kind then 0
            when early.kind = 'other' then 0.25
            else 1
        end as kind_weight,
        coalesce(1.25 * (themes_alike + themes_contained) - 0.5, 0) as themes_weight,
        if(entities_alike is null, 0, least(greatest(5 * (entities_alike - 0.2), -1), 1.5)) as context_weight,
        case
            when shares_money then 2
            when shares_number then 1
            when shares_money is null then 0
            else -1
        end as money_weight,
        case
            -- A plan for one time is no plan for another; plans slip, but by less than a year.
            when
                early.status = 'anticipated' and late.phase = 'deed'
                and (days_before_plan > 30 or days_after_plan > 365)
                then -3
            when early.since is null or late.since is null
                then if(early.phase = 'talk' and late.phase = 'deed', 0.5, 0)
            when early.phase = 'talk' and late.phase = 'talk'
                then case
                    when days_apart <= 60 then 1
                    when days_apart <= 400 then 0.5
                    when days_apart <= 1000 then 0
                    else -1.5
                end
            when early.phase = 'after' then if(days_apart <= 60, 1, 0)
            when late.phase = 'after'
                then case
                    when days_before > 30 then -2
                    when days_apart <= 730 then 1
                    else 0.5
                end
            when early.phase = 'talk'
                then case
                    when days_before > 30 then -3
                    when days_after <= 45 then 1.5
                    when days_after <= 730 then 0.5
                    when days_after <= 1000 then 0
                    else -1.5
                end
            when early.is_dated and late.is_dated
                then case
                    when days_apart <= 3
                        then case
                            when early.event_on_precision = 'day' and late.event_on_precision = 'day' then 2
                            when
                                early.event_on_precision in ('day', 'month')
                                and late.event_on_precision in ('day', 'month')
                                then 1.5
                            else 0.5
                        end
                    when days_apart <= 10 then 0.5
                    -- Articles date an old signing by their own day often enough that this alone decides nothing.
                    when early.status = late.status then if(days_apart <= 400, -2.5, -3.5)
                    when days_before > 0 then -3
                    when days_apart <= 400 then 0
                    else if(days_apart <= 1000, -1, -2.5)
                end
            -- Nobody reports a deed before its day.
            when early.is_dated and days_before > 10 then -3
            when late.is_dated and days_after > 10 then -3
            when days_apart <= 14 then 1
            when days_apart <= 60 then 0.5
            else 0
        end as time_weight,
        case
            when early.article_id = late.article_id then 'same article'
            when
                states_contained < 1 and len(early.states) >= 2 and len(late.states) >= 2
                and len(early.organisations) = 0 and len(late.organisations) = 0
                then 'different countries'
            -- A treaty and the contract of companies that work under it bear one name.
            when is_of_states_and_of_others then 'states and companies'
            when
                early.status = 'signed' and late.status = 'signed'
                and early.is_dated and late.is_dated and days_apart > if(is_rough, 545, 180)
                then 'signed at different times'
        end as veto,
    from timed
),

final as (
    select
        report_a,
        report_b,
        article_a,
        article_b,
        blocked_by,
        parties_weight,
        name_weight,
        kind_weight,
        themes_weight,
        context_weight,
        money_weight,
        time_weight,
        parties_weight + name_weight + kind_weight + themes_weight + context_weight + money_weight + time_weight
            as score,
        veto,
    from weighed
)

select * from final
