"""
The fields that a spreadsheet can bring: one table for reader, guesser and documentation.

The names are those of the export's columns, so that what goes out comes back in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from asset_map.imports import readers as read
from asset_map.imports.readers import Reader
from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import BuildingBlock, Function, Sector, Tenure
from asset_map.model.location import LocationKind, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.words import WordEnum

__all__ = ["FIELDS", "FIELD_NAMES", "Field"]


@dataclass(frozen=True, slots=True)
class Field:
    """
    One thing a column can say.

    ``aliases`` are headings that people use for it, folded. ``is_text`` where whatever
    was typed is kept, "N/A" and "0" too; elsewhere such words mean that it is empty.
    """

    name: str
    section: str
    meaning: str
    example: str
    read: Reader
    aliases: tuple[str, ...] = ()
    is_text: bool = False


def _one_of(words: Iterable[WordEnum]) -> str:
    return "One of: " + ", ".join(word.label for word in words) + "."


def _aliases(listed: str) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in listed.split(","))


_WHAT, _WHERE, _WHEN = "What it is", "Where it is", "When it happens"
_WHOM, _ROOM, _CONTACT = "For whom", "What the place offers", "Whom to ask"
_OFFICERS = "For officers"
_PLACES = (LocationKind.FIXED, LocationKind.AREA_WIDE, LocationKind.ONLINE)
_IN_LINES = "One line, joined with the other lines by commas."

FIELDS: tuple[Field, ...] = (
    Field("name", _WHAT, "What it is called. Every row needs it; whatever is typed is kept.",
          "Hathern Library", read.text(300),
          _aliases("library name, group name, organisation, organisation name, organization, "
                   "organization name, title, venue name, club, club name, society, service name, "
                   "name of group, name of organisation, name of venue, asset, asset name, group, "
                   "site name, facility, facility name, business name, activity, provider"),
          is_text=True),
    Field("kind", _WHAT, "What sort of strength it is: group, space, skill, institution, business "
          "or story, or a word such as library, scout group or village hall.",
          "village hall", read.text(200),
          _aliases("type, category, asset type, asset kind, type of asset, type of group, "
                   "organisation type, facility type, venue type, group type, library type"),
          is_text=True),
    Field("also_known_as", _WHAT, "Other names, parted by semicolons.",
          "The Reading Room; Old School", read.items(300, at_commas=False),
          _aliases("aka, other names, alternative name, alternative names, known as, former name, "
                   "previous name"), is_text=True),
    Field("summary", _WHAT, "One sentence: what happens there.",
          "A library run by thirty volunteers.", read.text(300),
          _aliases("short description, what they do, about, purpose, strapline"), is_text=True),
    Field("description", _WHAT, "More about it, up to 2,000 characters.",
          "Books, a warm room and four groups that meet here.", read.text(2000),
          _aliases("details, long description, activities, what we do, further information"),
          is_text=True),
    Field("building_block", _WHAT, _one_of(BuildingBlock), "association",
          read.word(BuildingBlock), _aliases("abcd category")),
    Field("sector", _WHAT, _one_of(Sector), "community", read.word(Sector)),
    Field("tags", _WHAT, "Words to find it by, parted by commas or semicolons.", "knitting, repair",
          read.items(100), _aliases("tag, keywords, keyword, themes, topics"), is_text=True),
    Field("functions", _WHAT, _one_of(Function) + " Several are parted by commas.",
          "meeting space, advice", read.words(Function), _aliases("function, provides")),
    Field("charity_number", _WHAT, "The number at the charity register.", "1234567",
          read.charity_number, _aliases("charity no, registered charity number, "
                                        "charity registration number, charity reg no")),
    Field("company_number", _WHAT, "The number at Companies House.", "01234567",
          read.company_number, _aliases("company no, companies house number, "
                                        "company registration number")),
    Field("identifiers", _WHAT, "Identifiers from elsewhere, each written scheme=value.",
          "GB-CHC=1234567; GB-COH=01234567", read.identifiers, ()),
    Field("source_id", _WHAT, "Your own number for the row: by it the row is known again.",
          "LIB-042", read.text(200),
          _aliases("id, ref, reference, unique id, record id, asset id, row id, reference number, "
                   "identifier, our ref"), is_text=True),
    Field("operating_status", _WHAT, _one_of(OperatingStatus) + " Empty means active.", "active",
          read.word(OperatingStatus), _aliases("status, open or closed, current status")),
    Field("opened_on", _WHAT, "The day it began.", "01/04/1987", read.day,
          _aliases("opened, founded, established, date opened, opening date, date established")),
    Field("closed_on", _WHAT, "The day it ended.", "31/03/2026", read.day,
          _aliases("closed, date closed, closure date, closing date")),
    Field("place_name", _WHERE, "The building or spot, as people call it.",
          "Village Hall, Main Street", read.text(300),
          _aliases("venue, place, building, building name, meeting place, premises, held at"),
          is_text=True),
    Field("address", _WHERE, "The address without its postcode. " + _IN_LINES, "14 Main Street",
          read.text(500), _aliases("address1, address 1, address line 1, addr1, street, "
                                   "street address, full address, location, postal address, "
                                   "venue address, add1"), is_text=True),
    Field("address_2", _WHERE, _IN_LINES, "Hathern", read.text(300),
          _aliases("address2, address line 2, addr2, locality, village, add2"), is_text=True),
    Field("address_3", _WHERE, _IN_LINES, "Charnwood", read.text(300),
          _aliases("address3, address line 3, addr3, district, add3"), is_text=True),
    Field("town", _WHERE, _IN_LINES, "Loughborough", read.text(200),
          _aliases("city, town city, town or city, post town, posttown, address4, address line 4"),
          is_text=True),
    Field("postcode", _WHERE, "A UK postcode, whatever its spacing and case.", "LE12 5LJ",
          read.postcode,
          _aliases("postal code, post code, pcode, pc, zip, zip code, venue postcode, postcodes")),
    Field("lon", _WHERE, "Longitude in degrees (EPSG:4326), with lat.", "-1.2528", read.number,
          _aliases("longitude, long, lng")),
    Field("lat", _WHERE, "Latitude in degrees (EPSG:4326), with lon.", "52.7970", read.number,
          _aliases("latitude")),
    Field("easting", _WHERE, "Metres on the British National Grid (EPSG:27700), with northing.",
          "450479", read.number, _aliases("eastings, grid x, os easting, bng x")),
    Field("northing", _WHERE, "Metres on the British National Grid (EPSG:27700), with easting.",
          "322425", read.number, _aliases("northings, grid y, os northing, bng y")),
    Field("uprn", _WHERE, "Unique property reference number, up to twelve figures. "
          "Anything else is left out and told.", "100030012345", read.uprn,
          _aliases("unique property reference number, os uprn")),
    Field("location_kind", _WHERE, _one_of(_PLACES) + " Empty means fixed.", "fixed",
          read.word(LocationKind),
          _aliases("kind of location, location type")),
    Field("is_home", _WHERE, "Whether it is somebody's home: then no more than its ward is shown.",
          "no", read.yes_no, _aliases("home, home address, private address, residential")),
    Field("publish_location", _WHERE, _one_of(PublishLocation) + " Empty leaves it to the rules.",
          "exact", read.word(PublishLocation), _aliases("publish, show location")),
    Field("meets", _WHEN, "When, in words. What is certain becomes a rule; the rest stays a note.",
          "Tuesdays 10am-12, term time only", read.text(500),
          _aliases("when, day, days, meeting time, meeting times, meeting day, meeting days, "
                   "times, day and time, days and times, opening hours, opening times, schedule, "
                   "day of week, session times, frequency"), is_text=True),
    Field("rrule", _WHEN, "A rule of RFC 5545, instead of words. Several are parted by |.",
          "FREQ=MONTHLY;BYDAY=-1WE", read.parallel(read.rule),
          _aliases("recurrence, recurrence rule")),
    Field("starts_on", _WHEN, "The first day: a fortnightly rule needs it.", "06/01/2026",
          read.parallel(read.day),
          _aliases("start date, first date, from date, date from, begins on")),
    Field("starts_at", _WHEN, "Time of day it starts.", "10:00", read.parallel(read.clock),
          _aliases("start time, time start, from time, starts, start, opens at, time from")),
    Field("ends_at", _WHEN, "Time of day it ends.", "12 noon", read.parallel(read.clock),
          _aliases("end time, time end, finish time, to time, ends, finishes, end, finish, "
                   "closes at, time to")),
    Field("term_time_only", _WHEN, "Whether it stops in the school holidays.", "yes",
          read.parallel(read.yes_no), _aliases("term time")),
    Field("meets_note", _WHEN, "What else there is to say about the times.", "in the side room",
          read.parallel(read.text(500)), _aliases("meeting note, time note"), is_text=True),
    Field("min_age", _WHOM, "Youngest age in years.", "5", read.whole_number(0, 120),
          _aliases("minimum age, age from, age min, youngest, from age, lower age")),
    Field("max_age", _WHOM, "Oldest age in years.", "11", read.whole_number(0, 120),
          _aliases("maximum age, age to, age max, oldest, to age, upper age")),
    Field("open_to_all", _WHOM, "Whether anybody may come.", "yes", read.yes_no,
          _aliases("open to everyone, open to the public, open to public")),
    Field("interests", _WHOM, "Who in particular, parted by commas.", "carers, new parents",
          read.items(200), _aliases("who is it for, audience, target group, target audience, "
                                    "for whom, interest communities"), is_text=True),
    Field("languages", _WHOM, "Languages spoken, parted by commas.", "English, Polish",
          read.items(100), _aliases("language, languages spoken"), is_text=True),
    Field("access_notes", _WHOM, "What somebody needs to know to get in and take part.",
          "Ramp at the side; large print.", read.text(2000),
          _aliases("access, accessibility, accessibility notes, disabled access"), is_text=True),
    Field("cost_note", _WHOM, "What it costs to take part.", "Free; 1 pound for tea",
          read.text(500), _aliases("cost, costs, price, fee, fees, charge"), is_text=True),
    Field("capacity_people", _ROOM, "How many people it holds.", "60",
          read.whole_number(0, 200_000),
          _aliases("capacity, seats, seating capacity, max capacity, maximum capacity, holds")),
    Field("has_kitchen", _ROOM, "Whether there is a kitchen.", "yes", read.yes_no,
          _aliases("kitchen, kitchen facilities")),
    Field("is_step_free", _ROOM, "Whether one gets in without a step.", "yes", read.yes_no,
          _aliases("step free, step free access, level access, wheelchair access, "
                   "wheelchair accessible, wheelchair")),
    Field("has_hearing_loop", _ROOM, "Whether there is a hearing loop.", "no", read.yes_no,
          _aliases("hearing loop, induction loop, loop")),
    Field("has_parking", _ROOM, "Whether one can park.", "yes", read.yes_no,
          _aliases("parking, car park, car parking")),
    Field("has_accessible_toilet", _ROOM, "Whether there is an accessible toilet.", "yes",
          read.yes_no, _aliases("accessible toilet, disabled toilet, accessible wc, disabled wc")),
    Field("usual_price", _ROOM, "What the room usually costs.", "8 pounds an hour", read.text(300),
          _aliases("hire cost, hire price, hire charge, room hire, hourly rate, hire fee"),
          is_text=True),
    Field("who_books", _ROOM, "Who takes bookings, by role.", "bookings secretary", read.text(300),
          _aliases("bookings, booking contact, booked by, to book"), is_text=True),
    Field("tenure", _ROOM, _one_of(Tenure), "long lease", read.word(Tenure), _aliases("held as")),
    Field("contact_role", _CONTACT, "The role of whoever answers, never a person's name.",
          "secretary", read.text(200), _aliases("role, contact position, position"), is_text=True),
    Field("email", _CONTACT, "An email address. For officers only until they say otherwise.",
          "library@example.org", read.email,
          _aliases("e mail, email address, e mail address, contact email, mail, public email")),
    Field("phone", _CONTACT, "A telephone number. For officers only until they say otherwise.",
          "01632 960123", read.phone,
          _aliases("tel, telephone, telephone number, telephone no, phone number, phone no, "
                   "tel no, mobile, "
                   "mobile number, contact number, contact phone, contact telephone")),
    Field("url", _CONTACT, "A web address.", "https://library.example.org", read.url,
          _aliases("website, web, web site, web address, website address, link, web page, webpage, "
                   "homepage, facebook, website url")),
    Field("record_state", _OFFICERS, _one_of(RecordState) + " Empty means submitted. Approved rows "
          "enter the register at once, if the person who imports them may approve.",
          "approved", read.word(RecordState), ()),
    Field("visible_to", _OFFICERS, _one_of(Audience) + " Who may see it once approved.", "public",
          read.word(Audience), ()),
    Field("anchor_status", _OFFICERS, _one_of(AnchorStatus) + " Recognised needs who and when.",
          "recognised", read.word(AnchorStatus), _aliases("anchor")),
    Field("anchor_decided_by", _OFFICERS, "The role or panel that recognised it.", "Anchor panel",
          read.text(200), (), is_text=True),
    Field("anchor_decided_on", _OFFICERS, "The day it was recognised.", "12/05/2026", read.day, ()),
    Field("verified_on", _OFFICERS, "The day somebody last checked the record.", "03/11/2026",
          read.day, _aliases("last verified, last checked, date checked, checked on, last updated, "
                             "date verified")),
    Field("verified_role", _OFFICERS, "The role of whoever checked; empty means the source.",
          "ward officer", read.text(200), _aliases("verified by, checked by"), is_text=True),
    Field("verified_how", _OFFICERS, "How it was checked.", "by telephone", read.text(300), (),
          is_text=True),
)  # fmt: skip

FIELD_NAMES = tuple(field.name for field in FIELDS)
