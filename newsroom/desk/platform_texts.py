"""Texts of Django and its packages that have no Arabic there, or not a newsroom's Arabic.

Never imported: it stands here so that makemessages finds them and our catalogue, which comes first,
says them. When Django's own Arabic gets better a line can go.
"""

from django.utils.translation import gettext, ngettext, pgettext


def texts(n):
    gettext("Central Kurdish (Sorani)")
    gettext("Malay")
    gettext("Uyghur")
    gettext("Enter a valid domain name.")
    gettext("Enter a valid %(protocol)s address.")
    gettext("IPv4")
    gettext("IPv6")
    gettext("IPv4 or IPv6")
    gettext("Ensure this value is a multiple of step size %(limit_value)s.")
    gettext(
        "Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on."
    )
    gettext("Constraint “%(name)s” is violated.")
    gettext("String (unlimited)")
    gettext("%(model)s instance with %(field)s %(value)r is not a valid choice.")
    ngettext("Please submit at most %(num)d form.", "Please submit at most %(num)d forms.", n)
    ngettext("Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", n)
    gettext("Conflicting form data submitted. Please try again.")
    gettext("Password-based authentication was disabled.")
    gettext("Set password: %s")
    gettext("Reset password")
    gettext("Set password")
    gettext(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to authenticate using other backends, such as Single Sign-On or LDAP."
    )
    gettext("Password-based authentication")
    gettext("Enabled")
    gettext("Disabled")
    gettext("Raw passwords are not stored, so there is no way to see the user’s password.")
    gettext("Enable password-based authentication for this user by setting a password.")
    gettext("Your password can’t be too similar to your other personal information.")
    ngettext(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        n,
    )
    gettext("Your password can’t be a commonly used password.")
    gettext("Your password can’t be entirely numeric.")
    ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        n,
    )
    gettext(
        "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z letters, numbers, and @/./+/-/_ characters."
    )
    gettext('Expected a list of items but got type "{input_type}".')
    gettext("Invalid json list. A tag list submitted in string form must be valid json.")
    gettext("All list items must be of string type.")
    gettext("is null")
    gettext("Django administration")
    gettext("Django site admin")
    gettext("Site administration")
    gettext("Administration")
    gettext("Taggit")
    gettext("Authentication and Authorization")
    pgettext("A tag slug", "slug")
    pgettext("A tag name", "name")
    gettext("tag")
    gettext("tagged item")
    gettext("tagged items")
    gettext("A comma-separated list of tags.")
    gettext("Please provide a comma-separated list of tags.")
    gettext("%(app)s administration")
    gettext("group")
    gettext("groups")
    gettext("permission")
    gettext("permissions")
    gettext("staff status")
    gettext("Designates whether the user can log into this admin site.")
    gettext("superuser status")
    gettext("Designates that this user has all permissions without explicitly assigning them.")
    gettext("active")
    gettext(
        "Designates whether this user should be treated as active. Unselect this instead of deleting accounts."
    )
    gettext(
        "The groups this user belongs to. A user will get all permissions granted to each of their groups."
    )
    gettext("first name")
    gettext("last name")
    gettext("email address")
    gettext("Email")
    gettext("date joined")
    gettext("Server error")
    gettext("Server error (500)")
    gettext("Server Error <em>(500)</em>")
    gettext(
        "There’s been an error. It’s been reported to the site administrators via email and should be fixed shortly. Thanks for your patience."
    )
    gettext("LogEntry Object")
    gettext("log entry")
    gettext("log entries")
    gettext("object repr")
    gettext("object id")
    gettext("action flag")
    gettext("change message")
    gettext("Unknown")
    gettext("Unknown content")
    gettext("Delete?")
    gettext("Save as new")
    gettext("Save and add another")
    gettext("Save and continue editing")
    gettext("Save and view")
    gettext("Go")
    gettext("Run the selected action")
    gettext("Add")
    gettext("View")
    gettext("Remove")
    gettext("Lookup")
    gettext("Clear")
    gettext("Log in")
    gettext("Log in again")
    gettext("Log out")
    gettext("Logged out")
    gettext("Thanks for spending some quality time with the web site today.")
    gettext("Filter")
    gettext("Clear all filters")
    gettext("Hide counts")
    gettext("Show counts")
    gettext("Start typing to filter…")
    gettext("Filter navigation items")
    gettext("Toggle navigation")
    gettext("Sidebar")
    gettext("Change password")
    gettext("Change my password")
    gettext(
        "Please enter your old password, for security’s sake, and then enter your new password twice so we can verify you typed it in correctly."
    )
    gettext("Password change")
    gettext("Change password: %s")
    gettext("Add %(name)s")
    gettext("Add another %(verbose_name)s")
    gettext("Add another %(model)s")
    gettext("Change selected %(model)s")
    gettext("Delete selected %(model)s")
    gettext("View selected %(model)s")
    gettext("Delete selected %(verbose_name_plural)s")
    gettext("Delete multiple objects")
    gettext("No, take me back")
    gettext("Yes, I’m sure")
    gettext("Select %s")
    gettext("Select %s to change")
    gettext("Select %s to view")
    gettext("Change history: %s")
    gettext("Welcome,")
    gettext("Popup closing…")
    gettext("Select this object for an action - {}")
    gettext("Select all objects on this page for an action")
    gettext("Click here to select the objects across all pages")
    gettext("Select all %(total_count)s %(module_name)s")
    gettext("Clear selection")
    ngettext("%(total_count)s selected", "All %(total_count)s selected", n)
    gettext("0 of %(cnt)s selected")
    ngettext("%(counter)s result", "%(counter)s results", n)
    gettext("Models in the %(name)s application")
    gettext("Model name")
    gettext("Add link")
    gettext("Change or view list link")
    gettext("Remove from sorting")
    gettext("Toggle sorting")
    gettext("Added “%(object)s”.")
    gettext("Changed “%(object)s” — %(changes)s")
    gettext("Deleted “%(object)s.”")
    gettext("Added {name} “{object}”.")
    gettext("Changed {fields} for {name} “{object}”.")
    gettext("Deleted {name} “{object}”.")
    gettext("Changed {fields}.")
    gettext("Slug")  # in that list, of a tag; taggit says it in a context of its own
    gettext("No fields changed.")
    gettext("Added:")
    gettext("Changed:")
    gettext("Deleted:")
    gettext("The {name} “{obj}” was added successfully.")
    gettext("You may edit it again below.")
    gettext("The {name} “{obj}” was added successfully. You may add another {name} below.")
    gettext("The {name} “{obj}” was changed successfully.")
    gettext("The {name} “{obj}” was changed successfully. You may edit it again below.")
    gettext("The {name} “{obj}” was changed successfully. You may add another {name} below.")
    gettext("The %(name)s “%(obj)s” was deleted successfully.")
    gettext("Successfully deleted %(count)d %(items)s.")
    gettext("Cannot delete %(name)s")
    ngettext(
        "%(count)s %(name)s was changed successfully.", "%(count)s %(name)s were changed successfully.", n
    )
    gettext("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?")
    gettext("Items must be selected in order to perform actions on them. No items have been changed.")
    gettext("No action selected.")
    gettext(
        "Please enter the correct %(username)s and password for a staff account. Note that both fields may be case-sensitive."
    )
    gettext("Please enter a correct %(username)s and password. Note that both fields may be case-sensitive.")
    gettext(
        "You are authenticated as %(username)s, but are not authorized to access this page. Would you like to login to a different account?"
    )
    gettext("You don’t have permission to view or edit anything.")
    gettext("We’re sorry, but the requested page could not be found.")
    gettext("This object doesn’t have a change history. It probably wasn’t added via this admin site.")
    gettext(
        "Something’s wrong with your database installation. Make sure the appropriate database tables have been created, and make sure the database is readable by the appropriate user."
    )
    gettext("After you’ve created a user, you’ll be able to edit more user options.")
    gettext(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following related items will be deleted:'
    )
    gettext(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and their related items will be deleted:"
    )
    gettext(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but your account doesn't have permission to delete the following types of objects:"
    )
    gettext(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected related objects:"
    )
    gettext(
        "Deleting the selected %(objects_name)s would result in deleting related objects, but your account doesn't have permission to delete the following types of objects:"
    )
    gettext(
        "Deleting the selected %(objects_name)s would require deleting the following protected related objects:"
    )
    gettext(
        "Deleting %(class_name)s %(instance)s would require deleting the following protected related objects: %(related_objects)s"
    )
    ngettext(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        n,
    )
    ngettext(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        n,
    )
    gettext("Null characters are not allowed.")
    # What these two fill in says nothing to an editor, so our words leave it out.
    # xgettext:no-python-format
    gettext("“%(pk)s” is not a valid value.")
    gettext(
        # xgettext:no-python-format
        "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may need to file a bug report if the issue persists."
    )
    ngettext("entry", "entries", n)
    gettext("This field is required.")
    gettext("This field cannot be blank.")
    gettext("This field cannot be null.")
    gettext("%(model_name)s with this %(field_labels)s already exists.")
    gettext("%(model_name)s with this %(field_label)s already exists.")
    gettext("Select a valid choice. %(value)s is not one of the available choices.")
    gettext("Select a valid choice. That choice is not one of the available choices.")
    gettext("Enter a valid date.")
    gettext("Enter a valid time.")
    gettext("Enter a valid date/time.")
    gettext("Enter a whole number.")
    gettext("Enter a valid URL.")
    gettext("Enter a valid email address.")
    gettext("Upload a valid image. The file you uploaded was either not an image or a corrupted image.")
    gettext("The submitted file is empty.")
    gettext("No file was submitted.")
    gettext("Please correct the duplicate values below.")
    gettext("yes,no,maybe")
    ngettext("%(num)d year", "%(num)d years", n)
    ngettext("%(num)d month", "%(num)d months", n)
    ngettext("%(num)d week", "%(num)d weeks", n)
    ngettext("%(num)d day", "%(num)d days", n)
    ngettext("%(num)d hour", "%(num)d hours", n)
    ngettext("%(num)d minute", "%(num)d minutes", n)
    gettext("is in")
    gettext("starts with")
    gettext("ends with")
    gettext("Range query expects two values.")
    gettext("Multiple values may be separated by commas.")
    gettext("Select a lookup.")
    gettext("Submit")
    gettext("Field filters")
