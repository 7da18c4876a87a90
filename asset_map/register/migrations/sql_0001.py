"""
The statements of revision 0001 that each database says in its own way.

Folded words hold letters, their marks and digits alone, so no parser has anything to
decide: FTS5 also takes letters younger than its tables ("Cn"), and PostgreSQL's
lexemes are the words as they are, lest "1e5" become a number.
"""

__all__ = ["HISTORY", "SEARCH"]

SEARCH = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE {audience}_index USING fts5(
            name, also, tags, does, place,
            content = '{audience}_words', content_rowid = 'number', detail = 'none',
            prefix = '2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co Cn'"
        )
        """,
        "CREATE VIRTUAL TABLE {audience}_vocabulary USING fts5vocab({audience}_index, row)",
    ),
    "postgresql": (
        """
        ALTER TABLE {audience}_words ADD COLUMN lexemes tsvector GENERATED ALWAYS AS (
            array_to_tsvector(
                string_to_array(trim(name), ' ') || string_to_array(trim(also), ' ')
                || string_to_array(trim(tags), ' ') || string_to_array(trim(does), ' ')
                || string_to_array(trim(place), ' ')
            )
        ) STORED
        """,
        "CREATE INDEX ix_{audience}_words_lexemes ON {audience}_words USING gin (lexemes)",
        """
        CREATE VIEW {audience}_vocabulary AS
        SELECT word AS term, ndoc AS doc FROM ts_stat('SELECT lexemes FROM {audience}_words')
        """,
    ),
}

HISTORY = {
    "sqlite": (
        """
        CREATE TRIGGER revisions_refuse_update BEFORE UPDATE ON revisions
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER revisions_refuse_delete BEFORE DELETE ON revisions
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'history is only ever added to'; END $$
        """,
        """
        CREATE TRIGGER revisions_refuse_change
        BEFORE UPDATE OR DELETE OR TRUNCATE ON revisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}
