"""The vocabulary files of sql/seeds, read once, as one set of terms."""

from etl.vocabulary.load import Match, Vocabulary, load_vocabulary
from etl.vocabulary.people import Office
from etl.vocabulary.terms import Term

__all__ = ["Match", "Office", "Term", "Vocabulary", "load_vocabulary"]
