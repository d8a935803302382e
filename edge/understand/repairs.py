"""Requests that their speaker mends while speaking, and slips of ear and key that no command can mean (English).

"Open the garage door, no wait, turn the light on" asks for the light only; "turn on the desk lamp, no, the floor
lamp" for the floor lamp; "turn of the lamp" has lost an f.
"""

from __future__ import annotations

import re

from edge.understand.triggers import VERBS

_PAUSE = r"(?:[,.;!…-]+ *| +)"
_MIND_CHANGED = (
    r"(?:(?:oh|ah|oops|um|uh|er|hmm)[\s,]+)*"
    r"(?:(?:no|wait|actually|sorry|rather|i mean|i meant|hang on|hold on|scratch that|strike that|make that|"
    r"correction|on second thoughts?|my mistake)[\s,.!…-]+)+(?:just |instead |better |rather )*"
)
_ARTICLE = r"(?:the|my|our|his|her|their)"
_AGAIN = re.compile(
    rf"^(?P<first>.+?){_PAUSE}{_MIND_CHANGED}(?P<second>(?:{VERBS}|unmute|unlock|dock|brew|skip|cancel)\b.+)$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"^(?P<head>(?:\w+[\s,]+){{1,6}}?){_ARTICLE} (?P<thing>[^,.;]+?)"
    rf"(?P<tail> (?:on|off|up|down|open|closed))?[,.;!…-]+ *{_MIND_CHANGED}"
    rf"(?P<other>{_ARTICLE} [^,;]+?)(?P<end> (?:on|off|up|down|open|closed))?[\s.!]*$",
    re.IGNORECASE,
)
_LOST_F = re.compile(
    r"\b(?P<verb>turn|switch|power|shut|turning|switching|turned|switched) of\b"
    r"|^(?P<most>(?:please |can you |could you )?(?:turn|switch|power|shut) .+) of(?= please|[.!?]|$)",
    re.IGNORECASE,
)
_FOR_ME = re.compile(
    r",? for (?:me|us)(?=(?:,? (?:please|now|again|thanks|thank you|would you|will you|could you|can you))*[\s.!?]*$)",
    re.IGNORECASE,
)
_CIVIL = re.compile(
    r"(?:,\s*(?:ta|cheers|thanks(?: a lot| a million)?|thank you(?: very much)?|much obliged|mate|love|buddy|pal|bud|"
    r"man|darling|dear|sweetie|honey|my friend|would you|will you|could you|can you|"
    r"if you (?:would|could|can|don'?t mind)))+[\s.!?]*$",
    re.IGNORECASE,
)
_AS_WELL = re.compile(r"\bas well(?=[\s.!?]*$)", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|its|that|them|those|this|there|one)\b", re.IGNORECASE)
_LONG_ENOUGH = 2
_LEADING_IN = re.compile(
    r"^(?:(?:sh+|psst|oi|right then|right|now then|ok(?:ay)?|hey|ah|oh|well)(?: my \w+)?,\s+)?"
    r"(?:would it kill you to |any idea (?=how|what|whether|if|which|when|where)|be so kind as to )?",
    re.IGNORECASE,
)
_WISHED = re.compile(r"\bwhat (?:i|we)(?:['’]d| would| really)? (?:want|need|like|love) is\b", re.IGNORECASE)
_FOR_A_BIT = re.compile(
    r"(?P<what>\b(?:pause|mute|hold|silence|quiet)\b.+?) for (?:just )?"
    r"(?:a|one) (?:sec|second|moment|mo|bit|tick|while|little while)(?=(?:,? please)?[\s.!?]*$)",
    re.IGNORECASE,
)
_SHUT_OFF = re.compile(
    r"^(?P<lead>(?:please |can you |could you )?)shut (?P<way>down|off) (?P<what>(?!to\b|at\b|in\b).+)$"
    r"|^(?P<first>(?:please |can you |could you )?)shut (?P<it>.+?) (?:down|off)(?P<end>(?: please)?)$",
    re.IGNORECASE,
)
_THING = r"(?:the|my|our|his|her) [\w'’ -]+?"
_SINCE = re.compile(
    rf"^(?:.{{0,30}}?\bleft (?P<left>{_THING}) (?:on|off|open|running|up|down)(?P<where> (?:in|at|on) [\w'’ ]+?)?"
    rf"|why(?:['’]s| is| are) (?P<why>{_THING}) (?:still )?(?:on|off|open|going|running|playing)"
    rf"|(?P<thing>{_THING})(?:['’]s| is| are) (?:\w+ ){{0,3}}?[\w-]+)(?:,(?: so| and)?|[;.?-]| so) "
    rf"(?P<then>(?:(?:can|could|would|will) you |please |just )*(?:{VERBS}|take|get|lower|brighten)\b.*)$",
    re.IGNORECASE,
)
_WAIT = re.compile(
    r"^(?:please )?(?:wait|hold on|hang on)(?: for)? (?P<length>(?:\w+ ){1,4}?(?:seconds?|minutes?|mins?|hours?)),?"
    r" (?:and then|and|then) (?P<command>.+?)[\s.!]*$",
    re.IGNORECASE,
)
_FANCIED = re.compile(
    r"^(?:i|we)(?:['’]m| am|['’]re| are)? (?:fancy|feel like|in the mood for|could do with|after)"
    r"(?: hearing| listening to)? (?P<what>.*\b(?:music|jazz|rock|blues|opera|songs?|tunes?|radio|playlist)\b.*)$",
    re.IGNORECASE,
)
_THAT_THING = re.compile(r"\b(?:that|this)(?: \w+)? thing\b", re.IGNORECASE)
_BREW = re.compile(r"\bbrew(?= (?:me )?(?:my|the|some|a|our)\b)", re.IGNORECASE)
_HALFWAY = re.compile(
    r"^(?P<lead>(?:please |can you |could you )?)(?:bring|take|put|pull|move|raise|lower|wind|roll|draw) (?P<what>.+?)"
    r" (?:to )?half ?-?way(?: up| down| open| closed| shut)?(?P<end>(?: please)?)[\s.!]*$",
    re.IGNORECASE,
)
_KICKED = re.compile(r"\bkick(?:[ -]?start| off)\b(?= (?:the|my|our)\b)", re.IGNORECASE)
_STILL_ON = re.compile(
    r"(?<=\boff )(?:whatever|whichever|any|all the|the) (?P<what>lights|lamps|fans|speakers)"
    r" (?:that |which )?(?:are|have been left)(?: still)? on\b",
    re.IGNORECASE,
)
_TWICE = re.compile(rf"\b({VERBS}|the|a|an|to|on|off|in|of|and|my) \1\b(?! \1)", re.IGNORECASE)
_FOR_REASON = re.compile(
    r"^(?!.*\b(?:tell|say|announce|remind|message|broadcast|add|play)\b)"
    rf"(?P<command>(?:(?:please|can you|could you|just) )*(?:{VERBS}|lock|unlock|cancel)\b.{{6,}}?), "
    r"(?:because |as |since )?(?:i|we|he|she|they|it|there|the (?:kids|baby|guests?))"
    r"(?:['’](?:m|re|s|ve|ll)| am| is| are| have| has| will)\b[^,]*$",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|them|that)\b", re.IGNORECASE)
