with

reports as (
    select * from {{ ref('reported_agreements') }}
),

parties as (
    select
        report_id,
        list_sort(list(distinct party_id)) as parties,
        list_sort(list(distinct principal_id)) as principals,
        list_sort(list(distinct principal_id) filter (where not is_state)) as organisations,
        list_distinct(flatten(list(string_split({{ words('party_name') }}, ' ')))) as party_words,
    from {{ ref('reported_parties') }}
    group by report_id
),

themes as (
    select
        report_id,
        list_sort(list(distinct theme_id)) as themes,
    from {{ ref('reported_themes') }}
    group by report_id
),

money as (
    select
        report_id,
        list_sort(list(distinct amount_usd) filter (where amount_usd is not null)) as amounts_usd,
    from {{ ref('reported_commitments') }}
    group by report_id
),

country_words as (
    select list(distinct word) as words
    from (
        select unnest(string_split({{ words('term') }}, ' ')) as word
        from {{ ref('country_terms') }}
    )
),

-- What is proper to a name: neither the kind of paper, nor the parties, nor small words.
named as (
    select
        reports.*,
        list_sort(list_distinct(list_filter(
            string_split({{ words('reports.name') }}, ' '),
            lambda word: not list_contains({{ name_stop_words() }}, word)
                and not list_contains(country_words.words, word)
                and not list_contains(coalesce(parties.party_words, []), word)
        ))) as name_words,
        lower(array_to_string(regexp_extract_all(reports.name, '\b(\p{Lu})', 1), '')) as name_initials,
        parties.parties,
        parties.principals,
        parties.organisations,
    from reports
    cross join country_words
    left join parties on reports.report_id = parties.report_id
),

final as (
    select
        named.report_id,
        named.article_id,
        named.known_on,
        named.published_on,
        named.first_seen_at,
        named.kind,
        named.status,
        {{ stage('named.status') }} as stage,
        named.name,
        coalesce(named.name_words, []) as name_words,
        coalesce(named.name_initials, '') as name_initials,
        coalesce(named.parties, []) as parties,
        coalesce(named.principals, []) as principals,
        coalesce(named.organisations, []) as organisations,
        coalesce(themes.themes, []) as themes,
        coalesce(money.amounts_usd, []) as amounts_usd,
        named.event_on,
        named.event_on_precision,
        coalesce(named.event_on, named.event_earliest) as window_start,
        case named.event_on_precision
            when 'day' then named.event_on
            when 'month' then last_day(named.event_on)
            when 'quarter' then named.event_on + interval 3 month - interval 1 day
            when 'year' then named.event_on + interval 1 year - interval 1 day
            else named.event_latest
        end::date as window_end,
    from named
    left join themes on named.report_id = themes.report_id
    left join money on named.report_id = money.report_id
)

select * from final
