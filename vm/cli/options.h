// SPDX-License-Identifier: MIT
// What the command line asks for.
#pragma once

#include <ouro/ouro.h>

#include <string>
#include <vector>

struct Options {
    enum class Program { file, command, standard_input } program = Program::standard_input;
    enum class Action { run, disassemble, dump_tree } action = Action::run;
    std::string source;  // the file's path, or the command
    ouro::Config config; // arguments, limits and path
    int exit = -1;       // >= 0: everything has been said already
};

/// Reads the arguments of `ouro`; wrong ones are reported on standard error.
Options read_options(int argc, char** argv);
