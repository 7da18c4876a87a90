"""Where the plain form is handed in: it draws screens, and sends what is complete."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from asset_map.model.arrival import Arrival
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotFoundError,
    Problem,
)
from asset_map.site.form_answers import Answers, answers_of, times_in
from asset_map.site.form_check import Form, check_words, opened, sent_from, update_instead
from asset_map.site.form_screens import (
    ABOUT_PEOPLE,
    SCREENS,
    TRAP,
    carried,
    fresh_key,
    read_answers,
    screen_of,
    time_count,
)
from asset_map.site.form_scripts import script_names
from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts
from asset_map.site.pin import map_base
from asset_map.site.private_pages import draw_private
from asset_map.usecases.house import House
from asset_map.usecases.keeping import times_of
from asset_map.usecases.limits import opening_ticket
from asset_map.usecases.revise_submission import revise_submission
from asset_map.usecases.submit_asset import (
    Receipt,
    Sent,
    problems_of,
    receipt_ticket,
    submitting,
)

__all__ = ["Desk", "Handed"]

_NEVER_KEPT = {"Cache-Control": "no-store"}
_DECIDED = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A screen of the form as it was handed in, and from where."""

    screen: str
    typed: Mapping[str, str]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A form that is complete and on its way into the register."""

    form: Form
    now: datetime
    receipt: "Future[Receipt]"


class Desk:
    """Where the form is handed in: it draws screens, and sends what is complete."""

    def __init__(self, parts: SiteParts, house: House) -> None:
        self._parts = parts
        self._house = house

    def reopen(self, about: Answers) -> Response:
        """Draw the last screen of a form that is filled in from an entry."""
        try:
            form = opened(self._parts, self._house, about)
        except ConflictError:
            return self._decided(about["token"])
        there = answers_of(form.on) if form.on else {}
        own = form.own.submission if form.own else None
        said = {"sender_email": own.sender_email, "note": own.note} if own else {}
        key = {**self.fresh(), "seen_check": "1"}
        return self.draw(replace(form, answers={**there, **said, **form.answers, **key}), "check")

    def fresh(self) -> Answers:
        """Return what a form carries from the beginning: its key, and when it was opened."""
        ticket = opening_ticket(self._house, now=self._parts.now())
        return {"request_key": fresh_key(), "opened": ticket}

    def begin(self, handed: Handed) -> Response | Sending:
        """Do what the pressed button says."""
        pressed = handed.typed["to"]
        answers = {name: value for name, value in handed.typed.items() if name != "to"}
        try:
            return self._do(pressed, opened(self._parts, self._house, answers), handed)
        except ConflictError:
            return self._decided(answers["token"])
        except NotFoundError:
            if "token" in answers or not (
                answers.get("asset_id") or pressed.startswith("instead-")
            ):
                raise
            return self._gone(answers)

    def _do(self, pressed: str, form: Form, handed: Handed) -> Response | Sending:
        if form.answers.get("adult") == "no":
            kept = {k: v for k, v in form.answers.items() if k not in ABOUT_PEOPLE}
            form = replace(form, answers=kept)
        if pressed in SCREENS:
            return self.draw(form, pressed)
        if pressed == "more":
            return self.draw(form, "when", one_more=True)
        if pressed.startswith("drop-"):
            return self.draw(_without_time(form, pressed.removeprefix("drop-")), "when")
        if pressed.startswith("instead-"):
            asset_id = pressed.removeprefix("instead-")
            return self.draw(update_instead(self._parts, self._house, form, asset_id), "check")
        if pressed == "send":
            return self._send(form, address=handed.address)
        return self._go_on(form, handed.screen)

    def _go_on(self, form: Form, screen: str) -> Response:
        problems = self._problems(form)
        if here := screen_of(problems, screen):
            return self.draw(form, screen, problems=here)
        following = SCREENS[min(SCREENS.index(screen) + 1, len(SCREENS) - 1)]
        if form.answers.get("seen_check"):
            following = next((one for one in SCREENS if screen_of(problems, one)), "check")
        here = screen_of(problems, following) if form.answers.get("seen_check") else []
        return self.draw(form, following, problems=here)

    def _problems(self, form: Form) -> list[Problem]:
        sent, unread = sent_from(form)
        found = problems_of(self._house, sent)
        read = {problem.field for problem in unread}
        return [*unread, *(problem for problem in found if problem.field not in read)]

    def _send(self, form: Form, *, address: str) -> Response | Sending:
        if form.is_stale:
            return self.draw(form, "check")
        sent, unread = sent_from(form)
        if unread:
            return self.draw(form, "check", problems=self._problems(form))
        try:
            receipt = self._keep(form, replace(sent, arrival=_arrival(form.answers, address)))
        except (ConflictError, InvalidSubmissionError) as error:
            return self._refuse(form, error)
        return Sending(form=form, now=self._parts.now(), receipt=receipt)

    def finish(self, sending: Response | Sending) -> Response:
        """Answer when what was sent is on the disk."""
        if isinstance(sending, Response):
            return sending
        form, now = sending.form, sending.now
        try:
            receipt = sending.receipt.result()
        except (ConflictError, InvalidSubmissionError) as error:
            return self._refuse(form, error)
        except NotFoundError:
            return self._gone(form.answers)
        ticket = receipt_ticket(self._house, receipt, now=now)
        return RedirectResponse(f"/add/sent?receipt={ticket}", 303, headers=_NEVER_KEPT)

    def _gone(self, answers: Answers) -> Response:
        """Keep what was typed of an entry that is not public any more."""
        about = ("asset_id", "base_version", "claim")
        kept = {name: value for name, value in answers.items() if name not in about and value}
        fault = "The entry that you were changing is not public any more."
        remedy = "What you typed is still here: send it only if it should be an entry of its own."
        gone = Problem(field="form", fault=fault, remedy=remedy)
        return self.draw(Form(answers=kept), "check", problems=[gone])

    def _decided(self, token: str) -> Response:
        return draw_private("follow/decided.html", self._parts, status=_DECIDED, token=token)

    def _refuse(self, form: Form, error: ConflictError | InvalidSubmissionError) -> Response:
        said = Problem(field="form", fault=str(error), remedy="")
        problems = [said] if isinstance(error, ConflictError) else list(error.problems)
        if form.answers.get("adult") == "no":  # who can be reached was just left out
            problems = [one for one in problems if one.field == "adult"]
        return self.draw(form, "check", problems=problems)

    def _keep(self, form: Form, sent: Sent) -> "Future[Receipt]":
        actor, now = form.actor, self._parts.now()
        if token := form.answers.get("token"):
            revised: Future[Receipt] = Future()
            revised.set_result(revise_submission(self._house, token, sent, actor=actor, now=now))
            return revised
        # The same answers under the same key are the same request: a second press of the button.
        said = json.dumps(sorted(form.answers.items())).encode()
        key = hashlib.sha256(said).hexdigest()
        return submitting(self._house, sent, actor=actor, now=now, request_key=key)

    def receipt(self, receipt: Receipt, *, address: str) -> Response:
        """Show what to keep."""
        words = {"receipt": receipt, "link": f"{address.rstrip('/')}{receipt.status_path}"}
        return self._page("add/sent.html", words)

    def draw(
        self,
        form: Form,
        screen: str,
        *,
        problems: list[Problem] | None = None,
        one_more: bool = False,
        **words: object,
    ) -> Response:
        """Draw a screen with what was typed so far."""
        answers = form.answers
        if screen == "check":
            answers = {**answers, "seen_check": "1"}
            words |= check_words(self._parts, self._house, replace(form, answers=answers))
        elif screen == "where":
            words["base"] = map_base(self._house, self._parts.settings)
        elif form.on and form.on.locations:
            words["whens"] = times_of(form.on.locations[0])
        known = {
            "form": form,
            "screen": screen,
            "step": SCREENS.index(screen) + 1,
            "answers": defaultdict(str, answers),
            "carried": carried(answers, screen),
            "problems": problems or [],
            "faults": defaultdict(str, {one.field: str(one) for one in problems or []}),
            "times": range(time_count(answers, one_more=one_more)),
        }
        return self._page(f"add/{screen}.html", {**known, **words})

    def _page(self, name: str, words: Mapping[str, Any]) -> Response:
        contact = self._parts.settings.privacy_contact
        words = {"contact": contact, **words}
        page = draw(name, self._parts, scripts=script_names(), **words)
        page.headers.update(_NEVER_KEPT)
        return page


def _arrival(answers: Answers, address: str) -> Arrival:
    return Arrival(
        address=address,
        ticket=answers.get("opened", ""),
        has_filled_trap=bool(answers.get(TRAP)),
        words=max((answers.get(one, "") for one in ("summary", "description", "note")), key=len),
    )


def _without_time(form: Form, number: str) -> Form:
    there = len(times_in(form.answers))
    gone = number if number in map(str, range(there)) else there
    kept = {k: v for k, v in form.answers.items() if not k.endswith(f"_{gone}")}
    return replace(form, answers=read_answers(kept.items()))
