"""What somebody says of themselves on joining, as the forms send it."""

from pydantic import BaseModel

from asset_map.usecases.join_roadshow import Joining

__all__ = ["AboutOneself"]


class AboutOneself(BaseModel):
    """The fields of the form; ``key`` is the form's own, so that joining twice is noticed."""

    key: str = ""
    first_name: str = ""
    role_words: str = ""
    for_group: str = ""
    email: str = ""
    may_leave_room: str = ""

    def joining(self, code: str = "") -> Joining:
        """Return it as it is kept."""
        return Joining(
            code=code,
            first_name=self.first_name,
            role_words=self.role_words,
            for_group=self.for_group,
            email=self.email,
            may_leave_room=bool(self.may_leave_room),
        )
