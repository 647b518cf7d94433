# SPDX-License-Identifier: MIT
"""One reading of a command line by an argparse parser."""

from _argparse_actions import ArgumentError, _get_action_name
from _argparse_help import SUPPRESS, _


class Reading:
    """Options and positionals are taken by turns, from left to right, into `namespace`; `extras` fit nothing.

    `kinds` has a letter for each string, against which the patterns of actions are matched: O for an option, A for an
    argument, - for the first "--", after which all are arguments.
    """

    def __init__(self, parser, strings, namespace):
        self.parser, self.strings, self.namespace = parser, strings, namespace
        self.positionals = parser._get_positional_actions()  # that are not taken yet
        self.extras = []
        self.seen, self.given = set(), set()  # actions; `given` are those which got more than their default
        self.warned = set()
        self.rivals = {}  # action: those which exclude it
        for group in parser._mutually_exclusive_groups:
            members = group._group_actions
            for i, action in enumerate(members):
                self.rivals.setdefault(action, []).extend(members[:i] + members[i + 1:])

        self.options = {}  # index: what the string there means
        kinds = []
        for i, string in enumerate(strings):
            if string == "--":
                kinds.append("-".ljust(len(strings) - i, "A"))
                break
            option = parser._parse_optional(string)
            if option is not None:
                self.options[i] = option
            kinds.append("A" if option is None else "O")
        self.kinds = "".join(kinds)

    def run(self):
        at, last = 0, max(self.options, default=-1)
        while at <= last:
            option = at
            while option not in self.options:
                option += 1
            if option > at:
                end = self.take_positionals(at)
                if end > at:
                    at = end  # which may be beyond the option
                    continue
                self.extras += self.strings[at:option]
            at = self.take_option(option)
        self.extras += self.strings[self.take_positionals(at):]
        self.check_absent()

    def take_positionals(self, at):
        """Gives as many positionals as possible what stands from `at` on; returns where that ends."""
        counts = self.parser._match_arguments_partial(self.positionals, self.kinds[at:])
        for action, count in zip(self.positionals, counts):
            strings = self.strings[at:at + count]
            at += count
            if strings and action.deprecated:
                self.warn(action.dest, _("argument '%(argument_name)s' is deprecated") % {"argument_name": action.dest})
            self.take(action, strings)
        self.positionals = self.positionals[len(counts):]
        return at

    def take_option(self, at):
        """Takes the option at `at`, which may be several short ones, with its arguments; returns where they end."""
        parser = self.parser
        action, name, separator, explicit = self.options[at]
        end = at + 1
        if action is None:
            self.extras.append(self.strings[at])
            return end

        uses = []  # action, arguments, name
        while True:
            if explicit is None:
                end += parser._match_argument(action, self.kinds[end:])
                uses.append((action, self.strings[at + 1:end], name))
                break
            if parser._match_argument(action, "A") == 1:
                uses.append((action, [explicit], name))
                break
            # The action takes nothing: what follows a single prefix and a letter are more letters.
            if (name[1] in parser.prefix_chars or explicit == ""
                    or separator or explicit[0] in parser.prefix_chars):
                raise ArgumentError(action, _("ignored explicit argument %r") % explicit)
            uses.append((action, [], name))
            name = name[0] + explicit[0]
            action = parser._option_string_actions.get(name)
            if action is None:
                self.extras.append(name[0] + explicit)
                break
            explicit = explicit[1:]
            separator = "=" if explicit.startswith("=") else ""
            explicit = explicit.removeprefix("=") if explicit else None

        for action, strings, name in uses:
            if action.deprecated:
                self.warn(name, _("option '%(option)s' is deprecated") % {"option": name})
            self.take(action, strings, name)
        return end

    def warn(self, name, message):
        if name not in self.warned:
            self.parser._warning(message)
            self.warned.add(name)

    def take(self, action, strings, name=None):
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        if values is not action.default:
            self.given.add(action)
            for rival in self.rivals.get(action, ()):
                if rival in self.given:
                    raise ArgumentError(action, _("not allowed with argument %s") % _get_action_name(rival))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, name)

    def check_absent(self):
        """Complains of what is missing. Defaults that are text are converted only now, and only if they are used."""
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, self.parser._get_value(action, action.default))
        if missing:
            raise ArgumentError(None, _("the following arguments are required: %s") % ", ".join(missing))

        for group in self.parser._mutually_exclusive_groups:
            if group.required and self.given.isdisjoint(group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions if action.help is not SUPPRESS]
                raise ArgumentError(None, _("one of the arguments %s is required") % " ".join(names))
