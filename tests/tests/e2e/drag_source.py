"""Another program on the screen, to drag from: each field of its window is a text, a link, a picture, a file.

Beside that it puts an address on the clipboard, and marks something when its last field is pressed.
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

FOLDER = sys.argv[1]
COPY = Gdk.DragAction.COPY


def gives_text(_field, _context, data, _info, _time):
    data.set_text("Guten Tag aus einem anderen Programm", -1)


def gives_link(_field, _context, data, _info, _time):
    data.set_uris(["https://nordlicht.example/hilfe"])


def gives_picture(_field, _context, data, _info, _time):
    data.set_uris([f"file://{FOLDER}/picture.png"])


def gives_page(_field, _context, data, _info, _time):
    data.set_uris([f"file://{FOLDER}/page.html"])


def marks(_field, _event):
    """From now on this is what a click with the middle button pastes."""
    Gtk.Clipboard.get(Gdk.SELECTION_PRIMARY).set_text("Markiert in einem anderen Programm", -1)


window = Gtk.Window(title="Quelle")
window.set_default_size(160, 400)
column = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, homogeneous=True)
for name, gives in [("text", gives_text), ("link", gives_link), ("picture", gives_picture), ("page", gives_page)]:
    field = Gtk.EventBox()
    field.add(Gtk.Label(label=name))
    field.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], COPY)
    if name == "text":
        field.drag_source_add_text_targets()
    else:
        field.drag_source_add_uri_targets()
    field.connect("drag-data-get", gives)
    column.add(field)
mark = Gtk.EventBox()
mark.add(Gtk.Label(label="mark"))
mark.connect("button-press-event", marks)
column.add(mark)
window.add(column)
window.connect("destroy", Gtk.main_quit)
window.show_all()
window.move(1430, 0)
Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_text("https://nordlicht.example/ablage", -1)
Gtk.main()
