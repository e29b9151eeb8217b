-- A report is called after its article, its parties and its number among the reports of the same parties there. Neither
-- the sentence that the reader chose nor the run that brought the page has a part in it.
with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

reports as (
    select * from {{ ref('stg_agreement_reports') }}
),

parties as (
    select
        version_id,
        report_no,
        list_sort(list(distinct {{ principal('parties') }})) as principals,
    from {{ ref('stg_report_parties') }} as parties
    semi join versions using (version_id)
    group by version_id, report_no
),

counted as (
    select
        versions.article_id,
        reports.version_id,
        reports.report_no,
        coalesce(parties.principals, []) as principals,
        row_number() over (
            partition by reports.version_id, coalesce(parties.principals, []) order by reports.report_no
        ) as same_parties_no,
    from versions
    inner join reports on versions.version_id = reports.version_id
    left join parties on reports.version_id = parties.version_id and reports.report_no = parties.report_no
),

named as (
    select
        *,
        md5(concat_ws('|', article_id, array_to_string(principals, '+'), same_parties_no)) as own_id,
    from counted
),

issued as (
    select
        article_id,
        report_id,
        first(principals order by issued_at) as principals,
    from ({{ issued_before() }}) as issued_before
    group by article_id, report_id
),

-- When a page is read again and a party is found or lost, the report goes on under the id of the one it replaces: one
-- of the same article that nobody goes by any more, with most parties in common.
replacing as (
    select
        named.own_id,
        issued.report_id,
        {{ jaccard('named.principals', 'issued.principals') }} as parties_alike,
    from named
    inner join issued on named.article_id = issued.article_id
    where
        parties_alike > 0
        and named.own_id not in (select known.report_id from issued as known)
        and issued.report_id not in (select present.own_id from named as present)
),

replaced as (
    select *
    from replacing
    qualify
        row_number() over (partition by own_id order by parties_alike desc, report_id asc) = 1
        and row_number() over (partition by report_id order by parties_alike desc, own_id asc) = 1
),

final as (
    select
        named.article_id,
        named.version_id,
        named.report_no,
        named.principals,
        coalesce(replaced.report_id, named.own_id) as report_id,
    from named
    left join replaced on named.own_id = replaced.own_id
)

select * from final
