-- The offsets of a sentence give the sentence, those of a theme's term give the term.
{% set changed = "semi join " ~ ref('changed_articles') ~ " using (article_id)" %}

select
    'sentences' as mart,
    sentences.sentence_id,
    sentences.text as expected,
    substr(articles.text, sentences.start_char + 1, sentences.end_char - sentences.start_char) as found,
from {{ ref('sentences') }} as sentences
{{ changed }}
inner join {{ ref('articles') }} as articles using (article_id)
where found <> expected

union all

select
    'theme_mentions' as mart,
    mentions.sentence_id,
    mentions.term,
    substr(articles.text, mentions.start_char + 1, mentions.end_char - mentions.start_char) as found,
from {{ ref('theme_mentions') }} as mentions
{{ changed }}
inner join {{ ref('articles') }} as articles using (article_id)
where found <> mentions.term
