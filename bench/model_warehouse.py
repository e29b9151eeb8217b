"""Makes a warehouse of any size whose truth is known: staging rows with the repetition of real news.

Every value is a hash of its row number, so the same size always gives the same rows. One agreement for 20 articles,
reported four times on average: as a rumour, at the announcement, at the signing and later; readers miss dates, names,
themes and parties now and then. One article in 20 is a copy, one block in ten is chrome that the page stage left in.
"""

from __future__ import annotations

import duckdb

from etl.load.staging import open_staging
from etl.warehouse import Warehouse

SITES, DAYS = 2000, 3650
COUNTRIES, AGREEMENTS_PER_ORGANISATION = 60, 10

_SETUP = """
create or replace temp macro rnd(n, salt) as (hash(n, salt) % 1000000) / 1000000.0;
create or replace temp macro pick(n, salt, size) as (hash(n, salt) % size)::integer;
-- Keys of pages are hashes, as they are in earnest: rows of one version lie anywhere in the order of keys.
create or replace temp macro version_key(n) as left(md5('version' || n), 16);
create or replace temp macro article_key(n) as left(md5('article' || n), 16);
-- Half of the parties are countries, and a few of each sort conclude most agreements: the square of an even number is
-- not even.
create or replace temp macro party(n, salt) as 'p' || if(
    rnd(n, salt + 500) < 0.5,
    floor(power(rnd(n, salt), 2) * $countries)::integer,
    $countries + floor(power(rnd(n, salt), 2) * $organisations)::integer
);
-- About seven made-up words.
create or replace temp macro words(n, salt) as
    trim(regexp_replace(md5(concat_ws('|', n, salt)), '(.{5})', '\\1 ', 'g'));

create or replace temp table true_agreements as
select
    n as agreement_no,
    list_distinct([party(n, 1), party(n, 2), if(rnd(n, 3) < 0.2, party(n, 4), party(n, 1))]) as parties,
    (['memorandum', 'joint_statement', 'treaty', 'partnership', 'framework', 'funding', 'investment', 'contract',
      'dialogue', 'other'])[1 + pick(n, 5, 10)] as kind,
    list_distinct([pick(n, 6, 24), pick(n, 7, 24), pick(n, 8, 24)][1:1 + pick(n, 9, 3)]) as theme_nos,
    date '2016-01-01' + pick(n, 10, $days) as signed_on,
    if(rnd(n, 11) < 0.6, upper(left(md5('a' || n), 1)) || substr(md5('a' || n), 2, 6) || ' '
        || upper(left(md5('b' || n), 1)) || substr(md5('b' || n), 2, 6) || ' Initiative', null) as name,
    if(rnd(n, 12) < 0.3, round(power(10, 6 + 4 * rnd(n, 13)), -5), null) as amount,
    1 + floor(-3 * ln(1 - 0.97 * rnd(n, 14)))::integer as reports,
from range($agreements) as numbers (n);

create or replace temp table true_reports as
with numbered as (
    select
        *,
        unnest(range(reports)) as copy_no,
    from true_agreements
),
keyed as (
    select
        *,
        agreement_no * 100 + copy_no as k,
    from numbered
),
staged as (
    select
        *,
        case when rnd(k, 20) < 0.25 then 'anticipated' when rnd(k, 20) < 0.45 then 'announced'
            when rnd(k, 20) < 0.85 then 'signed' else 'in_force' end as status,
    from keyed
)
select
    *,
    case status when 'anticipated' then signed_on - 5 - pick(k, 21, 60) when 'announced' then signed_on + pick(k, 22, 3)
        when 'signed' then signed_on + pick(k, 23, 4) else signed_on + 100 + pick(k, 24, 300) end as published_on,
    row_number() over (order by hash(k, 25)) - 1 as report_row,
from staged
order by report_row;
"""

