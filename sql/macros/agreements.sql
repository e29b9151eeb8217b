{#
One row for each agreement from what its reports say. The one place of these rules: marts.agreements is this query over
all reports, marts.agreements_as_of(day) the same query over the reports known on that day.

The arguments are names of relations with the columns of the marts of the same names.
#}
{% macro agreements(reports, articles, sentences, parties, commitments, corrections, predecessors) %}
    with

    timeline as (
        {{ status_timeline(reports) }}
    ),

    reports as (
        select * from {{ reports }}
    ),

    -- The newest word on the status, with the best report that says it.
    present as (
        select
            agreement_id,
            last(status_after order by position) as status,
        from timeline
        group by agreement_id
    ),

    saying as (
        select
            present.agreement_id,
            present.status,
            first(
                reports.report_id
                order by (reports.status = present.status) desc, reports.confidence desc, reports.known_on, reports.report_id
            ) as report_id,
            {{ event_day('reports', "reports.status = present.status") }} as status_on,
            {{ event_day('reports', "reports.status = 'signed'") }} as signed_on,
            {{ event_day('reports', "reports.status in ('announced', 'agreed')") }} as announced_on,
        from present
        inner join reports on present.agreement_id = reports.agreement_id
        group by present.agreement_id, present.status
    ),

    summed as (
        select
            agreement_id,
            mode(level order by level) as level,
            min(published_on) as first_reported_on,
            max(published_on) as last_reported_on,
            bool_or(states_no_money) as states_no_money,
            mode(is_binding order by is_binding) as is_binding,
            count(distinct canonical_article_id)::integer as article_count,
            count(distinct site)::integer as site_count,
            count(*) as report_count,
        from reports
        group by agreement_id
    ),

    -- Independent articles strengthen each other; copies of one article do not.
    confident as (
        select
            agreement_id,
            round(1 - product(1 - least(confidence, 0.95)), 4) as confidence,
        from (
            select
                agreement_id,
                canonical_article_id,
                max(confidence) as confidence,
            from reports
            group by agreement_id, canonical_article_id
        )
        group by agreement_id
    ),

    kinds as (
        select
            agreement_id,
            first(kind order by (kind = 'other'), reports desc, confidence desc, kind) as kind,
        from (
            select
                agreement_id,
                kind,
                count(*) as reports,
                sum(confidence) as confidence,
            from reports
            group by agreement_id, kind
        )
        group by agreement_id
    ),

    names as (
        select
            agreement_id,
            first(name order by reports desc, length(name) desc, name) as name,
        from (
            select
                agreement_id,
                name,
                count(*) as reports,
            from reports
            where name is not null
            group by agreement_id, name
        )
        group by agreement_id
    ),

    -- A party or theme that only one report in four or fewer names is more likely a slip of reading.
    party_lists as (
        select
            shares.agreement_id,
            list(shares.party_id order by shares.reports desc, shares.party_id) as parties,
            list(parties.name order by shares.reports desc, shares.party_id) as party_names,
        from (
            select
                agreement_id,
                party_id,
                count(*) as reports,
            from (select agreement_id, unnest(parties) as party_id from reports)
            group by agreement_id, party_id
        ) as shares
        inner join summed on shares.agreement_id = summed.agreement_id
        left join {{ parties }} as parties on shares.party_id = parties.party_id
        where shares.reports * 4 > summed.report_count
        group by shares.agreement_id
    ),

    theme_lists as (
        select
            shares.agreement_id,
            list(shares.theme_id order by shares.reports desc, shares.theme_id) as themes,
        from (
            select
                agreement_id,
                theme_id,
                count(*) as reports,
            from (select agreement_id, unnest(themes) as theme_id from reports)
            group by agreement_id, theme_id
        ) as shares
        inner join summed on shares.agreement_id = summed.agreement_id
        where shares.reports * 4 > summed.report_count
        group by shares.agreement_id
    ),

    money as (
        select
            agreement_id,
            round(sum(counted_usd), 2) as committed_usd,
        from {{ commitments }}
        group by agreement_id
    ),

    umbrellas as (
        select
            reports.agreement_id,
            mode(parents.agreement_id order by parents.agreement_id) as parent_agreement_id,
        from reports
        inner join reports as parents on reports.parent_report_id = parents.report_id
        where reports.agreement_id <> parents.agreement_id
        group by reports.agreement_id
    ),

    corrected as (
        select
            agreement_id,
            map_from_entries(list((field, value) order by corrected_on, correction_id)) as fields,
        from (
            select distinct on (agreement_id, field) *
            from {{ corrections }}
            where action = 'set'
            order by agreement_id, field, corrected_on desc, correction_id desc
        )
        group by agreement_id
    )

    select
        summed.agreement_id,
        {{ corrected('name', 'names.name') }} as name,
{{ agreement_title(
            corrected('name', 'names.name'),
            corrected('kind', 'kinds.kind'),
            'party_lists.party_names',
            'theme_lists.themes'
        ) }} as display_name,
        {{ corrected('kind', 'kinds.kind') }} as kind,
        {{ corrected('level', 'summed.level') }} as level,
        {{ corrected('status', 'saying.status') }} as status,
        saying.status_on,
        {{ corrected('announced_on', 'saying.announced_on', 'date') }} as announced_on,
        {{ corrected('signed_on', 'saying.signed_on', 'date') }} as signed_on,
        summed.first_reported_on,
        summed.last_reported_on,
        coalesce(party_lists.parties, []) as parties,
        coalesce(party_lists.party_names, []) as party_names,
        coalesce(theme_lists.themes, []) as themes,
        money.committed_usd,
        summed.states_no_money,
        {{ corrected('is_binding', 'summed.is_binding', 'boolean') }} as is_binding,
        umbrellas.parent_agreement_id,
        predecessors.predecessor_id,
        summed.article_count,
        summed.site_count,
        confident.confidence,
        sentences.text as evidence,
        articles.url as evidence_url,
        evidence.report_id as evidence_report_id,
    from summed
    inner join saying on summed.agreement_id = saying.agreement_id
    inner join confident on summed.agreement_id = confident.agreement_id
    inner join kinds on summed.agreement_id = kinds.agreement_id
    inner join reports as evidence on saying.report_id = evidence.report_id
    inner join {{ sentences }} as sentences
        on evidence.article_id = sentences.article_id and evidence.sentence_id = sentences.sentence_id
    inner join {{ articles }} as articles on evidence.article_id = articles.article_id
    left join names on summed.agreement_id = names.agreement_id
    left join party_lists on summed.agreement_id = party_lists.agreement_id
    left join theme_lists on summed.agreement_id = theme_lists.agreement_id
    left join money on summed.agreement_id = money.agreement_id
    left join umbrellas on summed.agreement_id = umbrellas.agreement_id
    left join {{ predecessors }} as predecessors on summed.agreement_id = predecessors.agreement_id
    left join corrected on summed.agreement_id = corrected.agreement_id
{% endmacro %}


{# The day most articles give for an event, the earlier of two that as many give; null where none gives a day. #}
{% macro event_day(reports, condition) -%}
    mode({{ reports }}.event_on order by {{ reports }}.event_on) filter (
        where {{ condition }} and {{ reports }}.event_on_precision = 'day'
    )
{%- endmacro %}


{# A field as a correction sets it, else as the reports say. An empty value in a correction means not known. #}
{% macro corrected(field, computed, type='varchar') -%}
    if(map_contains(corrected.fields, '{{ field }}'), corrected.fields['{{ field }}']::{{ type }}, {{ computed }})
{%- endmacro %}
