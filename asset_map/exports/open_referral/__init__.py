"""
The public register in Open Referral UK 3.0, a profile of HSDS 3.0.

Groups, spaces, institutions and businesses become organizations, each with one service, at the
places that may be told. People's skills, stories, offers, needs and connections are no services
and never leave here. Whatever is given in is cut to the public's view once more.
"""