_ROWS = """
-- One report in eight stands in the article of the report before it; the articles with reports lie among all others.
create or replace temp table placed as
select
    * exclude (reporting_no),
    reporting_no * $total // (max(reporting_no) over () + 1) as article_no,
from (
    select
        *,
        sum((rnd(k, 30) >= 0.125)::integer) over (order by report_row)::bigint as reporting_no,
    from true_reports
);

create or replace temp table articles as
select
    n as article_no,
    if(rnd(n, 40) < 0.05 and n > 0, n - 1, n) as original_no,
    'site' || pick(n, 41, $sites) || '.example' as site,
    coalesce(reported.published_on, date '2016-01-01' + pick(n, 42, $days)) as published_on,
from range($first, $last) as numbers (n)
left join (select article_no, min(published_on) as published_on from placed group by article_no) as reported
    on reported.article_no = n;

insert into staging.page_versions by name
select
    version_key(article_no) as version_id, article_key(article_no) as article_id,
    'https://' || site || '/' || article_no as url,
    url as requested_url, site, 'source' || pick(article_no, 43, 50) as source_id, $run as run_id,
    timestamp '2026-01-01' + to_seconds(article_no) as fetched_at, md5('c' || article_no) as content_hash,
    words(article_no, 44) as title, if(rnd(article_no, 45) < 0.9, published_on, null)::timestamp as published_at,
    if(rnd(article_no, 45) < 0.9, 'meta', 'none') as published_at_source, 'en' as language, 300 as word_count,
    [hash(original_no, 46, i) % 4294967296 for i in range(if(original_no = article_no, 64, 60))]::uinteger[]
        || [hash(article_no, 47, i) % 4294967296 for i in range(if(original_no = article_no, 0, 4))]::uinteger[]
        as signature,
    'bench' as code_version, 'bench' as vocabulary_version, $run as raw_file,
from articles;

insert into staging.fetch_outcomes by name
select
    version_key(article_no) as attempt_id, $run as run_id, 'https://' || site || '/' || article_no as url,
    url as final_url,
    'source' || pick(article_no, 43, 50) as source_id,
    timestamp '2026-01-01' + to_seconds(article_no) as attempted_at, 'ok' as outcome, 200 as http_status,
    50000 as bytes, $run as raw_file,
from articles;

create or replace temp table reports as
select
    placed.*,
    row_number() over (partition by article_no order by report_row) - 1 as report_no,
    1 + report_no as block_no,
from placed inner join articles using (article_no);

-- Four in five articles tell the name of an agreement that has one; the reader finds three of these four.
create or replace temp table blocks as
select
    article_no,
    block_no,
    case
        when block_no = 9 and rnd(article_no, 50) < 0.5
            then 'Subscribe to ' || site || ' for ' || words(site, pick(article_no, 51, 3))
        else words(original_no, 100 + block_no) || if(rnd(k, 70) < 0.8, coalesce(' ' || name, ''), '') || '. '
            || words(original_no, 200 + block_no) || '.'
    end as text,
    block_no between 1 and 7 or block_no = 9 as kept,
from articles
cross join range(10) as numbers (block_no)
left join reports using (article_no, block_no);

insert into staging.blocks by name
select
    version_key(article_no) as version_id, block_no, text, kept, if(kept, 'body', 'menu') as reason,
    if(kept, 0.9, 0.1) as score,
from blocks;

insert into staging.sentences by name
select
    version_key(article_no) as version_id, (block_no - 1) * 2 + half as sentence_no,
    md5(concat_ws('|', article_no, block_no, half)) as sentence_id, block_no,
    if(half = 0, 0, length(split_part(text, '. ', 1)) + 2) as start_char,
    if(half = 0, length(split_part(text, '. ', 1)) + 1, length(text)) as end_char,
    substr(text, start_char + 1, end_char - start_char) as text,
from blocks cross join range(2) as halves (half)
where block_no between 1 and 7;

create or replace temp table theme_ids as
select row_number() over (order by theme_id) - 1 as theme_no, theme_id
from read_csv($themes);

insert into staging.mentions by name
select
    version_key(article_no) as version_id, mention_no + pick(article_no, 60, 6) as sentence_no, 0 as start_char,
    3 as end_char, left(words(original_no, if(sentence_no % 2 = 0, 101, 201) + sentence_no // 2), 3) as term,
    'theme' as kind, theme_id as entity_id,
from articles cross join range(6) as mentions (mention_no)
inner join theme_ids on theme_no = pick(original_no, 61 + mention_no // 2, 24);

insert into staging.mentions by name
select
    version_key(placed.article_no) as version_id, mention_no as sentence_no, 0 as start_char, 3 as end_char,
    'abc' as term,
    'party' as kind, party_id as entity_id,
from placed inner join articles using (article_no), unnest(placed.parties) as named (party_id),
    range(3) as mentions (mention_no);

insert into staging.agreement_reports by name
select
    version_key(article_no) as version_id, report_no, if(rnd(k, 70) < 0.6, name, null) as name,
    if(rnd(k, 71) < 0.15, 'other', kind) as kind, 'mixed' as level, status,
    case when status = 'in_force' or rnd(k, 72) < 0.4 then null when status = 'anticipated' then null
        else signed_on end as event_on,
    if(event_on is null, null, 'day') as event_on_precision, false as states_no_money, 0.8 as confidence,
    report_no * 2 as sentence_no, ['' || agreement_no] as trace,
from reports;

insert into staging.report_sentences by name
select version_id, report_no, sentence_no
from staging.agreement_reports
where version_id in (select version_key(article_no) from articles);

insert into staging.report_parties by name
select
    version_key(article_no) as version_id, report_no, party_id, party_id as party_name,
    if(substr(party_id, 2)::integer < $countries, 'country', 'company') as party_type, 'party' as role,
    report_no * 2 as sentence_no,
from reports, unnest(if(rnd(k, 73) < 0.05, list_distinct(parties || [party(k, 74)]), parties)) as named (party_id);

insert into staging.report_themes by name
select version_key(article_no) as version_id, report_no, theme_id, report_no * 2 as sentence_no,
from reports, unnest(if(rnd(k, 75) < 0.2, list_distinct(theme_nos[2:] || [pick(k, 76, 24)]), theme_nos)) as named (no)
inner join theme_ids on theme_no = no;

insert into staging.commitments by name
select
    version_key(article_no) as version_id, report_no as commitment_no, report_no, amount, 'USD' as currency,
    parties[1] as payer_id, parties[1] as payer_name, 'company' as payer_type, false as is_per_year,
    false as is_total, report_no * 2 as sentence_no,
from reports
where amount is not null and rnd(k, 77) < 0.7;
"""


