select
    sentence_id,
    article_id,
    block_no,
    start_char,
    end_char,
    text,
from {{ ref('body_sentences') }}
