{{ changed_since_last_build(ref('current_versions'), 'version_state') }}
