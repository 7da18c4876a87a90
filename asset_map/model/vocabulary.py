"""
The words for what is offered and needed: resources and skills, with other words for each.

A council may add terms and synonyms of its own, so whoever reads is handed a ``Vocabulary``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from asset_map.model.connection import ConnectionKind
from asset_map.model.words import WordEnum, fold

__all__ = ["VOCABULARY", "Term", "TermKind", "Vocabulary"]


class TermKind(WordEnum):
    """What a term names."""

    RESOURCE = "resource"
    SKILL = "skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """
    One tag.

    ``id`` is what records keep and ``phrase`` how it stands in a sentence ("a meeting
    room"). ``parent`` is the id of the wider term, a tag itself; "" for a wider one.
    ``leads_to`` is the connection that comes of giving it. ``term_uri`` has room for an
    identifier from elsewhere (ESCO, esd).
    """

    id: str
    label: str
    kind: TermKind
    phrase: str
    parent: str = ""
    synonyms: tuple[str, ...] = ()
    leads_to: ConnectionKind = ConnectionKind.PROVIDES_FOR
    term_uri: str = ""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Terms by their ids, and by any of the words people use for them."""

    terms: tuple[Term, ...]

    @cached_property
    def by_word(self) -> dict[str, Term]:
        """The term that each word, as it is compared, stands for; labels before synonyms."""
        words = {fold(word): term for term in self.terms[::-1] for word in term.synonyms}
        return words | {fold(word): term for term in self.terms for word in (term.label, term.id)}

    def find(self, word: str) -> Term | None:
        """Return the term that a word stands for, or None for one that nobody has defined."""
        return self.by_word.get(word) or self.by_word.get(fold(word))

    def tag(self, word: str) -> str:
        """Return the tag that a word stands for: a term's id, else the word as compared."""
        term = self.find(word)
        return term.id if term else fold(word)

    def parent(self, word: str) -> str:
        """Return the wider tag of a word, "" where there is none."""
        term = self.find(word)
        return term.parent if term else ""

    def phrase(self, word: str) -> str:
        """Return the words for a tag in a sentence: "a meeting room"."""
        term = self.find(word)
        return term.phrase if term else word.strip()

    def leads_to(self, word: str) -> ConnectionKind:
        """Return the connection that comes of giving what a word stands for."""
        term = self.find(word)
        return term.leads_to if term else ConnectionKind.PROVIDES_FOR

    def chips(self, kind: TermKind) -> dict[Term, tuple[Term, ...]]:
        """Return each wider term with its own terms, as people choose from them."""
        wider = (term for term in self.terms if term.kind is kind and not term.parent)
        return {term: tuple(one for one in self.terms if one.parent == term.id) for term in wider}

    def with_terms(self, terms: Iterable[Term]) -> "Vocabulary":
        """Return the vocabulary with a council's terms; one of the same id takes its place."""
        merged = {term.id: term for term in self.terms} | {term.id: term for term in terms}
        return Vocabulary(terms=tuple(merged.values()))


_K = ConnectionKind

# Each resource: its phrase, what it leads to, and other words for it.
_RESOURCES: dict[str, dict[str, tuple[str, ConnectionKind, str]]] = {
    "a place": {
        "meeting room": ("a meeting room", _K.HOSTS, "room, hall, venue, somewhere to meet"),
        "storage": ("storage", _K.PROVIDES_FOR, "store, cupboard, shelf, lock-up, shed"),
        "kitchen": ("a kitchen", _K.PROVIDES_FOR, "cooker, oven, stove"),
        "outdoor space": ("outdoor space", _K.PROVIDES_FOR, "lawn, field, garden, yard, car park"),
    },
    "things to borrow": {
        "vehicle": ("a vehicle", _K.PROVIDES_FOR, "van, minibus, bus, car, trailer, cargo bike"),
        "equipment": (
            "equipment",
            _K.LENDS,
            "kit, tools, gazebo, chairs, tables, tea urn, projector, marquee",
        ),
    },
    "getting the word out": {
        "printing": ("printing", _K.PROVIDES_FOR, "printer, photocopying, posters, leaflets"),
        "publicity": ("publicity", _K.PROMOTES, "advert, advertising, newsletter, social media"),
    },
    "people's time": {
        "volunteers": ("volunteers", _K.VOLUNTEERS_FOR, "helpers, helping hands, extra hands"),
        "trustees": ("trustees", _K.PROVIDES_FOR, "treasurer, secretary, committee members"),
    },
    "know-how": {
        "advice": ("advice", _K.PROVIDES_FOR, "guidance, somebody to ask"),
        "training": ("training", _K.TRAINS, "course, workshop, first aid course"),
        "referral route": ("a referral route", _K.REFERS_TO, "referrals, social prescribing"),
    },
    "money": {
        "small grant": ("a small grant", _K.FUNDS, "grant, funding, sponsorship, donation"),
    },
}

# Each skill: other words for it.
_SKILLS: dict[str, dict[str, str]] = {
    "making & mending": {
        "sewing and altering": "sew, dressmaking, mending clothes, hemming",
        "woodwork": "carpentry, joinery, woodturning",
        "fixing electrical things": "toasters, rewiring, electrics, PAT testing",
        "mending bicycles": "bike repair, bicycle repair, cycle repair",
        "knitting and crochet": "knit, knitting, crochet",
    },
    "food & growing": {
        "cooking for many": "cook, cooking, catering, chef",
        "baking": "bake, cakes, bread, makes wedding cakes",
        "growing vegetables": "gardening, allotment, vegetables",
        "keeping bees or hens": "bees, beekeeping, hens, chickens",
        "pruning and orchards": "pruning, fruit trees, apples",
    },
    "arts & music": {
        "singing": "sing, choir, singer",
        "playing an instrument": "guitar, piano, fiddle, drums, brass",
        "painting and drawing": "paint, draw, art, sketching",
        "telling stories": "storytelling, reading aloud, poetry",
        "acting and staging": "drama, theatre, stage lighting, costumes",
    },
    "sport & movement": {
        "coaching a team": "coach, football, cricket, netball, referee",
        "leading walks": "walk leader, rambling, hiking",
        "dancing": "dance, ceilidh, ballroom",
        "gentle exercise": "chair exercise, yoga, tai chi, pilates",
        "swimming": "swim, lifeguard",
    },
    "caring & listening": {
        "listening": "befriending, good listener, company",
        "sitting with somebody": "respite, sitting service, visiting",
        "first aid": "first aider, defibrillator",
        "minding children": "childcare, babysitting, creche",
        "looking after animals": "dog walking, pets, cat sitting",
    },
    "languages & interpreting": {
        "interpreting": "interpreter, translating, translation",
        "sign language": "BSL, signing, Makaton",
        "helping with English": "ESOL, English lessons, English conversation",
        "reading letters aloud": "explaining letters, reading letters",
        "welcoming newcomers": "welcome, newcomers, refugees",
    },
    "teaching & mentoring": {
        "homework help": "tutoring, maths, fractions",
        "helping adults read": "literacy, reading help",
        "mentoring young people": "mentor, mentoring",
        "help finding work": "CV, job search, interview practice",
        "giving a talk": "speaker, public speaking, talks",
    },
    "digital & media": {
        "help with phones and tablets": "smartphone, tablet, computer help, internet",
        "making a website": "website, web design",
        "taking photographs": "photography, photographer, camera",
        "making films or sound": "video, film, podcast, recording",
        "designing posters": "graphic design, poster design",
    },
    "money & forms": {
        "keeping accounts": "bookkeeping, accounts, bookkeeper",
        "filling in forms": "forms, form filling, benefits forms",
        "writing grant bids": "fundraising, bid writing, grant application",
        "budgeting": "debt, household budget",
        "knowing the rules": "legal, policies, safeguarding, insurance",
    },
    "organising & events": {
        "running an event": "events, fete, organising",
        "chairing a meeting": "chair, facilitating, minutes",
        "keeping a rota": "rota, coordinating volunteers",
        "tea and welcome": "tea, refreshments, hosting",
        "setting up and clearing away": "stewarding, marquees, lifting",
    },
    "driving & moving": {
        "giving lifts": "lift, lifts, driving people",
        "driving a minibus": "minibus driver, D1",
        "moving furniture": "van driver, removals",
        "delivering": "delivery, leaflets round the doors",
        "fetching shopping": "shopping, prescriptions",
    },
    "local knowledge & history": {
        "knowing who is who": "local contacts, knows everybody",
        "local history": "history, archives, old photographs",
        "footpaths and nature": "nature, wildlife, birds, footpaths",
        "old crafts": "hedge laying, dry stone walling, net mending",
        "family history": "genealogy, family tree",
    },
}


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _resources() -> Iterable[Term]:
    for wider, terms in _RESOURCES.items():
        yield Term(id=wider, label=wider, kind=TermKind.RESOURCE, phrase=wider)
        for name, (phrase, leads_to, synonyms) in terms.items():
            yield Term(
                id=name,
                label=name,
                kind=TermKind.RESOURCE,
                phrase=phrase,
                parent=wider,
                synonyms=_split(synonyms),
                leads_to=leads_to,
            )


def _skills() -> Iterable[Term]:
    for family, terms in _SKILLS.items():
        yield Term(id=family, label=family, kind=TermKind.SKILL, phrase=family)
        for name, synonyms in terms.items():
            yield Term(
                id=name,
                label=name,
                kind=TermKind.SKILL,
                phrase=name,
                parent=family,
                synonyms=_split(synonyms),
            )


VOCABULARY = Vocabulary(terms=(*_resources(), *_skills()))
