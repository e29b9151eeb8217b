-- Comparing every report with every other would cost the square of their number. Two are worth comparing when they
-- share two parties and a theme or the time; a party of few agreements, a theme and some years; a proper name; or a
-- sum of money.
{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

reports as (
    select * from {{ ref('link_profiles') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

-- A year and the next one, so that December meets January; a report without a date may be of any year.
report_years as (
    select
        report_id,
        unnest(if(published_on is null, [null], [year(published_on), year(published_on) + 1])) as year,
    from reports
),

-- Articles speak for years of what a company or an institute agreed.
report_periods as (
    select
        report_id,
        unnest(if(published_on is null, [null], [year(published_on) + n for n in range(4)])) as year,
    from reports
),

report_themes as (
    select
        report_id,
        unnest(themes) as theme_id,
    from reports
),

party_pairs as (
    select
        report_id,
        unnest(flatten([[a || '|' || b for b in principals if a < b] for a in principals])) as pair,
    from reports
    union all
    select
        report_id,
        principals[1] as pair,
    from reports
    where len(principals) = 1
),

report_rare_parties as (
    select
        report_id,
        unnest(rare_parties) as party_id,
    from reports
),

report_sums as (
    select
        report_id,
        unnest(amounts_usd) as amount_usd,
    from reports
),

keys as (
    select
        party_pairs.report_id,
        'parties and theme' as blocked_by,
        hash(party_pairs.pair, report_themes.theme_id) as block_key,
        0 as year,
    from party_pairs
    inner join report_themes on party_pairs.report_id = report_themes.report_id
    union
    select
        party_pairs.report_id,
        'parties and time' as blocked_by,
        hash(party_pairs.pair) as block_key,
        report_years.year,
    from party_pairs
    inner join report_years on party_pairs.report_id = report_years.report_id
    union
    select
        report_rare_parties.report_id,
        'rare party, theme and time' as blocked_by,
        hash(report_rare_parties.party_id, report_themes.theme_id) as block_key,
        report_periods.year,
    from report_rare_parties
    inner join report_themes on report_rare_parties.report_id = report_themes.report_id
    inner join report_periods on report_rare_parties.report_id = report_periods.report_id
    union
    select
        report_id,
        'name' as blocked_by,
        hash(name_words) as block_key,
        0 as year,
    from reports
    where len(name_words) > 0
    union
    select
        report_themes.report_id,
        'money and theme' as blocked_by,
        hash(printf('%.1e', sums.amount_usd), report_themes.theme_id) as block_key,
        0 as year,
    from report_sums as sums
    inner join report_themes on sums.report_id = report_themes.report_id
    union
    -- Two deals in one article are never the same: the pair is kept to say so.
    select
        report_id,
        'article' as blocked_by,
        hash(article_id) as block_key,
        0 as year,
    from reports
),

final as (
    select
        reports.article_id,
        keys.*,
    from keys
    inner join reports on keys.report_id = reports.report_id
)

select * from final
