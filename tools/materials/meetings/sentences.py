"""What the demo model understands: meeting sentences from the words of `demo-model/words.txt` (pure)."""

import random
import re

_SYMBOL = re.compile(r"\{(\w+)\}")

_RULES = {
    symbol: alternatives.split(" | ")
    for symbol, alternatives in {
        "sentence": (
            "Good {daytime} {people}. | Hello {name}, this is {name}. | "
            "Let's {do} {thing} {when}. | Let's {do} {thing}. | Can you {do} {thing} {when}? | "
            "Can you hear me {name}? | We {wish} to {do} {thing}. | "
            "{name} will {do} {thing} {when}. | The {noun} is {quality}. | "
            "The {noun} is not {quality}. | I think {thing} is {degree} {quality}. | "
            "What is {thing}? | Who will {do} {thing}? | When can we {do} {thing}? | "
            "Why did {some} {do} {thing}? | How many {countable} do we need? | "
            "We have {number} {countable} {when}. | Yes, {somebody} can {do} {thing}. | "
            "No, {somebody} {refusal} {do} {thing}. | "
            "{name}, please {do} {thing} {relation} {thing}. | "
            "The next {point} is about {thing}. | "
            "I will {do} {thing} {link} {somebody} {do} {thing}. | "
            "Okay, the main question is {thing}. | It costs {number} thousand dollars."
        ),
        "backchannel": "Yes. | Okay. | Thanks everyone. | Thank you {name}.",
        "thing": (
            "the {noun} | the {noun} | the {noun} | the {quality} {noun} | {owner} {noun} | "
            "the {noun} {noun} | the {noun} and the {noun}"
        ),
        "when": (
            "on {day} | by {day} | before {day} | today | tomorrow | next week | "
            "this afternoon | in {number} {period}"
        ),
        "daytime": "morning | afternoon | evening",
        "people": "everyone | team | {name}",
        "name": "Alice | Bob | Carol | David | Emma | Frank | Maria | Peter | Sarah | Tom",
        "day": "Monday | Tuesday | Wednesday | Thursday | Friday",
        "number": "two | three | four | five | six | seven | eight | nine | ten | twenty | thirty",
        "period": "minutes | hours | days | weeks | months",
        "countable": "problems | questions | tasks | results | customers | users",
        "wish": "need | want | have",
        "degree": "very | really | almost | not",
        "some": "you | we | they",
        "somebody": "I | {some}",
        "refusal": "did not | do not | will not | cannot",
        "relation": "with | for | before | after",
        "link": "because | if | when | before | after",
        "point": "question | item | task | problem",
        "owner": "our | your | my | this",
        "quality": (
            "new | old | important | urgent | simple | difficult | early | late | ready | "
            "happy | different | small | big | final | open | wrong"
        ),
        "noun": (
            "project | budget | deadline | report | meeting | team | customer | product | "
            "design | release | schedule | server | database | test | problem | question | "
            "plan | feature | contract | market | price | office | manager | engineer | "
            "message | phone | screen | page | user | version | update | answer | decision | "
            "task | result | number | summary | transcript | microphone | browser | network | "
            "window | quality | document | training"
        ),
        "do": (
            "review | discuss | finish | start | open | send | share | check | change | "
            "update | fix | test | build | write | plan | move | cancel | confirm | present | "
            "measure | improve | reduce | support | explain | remember"
        ),
    }.items()
}
"""What a symbol in braces may become."""


def sentence(chance: random.Random) -> str:
    """One sentence with its capital letter and its full stop or question mark."""
    return _expanded("{sentence}", chance)


def backchannel(chance: random.Random) -> str:
    """What somebody says while another goes on speaking."""
    return _expanded("{backchannel}", chance)


def _expanded(text: str, chance: random.Random) -> str:
    return _SYMBOL.sub(lambda symbol: _expanded(chance.choice(_RULES[symbol[1]]), chance), text)
