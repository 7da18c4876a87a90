"""Where a person can be found is known for every column of text there is."""

from asset_map.register.personal_columns import HOLDS, text_columns

# Codes, ids, hashes, words of an enum, and what is the council's and nobody's.
_OF_NOBODY = """
    id code kind state role source side terms urgency audience action from_state to_state
    actor_role asset_id roadshow_id submission_id batch_id talk_id participant_id offer_id
    card_id need_id giver_id taker_id connection_id person_id set_id committee_id stall_id
    location_id account_id subject_id row_id asset_ids ward_codes area_codes committee_ids
    card_ids ward_code token_hash sha256 fingerprint tags tag status function functions purpose
"""
_BY_TABLE = {
    "accounts": "",
    "account_secrets": "password_hash sealed_code_secret",
    "account_sessions": "device",
    "account_events": "did",
    "register_events": "did",
    "recovery_codes": "code_hash",
    "sign_in_attempts": "who",
    "areas": "name district_code district_name predecessor_codes assign_wkb draw_wkb",
    "boundary_sets": "name source licence attribution file_name",
    "committees": "name council basis meetings",
    "demand_placements": "point_code could_be",
    "placements": "could_be",
    "vocabulary_terms": "label phrase parent synonyms leads_to term_uri",
    "gap_runs": "name",
    "idempotency": "key",
    "marks": "key",
    "pack_templates": "file_name content",
    "submissions": "reference",
    "messages": "key",
    "connections": "from_id to_id origin_suggestion_id",
    "connection_events": "side_id",
    "merges": "kept_id merged_id moved_links",
    "not_same": "first_id second_id",
    "suggestions": "dismissed_because",
    "cards": "asset_kind tree_part merged_into",
    "actions": "owner_asset_id barrier",
    "check_ins": "action_id",
    "stories": "action_id",
    "consents": "wording_version method",
    "erased_rows": "table_name",
    "door_counts": "name",
    "erased_subjects": "hash salt",
    "erased_steps": "table_name",
    "seals": "day up_to",
    "sealed_rows": "table_name salt erased_sha256",
    "exports_made": "what",
    **dict.fromkeys(
        ("public_assets", "partner_assets", "officer_assets"),
        "languages language_words anchor_status operating_status record_state",
    ),
}


def test_every_column_of_text_says_whether_a_person_may_be_found_in_it() -> None:
    unclassified = {
        (table, column)
        for table, column in text_columns()
        if column not in HOLDS.get(table, {})
        and column not in _OF_NOBODY.split()
        and column not in _BY_TABLE.get(table, "").split()
    }

    assert unclassified == set()


def test_what_is_classified_is_there() -> None:
    named = {(table, column) for table, columns in HOLDS.items() for column in columns}
    named |= {(table, column) for table, columns in _BY_TABLE.items() for column in columns.split()}

    assert named - text_columns() == set()
