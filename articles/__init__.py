"""What was published, where it came from, and who said what in it.

Read `models/` for the words of the trade, `marks` and `agreement` for how a quotation stays with
its text, `snapshot` for how a story is kept, restored, drafted, published and exchanged.
"""
