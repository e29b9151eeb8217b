with

ids as (
    select * from {{ ref('agreement_ids') }}
),

members as (
    select * from {{ ref('agreement_members') }}
),

issued as (
    select * from {{ ref('issued_ids') }}
),

-- Ids that were once given and are no agreement's any more.
former as (
    select distinct issued.agreement_id
    from issued
    anti join members on issued.agreement_id = members.agreement_id
),

final as (
    select
        former.agreement_id as old_agreement_id,
        members.agreement_id,
        issued.issued_at as merged_at,
        case
            when members.merged_by is not null then 'a correction says that both are one'
            when former.agreement_id <> {{ agreement_id('members.report_id') }}
                then 'the report it was called after is gone'
            else 'later reports showed that both are one'
        end as reason,
    from former
    inner join ids on former.agreement_id = ids.known_id
    inner join members on ids.report_id = members.report_id
    inner join issued on members.report_id = issued.report_id and members.agreement_id = issued.agreement_id
)

select * from final
