"""What an answer to the hub's own question says: yes, no, never mind, a PIN; and "undo" at any time.

Closed word classes of a language, nothing more; which of several options was meant is matched against
the options themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from edge.understand.fold import fold
from edge.understand.numbers import UNITS, parse_number


class ReplyKind(StrEnum):
    """What a reply comes to."""

    YES = "yes"
    NO = "no"
    CANCEL = "cancel"
    UNDO = "undo"


_LONGEST_PHRASE = 5
_GRAVEST_FIRST = (ReplyKind.UNDO, ReplyKind.CANCEL, ReplyKind.NO, ReplyKind.YES)


@dataclass(frozen=True, slots=True)
class _Words:
    """`head` words decide a reply; `filler` may stand anywhere around and in the rest; `phrases` count only whole."""

    head: Mapping[ReplyKind, frozenset[str]]
    phrases: Mapping[ReplyKind, frozenset[str]]
    filler: frozenset[str]
    ordinals: Sequence[str] = field(default_factory=tuple)
    last: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    numbers: Sequence[str] = field(default_factory=tuple)


def reply_kind(text: str, language: str = "en") -> ReplyKind | None:
    """What a short reply says, or `None` when it is something else (then it is a request of its own).

    >>> reply_kind("Yes, please!")
    <ReplyKind.YES: 'yes'>
    """
    words = _words(language)
    left = [word for word in fold(text).split() if word not in words.filler]
    kinds = _kinds(left or fold(text).split(), words)
    return next((kind for kind in _GRAVEST_FIRST if kind in kinds), None)


def leading_reply(text: str, language: str = "en") -> tuple[ReplyKind | None, str]:
    """A yes or no that a longer text begins with, and the rest as spoken.

    >>> leading_reply("no, the other one")
    (<ReplyKind.NO: 'no'>, 'the other one')
    """
    first, _, rest = text.strip().partition(" ")
    kind = reply_kind(first, language) if rest else None
    return (kind, rest.strip()) if kind in {ReplyKind.YES, ReplyKind.NO} else (None, text)


def reply_pin(text: str, language: str = "en") -> str | None:
    """The digits of a spoken or typed PIN of at least three digits, or `None`.

    >>> reply_pin("one two three four")
    '1234'
    """
    words = [word for word in fold(text).split() if word not in {"pin", "code", "the", "is", "my", "it's"}]
    joined = "".join(words)
    if joined.isdecimal():
        return joined if len(joined) >= 3 else None
    if not language.startswith("en"):
        return None
    digits = [word if word.isdecimal() else str(UNITS.get(word, "")) for word in words]
    if len(digits) >= 3 and all(digits):
        return "".join(digits)
    number = parse_number(" ".join(words))
    return str(number) if isinstance(number, int) and number > 99 else None


def reply_choice(text: str, language: str = "en") -> int | None:
    """The option that a reply names by its place: 0 for the first, -1 for the last; `None` otherwise."""
    return next(iter(reply_choices(text, language)), None)


def reply_choices(text: str, language: str = "en") -> tuple[int, ...]:
    """The options that a reply names by their places: 0 for the first, -1 for the last; empty for none.

    >>> reply_choices("the first and the third one")
    (0, 2)
    """
    words = _words(language)
    said = fold(text).split()
    numbered = len(said) == 1 or (len(said) == 2 and said[0] in words.numbered)
    if numbered and said[-1] in words.numbers:
        return (words.numbers.index(said[-1]) % len(words.ordinals),)
    found = [words.ordinals.index(word) if word in words.ordinals else -1 for word in said if _is_place(word, words)]
    return tuple(dict.fromkeys(found))


def _is_place(word: str, words: _Words) -> bool:
    return word in words.ordinals or word in words.last


def _kinds(said: Sequence[str], words: _Words) -> set[ReplyKind]:
    """The kinds of all phrases and words said; empty when any of them is something else."""
    kinds: set[ReplyKind] = set()
    at = 0
    while at < len(said):
        kind, used = _next_kind(said[at:], words)
        if kind is None:
            return set()
        kinds.add(kind)
        at += used
    return kinds


def _next_kind(said: Sequence[str], words: _Words) -> tuple[ReplyKind | None, int]:
    for size in range(min(len(said), _LONGEST_PHRASE), 0, -1):
        text = " ".join(said[:size])
        for kind in _GRAVEST_FIRST:
            if text in words.phrases.get(kind, ()) or text in words.head.get(kind, ()):
                return kind, size
    return None, 0


def _words(language: str) -> _Words:
    return _LANGUAGES.get(language.split("-", maxsplit=1)[0], _LANGUAGES["en"])


def _without_filler(words: _Words) -> _Words:
    """The same with phrases as they are looked up: a phrase may be written out with filler in it."""
    phrases = {
        kind: frozenset(" ".join(w for w in phrase.split() if w not in words.filler) for phrase in said)
        for kind, said in words.phrases.items()
    }
    return replace(words, phrases={kind: said - {""} for kind, said in phrases.items()})


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(","))


_YES, _NO, _CANCEL, _UNDO = ReplyKind.YES, ReplyKind.NO, ReplyKind.CANCEL, ReplyKind.UNDO
_WRITTEN = {
    "en": _Words(
        {
            _YES: _set(
                "yes,yeah,yep,yup,yea,aye,sure,ok,okay,fine,alright,correct,right,confirm,confirmed,affirmative,certainly,"
                "absolutely,definitely,exactly,indeed,proceed,do"
            ),
            _NO: _set("no,nope,nah,negative,wrong,don't,dont"),
            _CANCEL: _set("cancel,stop,abort,forget,nevermind"),
            _UNDO: _set("undo,revert"),
        },
        {
            _YES: _set(
                "do it,go ahead,go on,carry on,of course,sure thing,all right,that's right,that's correct,"
                "that is right,that's fine,that is fine,that's ok,that's okay,it's fine,that one,do that,let's do it,"
                "let's do that,go for it,make it so,by all means,why not,be my guest,as you like,i am,i'm sure,"
                "sounds good,sounds great,sounds fine,sounds right,if you would,if you can,if you could,"
                "i'm certain,if you don't mind"
            ),
            _NO: _set(
                "do not,not now,not right now,not yet,not that,don't do it,don't do that,don't bother,no need,"
                "better not,rather not,no way,absolutely not,definitely not,certainly not,of course not,not really,"
                "on second thoughts,on second thought,on reflection,i don't want that,i don't want it,"
                "i'd rather not,i'd rather you didn't,neither,neither of them,neither of those,none,none of them,"
                "none of those,not any of them"
            ),
            _CANCEL: _set("never mind,forget it,forget about it,cancel that,stop that,leave it,stop it,cancel it"),
            _UNDO: _set(
                "undo that,undo it,take that back,change that back,put it back,put that back,revert that,"
                "change it back,switch it back,turn it back,undo what you just did,reverse that"
            ),
        },
        _set(
            "please,thanks,thank,you,well,oh,ah,uh,um,er,hmm,hey,oops,whoops,just,i,said,mean,then,actually,wait,sorry"
        ),
        ("first", "second", "third", "fourth", "fifth", "sixth"),
        _set("last,latter"),
        _set("number,option,choice"),
        ("one", "two", "three", "four", "five", "six", "1", "2", "3", "4", "5", "6"),
    ),
    "de": _Words(
        {
            _YES: _set("ja,jawohl,jo,klar,ok,okay,gerne,sicher,richtig,genau,stimmt"),
            _NO: _set("nein,ne,nee,nicht,falsch"),
            _CANCEL: _set("abbrechen,abbruch,stopp,stop,egal,vergiss"),
            _UNDO: _set("ruckgangig"),
        },
        {
            _YES: _set("mach das,mach es,na klar,auf jeden fall"),
            _NO: _set("lieber nicht,auf keinen fall,jetzt nicht"),
            _CANCEL: _set("vergiss es,schon gut,lass es,lass gut sein,doch nicht"),
            _UNDO: _set("mach das ruckgangig,das ruckgangig machen,mach es ruckgangig,ruckgangig machen"),
        },
        _set("bitte,danke,doch,na"),
        ("erste", "zweite", "dritte", "vierte"),
        _set("letzte"),
    ),
    "fr": _Words(
        {
            _YES: _set("oui,ouais,ok,okay,d'accord,accord,exact,correct,volontiers"),
            _NO: _set("non,pas"),
            _CANCEL: _set("annule,annuler,stop,arrete,oublie"),
            _UNDO: _set("defais,retablis"),
        },
        {
            _YES: _set("vas y,fais le,bien sur,c'est ca"),
            _NO: _set("surtout pas,pas maintenant"),
            _CANCEL: _set("laisse tomber,oublie ca,tant pis,ca ne fait rien"),
            _UNDO: _set("annule ca,defais ca,remets comme avant"),
        },
        _set("s'il,te,plait,vous,merci,d"),
        ("premier", "deuxieme", "troisieme", "quatrieme"),
        _set("dernier,derniere"),
    ),
    "es": _Words(
        {
            _YES: _set("si,vale,claro,ok,okay,correcto,exacto,bueno"),
            _NO: _set("no,nunca"),
            _CANCEL: _set("cancela,cancelar,para,olvidalo,dejalo"),
            _UNDO: _set("deshacer,deshaz"),
        },
        {
            _YES: _set("hazlo,por supuesto,adelante,de acuerdo"),
            _NO: _set("mejor no,ahora no"),
            _CANCEL: _set("da igual,no importa"),
            _UNDO: _set("deshaz eso,deshazlo,dejalo como estaba"),
        },
        _set("por,favor,gracias,pues"),
        ("primero", "segundo", "tercero", "cuarto"),
        _set("ultimo,ultima"),
    ),
    "nl": _Words(
        {
            _YES: _set("ja,jawel,jep,prima,ok,oke,okay,zeker,graag,klopt,juist"),
            _NO: _set("nee,neen,niet"),
            _CANCEL: _set("annuleer,annuleren,stop,laat,maar"),
            _UNDO: _set("terugdraaien,herstel"),
        },
        {
            _YES: _set("doe maar,doe het,natuurlijk"),
            _NO: _set("liever niet,nu niet,doe maar niet"),
            _CANCEL: _set("laat maar,vergeet het,laat maar zitten"),
            _UNDO: _set("maak dat ongedaan,maak ongedaan,draai dat terug,maak het ongedaan"),
        },
        _set("alsjeblieft,alstublieft,graag,bedankt,dank,je"),
        ("eerste", "tweede", "derde", "vierde"),
        _set("laatste"),
    ),
}
_LANGUAGES = {**_WRITTEN, "en": _without_filler(_WRITTEN["en"])}
