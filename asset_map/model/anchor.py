"""
The anchor case: a judged status with evidence, never computed silently.

Source of the six questions: Locality, Power to Change and the Scottish Community
Alliance on what makes a community anchor.
"""

from dataclasses import dataclass
from datetime import date

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import WordEnum

__all__ = ["EVIDENCE_QUESTIONS", "AnchorCase", "AnchorStatus", "Answer", "Evidence"]

EVIDENCE_QUESTIONS: dict[str, str] = {
    "community_controlled": (
        "Do local people hold the majority on the board, or can they join and vote?"
    ),
    "place_rooted": "Does it serve a named area smaller than the council's?",
    "multi_purpose": "Does it run three or more kinds of activity for different people?",
    "asset_base": "Does it own, or hold a long lease on, a building or land?",
    "independent_income": "Does it earn some of its own income?",
    "supports_others": "Does it host, help or speak up for smaller groups?",
}
# Evidence on so many questions makes a body worth a decision.
CANDIDATE_FROM = 4


class AnchorStatus(WordEnum):
    """Where the judgement stands."""

    NONE = "none"
    CANDIDATE = "candidate"
    RECOGNISED = "recognised"
    FORMER = "former"


class Evidence(WordEnum):
    """The answer to one evidence question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question answered, with where the answer comes from."""

    question: str
    evidence: Evidence
    note: str = ""
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorCase:
    """
    What is known for and against anchor status, and who decided.

    Raises
    ------
    InvalidSubmissionError
        When it is recognised without a named role and a date.
    """

    status: AnchorStatus = AnchorStatus.NONE
    answers: tuple[Answer, ...] = ()
    decided_by: str = ""
    decided_on: date | None = None
    review_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.status is AnchorStatus.RECOGNISED and not (self.decided_by and self.decided_on):
            problem = Problem(
                field="anchor_decided_by",
                fault="A recognised anchor needs a named role and a date.",
                remedy="Fill in who (anchor_decided_by) and when (anchor_decided_on).",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))

    def answer_to(self, question: str) -> Evidence:
        """Return the answer to a question; "not known" where nobody gave one."""
        return next(
            (a.evidence for a in self.answers if a.question == question), Evidence.NOT_KNOWN
        )

    @property
    def is_worth_a_decision(self) -> bool:
        """Whether four of six answers speak for it and none says it is not community-led."""
        speaking_for = {Evidence.YES, Evidence.PARTLY}
        count = sum(self.answer_to(question) in speaking_for for question in EVIDENCE_QUESTIONS)
        return count >= CANDIDATE_FROM and self.answer_to("community_controlled") is not Evidence.NO
