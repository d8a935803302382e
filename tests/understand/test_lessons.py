import pytest

from edge.understand.lessons import begins_as_command, lessons, spoken_to, unlesson


@pytest.mark.parametrize(
    ("text", "phrase", "command"),
    [
        ("when I say den mode, close the blinds", "den mode", "close the blinds"),
        ("Whenever we say hush then mute the TV.", "hush", "mute the TV"),
        ("if somebody says dinner is ready, turn on the bell", "dinner is ready", "turn on the bell"),
        ("every time I say sleepy, please turn off the lamp", "sleepy", "turn off the lamp"),
        ("when I say sleepy I want you to turn off the lamp", "sleepy", "turn off the lamp"),
        ("remember that when I say sleepy you lock the gate", "sleepy", "lock the gate"),
        ("when I say the word sleepy turn off the lamp", "sleepy", "turn off the lamp"),
        ('when I say "lights, camera, action" start the fan', "lights, camera, action", "start the fan"),
        ("when I say sleepy: lamp off", "sleepy", "lamp off"),
        ("sleepy means you should turn off the lamp", "sleepy", "turn off the lamp"),
        ("teach: sleepy means turn off the lamp", "sleepy", "turn off the lamp"),
        ("new command: sleepy means turn off the lamp", "sleepy", "turn off the lamp"),
        ("from now on, sleepy stands for turn off the lamp", "sleepy", "turn off the lamp"),
        ("I want sleepy to mean turn off the lamp", "sleepy", "turn off the lamp"),
        ("by sleepy I mean turn off the lamp", "sleepy", "turn off the lamp"),
        ("turn off the lamp and shut the door when I say sleepy", "sleepy", "turn off the lamp and shut the door"),
        ("let me teach you something: if I say sleepy, lamp off", "sleepy", "lamp off"),
    ],
)
def test_teaching_in_many_words(text: str, phrase: str, command: str) -> None:
    [lesson] = lessons(text)
    assert (lesson.phrase, lesson.command) == (phrase, command)


def test_without_a_mark_every_verb_may_begin_the_command() -> None:
    cuts = lessons("when I say let's play start the fan and open the vent")
    assert [lesson.command for lesson in cuts][:2] == [
        "play start the fan and open the vent",
        "start the fan and open the vent",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "turn on the lamp", "what happens when I say sleepy", "what does sleepy mean", "no, I mean the lamp",
        "that means a lot to me", "say hello", "if it rains close the window", "tell me when the washer is done",
        "add what I say to the list", "when I say", "announce that dinner is ready",
    ],
)  # fmt: skip
def test_what_teaches_nothing(text: str) -> None:
    assert lessons(text) == ()


@pytest.mark.parametrize(
    ("text", "phrase", "certain"),
    [
        ("forget sleepy", "sleepy", False),
        ("forget the phrase sleepy", "sleepy", True),
        ("please forget what sleepy means", "sleepy", True),
        ("forget what I taught you about sleepy", "sleepy", True),
        ("unlearn the word sleepy", "sleepy", True),
        ("sleepy no longer means anything", "sleepy", True),
        ("sleepy doesn't mean anything any more", "sleepy", True),
        ("when I say sleepy, do nothing", "sleepy", True),
    ],
)
def test_what_is_to_be_forgotten(text: str, phrase: str, certain: bool) -> None:
    told = unlesson(text)
    assert told is not None
    assert (told.phrase, told.certain) == (phrase, certain)


def test_what_is_said_back_speaks_to_the_one_who_taught() -> None:
    assert spoken_to("turn on my lamp and tell me the time") == "turn on your lamp and tell you the time"
    assert begins_as_command("dim the lamp")
    assert not begins_as_command("lamp off")
