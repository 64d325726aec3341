"""Removing words from a story for ever: from what readers see, from what is kept, from every trace.

`find` says where they stand, `redact` removes them; nobody can bring them back. A quote whose words
change is no longer what an editor confirmed: it keeps its speaker and all that is known of it, leaves
the public pages as a quote, and waits to be confirmed anew. What is said of somebody whom other
stories name stays there; this story no longer leads to them. The log keeps who, when, why and how many
places, never the words; a file of the exchange from before is refused when it is loaded.
"""

from articles.redaction.act import may, redact, sees_all
from articles.redaction.places import Place, find, total

__all__ = ["Place", "find", "may", "redact", "sees_all", "total"]
