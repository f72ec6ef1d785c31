"""Words too common to say anything, with what an apostrophe leaves standing alone (dell'alpe, qu'on).

Written with their accents: "thé" is not "the". Short on purpose, because a word in this list can never be asked for:
Whoosh's own lists hold "été" and "fosse".
"""

_LISTS = {
    "fr": """
        au aux avec ce ces cette chez dans de des du elle en entre et il ils je jusqu la le les leur leurs
        lorsqu ma mais me mes mon ne nos notre nous on ou où par pas pour puisqu qu que qui sa sans se ses son
        sont sous sur ta te tes ton tu un une vers vos votre vous à
    """,
    "it": """
        ai al all alla alle allo anche che chi ci col coll con da dagli dai dal dall dalla dalle dallo degli dei
        del dell della delle dello di e ed fra gli i il in la le lei li lo loro lui ma mi ne negli nei nel nell
        nella nelle nello noi non nostra nostre nostri nostro o per quest quell se si sono su sugli sui sul sull
        sulla sulle sullo suo sua te ti tra tu un una uno vi voi è
    """,
    "en": """
        a an and are as at be by for from has have i in is it its me my near of on or our that the their them
        there these they this those to us was we were which with you your
    """,
}

STOP_WORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}
