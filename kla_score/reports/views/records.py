"""A scorecard for machines only."""

from kla_score.i18n import Messages
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.document import Document
from kla_score.reports.views.summary_rows import summary_table, summary_values
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import summarise


def scorecard_records(scorecard: Scorecard, messages: Messages) -> Document:
    """Return the machine-readable data of *scorecard*, without texts for people."""
    instrument = scorecard.instrument
    records = summary_table([summary_values(summarise(scorecard), instrument)], instrument)
    return Document("", messages, records=records, data=scorecard_data(scorecard))
