{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

reports as (
    select * from {{ ref('reported_agreements') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

commitments as (
    select * from {{ ref('stg_commitments') }}
),

sentences as (
    select * from {{ ref('sentences') }}
),

exchange_rates as (
    select * from {{ ref('exchange_rates') }}
),

placed as (
    select
        commitments.* exclude (report_no, sentence_no),
        reports.report_id,
        reports.article_id,
        reports.known_on,
        sentences.sentence_id,
        year(coalesce(reports.event_on, reports.known_on)) as rate_year,
    from commitments
    inner join reports
        on commitments.version_id = reports.version_id and commitments.report_no = reports.report_no
    inner join sentences
        on reports.article_id = sentences.article_id and commitments.sentence_no = sentences.sentence_no
),

-- The rate of the year of the event; for a year the table does not hold, the nearest one it holds.
rated as (
    select
        placed.*,
        exchange_rates.year as usd_rate_year,
        exchange_rates.usd_per_unit,
    from placed
    left join exchange_rates on placed.currency = exchange_rates.currency
    qualify
        row_number() over (
            partition by placed.version_id, placed.commitment_no
            order by abs(exchange_rates.year - placed.rate_year), exchange_rates.year
        ) = 1
),

final as (
    select
        version_id,
        commitment_no,
        report_id,
        article_id,
        known_on,
        sentence_id,
        amount,
        amount_min,
        currency,
        usd_rate_year,
        usd_per_unit,
        round(amount * usd_per_unit, 2) as amount_usd,
        payer_id,
        payer_name,
        payer_type,
        payer_iso3,
        payee_id,
        payee_name,
        payee_type,
        payee_iso3,
        purpose,
        years,
        is_per_year,
        bound,
        is_total,
        part_of,
    from rated
)

select * from final
