"""Comments of the desk: beside the story's form, on a page of their own, and in the list of stories.

One address takes what is typed and pressed in both places. All that is typed is one form: what was not sent comes
back. The script asks for the section alone (`_section`), and beside the story's form (`_from_form`) nothing is sent
without it: a page that is left takes along what was typed into the story.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import anchors, comments
from articles.admin.forms import say_in
from articles.models import Comment
from newsroom.desk.forms import working_here
from newsroom.desk.opened import ask_once, now_opened, opened_still

SECTION = "admin/articles/article/comments.html"
SHOWN = 15  # beside the form
MOST = 2000  # comments that wait for somebody, by which a list of stories is narrowed
PAGE = 50


class CommentForm(forms.Form):
    words = forms.CharField(
        label=_("The words it is about"), required=False, strip=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("Select them in the text, or copy them from there. Without words the comment is on the whole story."),
    )  # fmt: skip
    field = forms.ChoiceField(
        label=_("In which text"), required=False, choices=[("", _("wherever they stand")), *Comment.Where.choices]
    )  # fmt: skip
    # Filled in by the script: they tell which of several alike was selected.
    prefix = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    suffix = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("comment"), required=False, strip=False, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    to = forms.ModelChoiceField(
        label=_("comment: for whom"), required=False, queryset=None, empty_label=_("everybody at the story"),
        help_text=_("It waits on the first page of whoever it is for."),
    )  # fmt: skip
    is_confidential = forms.BooleanField(
        label=_("Confidential note"), required=False,
        help_text=_("Seen by you, by whoever it is for and by the editor-in-chief. For everybody else it is not there."),
    )  # fmt: skip

    def __init__(self, row, user, data=None, initial=None):
        super().__init__(data, initial=initial, auto_id="comment_%s", label_suffix="")
        self.row = row
        self.is_begun = bool(data or (initial and (initial["words"].strip() or initial["text"].strip())))
        colleagues = working_here().exclude(pk=user.pk)
        self.fields["to"].queryset = colleagues.only("username", "first_name", "last_name")

    @classmethod
    def unsent(cls, row, user, data):
        """With what was typed into it while another button was pressed: that is neither looked at nor lost."""
        typed = {name: data.get(name, "") for name in cls.base_fields}
        return cls(row, user, initial=typed | {"is_confidential": "is_confidential" in data})

    def clean(self):
        data = super().clean()
        try:
            data["anchored"] = anchors.anchor(
                self.row,
                *(data.get(name, "").replace("\0", "") for name in ("words", "field", "prefix", "suffix")),
            )
        except ValidationError as error:
            self.add_error("words", error)
        return data

    def write(self, user):
        data = self.cleaned_data
        return comments.write(
            self.row, user, data["text"], data["to"], data["is_confidential"], **data["anchored"]
        )


def beside(row, user):
    """What the story's form shows of its comments."""
    board = comments.Board(row, user, SHOWN)
    return {"board": board, "comment_form": CommentForm(row, user), "comments_opened_at": now_opened()}


class Commented:
    """For the story's ModelAdmin."""

    def get_changelist(self, request, **kwargs):
        return CommentedList

    @admin.display(description=_("comments"))
    def open_comments(self, story):
        return story.open_comments or ""

    def comments_view(self, request, pk):
        row = self.get_object(request, str(pk))
        if row is None:
            if request.method == "POST" and self.has_view_or_change_permission(request):
                return _gone(self, request)
            raise Http404("no such story")
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if request.method != "POST":
            return _page(self, request, row, CommentForm(row, request.user))
        return _act(self, request, row)


class CommentedList(ChangeList):
    """The list of stories, each with the number of its open comments: in its one query, and no other."""

    def get_queryset(self, request, *args, **kwargs):
        found = super().get_queryset(request, *args, **kwargs)
        return found.annotate(open_comments=comments.open_number(request.user))


