"""Words that a sentence goes on after, so that a pause after one ends no line (data; ADR 034)."""

_NEVER_LAST = """
a an the and or but nor because although whereas of from into than my your our their its um uh er
und oder aber weil dass der die das dem den des ein eine einen einem einer von zum zur im
et ou mais parce le les un une du des au aux
y o pero porque el los las una del al e ma perché il lo gli di della mas os uma do da
"""
_SELDOM_LAST = """
so that if when while which who whose where whether as to with for by at in on between is are was were am
will would can could shall should may might must not i we they he she
wenn mit zu für auf ist sind
que si la de avec pour dans sur est con por para en es son che per com são
"""
NEVER_LAST = frozenset(_NEVER_LAST.split())
"""Of English, German, French, Spanish, Italian, Portuguese: also after a full stop, which Whisper puts where
the audio stops."""
SELDOM_LAST = frozenset(_SELDOM_LAST.split())
"""A sentence may end with one of them; without a full stop it hardly has."""
OPEN_ENDINGS = ("は", "が", "を", "に", "で", "と", "も", "の", "へ", "て", "けど", "けれど", "から", "ので")
"""Particles and linking forms of Japanese, where no full stop follows."""
