{{ changed_since_last_build(ref('article_states'), 'article_state') }}
