with

articles as (
    select
        article_id,
        year(published_at)::integer as year,
    from {{ ref('articles') }}
    where {{ counts_over_time() }}
),

themed as (
    select
        article_id,
        theme_id,
        year(month)::integer as year,
    from {{ ref('dated_themes') }}
),

year_sizes as (
    select
        year,
        count(*) as articles,
    from articles
    group by year
),

theme_sizes as (
    select
        theme_id,
        year,
        count(*) as articles,
    from themed
    group by theme_id, year
),

article_pairs as (
    select
        a.theme_id as theme_a,
        b.theme_id as theme_b,
        a.year,
        count(*) as articles,
    from themed as a
    inner join themed as b on a.article_id = b.article_id and a.theme_id < b.theme_id
    group by a.theme_id, b.theme_id, a.year
),

agreement_pairs as (
    select
        a.theme_id as theme_a,
        b.theme_id as theme_b,
        year(coalesce(agreements.first_reported_on, agreements.status_on))::integer as year,
        count(*) as agreements,
    from {{ ref('agreement_themes') }} as a
    inner join {{ ref('agreement_themes') }} as b on a.agreement_id = b.agreement_id and a.theme_id < b.theme_id
    inner join {{ ref('agreements') }} as agreements on a.agreement_id = agreements.agreement_id
    where coalesce(agreements.first_reported_on, agreements.status_on) is not null
    group by all
),

paired as (
    select
        theme_a,
        theme_b,
        year,
        coalesce(article_pairs.articles, 0)::integer as articles,
        coalesce(agreement_pairs.agreements, 0)::integer as agreements,
    from article_pairs
    full join agreement_pairs using (theme_a, theme_b, year)
),

final as (
    select
        paired.theme_a,
        paired.theme_b,
        paired.year,
        paired.articles,
        paired.agreements,
        -- How many times more often than by chance the two stand in one article; null where one never stands.
        paired.articles * year_sizes.articles / (size_a.articles * size_b.articles) as lift,
    from paired
    left join year_sizes on paired.year = year_sizes.year
    left join theme_sizes as size_a on paired.theme_a = size_a.theme_id and paired.year = size_a.year
    left join theme_sizes as size_b on paired.theme_b = size_b.theme_id and paired.year = size_b.year
)

select * from final
