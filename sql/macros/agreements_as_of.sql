{#
Creates marts.agreements_as_of(day): the table marts.agreements as it was known at the end of that day. Names carry no
database, so that the macro works in the published file too.
#}
{% macro create_agreements_as_of() %}
    {% if execute and flags.WHICH in ('build', 'run') and adapter.get_relation(target.database, 'marts', 'agreements') %}
        use {{ target.database }};
        create or replace macro marts.agreements_as_of(day) as table
        with

        known_reports as (
            select *
            from marts.agreement_reports
            where known_on <= day
        ),

        known_commitments as (
            select *
            from marts.commitments
            where known_on <= day
        ),

        known_agreements as (
            {{ agreements(
                reports='known_reports',
                articles='marts.articles',
                sentences='marts.sentences',
                parties='marts.parties',
                commitments='known_commitments',
                corrections='marts.agreement_corrections',
                predecessors='marts.agreements',
            ) | indent(12) }}
        )

        select * from known_agreements
    {% endif %}
{% endmacro %}
