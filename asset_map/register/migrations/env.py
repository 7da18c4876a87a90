"""What Alembic runs: every revision that is missing, on the connection it was given."""

from alembic import context

from asset_map.register.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
