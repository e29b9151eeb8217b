-- Written last, like built_articles, and not at all where a test of what changed fails: it would not be asked again.
{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

-- depends_on: {{ ref('agreement_reports') }}
-- depends_on: {{ ref('agreements') }}
-- depends_on: {{ ref('agreement_history') }}
-- depends_on: {{ ref('agreement_parties') }}
-- depends_on: {{ ref('agreement_themes') }}
-- depends_on: {{ ref('commitments') }}
-- depends_on: {{ ref('theme_mentions') }}

select
    agreement_id,
    agreement_state,
from {{ ref('agreement_states') }}
semi join {{ ref('changed_agreements') }} using (agreement_id)
