# SPDX-License-Identifier: MIT
"""Command lines as C's getopt() reads them."""

import os
import sys

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


def _(message):
    """The message in the language of the program, if that has loaded gettext."""
    gettext = sys.modules.get("gettext")
    return gettext.gettext(message) if gettext else message


class GetoptError(Exception):
    """`opt` is the option that is wrong, `msg` says why."""

    opt = msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def _as_list(longopts):
    return [longopts] if isinstance(longopts, str) else list(longopts)


def getopt(args, shortopts, longopts=[]):
    """The options, as pairs of name and value, and the arguments from the first on that is no option."""
    opts = []
    longopts = _as_list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        first, args = args[0], args[1:]
        if first == "--":
            break
        opts, args = _take(opts, first, shortopts, longopts, args)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """Like getopt(), but options may stand after arguments, unless `shortopts` begins with + or POSIXLY_CORRECT is set."""
    opts, rest = [], []
    longopts = _as_list(longopts)
    options_first = shortopts.startswith("+")
    shortopts = shortopts[1:] if options_first else shortopts
    options_first = options_first or bool(os.environ.get("POSIXLY_CORRECT"))
    while args:
        first = args[0]
        if first == "--":
            rest += args[1:]
            break
        if first[:1] == "-" and first != "-":
            opts, args = _take(opts, first, shortopts, longopts, args[1:])
        elif options_first:
            rest += args
            break
        else:
            rest.append(first)
            args = args[1:]
    return opts, rest


def _take(opts, first, shortopts, longopts, args):
    if first.startswith("--"):
        return do_longs(opts, first[2:], longopts, args)
    return do_shorts(opts, first[1:], shortopts, args)


def do_longs(opts, opt, longopts, args):
    opt, separator, value = opt.partition("=")
    takes_value, opt = long_has_args(opt, longopts)
    if takes_value and not separator:
        if not args:
            raise GetoptError(_("option --%s requires argument") % opt, opt)
        value, args = args[0], args[1:]
    elif separator and not takes_value:
        raise GetoptError(_("option --%s must not have an argument") % opt, opt)
    opts.append(("--" + opt, value or ""))
    return opts, args


def long_has_args(opt, longopts):
    """Whether the option takes a value, and its whole name."""
    names = [name for name in longopts if name.startswith(opt)]
    if not names:
        raise GetoptError(_("option --%s not recognized") % opt, opt)
    if opt in names:
        return False, opt
    if opt + "=" in names:
        return True, opt
    if len(names) > 1:
        raise GetoptError(_("option --%s not a unique prefix") % opt, opt)
    return names[0].endswith("="), names[0].removesuffix("=")


def do_shorts(opts, optstring, shortopts, args):
    while optstring:
        opt, optstring = optstring[0], optstring[1:]
        value = ""
        if short_has_arg(opt, shortopts):
            if not optstring:
                if not args:
                    raise GetoptError(_("option -%s requires argument") % opt, opt)
                optstring, args = args[0], args[1:]
            value, optstring = optstring, ""
        opts.append(("-" + opt, value))
    return opts, args


def short_has_arg(opt, shortopts):
    place = -1 if opt == ":" else shortopts.find(opt)
    if place < 0:
        raise GetoptError(_("option -%s not recognized") % opt, opt)
    return shortopts.startswith(":", place + 1)


if __name__ == "__main__":
    print(getopt(sys.argv[1:], "a:b", ["alpha=", "beta"]))
