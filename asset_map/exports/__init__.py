"""Taking it away: text and bytes out, no register."""
