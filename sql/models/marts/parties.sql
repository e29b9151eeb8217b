with

reported as (
    select
        party_id,
        party_name,
        party_type,
        iso3,
    from {{ ref('reported_parties') }}
    union all
    select
        payer_id,
        payer_name,
        payer_type,
        payer_iso3,
    from {{ ref('reported_commitments') }}
    where payer_id is not null
    union all
    select
        payee_id,
        payee_name,
        payee_type,
        payee_iso3,
    from {{ ref('reported_commitments') }}
    where payee_id is not null
),

-- The name most reports use, for a party the vocabulary does not hold.
named as (
    select
        party_id,
        mode(party_name order by party_name) as name,
        mode(party_type order by party_type) as party_type,
        mode(iso3 order by iso3) as iso3,
    from reported
    group by party_id
),

vocabulary as (
    select
        iso3 as party_id,
        name,
        'country' as party_type,
        iso3,
        wikidata::varchar as wikidata,
    from {{ ref('countries') }}
    union all
    select
        party_id,
        name,
        'bloc' as party_type,
        null as iso3,
        wikidata::varchar,
    from {{ ref('blocs') }}
    union all
    select
        party_id,
        name,
        party_type,
        iso3,
        wikidata::varchar,
    from {{ ref('organisations') }}
),

final as (
    select
        named.party_id,
        coalesce(vocabulary.name, named.name) as name,
        coalesce(vocabulary.party_type, named.party_type) as party_type,
        coalesce(vocabulary.iso3, named.iso3) as iso3,
        vocabulary.wikidata,
    from named
    left join vocabulary on named.party_id = vocabulary.party_id
    qualify row_number() over (partition by named.party_id order by vocabulary.party_type, vocabulary.name) = 1
)

select * from final
