-- Average-link clustering in rounds: in each round the pairs of clusters that are (nearly) each other's best match are
-- joined when their reports agree well enough and no pair of reports forbids it. How well they agree is the mean of
-- two figures: the average over all pairs, which keeps unrelated deals of the same two countries from chaining, and the
-- average of each report's best match, which bears a report that got the facts wrong.
{{ config(materialized='incremental', pre_hook="{{ forget('relinked_reports', 'report_id', key='report_id') }}") }}

with recursive

{{ relinked_reports_and_links() }},

-- A cluster is called by the rank of its report that was seen first.
rounds (round_no, member, cluster) as (
    select
        0 as round_no,
        seen_rank as member,
        seen_rank as cluster,
    from reports

    union all

    (
        with

        sizes as (
            select
                cluster,
                count(*) as size,
            from rounds
            group by cluster
        ),

        crossing as (
            select
                least(a.cluster, b.cluster) as older,
                greatest(a.cluster, b.cluster) as younger,
                a.member as member_a,
                b.member as member_b,
                links.score,
                links.is_forbidden,
                links.is_good,
            from links
            inner join rounds as a on links.a = a.member
            inner join rounds as b on links.b = b.member
            where a.cluster <> b.cluster
        ),

        forbidden as (
            select distinct
                older,
                younger,
            from crossing
            where is_forbidden
        ),

        -- No average is good where no single link is: most pairs of clusters need no reckoning.
        promising as (
            select distinct
                older,
                younger,
            from crossing
            anti join forbidden using (older, younger)
            where is_good
        ),

        crossing_members as (
            select
                older,
                younger,
                unnest([member_a, member_b]) as member,
                score,
            from crossing
            semi join promising using (older, younger)
        ),

        -- What each report of one cluster scores with the reports of the other: all together, and the best.
        member_scores as (
            select
                older,
                younger,
                member,
                sum(score) as score,
                max(score) as best_score,
            from crossing_members
            group by older, younger, member
        ),

        cluster_pairs as (
            select
                older,
                younger,
                sum(score) / 2 as score,
                sum(best_score) as best_scores,
            from member_scores
            group by older, younger
        ),

        averaged as (
            select
                cluster_pairs.older,
                cluster_pairs.younger,
                -- Rounded, so that the order in which a sum is taken does not matter.
                round(
                    (
                        cluster_pairs.score / (older_sizes.size * younger_sizes.size)
                        + cluster_pairs.best_scores / (older_sizes.size + younger_sizes.size)
                    ) / 2,
                    6
                ) as score,
            from cluster_pairs
            inner join sizes as older_sizes on cluster_pairs.older = older_sizes.cluster
            inner join sizes as younger_sizes on cluster_pairs.younger = younger_sizes.cluster
        ),

        scored as (
            select *
            from averaged
            where score >= {{ var('same_agreement_score') }}
        ),

        best as (
            select
                cluster,
                max(score) as score,
            from (
                select
                    older as cluster,
                    score,
                from scored
                union all
                select
                    younger as cluster,
                    score,
                from scored
            ) as either_way
            group by cluster
        ),

        mutual as (
            select scored.*
            from scored
            inner join best as older_best on scored.older = older_best.cluster
            inner join best as younger_best on scored.younger = younger_best.cluster
            where scored.score >= greatest(older_best.score, younger_best.score) - 0.25
        ),

        -- Only into a cluster that joins no older one itself in this round.
        joins as (
            select
                younger,
                first(older order by score desc, older asc) as older,
                max(score) as score,
            from mutual
            where older not in (select others.younger from mutual as others)
            group by younger
        ),

        -- Of two that want to join the same cluster and exclude each other the better one goes first.
        accepted as (
            select joins.*
            from joins
            where
                not exists (
                    select 1
                    from joins as rivals
                    inner join forbidden
                        on
                            least(rivals.younger, joins.younger) = forbidden.older
                            and greatest(rivals.younger, joins.younger) = forbidden.younger
                    where
                        rivals.older = joins.older
                        and (rivals.score, -rivals.younger) > (joins.score, -joins.younger)
                )
        ),

        -- The round that joins nothing is the last.
        progress as (
            select count(*) as joined
            from accepted
        )

        select
            rounds.round_no + 1,
            rounds.member,
            coalesce(accepted.older, rounds.cluster),
        from rounds
        cross join progress
        left join accepted on rounds.cluster = accepted.younger
        where progress.joined > 0
    )
),

last_round as (
    select *
    from rounds
    qualify round_no = max(round_no) over ()
),

final as (
    select
        members.report_id,
        founders.report_id as founding_report_id,
    from last_round
    inner join reports as members on last_round.member = members.seen_rank
    inner join reports as founders on last_round.cluster = founders.seen_rank
)

select * from final
