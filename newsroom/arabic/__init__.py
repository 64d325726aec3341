"""Arabic text, handled once and low down: pure functions, the standard library only, no Django.

The tour:

    letters   named code points: harakat, tatweel, forms of alef, digits, marks, invisible controls
    tidy      what is stored:   line(text), block(text), has_bidi_control(text)
    fold      what is compared: fold(text), key(text) for names and tags, letters(text) for quoted words
    words     what is searched: words(text) with offsets, tokens(text), stem(surface), STOP
    slugs     what stands in an address: slug(text)
    dates     partial dates: is_partial, earliest, latest, show; find(text) for dates in a story
    wording   words a house does not write: Book(rules).find(text), spared(text), problem(rule, others)
    counts    find(text): numbers that contradict their own sentence
    story     read(text): a pasted plain story as headline, paragraphs and sub-headings
    finder    propose(text): quotes, speakers, sources, occasions and dates, as proposals

Store what the author wrote (`tidy`), compare what the reader means (`fold`). Offsets are always code
points of the text that was given. Nothing here imports anything from the floors above.
"""
