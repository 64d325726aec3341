"""What every admin door of this house shares: Arabic-ready forms and the body's editor.

It knows Django and none of our models, so articles and people may build on it.
"""
