{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

reports as (
    select * from {{ ref('reported_agreements') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

parties as (
    select
        report_id,
        list_sort(list(distinct principal_id)) as principals,
        list_sort(list(distinct principal_id) filter (where is_state)) as states,
        list_sort(list(distinct principal_id) filter (where not is_state)) as organisations,
        -- Countries and the Union conclude hundreds of agreements, anybody else few.
        list_sort(list(distinct principal_id) filter (
            where not is_state or (party_type = 'bloc' and principal_id <> 'EUU')
        )) as rare_parties,
        -- In reverse, so that a longer name is tried before the one it begins with.
        array_to_string(list_reverse_sort(list(distinct {{ words('party_name') }})), '|') as names_pattern,
    from {{ ref('reported_parties') }}
    semi join reports using (report_id)
    group by report_id
),

themes as (
    select
        report_id,
        list_sort(list(distinct theme_id)) as themes,
    from {{ ref('reported_themes') }}
    semi join reports using (report_id)
    group by report_id
),

money as (
    select
        report_id,
        list_sort(list(distinct amount)) as amounts,
        list_sort(list(distinct amount_usd) filter (where amount_usd is not null)) as amounts_usd,
    from {{ ref('reported_commitments') }}
    semi join reports using (report_id)
    group by report_id
),

country_words as (
    select list(distinct word) as words
    from (
        select {{ words('term') }} as word
        from {{ ref('country_terms') }}
    )
    where not contains(word, ' ')
),

-- What is proper to a name: neither the kind of paper, nor the parties, nor small words.
named as (
    select
        reports.report_id,
        list_sort(list_distinct(list_filter(
            string_split(trim(regexp_replace(
                {{ words('reports.name') }}, '\b(' || coalesce(parties.names_pattern, '') || ')\b', ' ', 'g'
            )), ' '),
            lambda w: w <> '' and not list_contains(list_concat({{ name_stop_words() }}, country_words.words), w)
        ))) as name_words,
        lower(array_to_string(regexp_extract_all(reports.name, '\b(\p{Lu})', 1), '')) as name_initials,
    from reports
    cross join country_words
    left join parties on reports.report_id = parties.report_id
    where reports.name is not null
),

-- The words in which an article tells of the agreement. Its headline is that of all its reports, so it tells of one for
-- certain only where there is no other.
titles as (
    select
        versions.article_id,
        string_split({{ words('versions.title') }}, ' ') as title_words,
        count(*) = 1 as has_one_report,
    from reports
    inner join {{ ref('current_versions') }} as versions on reports.article_id = versions.article_id
    where versions.title is not null
    group by versions.article_id, versions.title
),

told as (
    select
        reports.report_id,
        flatten(list(string_split({{ words('sentences.text') }}, ' '))) as told_words,
    from reports
    inner join {{ ref('stg_report_sentences') }} as spoken
        on reports.version_id = spoken.version_id and reports.report_no = spoken.report_no
    inner join {{ ref('sentences') }} as sentences
        on reports.article_id = sentences.article_id and spoken.sentence_no = sentences.sentence_no
    group by reports.report_id
),

windowed as (
    select
        report_id,
        {{ stage('status') }} as stage,
        coalesce(event_on, event_earliest) as window_start,
        coalesce({{ period_end('event_on', 'event_on_precision') }}, event_latest) as window_end,
    from reports
),

-- Talks and deeds are dated by their event or, where none is dated, by their report. A plan is dated by its report: its
-- event lies ahead.
placed as (
    select
        reports.report_id,
        windowed.stage,
        case
            when windowed.stage <= 2 then 'talk'
            when windowed.stage <= 5 then 'deed'
            else 'after'
        end as phase,
        windowed.window_start,
        windowed.window_end,
        if(windowed.stage = 1, reports.published_on, coalesce(windowed.window_start, reports.published_on)) as since,
        if(windowed.stage = 1, reports.published_on, coalesce(windowed.window_end, reports.published_on)) as until,
        windowed.stage > 1 and windowed.window_end is not null as is_dated,
    from reports
    inner join windowed on reports.report_id = windowed.report_id
),

final as (
    select
        reports.report_id,
        reports.article_id,
        reports.seen_order,
        reports.published_on,
        reports.kind,
        reports.status,
        reports.event_on_precision,
        placed.stage,
        placed.phase,
        placed.window_start,
        placed.window_end,
        placed.since,
        placed.until,
        placed.is_dated,
        coalesce(named.name_words, []) as name_words,
        coalesce(named.name_initials, '') as name_initials,
        list_sort(list_distinct(list_concat(
            coalesce(told.told_words, []), if(titles.has_one_report, titles.title_words, [])
        ))) as told_words,
        coalesce(titles.title_words, []) as title_words,
        coalesce(parties.principals, []) as principals,
        coalesce(parties.states, []) as states,
        coalesce(parties.organisations, []) as organisations,
        coalesce(parties.rare_parties, []) as rare_parties,
        coalesce(themes.themes, []) as themes,
        coalesce(reports.entities, []) as entities,
        coalesce(money.amounts, []) as amounts,
        coalesce(money.amounts_usd, []) as amounts_usd,
    from reports
    inner join placed on reports.report_id = placed.report_id
    left join named on reports.report_id = named.report_id
    left join told on reports.report_id = told.report_id
    left join titles on reports.article_id = titles.article_id
    left join parties on reports.report_id = parties.report_id
    left join themes on reports.report_id = themes.report_id
    left join money on reports.report_id = money.report_id
)

select * from final
