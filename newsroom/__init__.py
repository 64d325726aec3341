"""An Arabic-first newsroom CMS in which every quotation is data.

A quotation knows who said it, in which capacity, where, when, through whom we know it and in
which original words; an editor confirms it, and it never silently parts from the text. The rooms,
from the ground up: `arabic` (pure text), `fields`, `changes`, `search`, `photos`, then the apps
`people` and `articles`, and on top the site itself: settings, urls, pages, commands.
"""
