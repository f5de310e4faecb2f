#!/usr/bin/env python3
"""Writes the pages of the manual, from what the program says of itself: python3 manual.py NBRUN FOLDER

nbrun(1) is the command line, nbrun-language(7) the commands of notebooks.
"""

import json
import os
import re
import subprocess
import sys
import time

NBRUN, FOLDER = sys.argv[1], sys.argv[2]
DATE = time.strftime("%B %-d, %Y", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))


def said(*arguments, typed=""):
    """What the program answers to arguments, or to commands on its standard input."""
    return subprocess.run(
        [NBRUN, *arguments], input=typed, capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8"}
    ).stdout


def escaped(text):
    """Text that stands for itself, at the start of a line too."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"(?m)^\.", r"\\&.", text)


def sentences(text):
    """Paragraphs; each sentence begins a line, as troff wants it."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    return "\n.Pp\n".join(escaped(re.sub(r"(?<=[.:]) (?=[A-Z])", "\n", part)) for part in paragraphs)


def option_names(argument):
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    names = [dashes[name["kind"]] + name["name"] for name in argument.get("names", [])]
    return sorted(names, key=len)


def arguments_of(command):
    """The arguments that are a command's own."""
    shown = [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]
    return [argument for argument in shown if option_names(argument)[-1:] not in (["--help"], ["--version"])]


def usage(command):
    """The arguments as a synopsis has them."""
    parts = []
    for argument in arguments_of(command):
        names = option_names(argument)
        if argument["kind"] == "positional":
            part = ".Ar " + argument["valueName"].upper().replace("-", "_")
        else:
            part = ".Fl " + names[0][1:] + ("" if argument["kind"] == "flag" else " Ar " + argument["valueName"])
        if argument["isRepeating"]:
            part += " No ..." if argument["kind"] == "flag" else " ..."
        parts.append(".Op " + part[1:] if argument["isOptional"] else part)
    return parts


def options(command):
    lines = []
    for argument in arguments_of(command):
        if argument["kind"] == "positional":
            head = ".It Ar " + argument["valueName"].upper().replace("-", "_")
        else:
            value = "" if argument["kind"] == "flag" else " Ar " + argument["valueName"]
            head = ".It " + " , ".join("Fl " + name[1:].replace("-", "\\-") + value for name in option_names(argument))
        lines += [head, sentences(argument.get("abstract", ""))]
        if values := argument.get("allValues"):
            lines.append(".br\nOne of " + ", ".join(escaped(value) for value in values) + ".")
    return [".Bl -tag -width indent", *lines, ".El"] if lines else []


def command_page():
    root = json.loads(said("--experimental-dump-help"))["command"]
    shown = [one for one in root["subcommands"] if one["shouldDisplay"] and one["commandName"] != "help"]
    about, _, statuses = root["discussion"].partition("Exit status: ")
    page = [f".Dd {DATE}", ".Dt NBRUN 1", ".Os", ".Sh NAME", ".Nm nbrun", ".Nd run notebooks about neural networks", ".Sh SYNOPSIS"]
    for command in shown:
        page += [f".Nm nbrun {command['commandName']}", *usage(command)]
    page += [".Nm nbrun help", ".Op Ar WORD ...", ".Sh DESCRIPTION", sentences(root["abstract"] + "\n\n" + about)]
    for command in shown:
        page += [f".Ss nbrun {command['commandName']}", sentences(command["abstract"])]
        if command.get("discussion"):
            page += [".Pp", sentences(command["discussion"])]
        page += options(command)
    page += [".Ss nbrun help", "Explains a command, or a word of the language of notebooks: see", ".Xr nbrun-language 7 ."]
    page += [".Sh EXIT STATUS", ".Bl -tag -width indent"]
    # The numbers stand in front of what they mean.
    for numbers, meaning in re.findall(r"(\d+(?:, \d+)*) ([^\d]+?)(?:, (?=\d)|\.?$)", " ".join(statuses.split())):
        page += [f".It {numbers}", sentences(meaning)]
    page += [".El", ".Sh SEE ALSO", ".Xr nbrun-language 7"]
    return page


def language_page():
    # A fence, a line a command, and behind an empty line what else there is to say.
    listing = said(typed="help\n").split("\n\n")[0]
    commands = [line.split()[0] for line in listing.splitlines()[1:]]
    page = [f".Dd {DATE}", ".Dt NBRUN-LANGUAGE 7", ".Os", ".Sh NAME", ".Nm nbrun\\-language", ".Nd the commands of notebooks for nbrun"]
    page += [".Sh DESCRIPTION", "A notebook is Markdown whose fenced blocks that begin with"]
    page += [".Ql ```nnb", "hold commands, one a line;", ".Ql #", "starts a comment, and a", ".Ql \\e", "at its end continues a line."]
    page += ["What follows is what", ".Ic nbrun help", "says of each command.", ".Sh COMMANDS"]
    for command in commands:
        page += [f".Ss {escaped(command)}", ".Bd -literal", escaped(said("explain", command).rstrip("\n")), ".Ed"]
    page += [".Sh SEE ALSO", ".Xr nbrun 1"]
    return page


for section, name, page in [(1, "nbrun", command_page()), (7, "nbrun-language", language_page())]:
    folder = os.path.join(FOLDER, f"man{section}")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"{name}.{section}"), "w") as file:
        file.write("\n".join(page) + "\n")