def generate(warehouse: Warehouse, themes_csv: str, total: int, first: int, last: int) -> None:
    """Append the articles first..last-1 of a world of ``total`` articles to the warehouse's staging tables."""
    settings = {
        "countries": COUNTRIES, "organisations": max(300, total // 20 // AGREEMENTS_PER_ORGANISATION), "days": DAYS,
        "sites": max(5, min(SITES, total // 50)), "agreements": total // 20,
        "total": total, "first": first, "last": last, "run": f"run-{first}", "themes": themes_csv,
    }  # fmt: skip
    with open_staging(warehouse.build_file) as connection:
        for statement in connection.extract_statements(_filled(_SETUP + _ROWS, settings)):
            connection.execute(statement)


def pair_scores(warehouse: Warehouse) -> tuple[float, float, float]:
    """Precision, recall and F1 of "these two reports speak of one agreement" against the truth."""
    with duckdb.connect(str(warehouse.build_file)) as connection:
        row = connection.execute(_PAIRS).fetchone()
    assert row is not None
    both, found, true = row
    precision, recall = both / max(found, 1), both / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


_PAIRS = """
with sizes as (
    select agreement_id, trace[1] as true_agreement, count(*) as n from marts.agreement_reports group by all
),
pairs as (
    select sum(n * (n - 1) // 2) as both from sizes
),
found as (select sum(n * (n - 1) // 2) as pairs from (select sum(n) as n from sizes group by agreement_id)),
truth as (select sum(n * (n - 1) // 2) as pairs from (select sum(n) as n from sizes group by true_agreement))
select pairs.both, found.pairs, truth.pairs from pairs, found, truth
"""


def _filled(sql: str, settings: dict[str, object]) -> str:
    """The statements with their values written in: DuckDB takes no parameters in macros."""
    for name, value in sorted(settings.items(), key=lambda setting: -len(setting[0])):
        text = f"'{value}'" if isinstance(value, str) else str(value)
        sql = sql.replace(f"${name}", text)
    return sql
