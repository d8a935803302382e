"""Whether what nobody here can carry out was at least said to the hub: a command, a question, a wish (English).

"Order a pizza" is answered that it cannot be done; talk among people, and what the television says, is let pass.
"""

from __future__ import annotations

import re

from edge.understand.triggers import VERBS

_FEW = 4
"""Words up to which nothing is told from their form: the name of something that may be taught."""
_LEAD = r"(?:(?:hey|hi|hello|ok(?:ay)?|oi|so|well|now|and|um|uh|er|hmm|right|alright|yes|no|please|just|then)[\s,]+)*"
_MORE_VERBS = (
    "add|answer|arrange|ask|bake|be|book|boil|brew|build|buy|calculate|call|cancel|change|charge|check|choose|come|"
    "compare|compute|connect|convert|cook|count|create|define|delete|describe|dial|disconnect|do|download|draw|dry|"
    "email|explain|feed|fetch|fill|find|flip|fly|forget|get|go|google|grind|help|hold|install|keep|list|load|log|look|"
    "mail|mix|move|navigate|order|pair|pay|phone|pick|plan|post|pour|print|read|reboot|recommend|record|remember|"
    "remove|repeat|reserve|reset|restart|ring|roll|scan|schedule|search|share|show|sign|sing|solve|speak|spell|suggest|"
    "sync|take|talk|teach|text|toast|track|transfer|translate|tweet|unload|update|upload|use|walk|wash|water|write|"
    "unlock|unmute|skip|dock|arm|disarm|empty|fold|iron|mow|order|quit|leave|kill|shuffle|sort|rate|name|delay|snooze"
)
_COMMAND = re.compile(
    rf"{_LEAD}(?:(?:can|could|will|would|won't|may|might) (?:you|i|we|someone)\b|(?:go ahead and|do me a favou?r|"
    rf"i(?:'d| would)? (?:want|need|like|love|wish|prefer|was wondering)|we(?:'d| would)? (?:want|need|like|love)|"
    rf"any chance|is there (?:a|any) way|how about|what about|(?:don't|do not|never)\b|(?:{VERBS}|{_MORE_VERBS})\b"
    r"(?! (?:your|yourself|yourselves)\b))).*",
    re.IGNORECASE | re.DOTALL,
)
_QUESTION = re.compile(
    rf"{_LEAD}(?:what|who|whose|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|should|any)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TO_SOMEBODY = re.compile(
    r"\byour(?:s|self|selves)?\b|\b(?:did|didn't|have|haven't|were|shall|should|aren't) (?:you|we)\b|"
    r"\b(?:mum|mom|dad|darling|honey|sweetheart|grandma|grandpa|kids|guys|mate|sir|madam|doctor|detective|inspector)\b",
    re.IGNORECASE,
)


def is_addressed(text: str) -> bool:
    """Whether a request has the form of one to the hub; a few words by themselves count.

    >>> is_addressed("order a large pizza for me"), is_addressed("the minister has refused to comment on it")
    (True, False)
    """
    said = text.strip().replace("’", "'")
    if len(said.split()) <= _FEW or _COMMAND.fullmatch(said):
        return True
    return _QUESTION.fullmatch(said) is not None and _TO_SOMEBODY.search(said) is None
