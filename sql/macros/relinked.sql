{#
What is grouped and clustered: the reports whose cluster is made anew (`reports`), ranked by when they were seen, and
what speaks for and against each pair of them (`links`), read once for all rounds.
#}
{% macro relinked_reports_and_links() -%}
    reports as (
        select
            report_id,
            article_id,
            row_number() over (order by seen_order, report_id) as seen_rank,
        from {{ ref('link_profiles') }}
        semi join {{ ref('relinked_reports') }} using (report_id)
    ),

    links as materialized (
        select
            a.seen_rank as a,
            b.seen_rank as b,
            links.score,
            links.veto is not null as is_forbidden,
            round(links.score, 6) >= {{ var('same_agreement_score') }} as is_good,
        from {{ ref('agreement_links') }} as links
        inner join reports as a on links.report_a = a.report_id
        inner join reports as b on links.report_b = b.report_id
    )
{%- endmacro %}
