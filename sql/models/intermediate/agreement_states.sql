-- Everything that makes what the marts say of an agreement: its reports, with all their articles say; the agreements
-- those are part of; what its parties are called; the one it renews; what analysts set. A hash of each, in any order.
with

members as (
    select * from {{ ref('agreement_members') }}
),

reports as (
    select * from {{ ref('reported_agreements') }}
),

parents as (
    select
        reports.report_id,
        members.agreement_id,
    from reports
    inner join reports as parents
        on reports.version_id = parents.version_id and reports.parent_report_no = parents.report_no
    inner join members on parents.report_id = members.report_id
),

party_states as (
    select
        party_id,
        hash(party_id, name, party_type) as party_state,
    from {{ ref('parties') }}
),

named_parties as (
    select
        report_id,
        party_id,
    from {{ ref('reported_parties') }}
    union all
    select
        report_id,
        unnest([payer_id, payee_id]) as party_id,
    from {{ ref('reported_commitments') }}
),

parts as (
    select
        members.agreement_id,
        hash(members.report_id, states.article_state, parents.agreement_id) as part_state,
    from members
    inner join reports on members.report_id = reports.report_id
    inner join {{ ref('article_states') }} as states on reports.article_id = states.article_id
    left join parents on members.report_id = parents.report_id
    union all
    select
        members.agreement_id,
        hash(named_parties.report_id, party_states.party_state) as part_state,
    from named_parties
    inner join members on named_parties.report_id = members.report_id
    inner join party_states on named_parties.party_id = party_states.party_id
    union all
    select
        agreement_id,
        hash('renews', predecessor_id) as part_state,
    from {{ ref('predecessors') }}
    union all
    select
        agreement_id,
        hash(correction_id, action, field, value, corrected_on) as part_state,
    from {{ ref('agreement_corrections') }}
    where agreement_id in (select members.agreement_id from members)
),

final as (
    select
        agreement_id,
        sum(part_state) as agreement_state,
    from parts
    group by agreement_id
)

select * from final
