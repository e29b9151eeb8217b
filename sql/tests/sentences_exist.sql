-- Every fact has a sentence that exists: asked once for all that this build made.
{% set marts = ['agreement_reports', 'agreement_history', 'agreement_parties', 'agreement_themes', 'commitments'] %}

with

facts as (
    select
        'theme_mentions' as mart,
        article_id,
        sentence_id,
    from {{ ref('theme_mentions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
    {% for mart in marts %}
    union all
    select
        '{{ mart }}' as mart,
        article_id,
        sentence_id,
    from {{ ref(mart) }}
    semi join {{ ref('changed_agreements') }} using (agreement_id)
    {% endfor %}
)

select
    facts.mart,
    facts.article_id,
    facts.sentence_id,
from facts
anti join {{ ref('sentences') }} as sentences on facts.sentence_id = sentences.sentence_id
where facts.sentence_id is not null
