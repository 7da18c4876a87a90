"""The taxonomies: kinds and functions in the register's words, and the tags people gave."""

from collections.abc import Iterable

from asset_map.exports.open_referral.shape import Json, identified, shaped
from asset_map.model.asset import Asset, AssetKind, Function
from asset_map.model.words import fold

__all__ = ["EXPORTED_KINDS", "attributes", "taxonomies", "terms"]

# A person's skill is nobody's service, and a story none at all.
EXPORTED_KINDS = (AssetKind.GROUP, AssetKind.SPACE, AssetKind.INSTITUTION, AssetKind.BUSINESS)

_KINDS, _FUNCTIONS, _TAGS = "Kinds of asset", "What it is there for", "Tags"
_TAXONOMIES = {
    _KINDS: "What the asset is: a group, a space, an institution or a business.",
    _FUNCTIONS: "The functions by which wards are compared.",
    _TAGS: "Words that people gave to what they recorded.",
}


def taxonomies() -> list[Json]:
    """Return the three taxonomies, without their terms."""
    return [
        shaped(id=identified("taxonomy", name), name=name, description=said)
        for name, said in _TAXONOMIES.items()
    ]


def terms(assets: Iterable[Asset]) -> list[Json]:
    """Return every term that can be met: all kinds and functions, and the tags in use."""
    tags = {fold(tag): tag for asset in assets for tag in sorted(asset.tags) if fold(tag)}
    return [
        *(_term(_KINDS, kind.label) for kind in EXPORTED_KINDS),
        *(_term(_FUNCTIONS, function.label) for function in Function),
        *(_term(_TAGS, tags[key]) for key in sorted(tags)),
    ]


def attributes(asset: Asset, link_id: str) -> list[Json]:
    """Return the terms that tell what an asset's service is about."""
    tags = {fold(tag): tag for tag in asset.tags if fold(tag)}
    met = [
        _term(_KINDS, asset.kind.label),
        *(_term(_FUNCTIONS, function.label) for function in asset.functions),
        *(_term(_TAGS, tag) for tag in tags.values()),
    ]
    return [
        shaped(
            id=identified("attribute", link_id, term["id"]),
            link_id=link_id,
            link_type="service",
            taxonomy_term_id=term["id"],
            taxonomy_term=term,
        )
        for term in met
    ]


def _term(taxonomy: str, name: str) -> Json:
    return shaped(
        id=identified("term", taxonomy, fold(name)),
        name=name,
        description=f"{taxonomy}: {name}",
        taxonomy=taxonomy,
        taxonomy_id=identified("taxonomy", taxonomy),
    )
