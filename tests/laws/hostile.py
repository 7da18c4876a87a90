"""Sixty texts that somebody may type, and a register in which they stand wherever anybody can."""

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import sqlalchemy as sa

from asset_map.register.schema import metadata
from asset_map.register.schema.columns import Key

__all__ = ["CANARY", "HOSTILE", "hostile_names", "poison", "typed_columns"]

# What runs says so here.
CANARY = "__ran"
_RUN = f"window.{CANARY}=1"
HOSTILE = (
    # Scripts, in every place of a page that a text could stand in.
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f'"><img src=x onerror={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f'" onmouseover="{_RUN}" autofocus onfocus="{_RUN}',
    f"' onfocus='{_RUN}' autofocus='",
    f"<iframe srcdoc='<script>parent.{CANARY}=1</script>'>",
    f"<a href='javascript:{_RUN}'>press</a>",
    f"[press](javascript:{_RUN})",
    f"![x](x){{onerror={_RUN}}}",
    f"<style>*{{background:url(javascript:{_RUN})}}</style>",
    "<style>*{display:none}</style>",
    f"<math><mtext></mtext><img src=x onerror={_RUN}></math>",
    f"</textarea><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script>",
    f"<details open ontoggle={_RUN}>",
    f"<body onload={_RUN}>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'>",
    "<form action='https://evil.example/'><button>Go",
    # Templates, and what breaks out of a script's own strings.
    "{{ 7 * 7 }} tea",
    "{% cake %} and tea",
    "{# not a remark #}",
    "${7*7} tea",
    f"`+({_RUN})+`",
    f"`${{{_RUN}}}`",
    f"');{_RUN};//",
    f'");{_RUN};//',
    "#{7*7} tea",
    "<%= 7*7 %> tea",
    "%(name)s %s %d {0} {name}",
    r"\u003cscript\u003e \x3c \n \\",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    # Markdown, maths, icons and Typst.
    "**bold** _it_ `code` # head",
    ":material/home: :red[red] :smile:",
    "$\\frac{1}{2}$ and $$x$$",
    "| a | b |",
    "#import sys #eval(1) *x* @ref <label>",
    "https://evil.example/ and evil.example",
    # Formulas.
    "=1+1",
    '=HYPERLINK("https://evil.example","Tea")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    # What turns round, what nobody sees, and letters of every sort.
    "abc \u202egnp.exe\u202c tea",
    "\u2067right to left\u2069 tea",
    "zero\u200bwidth\u200d\ufeff tea",
    "Zalgo Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e tea",
    "Kawałek žluťoučký ẞ 茶 شاي 🫖 👩‍👩‍👧",
    'O\'Brien & Sons "The Tea" <Ltd>',
    "' OR 1=1; DROP TABLE assets; --",
    "../../etc/passwd \\\\host\\share",
    "very long " + "x" * 4_000,
)
# A value that a program chose: an id, a day, a word of an enum, a figure, a place or an address.
_CHOSEN = re.compile(
    r"|[a-z0-9_\-]+|[\dT:+.\-Z]+|[A-Z]\d{8}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|FREQ=.*"
    r"|#[0-9A-Fa-f]{6}|\S+@\S+|https?://\S+|0[\d ]{9,}"
)
# What is chosen whatever it looks like; and columns that nobody types into.
_CHOSEN_NAMES = re.compile(
    r"(?:.*_)?(?:id|ids|code|codes|at|on|state|kind|rrule|postcode|role|audience|hash|sha256"
    r"|url|email|key|version|shape|wkb|phone|uprn|accent|action|field|format)"
)
_NEVER = {"marks", "idempotency", "account_secrets", "source_rows", "pack_templates", "gap_runs"}


def typed_columns() -> dict[str, list[str]]:
    """Return by table the columns of free text: ids, codes and words of an enum are keys."""
    return {
        table.name: [
            column.name
            for column in table.columns
            if isinstance(column.type, sa.Text) and column.type is not Key
        ]
        for table in metadata.sorted_tables
    }


_PUBLIC = "SELECT a.asset_id, b.body FROM public_assets a JOIN public_bodies b USING (number)"
_WHOLE = "SELECT id, body FROM assets"


def hostile_names(folder: Path, *, for_officers: bool = False) -> dict[str, str]:
    """Return assets of a poisoned register by their hostile names, which each reader has own."""
    with sqlite3.connect(folder / "register.sqlite") as connection:
        rows = connection.execute(_WHOLE if for_officers else _PUBLIC).fetchall()
    named = {json.loads(body)["name"]: asset_id for asset_id, body in rows}
    return {name: named[name] for name in HOSTILE if name in named}


def poison(folder: Path) -> int:
    """Put a hostile text wherever somebody typed one, past every check; return how many places."""
    count, texts = 0, cycle(HOSTILE)
    with sqlite3.connect(folder / "register.sqlite") as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (trigger,) in triggers.fetchall():
            if "refuse" in trigger:
                connection.execute(f"DROP TRIGGER {trigger}")
        for table, columns in typed_columns().items():
            for column in columns if table not in _NEVER else ():
                rows = connection.execute(f'SELECT rowid, "{column}" FROM {table}').fetchall()
                for row, value in rows:
                    changed = _poisoned(value, column, texts)
                    if changed != value:
                        count += _put(connection, table, column, row, changed)
    return count


def _put(
    connection: sqlite3.Connection, table: str, column: str, row: int, text: str | None
) -> bool:
    try:
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (text, row))
    except sqlite3.IntegrityError:  # two of one name
        return False
    return True


def _poisoned(value: str | None, column: str, texts: Iterator[str]) -> str | None:
    if not value:
        return value
    if value[0] in "[{":
        return json.dumps(_within(json.loads(value), column, texts))
    return value if _is_chosen(value, column) else next(texts)


def _within(value: object, name: str, texts: Iterator[str]) -> object:
    match value:
        case dict():
            return {key: _within(each, key, texts) for key, each in value.items()}
        case list():
            return [_within(each, name, texts) for each in value]
        case str() if not _is_chosen(value, name):
            return next(texts)
    return value


def _is_chosen(value: str, name: str) -> bool:
    return bool(_CHOSEN_NAMES.fullmatch(name) or _CHOSEN.fullmatch(value))