_SECOND = r"(?:the |my |our )?(?:(?!(?:in|and|on|off|at|to|for)\b)[\w'’-]+ ){1,4}"
_BOTH_SO = re.compile(
    rf"^(?P<first>.+?) (?P<so>on|off),? (?:and )?(?P<second>{_SECOND})too[\s.!]*$",
    re.IGNORECASE,
)
_NEEDLESS_TOO = re.compile(
    rf"(?P<last>(?:,|\band\b) (?:(?:then|also|please) )?(?:{VERBS})\b[^,]*?) (?:too|also)(?=(?:,? please)?[\s.!?]*$)",
    re.IGNORECASE,
)


def mended(text: str) -> str:
    """The request as its speaker left it.

    >>> mended("turn on the desk lamp, no, the floor lamp")
    'turn on the floor lamp'
    >>> mended("open the garage door, no wait, just turn the garage light on")
    'turn the garage light on'
    >>> mended("turn of the hall light")
    'turn off the hall light'
    """
    text = _AS_WELL.sub("too", _FOR_ME.sub("", _CIVIL.sub("", text)))
    text = _plainly(text)
    text = _LOST_F.sub(lambda found: f"{found['verb'] or found['most']} off", text)
    again = _AGAIN.match(text.strip())
    if again:
        whole = len(again["first"].split()) >= _LONG_ENOUGH and not _POINTING.search(again["second"])
        return again["second"] if whole else text
    instead = _INSTEAD.match(text.strip())
    if instead is None:
        return text
    return f"{instead['head']}{instead['other']}{instead['end'] or instead['tail'] or ''}"


def _plainly(text: str) -> str:
    """The request without what leads in to it, and with what its short forms stand for."""
    text = _WISHED.sub("i want", _LEADING_IN.sub("", text.strip()))
    text = _FOR_A_BIT.sub(lambda found: found["what"], text)
    text = _SHUT_OFF.sub(
        lambda f: f"{f['lead']}turn off {f['what']}" if f["way"] else f"{f['first']}turn {f['it']} off{f['end']}", text
    )
    since = _SINCE.match(text)
    if since and _IT.search(since["then"]):
        thing = since["left"] or since["why"] or since["thing"]
        text = _IT.sub(f"{thing}{since['where'] or ''}", since["then"], count=1)
    text = _BREW.sub("make", _THAT_THING.sub("it", _FANCIED.sub(r"play \g<what>", text)))
    text = _HALFWAY.sub(r"\g<lead>set \g<what> to 50 percent\g<end>", text)
    text = _WAIT.sub(r"\g<command> in \g<length>", text)
    text = _KICKED.sub("start", _STILL_ON.sub(r"all the \g<what>", _TWICE.sub(r"\1", text)))
    reason = _FOR_REASON.match(text)
    if reason:
        text = reason["command"]
    both = _BOTH_SO.match(text)
    if both:
        text = f"{both['first']} and {both['second'].strip()} {both['so']}"
    return _NEEDLESS_TOO.sub(lambda found: found["last"], text)
