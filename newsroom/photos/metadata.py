"""What a picture's file says of itself: caption, credit, rights, alternative text, made by a machine.

Agencies write it in three places, and the first that speaks is believed: XMP (as IPTC has it
today), IPTC-IIM (older, still in every wire photo), EXIF (the camera's own). All of it is read
before it is thrown away; a file that says it badly says nothing.
"""

import xml.etree.ElementTree as ET

from PIL import IptcImagePlugin

from newsroom.arabic import tidy

LONGEST = {"caption": 2000, "credit": 200, "rights": 300, "alt": 300}
MOST_XMP = 512 * 1024
BETWEEN = " / "  # photographer and agency

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MACHINE_MADE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")


def read(image):
    """{"caption", "credit", "rights", "alt": text, "made_by_machine": bool} of an open Pillow image."""
    facts = {}
    for reader in (_xmp, _iptc, _exif):
        try:
            said = reader(image)
        except Exception:  # every part of it was written by somebody else's program
            continue
        facts = said | {name: value for name, value in facts.items() if value}
    for name, longest in LONGEST.items():
        text = tidy.block(facts.get(name) or "") if name == "caption" else tidy.line(facts.get(name) or "")
        facts[name] = text[:longest].strip()
    return facts | {"made_by_machine": bool(facts.get("made_by_machine"))}


def _credit(author, house):
    """The photographer and the agency, each once."""
    author, house = (author or "").strip(), (house or "").strip()
    if not author or not house or author.casefold() in house.casefold():
        return house or author
    return author if house.casefold() in author.casefold() else author + BETWEEN + house


# XMP


def _xmp(image):
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet if isinstance(packet, str) else packet[: MOST_XMP + 1].decode()
    # Entities are how a small packet becomes a large one; no camera writes them.
    if not packet or len(packet) > MOST_XMP or "<!DOCTYPE" in packet or "<!ENTITY" in packet:
        return {}
    root = ET.fromstring(packet.strip("\0\ufeff \n\r\t"))
    made = _value(root, "ext:DigitalSourceType").rpartition("/")[2]
    return {
        "caption": _value(root, "dc:description"),
        "credit": _credit(_value(root, "dc:creator"), _value(root, "photoshop:Credit")),
        "rights": _value(root, "dc:rights"),
        "alt": _value(root, "core:AltTextAccessibility"),
        "made_by_machine": made in MACHINE_MADE,
    }


def _value(root, name):
    """A property's text wherever XMP may have put it: an attribute, an element, a list of languages."""
    prefix, _, local = name.partition(":")
    full = f"{{{NAMES[prefix]}}}{local}"
    for element in root.iter():
        if full in element.attrib:
            return element.attrib[full]
        if element.tag == full:
            items = element.findall(".//rdf:li", NAMES)
            if not items:
                return element.text or element.get(f"{{{NAMES['rdf']}}}resource") or ""
            by_language = {item.get(LANG, ""): item.text or "" for item in items}
            if len(by_language) == len(items) and len(items) > 1:
                arabic = [text for language, text in by_language.items() if language.startswith("ar")]
                return (arabic or [by_language.get("x-default") or items[0].text or ""])[0]
            return BETWEEN.join(item.text or "" for item in items)
    return ""


# IPTC-IIM

CAPTION, BYLINE, CREDIT, RIGHTS = (2, 120), (2, 80), (2, 110), (2, 116)


def _iptc(image):
    found = IptcImagePlugin.getiptcinfo(image) or {}

    def said(key):
        value = found.get(key) or b""
        return BETWEEN.join(_decoded(part) for part in (value if isinstance(value, list) else [value]))

    return {"caption": said(CAPTION), "credit": _credit(said(BYLINE), said(CREDIT)), "rights": said(RIGHTS)}


# EXIF

DESCRIPTION, ARTIST, COPYRIGHT = 0x010E, 0x013B, 0x8298
# What cameras write where a caption belongs.
NO_CAPTIONS = {
    "OLYMPUS DIGITAL CAMERA", "SONY DSC", "SAMSUNG CAMERA PICTURES", "KONICA MINOLTA DIGITAL CAMERA",
    "MINOLTA DIGITAL CAMERA", "DIGITAL CAMERA", "DCIM", "SCREENSHOT",
}  # fmt: skip


def _exif(image):
    exif = image.getexif()

    def said(tag):
        value = exif.get(tag) or ""
        if isinstance(value, str):  # Pillow reads bytes as Latin letters
            try:
                value = value.encode("latin-1")
            except UnicodeEncodeError:
                return value
        return _decoded(value)

    caption = said(DESCRIPTION).strip()
    caption = "" if caption.upper() in NO_CAPTIONS else caption
    return {"caption": caption, "credit": said(ARTIST), "rights": said(COPYRIGHT)}


def _decoded(value):
    """Old files do not say their encoding: UTF-8 where it can be, else what Arabic Windows wrote."""
    value = value.rstrip(b"\0 ")
    for encoding in ("utf-8", "cp1256"):
        try:
            return value.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return ""
