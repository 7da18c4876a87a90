"""The words of a drawing's labels: broken into lines and measured without any font at hand."""

from dataclasses import dataclass

__all__ = ["Label", "label_of", "width_of"]

# Widths of a broad sans-serif in ems, so that whichever font is there the words stay inside.
_NARROW, _WIDE = frozenset("iljtfrI.,:;'\u2019!|()[] "), frozenset("mwMW@%&—…")
_EM = {True: 1.0, False: 0.58}
_NARROW_EM, _WIDE_EM, _CAPITAL_EM = 0.33, 0.93, 0.71
_LINE = 1.22
_FIRST_OF_ANOTHER_SCRIPT = 0x2E80


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of words and the box they fill."""

    lines: tuple[str, ...]
    width: float
    height: float


def width_of(words: str, size: float) -> float:
    """Return how wide words are at a size, rather more than less."""
    return size * sum(map(_ems, words))


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_EM
    if letter in _WIDE:
        return _WIDE_EM
    if letter.isupper() or letter.isdigit():
        return _CAPITAL_EM
    return _EM[ord(letter) >= _FIRST_OF_ANOTHER_SCRIPT]


def label_of(words: str, size: float, *, across: float, most_lines: int) -> Label:
    """Return words in lines of at most ``across``; what does not fit ends in an ellipsis."""
    lines = _balanced(words, size, across, most_lines)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _cut(" ".join(lines[most_lines - 1 :]), size, across)]
    return Label(
        lines=tuple(lines),
        width=max((width_of(line, size) for line in lines), default=0.0),
        height=len(lines) * size * _LINE,
    )


def _balanced(words: str, size: float, across: float, most_lines: int) -> list[str]:
    """Return as few lines as it takes, of nearly the same length."""
    lines = _broken(words, size, across)
    if not 1 < len(lines) <= most_lines:
        return lines
    narrower = across
    # No word is cut for the sake of even lines.
    least = max(width_of(word, size) for word in words.split())
    while narrower * 0.94 >= least:
        tried = _broken(words, size, narrower * 0.94)
        if len(tried) > len(lines):
            break
        lines, narrower = tried, narrower * 0.94
    return lines


def _broken(words: str, size: float, across: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= across:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word if width_of(word, size) <= across else _cut(word, size, across))
    return lines


def _cut(words: str, size: float, across: float) -> str:
    if width_of(words, size) <= across:
        return words
    kept = words
    while kept and width_of(f"{kept}…", size) > across:
        # Whole words go first; a word that is too long by itself loses its end.
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
    return f"{kept.rstrip()}…"
