-- Of the agreements that changed.
with

reported as (
    select
        commitments.*,
        members.agreement_id,
        reports.confidence,
        reports.canonical_article_id,
        -- Three significant digits: 4.5 billion and 4,503 million are one promise, 4.5 and 4.6 billion are two.
        commitments.currency || printf('%.2e', commitments.amount) as amount_key,
    from {{ ref('reported_commitments') }} as commitments
    inner join {{ ref('agreement_members') }} as members on commitments.report_id = members.report_id
    semi join {{ ref('changed_agreements') }} as changed on members.agreement_id = changed.agreement_id
    inner join {{ ref('reported_agreements') }} as reports on commitments.report_id = reports.report_id
),

-- An article that does not say who pays means the payer another one names for the same sum.
payers as (
    select
        agreement_id,
        amount_key,
        mode(payer_id order by payer_id) as payer_id,
    from reported
    where payer_id is not null
    group by agreement_id, amount_key
),

paid as (
    select
        reported.*,
        coalesce(reported.payer_id, payers.payer_id, '') as payer_key,
    from reported
    left join payers
        on reported.agreement_id = payers.agreement_id and reported.amount_key = payers.amount_key
),

sums as (
    select
        agreement_id,
        amount_key,
        payer_key,
        median(amount_usd) as amount_usd,
        list(distinct currency) as currencies,
        count(distinct canonical_article_id) as articles,
        min(known_on) as known_on,
    from paid
    group by agreement_id, amount_key, payer_key
),

-- The same sum in another currency: rates of press reports differ from the year's mean by some per cent.
conversions as (
    select
        other.agreement_id,
        other.amount_key,
        other.payer_key,
        first(main.amount_key order by main.articles desc, main.known_on asc, main.amount_key asc) as main_amount_key,
        first(main.payer_key order by main.articles desc, main.known_on asc, main.amount_key asc) as main_payer_key,
    from sums as main
    inner join sums as other
        on
            main.agreement_id = other.agreement_id
            and main.currencies <> other.currencies
            and (main.payer_key = other.payer_key or '' in (main.payer_key, other.payer_key))
            and abs(main.amount_usd - other.amount_usd) <= 0.08 * main.amount_usd
            and (main.articles, -epoch(main.known_on), main.amount_key)
            > (other.articles, -epoch(other.known_on), other.amount_key)
    group by other.agreement_id, other.amount_key, other.payer_key
),

keyed as (
    select
        paid.*,
        md5(concat_ws(
            '|',
            paid.agreement_id,
            coalesce(conversions.main_amount_key, paid.amount_key),
            coalesce(conversions.main_payer_key, paid.payer_key)
        )) as commitment_id,
        conversions.amount_key is not null as is_conversion,
    from paid
    left join conversions
        on
            paid.agreement_id = conversions.agreement_id
            and paid.amount_key = conversions.amount_key
            and paid.payer_key = conversions.payer_key
),

wholes as (
    select
        parts.commitment_id,
        mode(wholes.commitment_id order by wholes.commitment_id) as part_of,
    from keyed as parts
    inner join keyed as wholes on parts.version_id = wholes.version_id and parts.part_of = wholes.commitment_no
    where parts.commitment_id <> wholes.commitment_id
    group by parts.commitment_id
),

-- One row a promise: each field from the earliest article that has it, in the currency most articles use.
promises as (
    select
        commitment_id,
        agreement_id,
        {{ best_said('amount') }} as amount,
        {{ best_said('amount_min') }} as amount_min,
        {{ best_said('currency') }} as currency,
        {{ best_said('amount_usd') }} as amount_usd,
        {{ best_said('usd_rate_year') }} as usd_rate_year,
        {{ best_said('usd_per_unit') }} as usd_per_unit,
        {{ best_said('payer_id') }} as payer_id,
        {{ best_said('payee_id') }} as payee_id,
        {{ best_said('purpose') }} as purpose,
        {{ best_said('years') }} as years,
        coalesce(bool_or(is_per_year), false) as is_per_year,
        {{ best_said('bound') }} as bound,
        bool_or(is_total) as is_total,
        {{ best_said('article_id') }} as article_id,
        {{ best_said('sentence_id') }} as sentence_id,
        min(known_on) as known_on,
        count(distinct canonical_article_id)::integer as article_count,
        list(distinct article_id) as article_ids,
    from keyed
    group by commitment_id, agreement_id
),

-- Two figures for what looks like one promise: same payer, not twice apart, and no article gives both.
disputes as (
    select
        a.commitment_id,
        bool_or((b.article_count, b.known_on, b.amount_usd) > (a.article_count, a.known_on, a.amount_usd))
            as is_outvoted,
    from promises as a
    inner join promises as b
        on
            a.agreement_id = b.agreement_id
            and a.commitment_id <> b.commitment_id
            and a.is_total = b.is_total
            and (a.payer_id = b.payer_id or a.payer_id is null or b.payer_id is null)
            and greatest(a.amount_usd, b.amount_usd) < 2 * least(a.amount_usd, b.amount_usd)
            and not list_has_any(a.article_ids, b.article_ids)
    group by a.commitment_id
),

valued as (
    select
        promises.*,
        wholes.part_of,
        disputes.commitment_id is not null as is_disputed,
        case
            when not coalesce(disputes.is_outvoted, false)
                then promises.amount_usd * if(promises.is_per_year, coalesce(promises.years, 1), 1)
        end as value_usd,
    from promises
    left join wholes on promises.commitment_id = wholes.commitment_id
    left join disputes on promises.commitment_id = disputes.commitment_id
),

-- A total and its parts are the same money: the greater of the two counts.
compared as (
    select
        agreement_id,
        max(value_usd) filter (where is_total) as total_usd,
        sum(value_usd) filter (where not is_total) as parts_usd,
    from valued
    group by agreement_id
),

final as (
    select
        valued.commitment_id,
        valued.agreement_id,
        valued.amount,
        valued.amount_min,
        valued.currency,
        valued.amount_usd,
        valued.usd_rate_year,
        valued.usd_per_unit,
        valued.payer_id,
        valued.payee_id,
        valued.purpose,
        valued.years,
        valued.is_per_year,
        valued.bound,
        valued.is_total,
        valued.part_of,
        valued.is_disputed,
        case
            when compared.total_usd is null or round(compared.parts_usd - compared.total_usd, 2) >= 0
                then if(valued.is_total, null, valued.value_usd)
            when valued.is_total and valued.value_usd = compared.total_usd then valued.value_usd
        end as counted_usd,
        valued.article_count,
        valued.article_id,
        valued.sentence_id,
        valued.known_on,
    from valued
    inner join compared on valued.agreement_id = compared.agreement_id
)

select * from final
