with

-- Those that dated_themes counts.
articles as (
    select
        article_id,
        date_trunc('month', published_at)::date as month,
    from {{ ref('articles') }}
    where {{ counts_over_time() }}
),

agreements as (
    select
        *,
        date_trunc('month', coalesce(first_reported_on, status_on))::date as month,
    from {{ ref('agreements') }}
),

agreement_themes as (
    select * from {{ ref('agreement_themes') }}
),

history as (
    select * from {{ ref('agreement_history') }}
),

-- Whole days of the calendar: from the first month with an article to the last.
bounds as (
    select
        min(month) as first_month,
        max(month) as last_month,
    from articles
),

months as (
    select unnest(generate_series(first_month, last_month, interval 1 month))::date as month
    from bounds
),

theme_months as (
    select
        themes.theme_id,
        months.month,
    from {{ ref('marts_themes') }} as themes
    cross join months
),

all_articles as (
    select
        month,
        count(*) as articles,
    from articles
    group by month
),

theme_articles as (
    select
        theme_id,
        month,
        count(*) as articles,
    from {{ ref('dated_themes') }}
    group by theme_id, month
),

new_agreements as (
    select
        agreement_themes.theme_id,
        agreements.month,
        count(*) as agreements,
        round(sum(agreements.committed_usd), 2) as committed_usd,
    from agreements
    inner join agreement_themes on agreements.agreement_id = agreement_themes.agreement_id
    group by agreement_themes.theme_id, agreements.month
),

-- An agreement is active from its first report until its last word is that it is suspended or ended.
stretches as (
    select
        history.agreement_id,
        history.status,
        greatest(date_trunc('month', history.known_on)::date, agreements.month, bounds.first_month) as from_month,
        coalesce(
            lead(date_trunc('month', history.known_on)::date) over (
                partition by history.agreement_id order by history.seq
            ),
            bounds.last_month
        ) as to_month,
    from history
    inner join agreements on history.agreement_id = agreements.agreement_id
    cross join bounds
),

-- Of stretches that overlap only the first has the months they share.
active_stretches as (
    select
        agreement_id,
        greatest(from_month, max(to_month) over earlier + interval 1 month)::date as from_month,
        to_month,
    from stretches
    where status not in ('suspended', 'ended') and from_month <= to_month
    window
        earlier as (
            partition by agreement_id order by from_month, to_month rows between unbounded preceding and 1 preceding
        )
),

-- Counted by who joins and who leaves, not month for month: an agreement stays active for years.
turns as (
    select
        agreement_id,
        from_month as month,
        1 as step,
    from active_stretches
    where from_month <= to_month
    union all
    select
        agreement_id,
        (to_month + interval 1 month)::date as month,
        -1 as step,
    from active_stretches
    where from_month <= to_month
),

active_changes as (
    select
        agreement_themes.theme_id,
        turns.month,
        sum(turns.step) as steps,
    from turns
    inner join agreement_themes on turns.agreement_id = agreement_themes.agreement_id
    group by agreement_themes.theme_id, turns.month
),

counted as (
    select
        theme_months.theme_id,
        theme_months.month,
        coalesce(theme_articles.articles, 0)::integer as articles,
        coalesce(theme_articles.articles, 0) / nullif(all_articles.articles, 0) as share_of_articles,
        coalesce(new_agreements.agreements, 0)::integer as agreements_new,
        coalesce(
            sum(active_changes.steps) over (partition by theme_months.theme_id order by theme_months.month), 0
        )::integer as agreements_active,
        coalesce(new_agreements.committed_usd, 0) as committed_usd,
    from theme_months
    left join all_articles on theme_months.month = all_articles.month
    left join theme_articles
        on theme_months.theme_id = theme_articles.theme_id and theme_months.month = theme_articles.month
    left join new_agreements
        on theme_months.theme_id = new_agreements.theme_id and theme_months.month = new_agreements.month
    left join active_changes
        on theme_months.theme_id = active_changes.theme_id and theme_months.month = active_changes.month
),

final as (
    select
        theme_id,
        month,
        articles,
        coalesce(share_of_articles, 0) as share_of_articles,
        agreements_new,
        agreements_active,
        committed_usd,
        avg(articles) over (
            partition by theme_id order by month rows between 2 preceding and current row
        ) as articles_3m_avg,
        articles - lag(articles, 12) over (partition by theme_id order by month) as change_12m,
        min(if(articles > 0, month, null)) over (partition by theme_id) as first_month,
    from counted
)

select * from final