class WithComments(admin.SimpleListFilter):
    title = _("comments of the desk")
    parameter_name = "commented"  # the relation of that name is no filter

    def lookups(self, request, model_admin):
        return [("open", _("with open comments")), ("mine", _("with comments that wait for me"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            found = Comment.objects.visible_to(request.user).open()
        elif self.value() == "mine":
            # By name, the last asked first: within the list's own question it would be asked twice.
            found = comments.waiting(request.user).order_by("-pk").values_list("article", flat=True)[:MOST]
            return queryset.filter(pk__in={*found})
        else:
            return queryset
        return queryset.filter(pk__in=found.order_by().values("article"))


# What is pressed


def _act(model_admin, request, row):
    """Write a comment, or do to one of them what was pressed: `_resolve`, `_reopen`, `_reply` or `_delete`."""
    pressed = next((name for name in PRESSED if name in request.POST), None)
    if pressed is None:
        return _write(model_admin, request, row)
    pk = request.POST[pressed]
    form = CommentForm.unsent(row, request.user, request.POST)
    try:
        if request.POST.get(f"reply-{pk}", "").strip():
            ask_once(request, model_admin.admin_site)
        comment = comments.of_story(row, request.user, pk)
        with transaction.atomic():  # an answer typed beside another button goes with it
            said = PRESSED[pressed](comment, request.user, request.POST.get(f"reply-{comment.pk}", ""))
            if pressed == "_delete" and not comment.is_confidential:
                model_admin.log_change(request, row.root, gettext("Deleted a comment of the desk."))
    except ValidationError as error:
        return _page(model_admin, request, row, form, problem=" ".join(error.messages), status=400)
    return _done(model_admin, request, row, form, said, sent="" if pressed == "_delete" else f"reply-{pk}")


def _write(model_admin, request, row):
    form = CommentForm(row, request.user, request.POST)
    try:
        ask_once(request, model_admin.admin_site)
        if form.is_valid():
            form.write(request.user)
            said = gettext("The comment stands at the story.")
            return _done(model_admin, request, row, CommentForm(row, request.user), said)
    except ValidationError as error:
        say_in(form, error, model=Comment)
    return _page(model_admin, request, row, form, status=400)


def _reply(comment, user, text):
    comments.reply(comment, user, text)
    if comment.is_open:
        return gettext("Your answer stands below the comment.")
    return gettext(
        "Your answer stands below the comment, which was resolved meanwhile. Open it again if it has to be."
    )


def _resolve(comment, user, text):
    answered = bool(text.strip()) and comments.reply(comment, user, text)
    if comments.resolve(comment, user):
        return gettext("The comment is resolved.")
    if answered:
        return gettext("Your answer stands below the comment, which was resolved already.")
    return gettext("The comment was resolved already; nothing changed.")


def _reopen(comment, user, text):
    answered = bool(text.strip()) and comments.reply(comment, user, text)
    if comments.reopen(comment, user):
        return gettext("The comment is open again.")
    if answered:
        return gettext("Your answer stands below the comment, which was open already.")
    return gettext("The comment was open already; nothing changed.")


def _delete(comment, user, text):
    comments.delete(comment, user)
    return gettext("The comment is deleted.")


PRESSED = {"_reply": _reply, "_resolve": _resolve, "_reopen": _reopen, "_delete": _delete}


# What is shown


def _done(model_admin, request, row, form, said, sent=""):
    """It was done. Who typed more than was sent is shown that again, and is not led away from it."""
    unsent = form.is_begun or _typed(request.POST, sent)
    if "_section" in request.POST or unsent:
        return _page(model_admin, request, row, form, said, sent=sent)
    model_admin.message_user(request, said, messages.SUCCESS)
    where = reverse("admin:articles_article_comments", args=[row.root.pk])
    page = request.GET.get("page", "")
    return HttpResponseRedirect(f"{where}?page={page}#comments" if page.isdecimal() else f"{where}#comments")


def _typed(data, sent):
    """{field: text} of the answers that were typed, but for one that was sent."""
    return {
        name: text
        for name, text in data.items()
        if name.startswith("reply-") and name != sent and text.strip()
    }


def _section(request, row, form, said, problem, sent):
    """What the section shows, beside the form and on its page."""
    on_page, page = "_from_form" not in request.POST or "_section" not in request.POST, None
    board = comments.Board(row, request.user, None if on_page else SHOWN)
    if on_page:
        page = Paginator([*board.open, *board.resolved], PAGE).get_page(request.GET.get("page"))
        board.shown = board.in_full(page.object_list)
    typed = _typed(request.POST, sent)
    for comment in board.shown:
        comment.typed = typed.pop(f"reply-{comment.pk}", "")
    board.typed = list(typed.values())  # its comment is gone from here
    if problem:
        pressed = next(request.POST[name] for name in PRESSED if name in request.POST)
        here = next((one for one in board.shown if str(one.pk) == pressed), board)
        here.problem = problem
    # Whoever was told that words were removed has seen it; what else is left typed was begun when it was.
    is_left = bool(form.is_begun or _typed(request.POST, sent))
    opened = opened_still(request) if is_left else now_opened()
    context = {"board": board, "on_page": on_page, "page": page, "comment_form": form}
    return context | {"story": row.root, "comments_said": said, "comments_opened_at": opened}


def _page(model_admin, request, row, form, said="", problem="", sent="", status=200):
    context = _section(request, row, form, said, problem, sent)
    if "_section" in request.POST:
        return TemplateResponse(request, SECTION, context, status=status)
    title = gettext("Comments on “%(headline)s”") % {"headline": row.headline}
    template = "admin/articles/article/comments_page.html"
    return model_admin.page(request, template, status, title=title, **context)


def _gone(model_admin, request):
    """The story was deleted meanwhile: what was typed is shown, to be kept."""
    names = ["text", *(name for name in request.POST if name.startswith("reply-"))]
    return model_admin.page(
        request,
        "admin/articles/article/comments_gone.html",
        title=gettext("The story is no longer there"),
        typed=[text for name in names if (text := request.POST.get(name, "").strip())],
        status=404,
    )
