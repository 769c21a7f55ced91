"""Letters: written from the office's templates, posted, and noted in the store."""

from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.letters.wording import Wordings

__all__ = ["Poster", "TemplateLetters", "Wordings"]
