"""Letters: written from the office's templates, posted, and noted in the store."""

from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.letters.weekly import Lists
from activities.letters.wording import Wordings
from activities.letters.writing import Author

__all__ = ["Author", "Lists", "Poster", "TemplateLetters", "Wordings"]
