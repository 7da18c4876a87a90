"""Which kind of asset a plain word means: "Static Library", "Scout group", "Village hall"."""

from functools import lru_cache

from asset_map.model.asset import AssetKind
from asset_map.model.words import fold

__all__ = ["KIND_WORDS", "kind_of"]

# English says last what a thing is, so the last of these words in a text decides.
KIND_WORDS: dict[AssetKind, tuple[str, ...]] = {
    AssetKind.GROUP: (
        "group", "association", "club", "society", "committee", "choir", "band", "team",
        "league", "network", "forum", "charity", "trust", "project", "scheme", "service",
        "troop", "scouts", "guides", "brownies", "cubs", "beavers", "rainbows", "explorers",
        "womens institute", "wi", "u3a", "cadets", "guild", "union", "circle", "class",
        "classes", "cafe church", "coffee morning", "lunch club", "playgroup", "toddlers",
        "parent and toddler", "tenants", "residents", "neighbourhood watch", "foodbank",
        "food bank", "community fridge", "repair cafe", "men in sheds", "mens shed", "cic",
        "church", "chapel", "mosque", "gurdwara", "synagogue", "temple", "meeting house",
        "congregation", "organisation", "voluntary organisation", "community organisation",
        "litter pickers", "knitters", "walkers", "ramblers", "bell ringers", "football club",
    ),
    AssetKind.SPACE: (
        "space", "hall", "room", "rooms", "centre", "center", "hub", "venue", "pavilion",
        "hut", "community centre", "village hall", "church hall", "community hall", "theatre",
        "park", "playground", "play area", "recreation ground", "playing field", "pitch",
        "allotment", "allotments", "garden", "community garden", "green", "wood", "woodland",
        "nature reserve", "leisure centre", "sports centre", "swimming pool", "gym", "studio",
        "warm space", "youth centre", "building", "field", "skate park", "cemetery",
    ),
    AssetKind.INSTITUTION: (
        "institution", "library", "libraries", "archive", "archives", "school", "academy",
        "college", "university", "nursery", "hospital", "surgery", "gp", "gp surgery",
        "health centre", "medical centre", "clinic", "pharmacy", "council", "parish council",
        "town council", "fire station", "police station", "museum", "gallery", "prison",
        "childrens centre", "family hub", "care home", "job centre", "jobcentre",
        "local authority", "housing association", "record office", "history centre",
        "advice centre", "citizens advice", "station",
    ),
    AssetKind.BUSINESS: (
        "business", "shop", "pub", "inn", "cafe", "restaurant", "takeaway", "bakery", "farm",
        "garage", "post office", "market", "company", "co operative", "enterprise",
        "social enterprise", "farm shop", "hotel", "bank", "salon", "supermarket", "store",
        "butchers", "hairdresser", "hairdressers", "community shop",
    ),
    AssetKind.SKILL: ("skill", "skills", "person", "individual", "volunteer", "gift", "talent"),
    AssetKind.STORY: ("story", "stories", "memory", "memories", "tradition", "history"),
}  # fmt: skip

_KINDS = {word: kind for kind, listed in KIND_WORDS.items() for word in listed}
# What comes after these is not what it is: the Friends of a library are a group.
_GROUPS_OF = ("friends of", "society of", "society for", "association of", "guild of")
_LONGEST = max(len(word.split()) for word in _KINDS)


@lru_cache(maxsize=4_096)
def kind_of(text: str) -> AssetKind | None:
    """Return the kind that a text means; None where it has no word that tells."""
    folded = fold(text)
    if folded.startswith(_GROUPS_OF):
        return AssetKind.GROUP
    words = folded.split()
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - _LONGEST), end):
            phrase = " ".join(words[start:end])
            kind = _KINDS.get(phrase) or _KINDS.get(phrase.removesuffix("s"))
            if kind is not None:
                return kind
    return None
