{{ changed_since_last_build(ref('agreement_states'), 'agreement_state', key='agreement_id', built='built_agreements') }}
