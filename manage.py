#!/usr/bin/env python3
"""The newsroom's command line: `manage.py help` lists what it can do."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a bad setting deserves a sentence, not a traceback
        sys.exit(f"newsroom: {error}")


if __name__ == "__main__":
    main()
