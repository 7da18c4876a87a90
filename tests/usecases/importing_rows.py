"""What the tests of importing places bring in by."""

from dataclasses import replace
from datetime import datetime

from asset_map.model.role import Actor
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import (
    ImportReport,
    ImportRequest,
    import_assets,
    mapping_of,
    open_file,
)
from tests.usecases.conftest import OFFICER

FILE = """name,kind,postcode,lon,lat,phone,source_id,notes
Tuesday Knitters,group,ZZ1 1AA,,,01632 960001,1,
Quayside Hall,village hall,zz21aa,,,,2,
Helpline,group,,,,,3,nowhere to go
,group,ZZ1 1AA,,,,4,no name
Lost Postcode,group,ZZ9 9ZZ,,,,5,
Bad Postcode,group,rubbish,,,,6,
Null Island,space,,0,0,,7,
"""


def request_of(house: House, text: str, **given: object) -> ImportRequest:
    content = text.encode()
    table = open_file(house, content, file_name="places.csv")
    request = ImportRequest(
        table=table, content=content, source="Directory", mapping=mapping_of(table)
    )
    return replace(request, **given)  # type: ignore[arg-type]


def brought_in(
    house: House, text: str, now: datetime, actor: Actor = OFFICER, **given: object
) -> ImportReport:
    return import_assets(house, request_of(house, text, **given), actor=actor, now=now)
