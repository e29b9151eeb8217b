-- Nobody reports a signing before its day. One day of grace: the sun rises earlier in the east.
select
    reports.report_id,
    reports.agreement_id,
    reports.event_on,
    reports.published_on,
from {{ ref('agreement_reports') }} as reports
where
    reports.status = 'signed'
    and reports.event_on_precision = 'day'
    and reports.event_on > reports.published_on + 1
