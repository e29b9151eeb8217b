-- Written last, like built_articles.
{{ config(materialized='incremental', pre_hook="{{ forget_agreements() }}") }}

-- depends_on: {{ ref('agreement_reports') }}
-- depends_on: {{ ref('agreements') }}
-- depends_on: {{ ref('agreement_history') }}
-- depends_on: {{ ref('agreement_parties') }}
-- depends_on: {{ ref('agreement_themes') }}
-- depends_on: {{ ref('commitments') }}

select
    agreement_id,
    agreement_state,
from {{ ref('agreement_states') }}
semi join {{ ref('changed_agreements') }} using (agreement_id)
