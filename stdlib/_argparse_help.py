# SPDX-License-Identifier: MIT
"""What argparse prints: usage and help, laid out by formatters."""

import re as _re
import sys as _sys

__name__ = "argparse"  # to which all of this belongs

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."


def _(message):
    """The message in the language of the program, if that has loaded gettext."""
    gettext = _sys.modules.get("gettext")
    return gettext.gettext(message) if gettext else message


def ngettext(singular, plural, count):
    gettext = _sys.modules.get("gettext")
    if gettext:
        return gettext.ngettext(singular, plural, count)
    return singular if count == 1 else plural


def _wrapped(parts, width, indent, used=None):
    """Lines of `parts`, each after `indent`; with `used`, the first is without it, after so many columns."""
    lines, line = [], []
    column = (len(indent) if used is None else used) - 1
    for part in parts:
        if line and column + 1 + len(part) > width:
            lines.append(line)
            line, column = [], len(indent) - 1
        line.append(part)
        column += len(part) + 1
    if line:
        lines.append(line)
    return [("" if used is not None and i == 0 else indent) + " ".join(line) for i, line in enumerate(lines)]


class HelpFormatter:
    """Lays out usage and help. Everything but the name is an implementation detail, which heirs override all the same."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._width = width
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._current_indent = self._level = 0
        self._action_max_length = 0
        self._root_section = self._current_section = self._Section(self, None)
        self._whitespace_matcher = _re.compile(r"\s+", _re.ASCII)
        self._long_break_matcher = _re.compile(r"\n\n\n+")

    # What is to be printed is collected first, as calls, since columns depend on the longest entry.

    class _Section:
        def __init__(self, formatter, parent, heading=None):
            self.formatter, self.parent, self.heading = formatter, parent, heading
            self.items = []

        def format_help(self):
            formatter = self.formatter
            nested = self.parent is not None
            if nested:
                formatter._indent()
            body = formatter._join_parts([function(*arguments) for function, arguments in self.items])
            if nested:
                formatter._dedent()
            if not body:
                return ""
            heading = ""
            if self.heading is not SUPPRESS and self.heading is not None:
                heading = " " * formatter._current_indent + _("%(heading)s:") % {"heading": self.heading} + "\n"
            return formatter._join_parts(["\n", heading, body, "\n"])

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        assert self._current_indent >= 0, "Indent decreased below 0."
        self._level -= 1

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def start_section(self, heading):
        self._indent()
        section = self._Section(self, self._current_section, heading)
        self._add_item(section.format_help, [])
        self._current_section = section

    def end_section(self):
        self._current_section = self._current_section.parent
        self._dedent()

    def add_text(self, text):
        if text is not None and text is not SUPPRESS:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, [usage, actions, groups, prefix])

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        invocation = self._format_action_invocation
        lengths = [self._action_max_length, len(invocation(action)) + self._current_indent]
        for subaction in self._iter_indented_subactions(action):
            lengths.append(len(invocation(subaction)) + self._current_indent)
        self._action_max_length = max(lengths)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._root_section.format_help()
        return self._long_break_matcher.sub("\n\n", text).strip("\n") + "\n" if text else text

    def _join_parts(self, part_strings):
        return "".join([part for part in part_strings if part and part is not SUPPRESS])

    # Usage.

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = _("usage: ")
        if usage is not None:
            usage = usage % {"prog": self._prog}
        else:
            prog = usage = str(self._prog)
            if actions:
                optionals = [action for action in actions if action.option_strings]
                positionals = [action for action in actions if not action.option_strings]
                usage = " ".join(filter(None, (prog, self._format_actions_usage(optionals + positionals, groups))))
                width = self._width - self._current_indent
                if len(prefix) + len(usage) > width:
                    usage = "\n".join(self._usage_lines(
                        prog, self._get_actions_usage_parts(optionals, groups),
                        self._get_actions_usage_parts(positionals, groups), len(prefix), width))
        return f"{prefix}{usage}\n\n"

    def _usage_lines(self, prog, optionals, positionals, used, width):
        if used + len(prog) > 0.75 * width:  # a long name has its line
            indent = " " * used
            lines = _wrapped(optionals + positionals, width, indent)
            if len(lines) > 1:
                lines = _wrapped(optionals, width, indent) + _wrapped(positionals, width, indent)
            return [prog] + lines
        indent = " " * (used + len(prog) + 1)
        if optionals:
            return _wrapped([prog] + optionals, width, indent, used) + _wrapped(positionals, width, indent)
        return _wrapped([prog] + positionals, width, indent, used)

    def _format_actions_usage(self, actions, groups):
        return " ".join(self._get_actions_usage_parts(actions, groups))

    def _get_actions_usage_parts(self, actions, groups):
        spans, grouped = {}, set()  # groups whose members stand together
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f"empty group {group}")
            if members[0] not in actions or all(member.help is SUPPRESS for member in members):
                continue
            start = actions.index(members[0])
            end = start + len(members)
            if actions[start:end] == members:
                spans[start, end] = group
                grouped.update(members)

        parts = [None if action.help is SUPPRESS else self._usage_part(action, action in grouped) for action in actions]
        separated = set()  # after which a group, maybe one within another, has its bar already
        for start, end in sorted(spans, reverse=True):
            shown = [part for part in parts[start:end] if part is not None]
            opening, closing = "[]"
            if spans[start, end].required:
                opening, closing = "()" if len(shown) > 1 else ("", "")
            shown[0] = opening + shown[0]
            shown[-1] += closing
            last = start + len(shown) - 1
            for place, part in enumerate(shown, start):
                if place == last:
                    parts[place] = part
                elif place not in separated:
                    parts[place] = part + " |"
                    separated.add(place)
            parts[last + 1:end] = [None] * (end - last - 1)
        return [part for part in parts if part is not None]

    def _usage_part(self, action, in_group):
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            if in_group and part[0] == "[" and part[-1] == "]":
                part = part[1:-1]
            return part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            arguments = self._format_args(action, self._get_default_metavar_for_optional(action))
            part = f"{action.option_strings[0]} {arguments}"
        return part if action.required or in_group else f"[{part}]"

    # Texts and entries.

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, " " * self._current_indent) + "\n\n"

    def _format_action(self, action):
        column = min(self._action_max_length + 2, self._max_help_position)
        room = column - self._current_indent - 2
        entry = self._format_action_invocation(action)
        header = " " * self._current_indent + entry
        first = column  # where the first line of help begins
        if action.help and len(entry) <= room:
            header = " " * self._current_indent + entry.ljust(room) + "  "
            first = 0
        else:
            header += "\n"

        parts = [header]
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, max(self._width - column, 11))
                parts.append(" " * first + lines[0] + "\n")
                parts += [" " * column + line + "\n" for line in lines[1:]]
        elif not header.endswith("\n"):
            parts.append("\n")
        parts += [self._format_action(subaction) for subaction in self._iter_indented_subactions(action)]
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            metavar, = self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1)
            return metavar
        names = ", ".join(action.option_strings)
        if action.nargs == 0:
            return names
        return names + " " + self._format_args(action, self._get_default_metavar_for_optional(action))

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            metavar = action.metavar
        elif action.choices is not None:
            metavar = "{" + ",".join(map(str, action.choices)) + "}"
        else:
            metavar = default_metavar
        return lambda count: metavar if isinstance(metavar, tuple) else (metavar,) * count

    def _format_args(self, action, default_metavar):
        metavars = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return "%s" % metavars(1)
        if nargs == OPTIONAL:
            return "[%s]" % metavars(1)
        if nargs == ZERO_OR_MORE:
            names = metavars(1)
            return ("[%s [%s ...]]" if len(names) == 2 else "[%s ...]") % names
        if nargs == ONE_OR_MORE:
            return "%s [%s ...]" % metavars(2)
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return "%s ..." % metavars(1)
        if nargs == SUPPRESS:
            return ""
        try:
            count = len(range(nargs))
        except TypeError:
            raise ValueError("invalid nargs value") from None
        return " ".join(["%s"] * count) % metavars(nargs)

    def _expand_help(self, action):
        fields = {name: getattr(value, "__name__", value) for name, value in vars(action).items() if value is not SUPPRESS}
        if self._prog is not SUPPRESS:
            fields["prog"] = getattr(self._prog, "__name__", self._prog)
        if fields.get("choices") is not None:
            fields["choices"] = ", ".join(map(str, fields["choices"]))
        return self._get_help_string(action) % fields

    def _iter_indented_subactions(self, action):
        subactions = getattr(action, "_get_subactions", None)
        if subactions is not None:
            self._indent()
            yield from subactions()
            self._dedent()

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(self._whitespace_matcher.sub(" ", text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(self._whitespace_matcher.sub(" ", text).strip(), width,
                             initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves the lines of descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves the lines of all help as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds the default to the help of each argument that may be left out."""

    def _get_help_string(self, action):
        text = action.help or ""
        may_be_absent = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        if "%(default)" not in text and action.default is not SUPPRESS and may_be_absent:
            text += _(" (default: %(default)s)")
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Names values by their type."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
