#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command line: options, sys.argv and sys.path, exit codes, messages.

    python3 tests/cli/test_command.py path/to/ouro [TEST ...]

What is expected is what python3.13 does, with `ouro` where it prints its own name.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

OURO = ""
for variable in [name for name in os.environ if name.startswith(("PYTHON", "OURO"))]:
    del os.environ[variable]
USAGE = "usage: ouro [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `ouro -h' for more information.\n"


class Command(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run_ouro(self, *arguments, stdin="", env=None, **options):
        return subprocess.run([OURO, *map(str, arguments)], input=stdin, capture_output=True, text=True, cwd=self.folder,
                              env={**os.environ, **(env or {})}, timeout=120, **options)

    def check(self, result, out="", code=0, err=""):
        self.assertEqual((result.stdout, result.stderr, result.returncode), (out, err, code))

    # ---- where the program comes from

    def test_file(self):
        self.write("a.py", "import sys\nprint(__name__, sys.argv, sys.path[0], __file__)\n")
        self.check(self.run_ouro("a.py", "-c", "x"), f"__main__ ['a.py', '-c', 'x'] {self.folder} {self.folder}/a.py\n")
        self.check(self.run_ouro("--", "a.py"), f"__main__ ['a.py'] {self.folder} {self.folder}/a.py\n")

    def test_command(self):
        self.check(self.run_ouro("-c", "import sys; print(sys.argv, repr(sys.path[0]), __name__)", "a", "-b"), "['-c', 'a', '-b'] '' __main__\n")
        self.check(self.run_ouro("-cprint(1)"), "1\n")

    def test_command_in_traceback(self):
        error = ('Traceback (most recent call last):\n  File "<string>", line 2, in <module>\n    f()\n    ~^^\n'
                 '  File "<string>", line 1, in f\n    def f(): return 1 / 0\n                    ~~^~~\n'
                 'ZeroDivisionError: division by zero\n')
        self.check(self.run_ouro("-c", "def f(): return 1 / 0\nf()"), "", 1, error)

    def test_standard_input(self):
        script = "import sys\nprint(sys.argv, repr(sys.path[0]))\nraise ValueError('x')\n"
        error = 'Traceback (most recent call last):\n  File "<stdin>", line 3, in <module>\nValueError: x\n'
        self.check(self.run_ouro(stdin=script), "[''] ''\n", 1, error)
        self.check(self.run_ouro("-", "a", stdin=script), "['-', 'a'] ''\n", 1, error)

    def test_module(self):
        self.write("tool.py", "import sys\nprint(__name__, __package__, sys.argv, sys.path[0] == sys.argv[0].rpartition('/')[0])\n")
        self.check(self.run_ouro("-m", "tool", "x"), f"__main__  ['{self.folder}/tool.py', 'x'] True\n")
        self.write("pack/__init__.py", "print('init', __name__)\n")
        self.write("pack/other.py", "value = 5\n")
        self.write("pack/__main__.py", "from .other import value\nprint(__name__, __package__, value, __file__)\n")
        wanted = f"init pack\n__main__ pack 5 {self.folder}/pack/__main__.py\n"
        self.check(self.run_ouro("-m", "pack"), wanted)
        self.check(self.run_ouro("-mpack.__main__"), wanted)

    def test_modules_of_the_library(self):
        # With what ouro has of its own: no library of CPython is on the path.
        self.write("a.py", "x = 1\n")
        tree = "Module(\n   body=[\n      Assign(\n         targets=[\n            Name(id='x', ctx=Store())],\n         value=Constant(value=1))])\n"
        self.check(self.run_ouro("-m", "ast", "a.py"), tree)
        self.assertEqual(self.run_ouro("-m", "tokenize", "-e", "a.py").stdout.splitlines()[1].split(), "1,0-1,1: NAME 'x'".split())
        self.assertIn("STORE", self.run_ouro("-m", "dis", "a.py").stdout.upper())
        self.assertRegex(self.run_ouro("-m", "timeit", "-n", "2", "-r", "1", "x = 1").stdout, r"^2 loops, best of 1: [0-9.e+]+ [num]?sec per loop\n$")
        self.check(self.run_ouro("-m", "shlex", "a.py"), "Token: 'x'\nToken: '='\nToken: '1'\n")
        self.check(self.run_ouro("-m", "getopt", "-a1", "--beta", "c"), "([('-a', '1'), ('--beta', '')], ['c'])\n")
        self.assertEqual(self.run_ouro("-m", "calendar", "2024", "13", "x").stderr.splitlines()[-1], "calendar.py: error: unrecognized arguments: x")
        self.assertTrue(self.run_ouro("-m", "platform", "--terse").stdout.strip())

    def test_module_that_is_not_there(self):
        self.check(self.run_ouro("-m", "nosuch"), "", 1, "ouro: No module named nosuch\n")
        self.check(self.run_ouro("-m", "a.b"), "", 1,
                   "ouro: Error while finding module specification for 'a.b' (ModuleNotFoundError: No module named 'a')\n")
        self.write("pack/__init__.py", "")
        self.check(self.run_ouro("-m", "pack"), "", 1,
                   "ouro: No module named pack.__main__; 'pack' is a package and cannot be directly executed\n")
        self.check(self.run_ouro("-m", "builtins"), "", 1, "ouro: No code object available for builtins\n")
        self.check(self.run_ouro("-m", ".pack"), "", 1, "ouro: Relative module names not supported\n")
        self.write("pack/__main__/__init__.py", "")
        self.check(self.run_ouro("-m", "pack"), "", 1,
                   "ouro: Cannot use package as __main__ module; 'pack' is a package and cannot be directly executed\n")
        self.write("bad/__init__.py", "import nosuch\n")
        self.assertTrue(self.run_ouro("-m", "bad.inner").stderr.startswith("Traceback"))

    def test_module_of_a_library_name(self):
        # In the script's folder it comes before the library's; from the environment it completes the library and hides nothing.
        self.write("queue.py", "print('own')\n")
        self.write("a.py", "import queue\nprint(hasattr(queue, 'Queue'))\n")
        own, library = "own\nFalse\n", "True\n"
        self.check(self.run_ouro("a.py"), own)
        self.check(self.run_ouro("-c", "import a"), own)
        self.check(self.run_ouro("-m", "a"), own)
        self.check(self.run_ouro("-P", "a.py"), library)
        self.write("elsewhere/b.py", "import queue\nprint(hasattr(queue, 'Queue'))\n")
        self.check(self.run_ouro("elsewhere/b.py", env={"PYTHONPATH": str(self.folder)}), library)
        self.check(self.run_ouro("-m", "queue"), "own\n")
        self.check(self.run_ouro("-c", "import queue; print(queue.__file__)"), f"own\n{self.folder}/queue.py\n")
        # Errors about such a module say so, also for names of the library that ouro does not have.
        self.write("turtledemo.py", "import turtledemo\nturtledemo.x\n")
        hint = (f"AttributeError: module 'turtledemo' has no attribute 'x' (consider renaming '{self.folder}/turtledemo.py' since it has "
                "the same name as the standard library module named 'turtledemo' and the import system gives it precedence)\n")
        for arguments in (("turtledemo.py",), ("-m", "turtledemo"), ("-c", "import turtledemo"), ("-c", "import sys; sys.path.insert(0, '/x'); import turtledemo")):
            self.assertTrue(self.run_ouro(*arguments).stderr.endswith(hint), self.run_ouro(*arguments).stderr)
        self.write("third.py", "import third\nthird.x\n")
        hint = (f"AttributeError: module 'third' has no attribute 'x' (consider renaming '{self.folder}/third.py' if it has "
                "the same name as a third-party module you intended to import)\n")
        self.assertTrue(self.run_ouro("third.py").stderr.endswith(hint), self.run_ouro("third.py").stderr)
        for broken in ("None", "5", "['turtledemo']"):
            self.write("c.py", f"import sys, os\nsys.stdlib_module_names = {broken}\nimport turtledemo\n")
            self.assertTrue(self.run_ouro("c.py").stderr.endswith("if it has the same name as a third-party module you intended to import)\n"))

    def test_files_of_the_library(self):
        prefix = os.path.dirname(os.path.dirname(os.path.realpath(OURO)))
        library = f"{prefix}/lib/ouro3.13"
        script = "import os, sys, json, sysconfig; print(os.__file__, json.__file__, json.__path__, sysconfig.get_path('stdlib'), sys.path)"
        self.check(self.run_ouro("-c", script, env={"PYTHONPATH": "/x"}),
                   f"{library}/os.py {library}/json/__init__.py ['{library}/json'] {library} ['', '{library}', '/x']\n")

    def test_folder_whose_name_is_not_text(self):
        folder = os.fsencode(self.folder) + b"/b\xff"
        os.mkdir(folder)
        files = {b"a.py": b"import sys\nprint(ascii(sys._getframe().f_code.co_filename.rpartition('/b')[2]))\nimport other\n", b"other.py": b"print(ascii(__file__.rpartition('/b')[2]))\n", b"in\xe9.py": b"print('in')\n",
                 b"main.py": b"__import__('in\\udce9')\ntry: __import__('other\\0x')\nexcept ImportError as error: print(ascii(error.name))\n"}
        for name, text in files.items():
            with open(folder + b"/" + name, "wb") as file:
                file.write(text)
        for arguments in ([folder + b"/a.py"], [b"-m", b"a"], [b"-c", b"import a"]):
            result = subprocess.run([OURO.encode(), *arguments], capture_output=True, text=True, cwd=folder)
            self.check(result, "'\\udcff/a.py'\n'\\udcff/other.py'\n")
        (self.folder / "b").mkdir()
        with open(os.fsencode(self.folder) + b"/b/\xe7w\xf0.py", "wb") as file:
            file.write(b"import sys\nprint(ascii(__file__.rpartition('/')[2]), ascii(sys.argv[0]))\n1 / 0\n")
        result = subprocess.run([OURO.encode(), b"\xe7w\xf0.py"], capture_output=True, text=True, cwd=self.folder / "b")
        self.assertEqual((result.stdout, result.returncode), ("'\\udce7w\\udcf0.py' '\\udce7w\\udcf0.py'\n", 1))
        self.assertIn("    1 / 0\n    ~~^~~\nZeroDivisionError", result.stderr)
        self.check(subprocess.run([OURO, "main.py"], capture_output=True, text=True, cwd=folder), "in\n'other\\x00x'\n")

    def test_folder(self):
        self.write("app/__main__.py", "import sys, helper\nprint(__name__, sys.argv, sys.path[0], helper.x)\n")
        self.write("app/helper.py", "x = 3\n")
        self.check(self.run_ouro("app", "y"), f"__main__ ['app', 'y'] {self.folder}/app 3\n")
        (self.folder / "empty").mkdir()
        self.check(self.run_ouro("empty"), "", 1, f"ouro: can't find '__main__' module in '{self.folder}/empty'\n")

    def test_archive(self):
        with zipfile.ZipFile(self.folder / "app.zip", "w") as archive:
            archive.writestr("__main__.py", "import sys, pack.helper\nprint(__name__, __file__, __package__, sys.argv, sys.path[0], pack.helper.x)\n")
            archive.writestr("pack/__init__.py", "")
            archive.writestr("pack/__main__.py", "import sys\nprint(__name__, __package__, sys.argv[0])\n")
            archive.writestr("pack/helper.py", "x = 3\n")
        wanted = "__main__ {0}/__main__.py  ['{1}', 'y'] {0} 3\n"
        self.check(self.run_ouro("app.zip", "y"), wanted.format(f"{self.folder}/app.zip", "app.zip"))
        # With a line before the archive that says what runs it.
        self.write("app", b"#!/usr/bin/env ouro\n" + (self.folder / "app.zip").read_bytes())
        self.check(self.run_ouro("-P", "app", "y"), wanted.format(f"{self.folder}/app", "app"))
        where = {"PYTHONPATH": f"{self.folder}/app.zip"}
        self.check(self.run_ouro("-m", "pack", env=where), f"__main__ pack {self.folder}/app.zip/pack/__main__.py\n")
        result = self.run_ouro("-m", "pack.none", env=where)
        self.assertEqual((result.returncode, result.stderr.partition(": ")[2]), (1, "No module named pack.none\n"))
        with zipfile.ZipFile(self.folder / "empty.zip", "w") as archive:
            archive.writestr("other.py", "")
        result = self.run_ouro("empty.zip")
        self.assertEqual((result.returncode, result.stderr.partition(": ")[2]), (1, f"can't find '__main__' module in '{self.folder}/empty.zip'\n"))
        self.write("torn.zip", b"PK\x03\x04rest")
        self.assertIn("SyntaxError", self.run_ouro("torn.zip").stderr)

    def test_file_that_is_not_there(self):
        self.check(self.run_ouro("nosuch.py"), "", 2, f"ouro: can't open file '{self.folder}/nosuch.py': [Errno 2] No such file or directory\n")

    def test_skip_first_line(self):
        self.write("a.py", "this is no python\nprint(1)\n")
        self.check(self.run_ouro("-x", "a.py"), "1\n")

    # ---- interactive

    def test_interactive(self):
        typed = "1 + 1\nx = 5\ndef f():\n    return x / 0\n\nf()\nif x:\n  'yes'\n\n(1,\n2)\nx y\n_\n# comment\n\nNone\n"
        error = ('>>> >>> >>> ... ... >>> Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n    f()\n    ~^^\n'
                 '  File "<stdin>", line 2, in f\n    return x / 0\n           ~~^~~\nZeroDivisionError: division by zero\n'
                 '>>> ... ... >>> ... >>>   File "<stdin>", line 1\n    x y\n      ^\nSyntaxError: invalid syntax\n>>> >>> >>> >>> >>> \n')
        self.check(self.run_ouro("-q", "-i", stdin=typed), "2\n'yes'\n(1, 2)\n(1, 2)\n", 0, error)

    def test_interactive_statements(self):
        typed = "class A: pass\n\nA\nx = 1; y = 2\ny\n   x\ntry:\n  1/0\nfinally:\n  'f'\n\n'''a\n\nb'''\nif 1:\n\n1 +\\\n2\n"
        result = self.run_ouro("-q", "-i", stdin=typed)
        self.assertEqual(result.stdout, "<class '__main__.A'>\n2\n'f'\n'a\\n\\nb'\n3\n")
        self.assertIn("IndentationError: unexpected indent\n", result.stderr)
        self.assertIn("IndentationError: expected an indented block after 'if' statement on line 1\n", result.stderr)

    def test_interactive_prompts_and_exit(self):
        typed = "import sys\nsys.ps1, sys.ps2 = '> ', '. '\nif 1:\n  2\n\nraise SystemExit(3)\n5\n"
        self.check(self.run_ouro("-q", "-i", stdin=typed), "2\n", 3, ">>> >>> > . . > ")
        self.check(self.run_ouro("-q", "-i", stdin="1"), "1\n", 0, ">>> ... \n>>> \n")

    def test_inspect(self):
        report = 'Traceback (most recent call last):\n  File "{}/a.py", line 2, in <module>\n    {}\n    {}\n{}\n'
        self.write("a.py", "x = 1\ny = x; raise ValueError(x)\n")
        result = self.run_ouro("-i", "a.py", stdin="x\nimport sys; sys.last_value\nexit(4)\n")
        error = report.format(self.folder, "y = x; raise ValueError(x)", "       ^^^^^^^^^^^^^^^^^^^", "ValueError: 1")
        self.check(result, "1\nValueError(1)\n", 4, error + ">>> >>> >>> ")
        self.write("a.py", "import sys\nsys.exit(3)\n")
        error = report.format(self.folder, "sys.exit(3)", "~~~~~~~~^^^", "SystemExit: 3")
        self.check(self.run_ouro("-i", "a.py", stdin="2\n"), "2\n", 0, error + ">>> >>> \n")

    def test_interactive_limits(self):
        result = self.run_ouro("-q", "-i", "--fuel", "100000", stdin="1\nwhile 1: pass\n\n2\n")
        self.assertEqual((result.stdout, result.returncode), ("1\n", 124))

    # ---- options

    def test_version_and_help(self):
        self.assertRegex(self.run_ouro("-V").stdout, r"\APython 3\.13\.\d+ \(ouro [\d.]+\)\n\Z")
        self.assertEqual(self.run_ouro("--version").stdout, self.run_ouro("-V").stdout)
        help_text = self.run_ouro("-h")
        self.assertEqual((help_text.returncode, help_text.stderr), (0, ""))
        self.assertTrue(help_text.stdout.startswith(USAGE.splitlines()[0]))
        self.assertEqual(self.run_ouro("--help").stdout, help_text.stdout)

    def test_implementation_options(self):
        text = self.run_ouro("--help-xoptions").stdout
        for name in ("dev", "implementation_name", "no_debug_ranges"):
            self.assertIn(f"-X {name}", text)
        name = "import sys; print(sys.implementation.name, sys._xoptions)"
        self.check(self.run_ouro("-c", name), "ouro {}\n")
        self.check(self.run_ouro("-X", "implementation_name=other", "-c", name), "other {'implementation_name': 'other'}\n")
        again = "import subprocess, sys; print(subprocess._args_from_interpreter_flags()[-4:])"
        self.check(self.run_ouro("-X", "implementation_name=other", "-X", "no_debug_ranges", "-c", again),
                   "['-X', 'implementation_name=other', '-X', 'no_debug_ranges']\n")

    def test_debug_ranges(self):
        self.write("a.py", "def f(a):\n    return (a +\n            1 / 0)\nprint(all(a == b and c is d is None for a, b, c, d in f.__code__.co_positions()))\nf(1)\n")
        out = "{}\n"
        err = ('Traceback (most recent call last):\n  File "{0}/a.py", line 5, in <module>\n    f(1)\n{1}'
               '  File "{0}/a.py", line 3, in f\n    1 / 0)\n{2}ZeroDivisionError: division by zero\n')
        self.check(self.run_ouro("a.py"), out.format(False), 1, err.format(self.folder, "    ~^^^\n", "    ~~^~~\n"))
        plain = err.format(self.folder, "", "")
        self.check(self.run_ouro("-X", "no_debug_ranges", "a.py"), out.format(True), 1, plain)
        self.check(self.run_ouro("a.py", env={"PYTHONNODEBUGRANGES": "1"}), out.format(True), 1, plain)
        self.assertEqual(self.run_ouro("-E", "a.py", env={"PYTHONNODEBUGRANGES": "1"}).stdout, out.format(False))
        table = "code = compile('x = 1\\n\\ny = 2', '', 'exec'); print([each >> 3 & 15 for each in code.co_linetable if each & 128][:1], list(code.co_lines())[-1][2])"
        self.check(self.run_ouro("-X", "no_debug_ranges", "-c", table), "[13] 3\n")

    def test_test_modules(self):
        names = "_testcapi", "_testinternalcapi", "_testlimitedcapi", "_testsinglephase"
        for name in names:
            ask = f"import sys\ntry: import {name}\nexcept ModuleNotFoundError: print('left out')\nelse: print(sys.modules['{name}'].__spec__.origin)"
            self.assertIn(self.run_ouro("-c", ask).stdout, ("built-in\n", "left out\n"))
        self.check(self.run_ouro("-c", f"import sys; print({{*{names}}} & {{*sys.modules, *sys.builtin_module_names, *sys.stdlib_module_names}})"), "set()\n")

    def test_wrong_options(self):
        self.check(self.run_ouro("-Z"), "", 2, "Unknown option: -Z\n" + USAGE)
        self.check(self.run_ouro("--nosuch"), "", 2, "unknown option --nosuch\n" + USAGE)
        for option in ("-c", "-m", "-W", "-X"):
            self.check(self.run_ouro(option), "", 2, f"Argument expected for the {option} option\n" + USAGE)
        self.check(self.run_ouro("--fuel", "x", "-c", "1"), "", 2, "Invalid number for the --fuel option: x\n" + USAGE)

    def test_flags(self):
        show = "import sys; f = sys.flags; print("
        self.check(self.run_ouro("-c", show + "f.optimize, f.quiet, f.isolated, f.dev_mode, f.no_site, f.safe_path)"), "0 0 0 False 0 False\n")
        self.check(self.run_ouro("-OqSP", "-X", "dev", "-c", show + "f.optimize, f.quiet, f.isolated, f.dev_mode, f.no_site, f.safe_path)"),
                   "1 1 0 True 1 True\n")
        self.check(self.run_ouro("-I", "-c", show + "f.isolated, f.ignore_environment, f.safe_path, f.no_user_site)"), "1 1 True 1\n")
        self.check(self.run_ouro("-W", "error", "-X", "foo=3", "-X", "bar", "-bb", "-c", "import sys; print(sys.warnoptions, sys._xoptions)"),
                   "['error', 'error::BytesWarning'] {'foo': '3', 'bar': True}\n")
        self.check(self.run_ouro("-X", "dev", "-c", "import sys; print(sys.warnoptions, len(sys.orig_argv))"), "['default'] 5\n")

    def test_optimize_drops_assertions(self):
        self.write("a.py", "assert [x for x in ()] , (lambda: 1)()\nprint(__debug__, [y for y in (1, 2)])\n")
        self.check(self.run_ouro("-O", "a.py"), "False [1, 2]\n")
        self.assertEqual(self.run_ouro("a.py").returncode, 1)
        self.check(self.run_ouro("-c", "assert False\nprint(__debug__)", env={"PYTHONOPTIMIZE": "1"}), "False\n")

    def test_warnings(self):
        self.write("a.py", "import warnings\nwarnings.warn('old', DeprecationWarning)\nprint('on')\n")
        self.check(self.run_ouro("-W", "ignore", "a.py"), "on\n")
        failed = self.run_ouro("-W", "error", "a.py")
        self.assertEqual((failed.stdout, failed.returncode, failed.stderr.splitlines()[-1]), ("", 1, "DeprecationWarning: old"))
        self.check(self.run_ouro("a.py", env={"PYTHONWARNINGS": "ignore"}), "on\n")
        self.assertIn("old", self.run_ouro("-E", "a.py", env={"PYTHONWARNINGS": "ignore"}).stderr)

    def test_encoding_of_streams(self):
        script = "import sys; print(*(f'{s.encoding} {s.errors}' for s in (sys.stdin, sys.stdout, sys.stderr)), sep=', ')"
        for value, shown in [("", "utf-8 surrogateescape, utf-8 surrogateescape, utf-8 backslashreplace"),
                             ("latin-1", "iso8859-1 strict, iso8859-1 strict, iso8859-1 backslashreplace"),
                             (":ignore", "utf-8 ignore, utf-8 ignore, utf-8 backslashreplace"),
                             ("shift_jis:replace", "shift_jis replace, shift_jis replace, shift_jis backslashreplace")]:
            self.check(self.run_ouro("-c", script, env={"PYTHONIOENCODING": value}), shown + "\n")
        self.check(self.run_ouro("-E", "-c", "import sys; print(sys.stdout.encoding)", env={"PYTHONIOENCODING": "latin-1"}), "utf-8\n")
        self.assertEqual(self.run_ouro("-c", "print('\xa2')", env={"PYTHONIOENCODING": "ascii:replace"}).stdout, "?\n")
        result = self.run_ouro("-c", "print(1)", env={"PYTHONIOENCODING": "nope"})
        self.check(result, "", 1, "Fatal Python error: init_stdio_encoding: failed to get the Python codec name of the stdio encoding\n"
                                  "Python runtime state: core initialized\nLookupError: unknown encoding: nope\n")

    def test_warning_of_default_encoding(self):
        self.write("a.py", "import io, subprocess\nopen('a.py').close()\nsubprocess.run('true', text=True)\n"
                           "io.TextIOWrapper(io.BytesIO())\nopen('a.py', encoding='utf-8').close()\n")
        warning = f"{self.folder}/a.py:%d: EncodingWarning: 'encoding' argument not specified%s\n  %s\n"
        wanted = (warning % (2, "", "open('a.py').close()") + warning % (3, ".", "subprocess.run('true', text=True)")
                  + warning % (4, "", "io.TextIOWrapper(io.BytesIO())"))
        self.assertEqual(self.run_ouro("-X", "warn_default_encoding", f"{self.folder}/a.py").stderr, wanted)
        self.assertEqual(self.run_ouro(f"{self.folder}/a.py", env={"PYTHONWARNDEFAULTENCODING": "1"}).stderr, wanted)
        self.check(self.run_ouro("a.py"))

    def test_dev_mode_checks_codecs(self):
        for expression in ("''.encode(errors='nope')", "b''.decode('nope')", "b''.decode(errors='nope')", "str(b'', 'ascii', 'nope')",
                           "bytes('', 'ascii', 'nope')", "open('/dev/null', errors='nope')"):
            result = self.run_ouro("-X", "dev", "-c", expression)
            self.assertEqual((result.returncode, "LookupError: unknown e" in result.stderr), (1, True), expression)
            self.check(self.run_ouro("-c", expression))

    def test_last_entries_of_a_traceback(self):
        script = "import sys\ndef f(): 1 / 0\ndef g(): f()\nsys.tracebacklimit = %r\ng()"
        whole = ('  File "<string>", line 5, in <module>\n    g()\n    ~^^\n', '  File "<string>", line 3, in g\n    def g(): f()\n             ~^^\n',
                 '  File "<string>", line 2, in f\n    def f(): 1 / 0\n             ~~^~~\n')
        for limit, entries in ((1 << 1000, 3), (2, 2), (1, 1), (0, 0), (-1, 0)):
            text = "Traceback (most recent call last):\n" + "".join(whole[3 - entries:]) if entries else ""
            self.check(self.run_ouro("-c", script % limit), "", 1, text + "ZeroDivisionError: division by zero\n")

    def test_module_search_path(self):
        self.write("one/m.py", "print('one')\n")
        self.write("two/m.py", "print('two')\n")
        self.write("three/n.py", "print('three')\n")
        env = {"OUROPATH": str(self.folder / "one"), "PYTHONPATH": f"{self.folder / 'two'}:{self.folder / 'three'}"}
        self.check(self.run_ouro("-c", "import m, n", env=env), "one\nthree\n")
        self.assertEqual(self.run_ouro("-E", "-c", "import m", env=env).returncode, 1)
        self.write("main.py", "import helper\n")
        self.write("helper.py", "print('helper', __file__)\n")
        self.check(self.run_ouro("main.py"), f"helper {self.folder}/helper.py\n")
        self.assertEqual(self.run_ouro("-P", "main.py").returncode, 1)

    def test_unbuffered(self):
        script = "import sys, time\nprint('a', end='')\ntime.sleep(60)\n"
        process = subprocess.Popen([OURO, "-u", "-c", script], stdout=subprocess.PIPE)
        self.assertEqual(process.stdout.read(1), b"a")
        process.kill()
        process.communicate()
        # What was written is out whatever becomes of the process, bytes as well.
        script = ("import os, sys\nsys.stdout.write('text,')\nsys.stdout.buffer.write(b'bytes,')\nprint(type(sys.stdout.buffer).__name__, "
                  "sys.stdout.write_through, type(sys.stdin.buffer).__name__, end=',')\nsys.stderr.write('error')\nos.kill(os.getpid(), 9)\n")
        self.check(self.run_ouro("-u", "-c", script), "text,bytes,FileIO True BufferedReader,", -9, "error")
        self.check(self.run_ouro("-c", script, env={"PYTHONUNBUFFERED": "1"}), "text,bytes,FileIO True BufferedReader,", -9, "error")
        self.check(self.run_ouro("-c", script), "", -9, "")

    def test_show_code(self):
        self.assertIn("RETURN", self.run_ouro("--dis", "-c", "x = 1").stdout)
        self.assertTrue(self.run_ouro("--dump-ast", "-c", "x = 1").stdout.startswith("Module("))
        self.assertEqual(self.run_ouro("--dump-ast", "-c", "x = = 1").returncode, 1)

    # ---- exit codes

    def test_exit_codes(self):
        for argument, code, err in (("", 0, ""), ("None", 0, ""), ("0", 0, ""), ("7", 7, ""), ("256", 0, ""), ("-1", 255, ""), ("130", 130, ""),
                                    ("'text'", 1, "text\n"), ("True", 1, ""), ("(1, 2)", 1, "(1, 2)\n"), ("1.5", 1, "1.5\n")):
            self.check(self.run_ouro("-c", f"import sys; sys.exit({argument})"), "", code, err)
        path = self.write("a.py", "1/0\n")
        self.check(self.run_ouro("a.py"), "", 1,
                   f'Traceback (most recent call last):\n  File "{path}", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n')
        self.check(self.run_ouro("-c", "x = = 1"), "", 1, '  File "<string>", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n')

    def test_interrupt(self):
        result = self.run_ouro("-c", "raise KeyboardInterrupt")
        self.assertEqual((result.returncode, result.stderr.splitlines()[-1]), (-signal.SIGINT, "KeyboardInterrupt"))
        for script in ("print('up', flush=True)\nwhile True: pass\n", "import time\nprint('up', flush=True)\ntime.sleep(60)\n",
                       "import asyncio\nasync def main():\n    print('up', flush=True)\n    await asyncio.sleep(60)\nasyncio.run(main())\n",
                       "print('up', flush=True)\ninput()\n"):
            process = subprocess.Popen([OURO, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.assertEqual(process.stdout.readline(), "up\n")
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
            self.assertEqual((process.returncode, err.splitlines()[-1:]), (-signal.SIGINT, ["KeyboardInterrupt"]), script)

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = subprocess.run([OURO, "-c", "print('x')"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual((process.returncode, process.stderr), (120, "Exception ignored on flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n"))

    def test_closed_streams(self):
        process = subprocess.run(f"'{OURO}' -c 'import sys; print(sys.stdout is None)' >&- 2>&-", shell=True, check=False)
        self.assertEqual(process.returncode, 0)

    # ---- limits

    def test_limits(self):
        self.check(self.run_ouro("--fuel", "100000", "-c", "while True: pass"), "", 124, "ouro: stopped: fuel\n")
        self.check(self.run_ouro("--deadline", "0.2", "-c", "while True: pass"), "", 124, "ouro: stopped: deadline\n")
        self.check(self.run_ouro("--output", "10", "-c", "print('x' * 100)"), "x" * 10, 124, "\nouro: stopped: output\n")
        self.assertEqual(self.run_ouro("--memory", "50e6", "-c", "'a' * 10**8").stderr.splitlines()[-1], "MemoryError")
        self.assertEqual(self.run_ouro("--recursion", "100", "-c", "def f(): f()\nf()").stderr.splitlines()[-1],
                         "RecursionError: maximum recursion depth exceeded")


if __name__ == "__main__":
    OURO = os.path.realpath(sys.argv.pop(1))
    unittest.main()
