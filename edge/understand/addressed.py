"""Whether what nobody here can carry out was at least said to the hub: a command, a question, a wish (English).

"Order a pizza" is answered that it cannot be done; talk among people, and what the television says, is let pass.
"""

from __future__ import annotations

import re

from edge.understand.triggers import VERBS

_FEW = 4
"""Words up to which nothing is told from their form: the name of something that may be taught."""
_LEAD = r"(?:(?:hey|hi|hello|ok(?:ay)?|oi|so|well|now|and|um|uh|er|hmm|right|alright|yes|no|please|just|then)[\s,]+)*"
_COMMAND = re.compile(
    rf"{_LEAD}(?:(?:can|could|will|would|won't|may|might) (?:you|i|we|someone)\b|(?:go ahead and|do me a favou?r|"
    r"i(?:'d| would)? (?:want|need|like|love|wish|prefer|fancy|feel like|was wondering|could (?:do with|use))|"
    r"we(?:'d| would)? (?:want|need|like|love)|"
    r"any chance|is there (?:a|any) way|how about|what about)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(rf"{_LEAD}(?:{VERBS}|unlock|lock|cancel|dock|skip|unmute)\b", re.IGNORECASE)
_TELLING = re.compile(
    r"(?:(?:and|but|so|or|yes|no|oh|well|now|then|because|although|while|meanwhile|also)[\s,]+)*"
    r"(?:(?:i|he|she|we|it|they|you|this|that|these|those|there|here|the|a|an|his|her|their|its|my|our|your|some|many|"
    r"most|one|two|three|four|five|both|nobody|somebody|someone|everybody|everyone|nothing|because|although|unless|"
    r"let's|let us)(?:'\w+)?|\w+(?:ing|'ve|'ll))\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""How a sentence begins that tells something: with what it is about."""
_QUESTION = re.compile(
    rf"{_LEAD}(?:what|who|whose|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|should|any)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CALLED = r"(?:mum|mom|dad|darling|sweetheart|grandma|grandpa|kids|guys|sir|madam|doctor|detective|inspector|officer)"
_TO_SOMEBODY = re.compile(
    r"\byour(?:s|self|selves)?\b|\b(?:did|didn't|have|haven't|were|shall|should|aren't) (?:you|we)\b|"
    rf"^{_LEAD}{_CALLED}\b|,\s*{_CALLED}[\s.!?]*$",
    re.IGNORECASE,
)


def only_leads_in(text: str) -> bool:
    """Whether words before a command are no command themselves, nor a question or a wish: "my brother is outside"."""
    said = text.strip().replace("’", "'")
    return not (_COMMAND.fullmatch(said) or _QUESTION.fullmatch(said) or _VERB.match(said))


def is_addressed(text: str) -> bool:
    """Whether a request has the form of one to the hub; a few words by themselves count.

    >>> is_addressed("order a large pizza for me"), is_addressed("the minister has refused to comment on it")
    (True, False)
    """
    said = text.strip().replace("’", "'")
    if len(said.split()) <= _FEW or _COMMAND.fullmatch(said):
        return True
    if _QUESTION.fullmatch(said) or not _TELLING.fullmatch(said):
        return _TO_SOMEBODY.search(said) is None
    return False
