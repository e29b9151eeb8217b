-- The offsets of a sentence give the sentence, those of a theme's term give the term, in the articles of this build.
with

changed as (
    select * from {{ ref('changed_articles') }}
),

-- By row number: otherwise the texts of all articles would be read to find a few.
texts as (
    select
        article_id,
        text,
    from {{ ref('articles') }}
    where rowid in (select articles.rowid from {{ ref('articles') }} as articles semi join changed using (article_id))
),

sentences as (
    select *
    from {{ ref('sentences') }}
    where
        rowid in (
            select sentences.rowid
            from {{ ref('sentences') }} as sentences
            semi join changed using (article_id)
        )
),

mentions as (
    select *
    from {{ ref('theme_mentions') }}
    where
        rowid in (
            select mentions.rowid
            from {{ ref('theme_mentions') }} as mentions
            semi join changed using (article_id)
        )
)

select
    'sentences' as mart,
    sentences.sentence_id,
    sentences.text as expected,
    substr(texts.text, sentences.start_char + 1, sentences.end_char - sentences.start_char) as found,
from sentences
inner join texts on sentences.article_id = texts.article_id
where found <> expected

union all

select
    'theme_mentions' as mart,
    mentions.sentence_id,
    mentions.term as expected,
    substr(texts.text, mentions.start_char + 1, mentions.end_char - mentions.start_char) as found,
from mentions
inner join texts on mentions.article_id = texts.article_id
where found <> mentions.term
