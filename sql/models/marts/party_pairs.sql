with

agreements as (
    select
        agreement_id,
        year(coalesce(first_reported_on, status_on))::integer as year,
        themes,
        committed_usd,
    from {{ ref('agreements') }}
    where coalesce(first_reported_on, status_on) is not null
),

members as (
    select * from {{ ref('agreement_parties') }}
),

reports as (
    select * from {{ ref('agreement_reports') }}
),

agreement_pairs as (
    select
        a.party_id as party_a,
        b.party_id as party_b,
        agreements.agreement_id,
        agreements.year,
        agreements.themes,
        agreements.committed_usd,
    from agreements
    inner join members as a on agreements.agreement_id = a.agreement_id
    inner join members as b on agreements.agreement_id = b.agreement_id and a.party_id < b.party_id
),

article_counts as (
    select
        agreement_pairs.party_a,
        agreement_pairs.party_b,
        agreement_pairs.year,
        count(distinct reports.canonical_article_id)::integer as articles,
    from agreement_pairs
    inner join reports on agreement_pairs.agreement_id = reports.agreement_id
    group by all
),

summed as (
    select
        party_a,
        party_b,
        year,
        count(*)::integer as agreements,
        list_sort(list_distinct(flatten(list(themes)))) as themes,
        round(sum(committed_usd), 2) as committed_usd,
    from agreement_pairs
    group by party_a, party_b, year
),

final as (
    select
        summed.party_a,
        summed.party_b,
        summed.year,
        summed.agreements,
        article_counts.articles,
        summed.themes,
        summed.committed_usd,
    from summed
    inner join article_counts
        on
            summed.party_a = article_counts.party_a
            and summed.party_b = article_counts.party_b
            and summed.year = article_counts.year
)

select * from final
