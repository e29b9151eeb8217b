with

final as (
    {{ agreements(
        reports=ref('agreement_reports'),
        articles=ref('articles'),
        sentences=ref('sentences'),
        parties=ref('parties'),
        commitments=ref('commitments'),
        corrections=ref('agreement_corrections'),
        predecessors=ref('predecessors'),
    ) }}
)

select * from final
