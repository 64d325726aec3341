"""The settings of the web server: `gunicorn -c python:newsroom.server newsroom.wsgi`."""

from gunicorn.http import message

# An address in Arabic takes six letters for each of its own. Who pastes a page of a book into the search box
# is told what to do; gunicorn's own bound, 8,190 bytes, would answer before the site does, in English.
limit_request_line = message.MAX_REQUEST_LINE = 160_000

threads = 4
worker_class = "gthread"
control_socket_disable = True  # it would leave a file in the home folder
