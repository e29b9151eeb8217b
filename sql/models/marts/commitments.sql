{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

with

promises as (
    select * from {{ ref('promises') }}
),

parties as (
    select * from {{ ref('parties') }}
),

final as (
    select
        promises.commitment_id,
        promises.agreement_id,
        promises.amount,
        promises.amount_min,
        promises.currency,
        promises.amount_usd,
        promises.usd_rate_year::integer as usd_rate_year,
        promises.usd_per_unit,
        promises.counted_usd,
        promises.payer_id,
        payers.name as payer_name,
        promises.payee_id,
        payees.name as payee_name,
        promises.purpose,
        promises.years,
        promises.is_per_year,
        promises.bound,
        promises.is_total,
        promises.part_of,
        promises.is_disputed,
        promises.article_count,
        promises.article_id,
        promises.sentence_id,
        promises.known_on,
    from promises
    left join parties as payers on promises.payer_id = payers.party_id
    left join parties as payees on promises.payee_id = payees.party_id
)

select * from final
